"""An OpenTimelineIO file, as editors read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from vidgen_desktop.core.assembly import Seam
from vidgen_desktop.core.choices import Transition
from vidgen_desktop.core.errors import MediaError

if TYPE_CHECKING:
    from opentimelineio import opentime, schema

# A dip has a frame of black on either side of its middle: editors dissolve to and from a gap.
DARK = 1


@dataclass(frozen=True, slots=True)
class Piece:
    """A file that fills `frames` frames of a track from the frame `at` on, up to its `seam` with
    the next piece.
    """

    path: Path
    name: str
    at: int
    frames: int
    words: str = ""
    seam: Seam | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    """A track of the timeline; one with sound unless it is a `picture`."""

    name: str
    pieces: Sequence[Piece]
    picture: bool = False


def write_timeline(
    out: Path, *, title: str, fps: int, lanes: Sequence[Lane], marked: Sequence[Piece]
) -> None:
    """Write a timeline with a track for each lane that has pieces, and markers where scenes begin.

    All times are whole frames, which is what editors place clips on; all paths are relative
    to `out`. Raises OSError, and MediaError where the library is not installed.
    """
    _check_library()
    from opentimelineio.schema import Marker, MarkerColor, Timeline

    timeline = Timeline(title, metadata={"vidgen": {"fps": fps}})
    for lane in lanes:
        if lane.pieces:
            timeline.tracks.append(_Track(fps, out.parent).of(lane))
    for scene in marked:
        marker = Marker(
            name=scene.name,
            marked_range=_range(scene.at, 1, fps),
            color=MarkerColor.BLUE,
            metadata={"vidgen": {"narration": scene.words}},
        )
        marker.comment = scene.words or scene.name
        timeline.tracks.markers.append(marker)
    out.write_text(timeline.to_json_string(indent=2), encoding="utf-8", newline="\n")


@dataclass(frozen=True, slots=True)
class _Join:
    """What stands between two clips, how long it is, and the frames they lose to it."""

    tail: int = 0
    head: int = 0
    items: "Sequence[schema.Composable]" = ()
    frames: int = 0


@dataclass(frozen=True, slots=True)
class _Track:
    """Lays pieces on a track. What is empty between them is made of gaps."""

    fps: int
    folder: Path

    def of(self, lane: Lane) -> "schema.Track":
        """The track of a lane."""
        from opentimelineio.schema import Track, TrackKind

        track = Track(lane.name, kind=TrackKind.Video if lane.picture else TrackKind.Audio)
        at, head = 0, 0
        for piece, following in zip_longest(lane.pieces, lane.pieces[1:]):
            if piece.at + head > at:
                track.append(self._gap(piece.at + head - at))
            join = self._join(piece, following)
            shown = piece.frames - head - join.tail
            track.append(self._clip(piece, head, shown))
            track.extend(join.items)
            at = piece.at + head + shown + join.frames
            head = join.head
        return track

    def _join(self, piece: Piece, following: Piece | None) -> _Join:
        """A transition takes its frames from beyond the cut, where the clips go on."""
        if following is None:
            return _Join()
        seam = piece.seam
        if seam is None:  # of two sounds in one frame, the later one is heard
            return _Join(tail=max(0, piece.at + piece.frames - following.at))
        if seam.transition is Transition.CROSSFADE:
            first = seam.frames // 2
            last = seam.frames - first
            return _Join(last, first, [self._dissolve("Crossfade", first, last)])
        down = self._dissolve("To black", seam.frames - DARK, DARK)
        up = self._dissolve("From black", DARK, seam.frames - DARK)
        return _Join(DARK, DARK, [down, self._gap(2 * DARK), up], 2 * DARK)

    def _dissolve(self, name: str, before: int, after: int) -> "schema.Transition":
        from opentimelineio.opentime import RationalTime
        from opentimelineio.schema import Transition, TransitionTypes

        return Transition(
            name=name,
            transition_type=TransitionTypes.SMPTE_Dissolve,
            in_offset=RationalTime(before, self.fps),
            out_offset=RationalTime(after, self.fps),
        )

    def _gap(self, frames: int) -> "schema.Gap":
        from opentimelineio.schema import Gap

        return Gap(source_range=_range(0, frames, self.fps))

    def _clip(self, piece: Piece, start: int, frames: int) -> "schema.Clip":
        from opentimelineio.schema import Clip, ExternalReference

        reference = ExternalReference(
            target_url=piece.path.relative_to(self.folder).as_posix(),
            available_range=_range(0, piece.frames, self.fps),
        )
        reference.name = piece.path.name
        return Clip(
            name=piece.name,
            media_reference=reference,
            source_range=_range(start, frames, self.fps),
            metadata={"vidgen": {"words": piece.words}} if piece.words else {},
        )


def _range(start: int, frames: int, fps: int) -> "opentime.TimeRange":
    from opentimelineio.opentime import RationalTime, TimeRange

    return TimeRange(RationalTime(start, fps), RationalTime(frames, fps))


def _check_library() -> None:
    """Raise MediaError where there is none; imported late, as nothing else needs it."""
    try:
        import_module("opentimelineio")
    except ImportError as fault:
        raise MediaError(
            "Projects for editors need OpenTimelineIO, which this Python does not have.",
            "Run Vidgen with Python 3.11 to 3.13, or export the video instead.",
        ) from fault
