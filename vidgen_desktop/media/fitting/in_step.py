"""What a take's picture and its own sound agree on, though each is made without the other."""

from vidgen_desktop.core.model import VideoFormat
from vidgen_desktop.media.probing.look import Look

SLOWEST = 1.15  # a clip that is too short is slowed this much at most, then held


def pace(look: Look, format: VideoFormat, frames: int) -> float:
    """By which factor to stretch time; 1 where the clip is long enough, or lacks one frame, which
    some containers do not tell the length of.
    """
    needed = frames / format.fps
    if look.seconds <= 0 or look.seconds + 1 / format.fps >= needed:
        return 1.0
    return min(SLOWEST, needed / look.seconds)


def picture_beside(seconds: float) -> list[str]:
    """Output arguments that only read the picture. Where ffmpeg begins to count depends on the
    streams it is asked for, so whoever takes one asks for both, as `look_at` did.
    """
    return _only_read("0:V:0", seconds)


def sound_beside(look: Look, seconds: float) -> list[str]:
    """Output arguments that only read the sound, if there is any; see `picture_beside`."""
    return [] if look.sound_start is None else _only_read("0:a:0", seconds)


def _only_read(stream: str, seconds: float) -> list[str]:
    return ["-map", stream, "-c", "copy", "-t", f"{seconds:.3f}", "-f", "null", "-"]
