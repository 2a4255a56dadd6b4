"""A take's own sound, in step with its picture and exactly as long."""

from pathlib import Path

from vidgen_desktop.core.assembly import OwnSound
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.files.room import Want
from vidgen_desktop.core.model import VideoFormat
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.children.ffmpeg import PROGRESS, TimeProgress, given, named, run
from vidgen_desktop.media.fitting.in_step import pace, picture_beside
from vidgen_desktop.media.landing import landing
from vidgen_desktop.media.mp4.index import read_index
from vidgen_desktop.media.probing.look import Look, look_at
from vidgen_desktop.media.sounds.decode import RATE

BYTES = 192_000  # of a second, stereo, as WAV
LEAD = RATE // 10  # samples of silence before what is slowed, so that its beginning is whole
# `atempo` works with windows of 2048 samples at this rate, and is early by half of one.
EARLY = 1024
SPARE = 1.0  # seconds


def own_sound(source: Path, seconds: float, format: VideoFormat, out: Path, work: Work) -> OwnSound:
    """See `core.media_port.MediaTool.own_sound`."""
    work.token.check()
    if _has_only_a_picture(source):
        return OwnSound(None)
    frames = format.frames(seconds)
    seconds = frames / format.fps
    failed = f"The sound of “{source.name}” could not be made to fit the video."
    look = look_at(source, seconds, work, failed)
    if look.sound_start is None:
        return OwnSound(None)
    with landing(out, failed, Want("the sound of a scene", round(seconds * BYTES))) as part:
        run(
            [
                *given(source),
                *PROGRESS,
                *_output(look, format, frames, part),
                *picture_beside(seconds),
            ],
            work,
            failed=failed,
            out=out,
            on_line=TimeProgress(seconds, work.progress),
        )
    return OwnSound(str(out))


def _has_only_a_picture(source: Path) -> bool:
    """Whether the index says so; of most takes it does, and no process is needed."""
    try:
        index = read_index(source)
    except MediaError:
        return False  # ffmpeg may understand more, and says what is wrong otherwise
    return index is not None and index.video is not None and index.tracks == 1


def _output(look: Look, format: VideoFormat, frames: int, out: Path) -> list[str]:
    """Output arguments: WAV, 48 kHz stereo, of `frames` frames; slowed like the picture.

    What was recorded before the first frame is left out, what is missing is silence.
    """
    slower, seconds = pace(look, format, frames), frames / format.fps
    steps = [
        f"asetpts=PTS-{look.start:.9f}/TB",
        # Silence is filled in all at once, up to whatever comes next, if that be hours later.
        f"atrim=end={seconds + SPARE:.3f}",
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
