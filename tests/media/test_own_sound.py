"""A take's own sound stays in step with its picture, whatever becomes of both."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.measure import ffmpeg, samples
from tests.media.conftest import FORMAT
from tests.media.fitting import pictures
from vidgen_desktop.core.assembly import Fitting
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.tool import FfmpegTool

FLASH = 1.0  # seconds after the picture begins, with a beep
LIGHT = "color=black:s=320x180:r=24:d=2,drawbox=c=white:t=fill:enable='between(t,0.99,1.2)'"


def beep(at: float, seconds: float) -> str:
    return f"aevalsrc='if(between(t,{at},{at + 0.2}),0.5*sin(3000*t),0)':d={seconds}:s=44100"


def make(path: Path, early: float, *options: str) -> Path:
    """A clip whose sound begins `early` seconds before its picture (after it, if negative)."""
    delay = ("-itsoffset", str(early)) if early > 0 else ()
    late = ("-itsoffset", str(-early)) if early < 0 else ()
    sound = beep(FLASH + early, 2 + early)
    ffmpeg(
        *(*delay, "-f", "lavfi", "-i", LIGHT, *late, "-f", "lavfi", "-i", sound),
        *("-map", "0:v", "-map", "1:a", "-pix_fmt", "yuv420p", *options, str(path)),
    )
    return path


@pytest.mark.parametrize(
    ("early", "options"),
    [
        (0.5, ("a.mp4", "-c:a", "aac")),
        (-0.5, ("a.mkv", "-c:a", "libopus")),
        (-0.5, ("a.mp4", "-c:a", "aac")),
        (0.5, ("a.ts", "-c:v", "mpeg2video")),
        # AVI does not tell when frames are shown that are decoded in another order.
        (0, ("a.avi", "-c:v", "libx264", "-bf", "1", "-c:a", "pcm_s16le")),
        (0, ("a.avi", "-c:v", "libx264", "-bf", "2", "-c:a", "pcm_s16le")),
    ],
)
@pytest.mark.parametrize("seconds", [1.5, 2.2, 3.0])
def test_flash_and_beep_come_together(
    tool: FfmpegTool,
    work: Work,
    tmp_path: Path,
    early: float,
    options: tuple[str, ...],
    seconds: float,
) -> None:
    """Copied or encoded, cut, slowed or held."""
    own = make(tmp_path / options[0], early, *options[1:])
    fitted = tool.conform(own, Fitting(FORMAT, seconds), tmp_path / "fit.mp4", work)
    sound = tool.own_sound(own, seconds, FORMAT, tmp_path / "own.wav", work)
    assert sound.path
    heard = samples(Path(sound.path))
    assert len(heard) == fitted.frames * 2000
    onset = int(np.argmax(np.abs(heard) > 0.15)) / 48_000
    light = pictures(Path(fitted.path), FORMAT).mean((1, 2, 3)) > 128
    flash = int(np.argmax(light)) / 24
    slower = min(1.15, max(1.0, seconds / 2))
    assert flash == pytest.approx(FLASH * slower, abs=0.045)
    assert onset == pytest.approx(FLASH * slower, abs=0.01)


def test_slowed_sound_is_in_step_from_beginning_to_end(
    tool: FfmpegTool, work: Work, tmp_path: Path
) -> None:
    own, times = tmp_path / "own.mkv", [0.1 + 0.4 * number for number in range(15)]
    beeps = "aevalsrc='if(between(mod(t,0.4),0.1,0.15),0.5*sin(6000*t),0)':d=6:s=48000"
    ffmpeg(
        *("-f", "lavfi", "-i", "testsrc=s=160x90:r=24:d=6", "-f", "lavfi", "-i", beeps),
        *("-c:a", "pcm_s16le", str(own)),
    )
    sound = tool.own_sound(own, 6.9, FORMAT, tmp_path / "own.wav", work)
    assert sound.path
    loud = np.flatnonzero(np.abs(samples(Path(sound.path))) > 0.15) / 48_000
    onsets = loud[np.diff(loud, prepend=-1.0) > 0.2]
    assert onsets == pytest.approx(np.array(times) * 1.15, abs=0.012)


def test_a_silent_clip_has_none(
    tool: FfmpegTool, work: Work, tmp_path: Path, clip: Callable[..., Path]
) -> None:
    for name in ("own.mp4", "own.mkv"):
        assert tool.own_sound(clip(name), 1.0, FORMAT, tmp_path / "own.wav", work).path is None
    assert not (tmp_path / "own.wav").exists()
