"""Encode a transition: the end of one take and the start of the next, and nothing else."""

import os
from dataclasses import dataclass
from pathlib import Path

from vidgen_desktop.core.assembly import Bridge, Fitted, Seam
from vidgen_desktop.core.choices import Transition
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.files.room import Want
from vidgen_desktop.core.model import VideoFormat
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.children.ffmpeg import PROGRESS, FrameProgress, given, named, run
from vidgen_desktop.media.children.slots import ENCODES
from vidgen_desktop.media.fitting.mezzanine import COLOUR_FILTER, encoder, expected_bytes
from vidgen_desktop.media.landing import landing
from vidgen_desktop.media.mp4.index import read_index
from vidgen_desktop.media.mp4.video import VideoTrack

FAILED = "The transition could not be made."
AGAIN = "Make the scenes beside it again."


@dataclass(frozen=True, slots=True)
class Bank:
    """The frames of a take that a bridge replaces: `count`, from `first` on."""

    path: Path
    first: int
    count: int


def bridge(
    before: Fitted, after: Fitted, seam: Seam, format: VideoFormat, out: Path, work: Work
) -> Bridge:
    """See `core.media_port.MediaTool.bridge`. The takes are decoded from the keyframe where
    they will be cut.
    """
    if seam.transition is Transition.CUT or seam.frames < 1:
        raise ValueError("A cut needs no bridge.")
    first, second = _video(before), _video(after)
    if first.kind != second.kind:
        raise MediaError(f"{FAILED} The scenes beside it are of two kinds.", AGAIN)
    end, start = _last_frames(before, first, seam), _first_frames(after, second, seam)
    frames = end.count + start.count - seam.overlap
    want = Want("a transition", expected_bytes(format, frames))
    with ENCODES.taken(work.token), landing(out, FAILED, want) as part:
        run(
            [
                *_given(end, format),
                *_given(start, format),
                *("-filter_complex", _graph(end, start, seam, format), "-map", "[out]"),
                *("-frames:v", str(frames), *encoder(format, min(4, os.cpu_count() or 1))),
                *PROGRESS,
                named(part),
            ],
            work,
            failed=FAILED,
            out=out,
            on_line=FrameProgress(frames, work.progress),
        )
        _check(part, frames, first)
    return Bridge(str(out), frames, end.count, start.count)


def _video(take: Fitted) -> VideoTrack:
    index = read_index(Path(take.path))
    video = index.video if index else None
    if not index or not video or not index.whole or not video.plain or video.frames != take.frames:
        name = Path(take.path).name
        raise MediaError(f"{FAILED} “{name}” is not whole or not even.", AGAIN)
    return video


def _last_frames(take: Fitted, video: VideoTrack, seam: Seam) -> Bank:
    """From the last keyframe from which on the take has all frames of the seam."""
    _require(take, seam)
    first = max(cut for cut in (0, *video.cuts) if cut <= take.frames - seam.frames)
    return Bank(Path(take.path), first, take.frames - first)


def _first_frames(take: Fitted, video: VideoTrack, seam: Seam) -> Bank:
    """Up to the first keyframe that comes after all frames of the seam."""
    _require(take, seam)
    count = min(cut for cut in (*video.cuts, take.frames) if cut >= seam.frames)
    return Bank(Path(take.path), 0, count)


def _require(take: Fitted, seam: Seam) -> None:
    if take.frames < seam.frames:
        name = Path(take.path).name
        raise MediaError(
            f"{FAILED} “{name}” has {take.frames} frames, fewer than the transition's "
            f"{seam.frames}.",
            "Choose a cut there, or make the scene longer.",
        )


def _given(bank: Bank, format: VideoFormat) -> list[str]:
    """Open a take at the keyframe at or before a time: not quite at it, for microseconds are
    rounded. The graph counts frames, and does not look at their times.
    """
    seek = [] if not bank.first else ["-ss", f"{(bank.first + 0.25) / format.fps:.6f}"]
    return given(bank.path, *seek, "-noaccurate_seek", "-an", "-sn", "-dn")


def _graph(end: Bank, start: Bank, seam: Seam, format: VideoFormat) -> str:
    whole = f"setpts=N/{format.fps}/TB,fps={format.fps}"
    left = f"[0:V:0]trim=end_frame={end.count},{whole}"
    right = f"[1:V:0]trim=end_frame={start.count},{whole}"
    if seam.transition is Transition.CROSSFADE:
        offset = (end.count - seam.frames) / format.fps
        meet = f"xfade=transition=fade:duration={seam.frames / format.fps:.6f}:offset={offset:.6f}"
    else:
        left += f",fade=out:s={end.count - seam.frames}:n={seam.frames}"
        right += f",fade=in:s=0:n={seam.frames}"
        meet = "concat=n=2:v=1"
    return f"{left}[left];{right}[right];[left][right]{meet},{COLOUR_FILTER}[out]"


def _check(made: Path, frames: int, kind_of: VideoTrack) -> None:
    index = read_index(made)
    video = index.video if index else None
    if not video or video.frames != frames:
        raise MediaError(f"{FAILED} {video.frames if video else 0} of {frames} frames were made.")
    if video.kind != kind_of.kind:
        raise MediaError(f"{FAILED} The scenes beside it are of another kind.", AGAIN)
