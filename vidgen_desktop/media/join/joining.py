"""Pieces as ffmpeg's concat demuxer reads them: checked, and cut at their keyframes."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path

from vidgen_desktop.core.assembly import Film, Piece
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.model import VideoFormat
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.children.ffmpeg import given, named, run
from vidgen_desktop.media.mp4.index import read_index
from vidgen_desktop.media.mp4.video import VideoTrack

FAILED = "The scenes could not be joined."
AGAIN = "Make the scene again."
MICROSECONDS = 1_000_000
BESIDE = 0.25  # frames: seeking there finds the keyframe, however microseconds are rounded


@dataclass(frozen=True, slots=True)
class Part:
    """The frames from `begin` up to `end` of a file."""

    path: Path
    video: VideoTrack
    begin: int
    end: int

    @property
    def shown(self) -> int:
        """How many frames those are."""
        return self.end - self.begin

    @property
    def is_sliver(self) -> bool:
        """Whether it ends being decoded before its first frame is shown; then the concat
        demuxer, which cuts by both times, takes it for nothing.
        """
        inside = self.begin > 0 and self.end < self.video.frames
        return inside and self.shown <= self.video.delay


def parts_of(film: Film) -> list[Part]:
    """The pieces of which something is shown; raises MediaError if they do not fit together."""
    pieces = [piece for piece in film.pieces if piece.shown]
    if not pieces:
        raise MediaError(f"{FAILED} There are none.")
    parts = [_part(number, piece, film.format) for number, piece in enumerate(pieces, start=1)]
    for number, part in enumerate(parts, start=1):
        if part.video.kind != parts[0].video.kind:
            raise _refused(number, part.path, "is not of the same kind as the first")
    return parts


def _part(number: int, piece: Piece, format: VideoFormat) -> Part:
    index = read_index(piece.path)
    video = index.video if index else None
    if index is None or video is None or not video.plain:
        raise _refused(number, piece.path, "is not a video that can be joined by copying")
    if not index.whole or video.frames != piece.frames:
        raise _refused(number, piece.path, "is not whole")
    coding = video.coding
    size = (coding.width, coding.height) == (format.width, format.height)
    if not size or video.step is None or video.step * format.fps != video.ticks:
        raise _refused(number, piece.path, "does not have the format of the video")
    begin, end = piece.head, piece.frames - piece.tail
    if not {begin, end} <= {0, piece.frames, *video.cuts} or begin >= end:
        raise _refused(number, piece.path, "cannot be cut where the transition begins")
    return Part(piece.path, video, begin, end)


def _refused(number: int, path: Path, reason: str) -> MediaError:
    return MediaError(f"{FAILED} Part {number}, “{path.name}”, {reason}.", AGAIN)


def without_slivers(parts: Sequence[Part], folder: Path, work: Work) -> list[Part]:
    """The parts, the slivers among them copied into files of their own."""
    return [
        _copied(part, folder / f"sliver-{number}.mp4", work) if part.is_sliver else part
        for number, part in enumerate(parts)
    ]


def _copied(part: Part, out: Path, work: Work) -> Part:
    ticks = str(part.video.ticks)
    run(
        [
            *given(part.path, "-ss", f"{_micros(part, part.begin + BESIDE)}us", "-noaccurate_seek"),
            *("-map", "0:V:0", "-c", "copy", "-frames:v", str(part.shown)),
            *("-bsf:v", exact_times([part])),
            *("-video_track_timescale", ticks, "-movie_timescale", ticks),
            *("-f", "mp4", named(out)),
        ],
        work,
        failed=FAILED,
        out=out,
    )
    index = read_index(out)
    if index is None or index.video is None or index.video.frames != part.shown:
        raise MediaError(f"{FAILED} “{part.path.name}” could not be cut.", AGAIN)
    return Part(out, index.video, 0, part.shown)


def listing(parts: Sequence[Part]) -> str:
    """The script for the concat demuxer: paths, quoted, where each is cut, how long it lasts.

    A length in a file may be rounded to a millisecond; where all begin after the first would
    be off by some ticks.
    """
    ends = accumulate((part.shown for part in parts), initial=0)
    return "".join(
        _entry(part, _micros(part, start), _micros(part, end))
        for part, (start, end) in zip(parts, pairwise(ends), strict=True)
    )


def _entry(part: Part, start: int, end: int) -> str:
    path = str(part.path.absolute())
    if "\n" in path or "\r" in path:
        raise MediaError(f"{FAILED} The name of a file must not contain a line break.")
    quoted = path.replace("'", r"'\''")
    lines = [f"file 'file:{quoted}'", f"duration {end - start}us"]
    if part.begin:
        # The demuxer looks for the keyframe at or before this time.
        lines.append(f"inpoint {_micros(part, part.begin + BESIDE)}us")
    if part.end < part.video.frames:
        # It stops before the first packet that is decoded at this time or later.
        lines.append(f"outpoint {_micros(part, part.end - part.video.delay - 0.5)}us")
    return "\n".join(lines) + "\n"


def _micros(part: Part, frames: float) -> int:
    return round(frames * (part.video.step or 0) * MICROSECONDS / part.video.ticks)


def exact_times(parts: Sequence[Part]) -> str:
    """The filter that puts every frame exactly on its tick, whatever was rounded before."""
    step, delay = parts[0].video.step, max(part.video.delay for part in parts)
    return f"setts=pts=round(PTS/{step})*{step}:dts=(N-{delay})*{step}:duration={step}"
