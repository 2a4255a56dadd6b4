"""A take that is not what it seems is refused in a sentence, also where nobody probed it."""

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.measure import FFMPEG, samples
from tests.media.conftest import FORMAT, left_behind
from vidgen_desktop.core.assembly import Fitting
from vidgen_desktop.core.choices import Fit
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.children.binary import OVERRIDE
from vidgen_desktop.media.tool import FfmpegTool

Maker = Callable[..., Path]
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="others count in other units, or not")

# An ffmpeg that writes down how many kilobytes it has needed.
MEASURED = """#!{python}
import resource, subprocess, sys
status = subprocess.call([{ffmpeg!r}, *sys.argv[1:]])
with open({needed!r}, "a") as file:
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=file)
sys.exit(status)
"""


def enormous(clip: Maker) -> Path:
    return clip("huge.mkv", "-c:v", "ffv1", source="color=s=12000x8000:r=1:d=1")


def ten_hours(clip: Maker) -> Path:
    return clip("long.mp4", source="color=s=16x16:r=1/600:d=36000")


def without_an_index(clip: Maker) -> Path:
    own = clip("own.mp4")
    own.write_bytes(own.read_bytes()[:-4000])
    return own


def claiming_more(clip: Maker) -> Path:
    """Its index says that there are four thousand million frames."""
    own = clip("own.mp4")
    data = bytearray(own.read_bytes())
    at = data.index(b"stsz") + 12
    data[at : at + 4] = b"\xff\xff\xff\xf0"
    own.write_bytes(data)
    return own


def nothing_at_all(clip: Maker) -> Path:
    return clip("own.mp4").with_name("missing.mp4")


@pytest.mark.parametrize(
    "make", [enormous, ten_hours, without_an_index, claiming_more, nothing_at_all]
)
def test_it_is_refused(
    tool: FfmpegTool, work: Work, tmp_path: Path, clip: Maker, make: Callable[[Maker], Path]
) -> None:
    own = make(clip)
    with pytest.raises(MediaError):
        tool.conform(own, Fitting(FORMAT, 2.0), tmp_path / "fit.mp4", work)
    with suppress(MediaError):  # it has none, as far as can be seen
        assert tool.own_sound(own, 2.0, FORMAT, tmp_path / "own.wav", work).path is None
    assert left_behind(tmp_path) == []
    assert not (tmp_path / "fit.mp4").exists()
    assert not (tmp_path / "own.wav").exists()


def test_what_is_no_video_is_said_in_plain_words(
    tool: FfmpegTool, work: Work, tmp_path: Path, clip: Maker
) -> None:
    gif, own = clip("moving.gif"), clip("own.mp4")
    disguised = tmp_path / "disguised.mp4"
    disguised.write_bytes(gif.read_bytes())
    files = {
        gif: "“moving.gif” is a picture, not a video. Choose another clip.",
        disguised: "“disguised.mp4” is a picture, not a video.",
        tmp_path: "is not a file.",
        tmp_path / "empty.mp4": "“empty.mp4” is empty.",
        tmp_path / "words.mp4": "The file is damaged, or of a kind that cannot be used.",
        tmp_path / "list.mp4": "The file is damaged, or of a kind that cannot be used.",
        tmp_path / "captions.srt": "The file is damaged, or of a kind that cannot be used.",
        tmp_path / "half.mp4": "The file is damaged, or of a kind that cannot be used.",
    }
    (tmp_path / "empty.mp4").touch()
    (tmp_path / "words.mp4").write_text("These are words. " * 50)
    (tmp_path / "list.mp4").write_text("#EXTM3U\n#EXTINF:1,\nother.ts\n")
    (tmp_path / "captions.srt").write_text("1\n00:00:00,000 --> 00:00:01,000\nHello\n")
    (tmp_path / "half.mp4").write_bytes(own.read_bytes()[: own.stat().st_size // 2])
    for file, said in files.items():
        with pytest.raises(MediaError) as refused:
            tool.conform(file, Fitting(FORMAT, 1.0), tmp_path / "fit.mp4", work)
        assert said in str(refused.value)
        assert "ffmpeg" not in str(refused.value)


@pytest.mark.parametrize("size", ["4096x16", "16x4096"])
@pytest.mark.parametrize("fit", Fit)
def test_a_thread_of_a_picture_still_fits(
    tool: FfmpegTool, work: Work, tmp_path: Path, clip: Maker, size: str, fit: Fit
) -> None:
    own = clip("thin.mkv", "-c:v", "ffv1", source=f"testsrc2=s={size}:r=5:d=0.4")
    assert tool.conform(own, Fitting(FORMAT, 0.2, fit), tmp_path / "fit.mp4", work).frames == 5


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """The most that an ffmpeg has needed so far, in megabytes."""
    tool, needed = tmp_path / "ffmpeg", tmp_path / "needed"
    tool.write_text(MEASURED.format(python=sys.executable, ffmpeg=FFMPEG, needed=str(needed)))
    tool.chmod(0o755)
    monkeypatch.setenv(OVERRIDE, str(tool))
    return lambda: max(map(int, needed.read_text().split())) // 1024


@LINUX
@pytest.mark.parametrize("fit", [Fit.COVER, Fit.CONTAIN])
def test_a_frame_that_is_shown_for_an_hour_needs_no_memory_for_it(
    tool: FfmpegTool, work: Work, clip: Maker, memory: Callable[[], int], fit: Fit
) -> None:
    """As slides, or a damaged moment of showing."""
    slides = clip("slides.mp4", source="testsrc2=s=64x48:r=1/3600:d=10800")
    fitted = tool.conform(slides, Fitting(FORMAT, 2.0, fit), slides.with_name("fit.mp4"), work)
    assert fitted.frames == 48
    assert memory() < 300


@LINUX
def test_a_sound_that_goes_on_after_an_hour_needs_no_memory_for_the_silence(
    tool: FfmpegTool, work: Work, clip: Maker, memory: Callable[[], int]
) -> None:
    late = "asetpts='PTS+if(gt(T,1),3600/TB,0)'"
    sound = ("-f", "lavfi", "-i", "sine=d=2", "-af", late, "-c:a", "aac")
    own = clip("own.mkv", *sound, source="testsrc2=s=64x48:d=2")
    made = tool.own_sound(own, 2.0, FORMAT, own.with_name("own.wav"), work)
    heard = samples(Path(made.path or ""))
    assert len(heard) == 96_000
    assert abs(heard[:40_000]).max() > 0.05
    assert abs(heard[60_000:]).max() == 0
    assert memory() < 300
