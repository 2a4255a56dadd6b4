"""A take that has the video's format already is never encoded again."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.measure import ffmpeg, frame_hashes, shape
from tests.media.conftest import FORMAT, left_behind, paint
from vidgen_desktop.core.assembly import Fitted, Fitting
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.tool import FfmpegTool

Maker = Callable[..., Path]
Fit = Callable[..., Fitted]
EXACT = "testsrc2=s=320x180:r=24:d=2"
PLAIN = ("-c:v", "libx264", "-pix_fmt", "yuv420p")
TONE = ("-f", "lavfi", "-i", "sine=440:d=2", "-c:a", "aac")


@pytest.fixture
def fit(tool: FfmpegTool, work: Work, tmp_path: Path) -> Fit:
    def fit_it(source: Path, seconds: float = 2.0, *, ours: bool = False) -> Fitted:
        fitting = Fitting(FORMAT, seconds, ours=ours)
        return tool.conform(source, fitting, tmp_path / "fit.mp4", work)

    return fit_it


def test_what_fits_is_left_alone(
    clip: Maker, fit: Fit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """No process is started for it, either."""
    own = clip("own.mp4", *PLAIN, source=EXACT)
    assert fit(clip("other.mkv", source="testsrc2=s=64x64:r=24:d=1")).is_ours
    monkeypatch.setenv("VIDGEN_FFMPEG", str(tmp_path / "nothing-here"))
    (tmp_path / "fit.mp4").unlink()
    fitted = fit(own)
    assert (fitted.path, fitted.frames) == (str(own), 48)
    assert (fitted.encoded, fitted.is_ours) == (False, False)
    assert not (tmp_path / "fit.mp4").exists()


@pytest.mark.parametrize(
    "options",
    [
        ("with-sound.mp4", *TONE, *PLAIN),
        ("other-clock.mp4", *PLAIN, "-video_track_timescale", "90000"),
        ("a.mkv", *PLAIN),
        ("a.ts", *TONE, *PLAIN),
        ("other-clock.mov", *PLAIN, "-bf", "0", "-video_track_timescale", "2400"),
        ("fragments.mp4", *PLAIN, "-movflags", "frag_keyframe+empty_moov"),
    ],
    ids=lambda options: options[0],
)
def test_another_container_is_copied(
    clip: Maker, fit: Fit, tmp_path: Path, options: tuple[str, ...]
) -> None:
    """Bit for bit, but silent, and with exact times."""
    own = clip(*options, source=EXACT)
    fitted = fit(own)
    assert not fitted.encoded
    assert fitted.path == str(tmp_path / "fit.mp4")
    assert frame_hashes(Path(fitted.path)) == frame_hashes(own)
    made = shape(Path(fitted.path))
    assert made.video
    assert made.sound is None
    assert {round((end - start) * 24, 6) for start, end in made.video.times} == {1}
    assert min(start for start, _ in made.video.times) == 0
    assert left_behind(tmp_path) == []


def test_what_is_too_long_is_copied_where_nothing_is_torn(clip: Maker, fit: Fit) -> None:
    """Frames that are decoded early are owed to the moments before them."""
    own = clip("own.mp4", *PLAIN, "-bf", "3", source=EXACT)
    wanted = frame_hashes(own)
    copied = 0
    for frames in range(36, 41):
        fitted = fit(own, frames / 24)
        hashes = frame_hashes(Path(fitted.path))
        assert len(hashes) == fitted.frames == frames
        assert fitted.encoded or hashes == wanted[:frames]
        copied += not fitted.encoded
    assert 1 <= copied < 5


MUST_BE_ENCODED = {
    "10 bit": ("-pix_fmt", "yuv420p10le"),
    "4:2:2": ("-pix_fmt", "yuv422p"),
    "full range": ("-pix_fmt", "yuvj420p", "-color_range", "pc"),
    "interlaced": (*PLAIN, "-flags", "+ildct+ilme", "-x264opts", "tff=1"),
    "wide pixels": (*PLAIN, "-vf", "setsar=4/3"),
    "high dynamic range": (*PLAIN, "-vf", "setparams=color_trc=smpte2084:colorspace=bt2020nc"),
    "uneven": (*PLAIN, "-vf", "select='not(eq(n,20))'", "-fps_mode", "vfr"),
    "another rate": (*PLAIN, "-r", "25"),
    "another codec": ("-c:v", "mpeg4"),
}


@pytest.mark.parametrize(
    ("what", "ending"),
    [
        *((what, "mp4") for what in MUST_BE_ENCODED),
        # Of other containers, it is not the index that tells.
        *((what, "mkv") for what in ("10 bit", "full range", "wide pixels", "high dynamic range")),
    ],
)
def test_what_only_looks_alike_is_encoded(clip: Maker, fit: Fit, what: str, ending: str) -> None:
    fitted = fit(clip(f"own.{ending}", *MUST_BE_ENCODED[what], source=EXACT))
    assert fitted.encoded
    assert fitted.is_ours


@pytest.mark.parametrize("how", [("-display_rotation", "180"), ("-display_hflip",)])
def test_what_is_turned_or_mirrored_is_encoded(
    clip: Maker, fit: Fit, tmp_path: Path, how: tuple[str, ...]
) -> None:
    own, turned = clip("own.mp4", *PLAIN, source=EXACT), tmp_path / "turned.mp4"
    ffmpeg(*how, "-i", str(own), "-c", "copy", str(turned))
    assert fit(turned).encoded


def test_what_begins_in_the_middle_is_encoded(clip: Maker, fit: Fit, tmp_path: Path) -> None:
    """Its first frames are decoded, but not to be shown."""
    own, later = clip("own.mp4", *PLAIN, "-g", "24", source=EXACT), tmp_path / "later.mp4"
    ffmpeg("-ss", "0.5", "-i", str(own), "-c", "copy", str(later))
    assert fit(later, 1.0).encoded


def test_what_is_sewn_together_from_two_encoders_is_encoded(
    clip: Maker, fit: Fit, tmp_path: Path
) -> None:
    """Its second half brings its own parameters, which would outlast a joint."""
    source = "testsrc2=s=320x180:r=24:d=1"
    first = clip("1.ts", *PLAIN, "-x264opts", "ref=1:cabac=0", source=source)
    second = clip("2.ts", *PLAIN, "-output_ts_offset", "1", source=source)
    both = tmp_path / "both.ts"
    both.write_bytes(first.read_bytes() + second.read_bytes())
    fitted = fit(both)
    assert fitted.encoded
    assert len(frame_hashes(Path(fitted.path))) == 48


def test_our_own_kind_is_made_once(
    tool: FfmpegTool, work: Work, clip: Maker, fit: Fit, tmp_path: Path
) -> None:
    """Where it is asked for; our own takes have it from the start."""
    other = fit(clip("own.mp4", *PLAIN, source=EXACT))
    assert not other.is_ours
    fitted = fit(Path(other.path), ours=True)
    assert (fitted.encoded, fitted.is_ours) == (True, True)
    ours = Path(fitted.path).rename(tmp_path / "ours.mp4")
    again = fit(ours, ours=True)
    assert (again.path, again.encoded, again.is_ours) == (str(ours), False, True)
    tool.encode(paint(48), FORMAT, tmp_path / "painted.mp4", work)
    painted = fit(tmp_path / "painted.mp4", ours=True)
    assert (painted.encoded, painted.kind) == (False, again.kind)
    assert painted.kind != other.kind
