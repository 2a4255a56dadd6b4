"""A take's own sound, in step with its picture and exactly as long."""

from pathlib import Path

from vidgen_desktop.core.model import VideoFormat
from vidgen_desktop.media.decode import RATE
from vidgen_desktop.media.ffmpeg import named
from vidgen_desktop.media.look import Look


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
        *((f"atempo={1 / slower:.9f}",) if slower != 1 else ()),
        "apad",
        f"atrim=end_sample={round(frames * RATE / format.fps)}",
    ]
    return [
        *("-map", "0:a:0", "-af", ",".join(steps), "-vn", "-sn", "-dn"),
        *("-map_metadata", "-1", "-c:a", "pcm_s16le", "-f", "wav", named(out)),
    ]
