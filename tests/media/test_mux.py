"""The finished file: the same frames, the sound, the captions and the names, ready to stream."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.measure import ffmpeg, frame_hashes, shape
from tests.media.conftest import left_behind
from vidgen_desktop.core.assembly import Placed, Soundtrack
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.model import Cue
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.tool import FfmpegTool

Maker = Callable[..., Path]


@pytest.fixture
def parts(
    tool: FfmpegTool, work: Work, take: Maker, sound: Maker, tmp_path: Path
) -> tuple[Path, Path, Path]:
    video, music = take("v.mp4", 72), sound("m.wav", "sine=d=2")
    tool.mix(Soundtrack(3.0, voices=(Placed(music, 0.5),)), tmp_path / "s.m4a", work)
    cues = [Cue(0.5, 1.5, "Hello <b>there</b>"), Cue(2.0, 2.9, "日本 👋")]
    tool.write_captions(cues, tmp_path / "c.srt", tmp_path / "c.vtt")
    return video, tmp_path / "s.m4a", tmp_path / "c.srt"


def test_everything_is_in_it(
    tool: FfmpegTool, work: Work, parts: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    video, music, captions = parts
    out = tmp_path / "out.mp4"
    tool.mux(
        video, music, captions, title='Tea = "é" 日本; a\'b', language="ja", out=out, work=work
    )
    made = shape(out)
    assert made.video
    assert made.sound
    assert made.subtitles
    assert frame_hashes(out) == frame_hashes(video)
    assert made.container_seconds == pytest.approx(3.0, abs=0.02)
    assert made.sound.seconds == pytest.approx(3.0, abs=0.03)
    assert [start for start, _ in made.subtitles.times] == [0.5, 2.0]
    assert 'Tea = "é" 日本; a\'b' in made.text
    assert made.text.count("(jpn)") == 2 * 2  # sound and captions, as input and as output
    text = ffmpeg("-i", str(out), "-map", "0:s:0", "-f", "srt", "-").stdout
    assert "日本 👋" in text
    assert left_behind(tmp_path) == []


def test_the_index_comes_first(
    tool: FfmpegTool, work: Work, parts: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    tool.mux(*parts, title="x", language="en", out=tmp_path / "out.mp4", work=work)
    content = (tmp_path / "out.mp4").read_bytes()
    assert 0 < content.index(b"moov") < content.index(b"mdat")


def test_sound_and_captions_may_be_missing(
    tool: FfmpegTool, work: Work, parts: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    video, _, captions = parts
    tool.mux(video, None, captions, title="x", language="xx", out=tmp_path / "a.mp4", work=work)
    tool.mux(video, None, None, title="", language="", out=tmp_path / "b.mp4", work=work)
    with_captions, bare = shape(tmp_path / "a.mp4"), shape(tmp_path / "b.mp4")
    assert with_captions.subtitles
    assert with_captions.sound is None
    assert bare.subtitles is None
    assert len(frame_hashes(tmp_path / "b.mp4")) == 72


def test_captions_without_a_cue_are_no_obstacle(
    tool: FfmpegTool, work: Work, parts: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    video, music, _ = parts
    tool.write_captions([], tmp_path / "empty.srt", tmp_path / "empty.vtt")
    tool.mux(
        *(video, music, tmp_path / "empty.srt"),
        title="x", language="en", out=tmp_path / "out.mp4", work=work,
    )  # fmt: skip
    assert len(frame_hashes(tmp_path / "out.mp4")) == 72


def test_sound_that_is_too_short_is_noticed(
    tool: FfmpegTool, work: Work, parts: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    tool.mix(Soundtrack(1.0), tmp_path / "short.m4a", work)
    with pytest.raises(MediaError, match="shorter than the picture"):
        tool.mux(
            *(parts[0], tmp_path / "short.m4a", None),
            title="x", language="en", out=tmp_path / "out.mp4", work=work,
        )  # fmt: skip
    assert not (tmp_path / "out.mp4").exists()
    assert left_behind(tmp_path) == []


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "eng"),
        ("pt-BR", "por"),
        ("zh_Hant", "zho"),
        ("fil", "fil"),
        ("", "und"),
        ("x", "und"),
    ],
)
def test_languages_have_three_letters(tag: str, code: str) -> None:
    from vidgen_desktop.media.languages import three_letters

    assert three_letters(tag) == code


@pytest.mark.parametrize("at", [-3.0, 0.0, 1.5, 2.99, 3.0, 500.0])
@pytest.mark.parametrize("name", ["p.png", "p.jpg"])
def test_a_still_of_any_moment(
    tool: FfmpegTool, work: Work, take: Maker, tmp_path: Path, at: float, name: str
) -> None:
    from PIL import Image

    tool.still(take("v.mp4", 72), at, tmp_path / name, work)
    with Image.open(tmp_path / name) as picture:
        assert picture.size == (320, 180)
        assert picture.format == {"p.png": "PNG", "p.jpg": "JPEG"}[name]
        corner = picture.convert("RGB").getpixel((300, 170))
    assert isinstance(corner, tuple)
    assert all(abs(a - b) < 6 for a, b in zip(corner, (40, 80, 160), strict=True))
