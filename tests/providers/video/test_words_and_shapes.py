"""What is asked for: the prompt, the length and size, the price, the picture."""

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.providers.video.ordering import SCENE, WIDE, Studio
from vidgen_desktop.core.choices import Look
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.filming import Filming
from vidgen_desktop.core.model import VideoFormat
from vidgen_desktop.providers.video.pictures import first_frame, reference
from vidgen_desktop.providers.video.prices import price_at, prices_of
from vidgen_desktop.providers.video.prompts import prompt_for
from vidgen_desktop.providers.video.shape import length_for, shape_for
from vidgen_desktop.providers.video.workflow import frames_for

TALL = VideoFormat(720, 1280, 24)
SQUARE = VideoFormat(720, 720, 24)
LISTED = Filming(
    seconds=(4, 6, 8),
    sizes=((1280, 720), (1920, 1080), (720, 1280)),
    aspects=("auto", "16:9", "9:16", "1:1"),
    resolutions=("480p", "720p", "1080p", "4K"),
)


def test_a_prompt_has_subject_camera_and_one_style(studio: Studio) -> None:
    one = prompt_for(studio.order())
    two = prompt_for(studio.order(replace(SCENE, number=2, visual="A meadow in bloom.")))
    assert one.startswith("A honeybee dances on a comb, lit from the side.")
    assert "Part of a film about Bees." in one
    assert SCENE.narration not in one
    assert one.split("Cinematic")[1] == two.split("Cinematic")[1]
    assert one.split("The camera")[1] != two.split("The camera")[1]
    assert "night" in prompt_for(studio.order(look=Look.NIGHT))


def test_a_scene_with_its_own_camera_keeps_it(studio: Studio) -> None:
    prompt = prompt_for(studio.order(replace(SCENE, visual="Drone shot over a coast")))
    assert "The camera" not in prompt


def test_narration_stands_in_where_nothing_says_what_is_seen(studio: Studio) -> None:
    for visual in ("", SCENE.narration):
        prompt = prompt_for(studio.order(replace(SCENE, visual=visual)))
        assert "without any words" in prompt
        assert "show the way" in prompt


@given(st.text(max_size=4000), st.text(max_size=4000))
def test_a_prompt_is_one_line_that_models_take(visual: str, narration: str) -> None:
    scene = replace(SCENE, visual=visual, narration=narration)
    prompt = prompt_for(Studio(Path()).order(scene))
    assert "\n" not in prompt
    assert 0 < len(prompt) < 2000


@pytest.mark.parametrize(
    ("seconds", "length"), [(1.0, 4), (4.0, 4), (4.1, 4), (4.3, 6), (7.9, 8), (20.0, 8)]
)
def test_the_shortest_length_that_holds_the_scene(seconds: float, length: int) -> None:
    assert length_for((8, 4, 6), seconds) == length


def test_whole_seconds_where_no_lengths_are_told() -> None:
    assert [length_for((), seconds) for seconds in (0.2, 3.1, 3.5)] == [1, 3, 4]


@pytest.mark.parametrize(
    ("format", "size", "aspect"),
    [(WIDE, (1280, 720), "16:9"), (TALL, (720, 1280), "9:16")],
    ids=["wide", "tall"],
)
def test_the_nearest_size_and_shape(
    format: VideoFormat, size: tuple[int, int], aspect: str
) -> None:
    shape = shape_for(LISTED, 5.0, format)
    assert (shape.size, shape.aspect, shape.resolution, shape.seconds) == (size, aspect, "720p", 6)


def test_shape_and_lines_make_a_size_where_none_are_listed() -> None:
    named = replace(LISTED, sizes=())
    assert shape_for(named, 5.0, SQUARE).size == (720, 720)
    assert shape_for(named, 5.0, VideoFormat(1920, 1080, 24)).size == (1920, 1080)
    assert shape_for(replace(named, resolutions=("4K",)), 5.0, WIDE).size == (3840, 2160)
    assert shape_for(Filming(), 5.0, TALL).size == (720, 1280)


def test_prices_by_resolution_and_sound() -> None:
    prices = prices_of(
        {
            "duration_seconds_without_audio_720p": "0.03",
            "duration_seconds_with_audio_720p": "0.05",
            "duration_seconds_with_audio_1080p": "0.08",
            "video_tokens": "0.000001",
            "nonsense_second": "many",
        }
    )
    assert price_at(prices, 720, sound=False) == 30_000
    assert price_at(prices, 720, sound=True) == 50_000
    assert price_at(prices, 1080, sound=True) == 80_000
    assert price_at(prices_of({"cents_per_second_output": "12"}), 720, sound=False) == 120_000
    assert price_at(prices_of({"per-video-second-1080p": "0.75"}), 720, sound=False) == 750_000
    assert price_at(prices_of(None), 720, sound=False) is None
    continued = {"cents_per_second_output": "17", "cents_per_second_video_continuation": "41"}
    assert price_at(prices_of(continued), 720, sound=False) == 170_000


def test_prices_by_the_token_are_told_by_the_second() -> None:
    """1280×720 pixels of 24 frames, 1024 to a token: ten seconds at 0.0000035 are $0.756."""
    skus = {
        "video_tokens": "0.0000035",
        "video_tokens_1080p": "0.000004",
        "video_tokens_with_video_input": "0.0000021",
    }
    prices = prices_of(skus, ("480p", "720p", "1080p"))
    assert price_at(prices, 720, sound=False) == 75_600
    assert price_at(prices, 1080, sound=False) == 194_400
    assert price_at(prices, 480, sound=True) == 33_600
    assert price_at(prices_of({"video_tokens": "0.0000035"}), 720, sound=False) == 75_600
    quiet = {"video_tokens": "0.0000024", "video_tokens_without_audio": "0.0000012"}
    assert price_at(prices_of(quiet, ("720p",)), 720, sound=False) == 51_840


def test_frames_are_counted_as_models_count() -> None:
    assert [frames_for(s, fps) for s, fps in ((5, 16), (4, 24), (0.1, 16))] == [81, 97, 9]


def test_a_picture_is_sent_upright_filled_and_without_its_secrets(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6  # on its side
    exif[0x010E] = "taken at home"
    Image.new("RGB", (400, 300), "red").save(path, exif=exif)
    sent = Image.open(io.BytesIO(first_frame(path, (720, 1280)).jpeg))
    assert sent.size == (720, 1280)
    assert not sent.getexif()
    assert Image.open(io.BytesIO(reference(path).jpeg)).size == (300, 400)
    assert first_frame(path, (720, 1280)).digest == first_frame(path, (720, 1280)).digest


def test_a_deep_grey_is_sent_as_it_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "scan.png"
    Image.fromarray(np.full((64, 64), 128 * 257, np.uint16)).save(path)
    for made in (first_frame(path, (64, 64)), reference(path)):
        with Image.open(io.BytesIO(made.jpeg)) as sent:
            assert sent.convert("RGB").getpixel((32, 32)) == pytest.approx((128,) * 3, abs=2)


def test_a_picture_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "torn.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n torn")
    with pytest.raises(MediaError, match=r"torn\.png"):
        first_frame(path, (64, 64))
