"""What a person gets: the finished files, checked by measuring them."""

from pathlib import Path

import pysubs2
import pytest

from tests import measure
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.choices import Aspect, Captions, Resolution
from vidgen_desktop.core.events import Completed
from vidgen_desktop.core.model import Generation, Request, Result, Status
from vidgen_desktop.engine import Engine

pytestmark = pytest.mark.slow

PROMPT = (
    "Bees dance to tell the way. The angle shows where the sun is. The longer the dance, "
    "the farther the flowers."
)


def make(engine: Engine, request: Request) -> tuple[Generation, Result]:
    """Carry a request to its finished video."""
    generation = engine.submit(request)
    outcome = engine.run(generation.id, CancelToken(), lambda _: None)
    assert isinstance(outcome, Completed), outcome
    return engine.store.get(generation.id), outcome.result


def test_a_prompt_becomes_a_video_that_holds_what_was_promised(engine: Engine):
    request = Request(PROMPT, seconds=14)
    stored, result = make(engine, request)
    video = Path(result.video)
    shape = measure.shape(video)

    assert (stored.status, stored.progress, stored.cost_micros) == (Status.COMPLETED, 100, 0)
    assert shape.video is not None
    assert shape.sound is not None
    assert shape.subtitles is not None
    assert (shape.video.codec, shape.video.width, shape.video.height) == ("h264", 1280, 720)
    assert shape.video.fps == pytest.approx(24)
    assert shape.video.seconds == pytest.approx(14, abs=0.5)
    assert shape.sound.seconds == pytest.approx(shape.video.seconds, abs=0.05)
    assert shape.sound.sample_rate == 48_000
    assert measure.integrated_loudness(video) == pytest.approx(-14, abs=1)
    assert measure.true_peak(video) <= -1
    assert measure.black_stretches(video) == []
    assert measure.frozen_stretches(video) == []
    assert _starts_with_its_index(video)


def test_captions_say_the_narration_in_order_and_within_the_video(engine: Engine):
    _, result = make(engine, Request(PROMPT, seconds=14))
    srt, vtt = (pysubs2.load(path) for path in result.captions)
    said = " ".join(line.plaintext.replace("\n", " ") for line in srt)
    assert said.split() == PROMPT.split()
    assert [line.plaintext for line in vtt] == [line.plaintext for line in srt]
    times = [moment for line in srt for moment in (line.start, line.end)]
    assert times == sorted(times)
    assert times[0] >= 0
    assert times[-1] <= result.seconds * 1000


@pytest.mark.parametrize(
    ("aspect", "resolution", "fps", "size"),
    [
        (Aspect.TALL, Resolution.HD, 30, (720, 1280)),
        (Aspect.SQUARE, Resolution.HD, 24, (720, 720)),
        (Aspect.WIDE, Resolution.FULL_HD, 30, (1920, 1080)),
    ],
)
def test_every_shape_comes_out_as_asked(
    engine: Engine, aspect: Aspect, resolution: Resolution, fps: int, size: tuple[int, int]
):
    request = Request("Bees dance.", seconds=5, aspect=aspect, resolution=resolution, fps=fps)
    _, result = make(engine, request)
    video = measure.shape(Path(result.video)).video
    assert video is not None
    assert (video.width, video.height) == size
    assert video.fps == pytest.approx(fps)
    assert video.seconds == pytest.approx(5, abs=0.5)


def test_a_script_longer_than_asked_is_read_to_the_end_and_a_note_says_so(engine: Engine):
    stored, result = make(engine, Request(PROMPT * 2, seconds=5))
    assert result.seconds > 10
    assert any("longer" in note for note in stored.notes)


def test_burned_captions_change_the_picture_and_need_no_track(engine: Engine):
    request = Request("Bees dance.", seconds=5, music="none")
    _, soft = make(engine, request)
    burned_request = Request("Bees dance.", seconds=5, music="none", captions=Captions.BURNED)
    _, burned = make(engine, burned_request)
    assert measure.shape(Path(burned.video)).subtitles is None
    assert measure.frame_hashes(Path(burned.video)) != measure.frame_hashes(Path(soft.video))


def test_the_same_words_and_seed_give_the_same_pictures(engine: Engine):
    request = Request("Bees dance.", seconds=5, seed=7)
    _, one = make(engine, request)
    _, other = make(engine, request)
    assert one.video != other.video
    assert measure.frame_hashes(Path(one.video)) == measure.frame_hashes(Path(other.video))


@pytest.mark.parametrize(
    "prompt",
    [
        "🐝 Bees dance 🌻.",
        "النحل يرقص ليخبر عن الطريق.",
        "蜜蜂跳舞指路。花在等待。",
        "ミツバチは踊る。",
        "꿀벌이 춤을 춘다.",
        "Пчёлы танцуют.",
    ],
)
def test_every_script_survives_into_names_captions_and_library(engine: Engine, prompt: str):
    stored, result = make(engine, Request(prompt, seconds=5, music="none"))
    first_word = prompt.split(maxsplit=1)[0].rstrip(".。")[:4]
    assert first_word in Path(result.video).name
    assert first_word in Path(result.captions[0]).read_text(encoding="utf-8")
    assert engine.store.list(search=first_word)[0].id == stored.id


def _starts_with_its_index(video: Path) -> bool:
    """Whether `moov` stands before `mdat`, so that a player can begin at once."""
    head = video.read_bytes()
    return head.index(b"moov") < head.index(b"mdat")
