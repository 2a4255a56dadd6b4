"""A take's own sound, in step with its picture and exactly as long."""

from pathlib import Path

from vidgen_desktop.core.model import VideoFormat
from vidgen_desktop.media.decode import RATE
from vidgen_desktop.media.ffmpeg import named
from vidgen_desktop.media.look import Look

LEAD = RATE // 10  # samples of silence before what is slowed, so that its beginning is whole
# `atempo` works with windows of 2048 samples at this rate, and is early by half of one.
EARLY = 1024


def sound_output(
    look: Look, format: VideoFormat, frames: int, slower: float, out: Path
) -> list[str]:
    """Output arguments: WAV, 48 kHz stereo, of `frames` frames; slowed like the picture.

    What was recorded before the first frame is left out, what is missing is silence.
    """
    steps = [
        f"asetpts=PTS-{look.start:.9f}/TB",
        f"aresample={RATE}:async=1:first_pts=0",
        "aformat=sample_fmts=flt:channel_layouts=stereo",
        *(_slowed(slower) if slower != 1 else ()),
        "apad",
        f"atrim=end_sample={round(frames * RATE / format.fps)}",
    ]
    return [
        *("-map", "0:a:0", "-af", ",".join(steps), "-vn", "-sn", "-dn"),
        *("-map_metadata", "-1", "-c:a", "pcm_s16le", "-f", "wav", named(out)),
    ]


def _slowed(slower: float) -> list[str]:
    return [
        f"adelay=delays={LEAD}S:all=1",
        f"atempo={1 / slower:.9f}",
        f"atrim=start_sample={round(LEAD * slower) - EARLY}",
        "asetpts=N/SR/TB",
    ]
