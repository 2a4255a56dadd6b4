"""Whether a clip already is what the video needs, and taking it over without encoding."""

from collections.abc import Sequence
from pathlib import Path

from vidgen_desktop.core.model import VideoFormat
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.children.ffmpeg import PROGRESS, FrameProgress, given, named, run
from vidgen_desktop.media.fitting.mezzanine import CODEC, PIXEL_FORMAT, TICKS_PER_FRAME, timing
from vidgen_desktop.media.mp4.h264_sps import Sps
from vidgen_desktop.media.mp4.h264_units import can_stand_between, own_sps
from vidgen_desktop.media.mp4.index import Mp4Index, VideoTrack
from vidgen_desktop.media.probing.look import Look

TOLERANCE = 0.05  # frames by which a container may round a frame's time


def stays_as_it_is(index: Mp4Index, path: Path, format: VideoFormat, frames: int) -> bool:
    """Whether a file, as its index tells, is silent video of exactly these frames."""
    track = index.video
    return (
        track is not None
        and index.tracks == 1
        and index.whole
        and fits(track, path, format, frames)
    )


def fits(track: VideoTrack, path: Path, format: VideoFormat, frames: int) -> bool:
    """Whether a track has the video's format and exactly these frames, and can be joined."""
    return (
        track.coding.codec == "avc1"
        and (track.coding.width, track.coding.height) == (format.width, format.height)
        and track.coding.square
        and track.upright
        and (track.step, track.ticks) == (TICKS_PER_FRAME, format.fps * TICKS_PER_FRAME)
        and track.frames == frames
        and not track.hidden
        and int(track.times[0]) == 0
        and track.cuts[:1] == (0,)
        and _is_plain(own_sps(track), format)
        and can_stand_between(path, track)
    )


def _is_plain(sps: Sps | None, format: VideoFormat) -> bool:
    return (
        sps is not None
        and (sps.width, sps.height) == (format.width, format.height)
        and sps.plain_pixels
        and sps.progressive
        and sps.square
        and not sps.full_range
        and not sps.hdr
    )


def can_be_copied(look: Look, format: VideoFormat, frames: int) -> bool:
    """Whether the first `frames` frames of a clip are of the video's format, and can be
    taken without the ones that follow.
    """
    return (
        look.codec == CODEC
        and look.size == (format.width, format.height)
        and look.aspect == 1
        and look.turned is None
        and look.header.pixel_format == PIXEL_FORMAT
        and "pc" not in look.traits
        and "progressive" in look.traits
        and not look.is_hdr
        and look.begins_with_key
        and look.timed
        and not look.hidden
        and _first_decoded_are_first_shown(_places(look, format.fps), frames)
    )


def copy_picture(
    source: Path,
    look: Look,
    *,
    format: VideoFormat,
    frames: int,
    out: Path,
    work: Work,
) -> None:
    """Copy the first `frames` frames into an MP4 file, on our time base, from nought."""
    places = _places(look, format.fps)
    delay = max(decoded - shown for decoded, shown in enumerate(places))
    ticks = format.fps * TICKS_PER_FRAME
    # Counted in frames, so that what the container rounded is exact again.
    shown = f"round((PTS-STARTPTS)/{TICKS_PER_FRAME})*{TICKS_PER_FRAME}"
    times = f"pts={shown}:dts=(N-{delay})*{TICKS_PER_FRAME}:duration={TICKS_PER_FRAME}"
    run(
        [
            *given(source),
            *("-map", "0:V:0", "-c:v", "copy", "-frames:v", str(frames)),
            *("-bsf:v", f"setts={times}:time_base=1/{ticks}:prescale=1"),
            *timing(format),
            *("-an", "-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1"),
            *("-f", "mp4", *PROGRESS, named(out)),
        ],
        work,
        failed=f"“{source.name}” could not be copied.",
        out=out,
        on_line=FrameProgress(frames, work.progress),
    )


def _places(look: Look, fps: int) -> list[int]:
    """For each frame in the order of decoding: its number in the order of showing.

    Empty where they are not shown at even times of this rate.
    """
    if not look.times:
        return []
    first = min(look.times)
    exact = [(time - first) * look.tick * fps for time in look.times]
    places = [round(place) for place in exact]
    even = all(abs(place - at) < TOLERANCE for place, at in zip(places, exact, strict=True))
    return places if even and max(places) == len(places) - 1 else []


def _first_decoded_are_first_shown(places: Sequence[int], frames: int) -> bool:
    """Cutting where a frame is still owed to an earlier moment would leave a hole."""
    return (
        len(places) >= frames
        and places[0] == 0
        and len(set(places)) == len(places)
        and max(places[:frames]) == frames - 1
    )
