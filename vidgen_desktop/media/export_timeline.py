"""An OpenTimelineIO file, as editors read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vidgen_desktop.core.errors import MediaError


@dataclass(frozen=True, slots=True)
class Piece:
    """A file that fills `frames` frames of a track from the frame `at` on."""

    path: Path
    name: str
    at: int
    frames: int
    words: str = ""


def write_timeline(
    out: Path,
    *,
    title: str,
    fps: int,
    takes: Sequence[Piece],
    narration: Sequence[Piece],
    music: Sequence[Piece],
) -> None:
    """Write a timeline with one track for each of the three, and a marker for each scene.

    All times are whole frames, which is what editors place clips on; all paths are relative
    to `out`. Raises OSError, and MediaError where the library is not installed.
    """
    otio = _library()
    timeline = otio.schema.Timeline(title, metadata={"vidgen": {"fps": fps}})
    video = otio.schema.TrackKind.Video
    audio = otio.schema.TrackKind.Audio
    for name, kind, pieces in (
        ("Video", video, takes),
        ("Narration", audio, narration),
        ("Music", audio, music),
    ):
        if pieces:
            timeline.tracks.append(_track(otio, name, kind, pieces, fps, out.parent))
    for take in takes:
        marker = otio.schema.Marker(
            name=take.name,
            marked_range=_range(otio, take.at, 1, fps),
            color=otio.schema.MarkerColor.BLUE,
            metadata={"vidgen": {"narration": take.words}},
        )
        marker.comment = take.words or take.name
        timeline.tracks.markers.append(marker)
    out.write_text(timeline.to_json_string(indent=2), encoding="utf-8", newline="\n")


def _track(otio: Any, name: str, kind: str, pieces: Sequence[Piece], fps: int, folder: Path) -> Any:
    """A track whose silence between the pieces is made of gaps."""
    track = otio.schema.Track(name, kind=kind)
    at = 0
    for piece in pieces:
        if piece.at > at:
            track.append(otio.schema.Gap(source_range=_range(otio, 0, piece.at - at, fps)))
        track.append(_clip(otio, piece, fps, folder))
        at = piece.at + piece.frames
    return track


def _clip(otio: Any, piece: Piece, fps: int, folder: Path) -> Any:
    whole = _range(otio, 0, piece.frames, fps)
    reference = otio.schema.ExternalReference(
        target_url=piece.path.relative_to(folder).as_posix(), available_range=whole
    )
    reference.name = piece.path.name
    return otio.schema.Clip(
        name=piece.name,
        media_reference=reference,
        source_range=whole,
        metadata={"vidgen": {"words": piece.words}} if piece.words else {},
    )


def _range(otio: Any, start: int, frames: int, fps: int) -> Any:
    time = otio.opentime.RationalTime
    return otio.opentime.TimeRange(time(start, fps), time(frames, fps))


def _library() -> Any:
    try:
        import opentimelineio  # pyright: ignore[reportMissingTypeStubs]
    except ImportError as fault:
        raise MediaError(
            "Projects for editors need OpenTimelineIO, which this Python does not have.",
            "Run Vidgen with Python 3.11 to 3.13, or export the video instead.",
        ) from fault
    return opentimelineio
