"""What is in an MP4 or MOV file, read from its index: no process is started."""

from dataclasses import dataclass
from pathlib import Path

from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.media.mp4 import samples
from vidgen_desktop.media.mp4.boxes import (
    Damaged,
    Layout,
    child,
    children,
    needed,
    read_layout,
)
from vidgen_desktop.media.mp4.times import edit_of, tables_of, time_scale
from vidgen_desktop.media.mp4.video import VideoTrack, read_video

MAX_TRACKS = 64
_INDEXED = {".mp4", ".m4a", ".m4v", ".mov"}


@dataclass(frozen=True, slots=True)
class SoundTrack:
    """The sound; `packets` as they are stored, `seconds` as it is played."""

    codec: str
    ticks: int
    packets: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Mp4Index:
    """The first track of each kind. `whole`: all that the index names lies inside the file.
    `index_first`: a player can begin before the file has arrived.
    """

    video: VideoTrack | None
    sound: SoundTrack | None
    captions: int | None  # their samples, pauses included; None without such a track
    tracks: int
    whole: bool
    index_first: bool
    size: int


def is_whole(path: Path) -> bool:
    """Whether all that the index of an MP4 or MOV file names is there; other kinds of files, and
    those without a simple index, need only have something in them.
    """
    try:
        if path.suffix.lower() not in _INDEXED:
            return path.stat().st_size > 0
        index = read_index(path)
    except (MediaError, OSError):
        return False
    return index is None or index.whole


def read_index(path: Path) -> Mp4Index | None:
    """The index of a file; None where it is of another kind or has no simple one (fragmented,
    several edits or descriptions): ask `packets.read_packets` then.

    Raises MediaError where the index is damaged or missing, or the file cannot be read.
    """
    try:
        return _index(read_layout(path))
    except Damaged as fault:
        raise MediaError(
            f"“{path.name}” is damaged or incomplete.", "Use another copy of it."
        ) from fault
    except OSError as fault:
        raise MediaError(f"“{path.name}” cannot be read ({fault.strerror}).") from fault


def _index(layout: Layout) -> Mp4Index | None:
    moov = layout.moov
    if not layout.is_mp4 or layout.fragmented:
        return None
    if moov is None:
        raise Damaged
    if child(moov, "mvex") is not None or child(moov, "cmov") is not None:
        return None
    movie_ticks = time_scale(needed(moov, "mvhd"))
    tracks = [box for kind, box in children(moov) if kind == "trak"]
    if len(tracks) > MAX_TRACKS:
        raise Damaged
    found: dict[str, memoryview] = {}
    for track in tracks:
        found.setdefault(_media(track), track)
    video = sound = None
    if "vide" in found and (video := read_video(found["vide"], movie_ticks, layout.size)) is None:
        return None
    if "soun" in found and (sound := _sound(found["soun"], movie_ticks, layout.size)) is None:
        return None
    texts = next((found[name] for name in ("sbtl", "text", "subt") if name in found), None)
    return Mp4Index(
        video,
        sound,
        samples.read_sizes(tables_of(texts), layout.size).count if texts is not None else None,
        len(tracks),
        all(_is_whole(track, layout.size) for track in tracks),
        layout.moov_at < layout.first_data,
        layout.size,
    )


def _sound(track: memoryview, movie_ticks: int, file_size: int) -> SoundTrack | None:
    tables = tables_of(track)
    ticks = time_scale(needed(track, "mdia", "mdhd"))
    edit = edit_of(track, movie_ticks, ticks)
    codec = next(children(needed(tables, "stsd")[8:]), ("", b""))[0]
    if edit is None:
        return None
    count = samples.read_sizes(tables, file_size).count
    pause, begin, end = edit
    played = min(end, samples.total_ticks(tables, count)) - begin
    return SoundTrack(codec, ticks, count, (pause + max(0, played)) / ticks)


def _media(track: memoryview) -> str:
    return bytes(needed(track, "mdia", "hdlr")[8:12]).decode("latin-1")


def _is_whole(track: memoryview, file_size: int) -> bool:
    tables = tables_of(track)
    return samples.is_whole(tables, samples.read_sizes(tables, file_size), file_size)
