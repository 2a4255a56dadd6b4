"""Put pieces, sound and captions into one file: copied, and written once."""

import os
import tempfile
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

from vidgen_desktop.core.assembly import Film
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.files.room import Want, require_room
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.children.ffmpeg import PROGRESS, FrameProgress, given, named, run
from vidgen_desktop.media.join import joining
from vidgen_desktop.media.join.joining import Part
from vidgen_desktop.media.join.languages import three_letters
from vidgen_desktop.media.landing import landing
from vidgen_desktop.media.mp4.index import read_index

FAILED = "The video could not be put together."
NUL = "\0"  # would end an argument
TOLERANCE = 0.05  # seconds by which the sound may be shorter than the picture
TOO_SMALL = "reserved_moov_size is too small"

# The most that one sample takes in an index: its length, size, chunk and place in the file;
# of a picture, also its shift, its number among the keyframes and its flags.
SAMPLE_BYTES, PICTURE_BYTES = 32, 45
SHORTEST_CUE = 30  # bytes of a cue in an SRT file
OTHER_BYTES = 8192  # of an index: the headers of its tracks


def assemble(film: Film, out: Path, work: Work, *, room: int | None = None) -> None:
    """See `core.media_port.MediaTool.assemble`. One process reads the pieces and writes the
    result, its index in front in `room` bytes that are kept for it (None: as it will need).
    """
    parts = joining.parts_of(film)
    frames = sum(part.shown for part in parts)
    room = _index_room(film, frames) if room is None else room
    inputs = [part.path for part in parts] + [f for f in (film.sound, film.captions) if f]
    want = Want("the video", sum(one.stat().st_size for one in inputs) + room)
    with (
        landing(out, FAILED, want) as made,
        _folder(work) as folder,
    ):
        require_room(want, out)
        parts = joining.without_slivers(parts, folder, work)
        listing = folder / "pieces.txt"
        listing.write_bytes(os.fsencode(joining.listing(parts)))  # as the system spells names
        _write(film, parts, listing, ["-moov_size", str(room)], made, work)
        _check(film, parts[0], frames, made)
    work.progress(1.0)


@contextmanager
def _folder(work: Work) -> Generator[Path]:
    """A folder for what is needed meanwhile."""
    work.scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="join-", dir=work.scratch) as folder:
        yield Path(folder)


def _write(
    film: Film, parts: Sequence[Part], listing: Path, index: list[str], made: Path, work: Work
) -> None:
    video, frames = parts[0].video, sum(part.shown for part in parts)
    language = three_letters(film.language)
    try:
        run(
            [
                *("-f", "concat", "-safe", "0", "-protocol_whitelist", "file"),
                *("-i", named(listing)),
                *_sound_and_captions(film),
                *("-c", "copy", "-c:s", "mov_text", "-bsf:v", joining.exact_times(parts)),
                *("-map_metadata", "-1", "-map_chapters", "-1"),
                *("-metadata", f"title={_title(film)}"),
                *("-metadata:s:a", f"language={language}"),
                *("-metadata:s:s", f"language={language}"),
                *("-video_track_timescale", str(video.ticks)),
                *("-movie_timescale", str(video.ticks)),
                *index,
                *("-f", "mp4"),
                *PROGRESS,
                named(made),
            ],
            work,
            failed=FAILED,
            out=made,
            on_line=FrameProgress(frames, work.progress),
        )
    except MediaError as fault:
        if TOO_SMALL not in fault.message:
            raise
        # A second pass moves the index to the front instead.
        _write(film, parts, listing, ["-movflags", "+faststart"], made, work)


def _sound_and_captions(film: Film) -> list[str]:
    arguments, maps = list[str](), ["-map", "0:v:0"]
    if film.sound is not None:
        arguments += given(film.sound)
        maps += ["-map", "1:a:0"]
    if film.captions is not None:
        # Our own file, and never anything but SRT, whatever is in it.
        arguments += ["-protocol_whitelist", "file", "-f", "srt", "-i", named(film.captions)]
        maps += ["-map", f"{1 if film.sound is None else 2}:s:0"]
    return arguments + maps


def _title(film: Film) -> str:
    """The title without what no command line can hold."""
    return film.title.replace(NUL, "").encode("utf-8", "replace").decode()


def _index_room(film: Film, frames: int) -> int:
    """Bytes in which the index of the result has room for certain."""
    room = OTHER_BYTES + 2 * len(_title(film).encode()) + frames * PICTURE_BYTES
    if film.sound is not None:
        found = read_index(film.sound)
        packets = found.sound.packets if found and found.sound else 0
        room += packets * SAMPLE_BYTES
    if film.captions is not None:
        cues = film.captions.stat().st_size // SHORTEST_CUE + 1
        room += (2 * cues + 1) * SAMPLE_BYTES  # there is a sample for each pause, too
    return room


def _check(film: Film, first: Part, frames: int, made: Path) -> None:
    """What arrived is what was given."""
    index = read_index(made)
    video = index.video if index else None
    if not index or not video or not index.whole or not index.index_first:
        raise MediaError(f"{FAILED} The file is not whole.")
    if video.frames != frames or video.hidden:
        raise MediaError(f"{FAILED} {video.frames} of {frames} frames arrived.")
    if video.kind != first.video.kind:
        raise MediaError(f"{FAILED} The frames are not evenly timed.")
    if film.sound and (not index.sound or index.sound.seconds + TOLERANCE < video.seconds):
        raise MediaError(f"{FAILED} The sound is shorter than the picture.")
    if film.captions and index.captions is None:
        raise MediaError(f"{FAILED} The captions are missing.")
