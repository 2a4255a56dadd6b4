"""Only a transition is encoded: its frames are the blend of the takes', the rest is copied."""

import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from tests.measure import FFMPEG, frame_hashes
from tests.media.conftest import left_behind
from tests.media.pieces import SMALL, fitted, piece, take, track
from vidgen_desktop.core.assembly import Bridge, Film, Piece, Seam
from vidgen_desktop.core.choices import Transition
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.model import VideoFormat
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.tool import FfmpegTool

Frames = npt.NDArray[np.float64]
FADE = Seam(Transition.CROSSFADE, 10)
DIP = Seam(Transition.DIP, 8)
GOOD = 36.0  # dB: what encoding loses; a frame beside the right one is below 30


def brightness(path: Path, format: VideoFormat = SMALL) -> Frames:
    """The decoded frames, as they are stored: 16 is black."""
    command = [FFMPEG, "-v", "error", "-i", str(path), "-f", "rawvideo", "-pix_fmt", "gray"]
    # "gray" would stretch the range; the first plane is taken as it is.
    command[-1:] = ["yuv420p", "-"]
    raw = np.frombuffer(subprocess.run(command, capture_output=True, check=True).stdout, np.uint8)
    size = format.width * format.height
    chroma = 2 * ((format.width + 1) // 2) * ((format.height + 1) // 2)
    return raw.reshape(-1, size + chroma)[:, :size].astype(np.float64)


def likeness(frame: Frames, other: Frames) -> float:
    """PSNR in dB."""
    error = float(np.mean((frame - other) ** 2))
    return 10 * float(np.log10(255**2 / max(error, 1e-6)))


def assert_like(made: Frames, wanted: Frames) -> None:
    """Each frame is the wanted one, and more like it than like the ones beside it."""
    assert made.shape == wanted.shape
    for number, frame in enumerate(made):
        assert likeness(frame, wanted[number]) > GOOD, number
        for other in (number - 1, number + 1):
            if 0 <= other < len(wanted):
                assert likeness(frame, wanted[other]) < likeness(frame, wanted[number]), number


def blended(before: Frames, after: Frames, frames: int) -> Frames:
    """The reference of a crossfade: all of both, `frames` of them blended."""
    share = (np.arange(frames) / frames)[:, None]
    overlap = before[-frames:] * (1 - share) + after[:frames] * share
    return np.concatenate((before[:-frames], overlap, after[frames:]))


def dipped(before: Frames, after: Frames, frames: int) -> Frames:
    """The reference of a dip: down to black, and up again."""
    down, up = np.ones(len(before)), np.ones(len(after))
    down[-frames:] = 1 - np.arange(frames) / frames
    up[:frames] = np.arange(frames) / frames
    return np.concatenate(((before - 16) * down[:, None] + 16, (after - 16) * up[:, None] + 16))


@pytest.fixture
def takes(tmp_path: Path) -> tuple[Path, Path]:
    """Two takes that can be cut where a crossfade of 10 frames, or a dip of 8, begins."""
    return (
        take(tmp_path / "one.mp4", 60, keys=[50, 52]),
        take(tmp_path / "two.mp4", 60, keys=[8, 10], source="testsrc"),
    )


def bridged(
    tool: FfmpegTool, work: Work, takes: tuple[Path, Path], seam: Seam, out: Path
) -> Bridge:
    one, two = fitted(takes[0]), fitted(takes[1])
    return tool.bridge(one, two, seam, SMALL, out, work)


def test_a_crossfade_is_the_blend_of_both(
    tool: FfmpegTool, work: Work, takes: tuple[Path, Path], tmp_path: Path
) -> None:
    made = bridged(tool, work, takes, FADE, tmp_path / "bridge.mp4")
    assert made == Bridge(str(tmp_path / "bridge.mp4"), 10, 10, 10)
    one, two = (brightness(path) for path in takes)
    assert_like(brightness(tmp_path / "bridge.mp4"), blended(one[-10:], two[:10], 10))
    assert track(tmp_path / "bridge.mp4").kind == track(takes[0]).kind
    assert left_behind(tmp_path) == []


def test_a_dip_goes_down_to_black_and_up(
    tool: FfmpegTool, work: Work, takes: tuple[Path, Path], tmp_path: Path
) -> None:
    made = bridged(tool, work, takes, DIP, tmp_path / "bridge.mp4")
    assert (made.frames, made.before, made.after) == (16, 8, 8)
    one, two = (brightness(path) for path in takes)
    frames = brightness(tmp_path / "bridge.mp4")
    assert_like(frames, dipped(one[-8:], two[:8], 8))
    assert float(frames[8].max()) < 20  # black


def test_takes_without_keyframes_there_lend_more_frames(
    tool: FfmpegTool, work: Work, tmp_path: Path
) -> None:
    """Up to the nearest keyframe, or all: what remains can be copied."""
    near = take(tmp_path / "near.mp4", 60, keys=[13, 44])
    none = take(tmp_path / "none.mp4", 30, source="testsrc")
    made = bridged(tool, work, (near, none), FADE, tmp_path / "a.mp4")
    assert (made.before, made.after, made.frames) == (16, 30, 36)
    one, two = brightness(near), brightness(none)
    assert_like(brightness(tmp_path / "a.mp4"), blended(one[44:], two, 10))
    made = bridged(tool, work, (none, near), DIP, tmp_path / "b.mp4")
    assert (made.before, made.after, made.frames) == (30, 13, 43)
    assert_like(brightness(tmp_path / "b.mp4"), dipped(two, one[:13], 8))


@pytest.mark.parametrize(("width", "height", "fps"), [(160, 90, 25), (90, 160, 30)])
def test_a_film_with_transitions_has_every_frame_once(
    tool: FfmpegTool, work: Work, tmp_path: Path, width: int, height: int, fps: int
) -> None:
    format = VideoFormat(width, height, fps)
    names = ("one.mp4", "two.mp4", "three.mp4")
    one, two, three = (
        take(tmp_path / name, 60, keys=[10, 52], format=format, source=source)
        for name, source in zip(names, ("testsrc2", "testsrc", "testsrc2"), strict=True)
    )
    first = tool.bridge(fitted(one), fitted(two), FADE, format, tmp_path / "b1.mp4", work)
    second = tool.bridge(fitted(two), fitted(three), DIP, format, tmp_path / "b2.mp4", work)
    pieces = (
        Piece(one, 60, tail=first.before),
        piece(Path(first.path)),
        Piece(two, 60, head=first.after, tail=second.before),
        piece(Path(second.path)),
        Piece(three, 60, head=second.after),
    )
    tool.assemble(Film(pieces, format), tmp_path / "film.mp4", work)
    wanted = dipped(
        blended(brightness(one, format), brightness(two, format), 10),
        brightness(three, format),
        8,
    )
    made = brightness(tmp_path / "film.mp4", format)
    assert_like(made, wanted)
    copied = frame_hashes(tmp_path / "film.mp4")
    kept = 60 - first.before
    assert copied[:kept] == frame_hashes(one)[:kept]
    assert copied[-(60 - second.after) :] == frame_hashes(three)[second.after :]


def test_what_cannot_be_bridged_is_a_sentence(
    tool: FfmpegTool, work: Work, takes: tuple[Path, Path], tmp_path: Path
) -> None:
    one, two = fitted(takes[0]), fitted(takes[1])
    odd = fitted(take(tmp_path / "odd.mp4", 60, more=["-refs", "5"]))
    short = fitted(take(tmp_path / "short.mp4", 9))
    wrong = {
        "two kinds": (one, odd),
        "another kind": (odd, odd),
        "has 9 frames, fewer than": (one, short),
        "“short.mp4” has 9 frames": (short, one),
        "not whole": (one, replace(two, frames=61)),
    }
    for message, (before, after) in wrong.items():
        with pytest.raises(MediaError, match=message):
            tool.bridge(before, after, FADE, SMALL, tmp_path / "bridge.mp4", work)
    assert not (tmp_path / "bridge.mp4").exists()
