"""The one format that every take has, so that joining takes is a stream copy.

Each constant here ends up in the codec's extradata or the file's time base: encode, conform
and bridge all use them, and takes made by any of them can be joined.
"""

from collections.abc import Iterable

from vidgen_desktop.core.model import VideoFormat

CODEC = "h264"
PIXEL_FORMAT = "yuv420p"
GOP_SECONDS = 2  # a player seeks to the nearest of these
TICKS_PER_FRAME = 512

# Measured on animatics (slow moves over flat art, 1280x720): veryfast needs half of
# "faster"'s time for 1 dB better XPSNR at 18 and 430 kbit/s; superfast saves a tenth more.
# On restless detail (a zoom into the Mandelbrot set) 18 reaches VMAF 93 only. 16 with weaker
# adaptive quantisation reaches 95.5 and more in the same time, in files a third larger; "faster"
# needs 1.3 to 1.4 times as long for 94.5 to 95.1.
PRESET = "veryfast"
CRF = 16
AQ_STRENGTH = 0.4
BITS_PER_PIXEL = 0.15  # what comes of it

# Colours are declared as what they are; players guess from the size otherwise.
COLOUR_FILTER = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709,setsar=1"


def expected_bytes(format: VideoFormat, frames: int) -> int:
    """About how large a take becomes; restless pictures need twice as much, flat art half."""
    return int(format.width * format.height * frames * BITS_PER_PIXEL / 8) + 10_000


def time_base(format: VideoFormat) -> int:
    """Ticks per second of the video stream."""
    return format.fps * TICKS_PER_FRAME


def timing(format: VideoFormat) -> list[str]:
    """Output arguments for the time bases of a file; lengths are not rounded to milliseconds."""
    ticks = str(time_base(format))
    return ["-video_track_timescale", ticks, "-movie_timescale", ticks]


def cuts(places: Iterable[int], frames: int) -> list[str]:
    """Output arguments for keyframes where a transition will cut a take of `frames` frames."""
    inside = sorted({place for place in places if 0 < place < frames})
    if not inside:
        return []
    return ["-force_key_frames", "expr:" + "+".join(f"eq(n,{place})" for place in inside)]


def encoder(format: VideoFormat, threads: int) -> list[str]:
    """Output arguments for a silent take; `threads` changes speed, not the result."""
    return [
        *("-c:v", "libx264", "-preset", PRESET, "-crf", str(CRF)),
        *("-aq-strength", str(AQ_STRENGTH)),
        *("-profile:v", "high", "-pix_fmt", PIXEL_FORMAT),
        *("-g", str(GOP_SECONDS * format.fps), "-threads", str(threads)),
        *("-color_range", "tv", "-colorspace", "bt709"),
        *("-color_primaries", "bt709", "-color_trc", "bt709"),
        *("-r", str(format.fps)),
        *timing(format),
        *("-an", "-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1"),
        *("-f", "mp4"),
    ]
