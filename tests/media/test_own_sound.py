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
    fitting = Fitting(FORMAT, seconds, sound=tmp_path / "own.wav")
    fitted = tool.conform(own, fitting, tmp_path / "fit.mp4", work)
    assert fitted.sound
    heard = samples(Path(fitted.sound))
    assert len(heard) == fitted.frames * 2000
    onset = int(np.argmax(np.abs(heard) > 0.15)) / 48_000
    light = pictures(Path(fitted.path), FORMAT).mean((1, 2, 3)) > 128
    flash = int(np.argmax(light)) / 24
    slower = min(1.15, max(1.0, seconds / 2))
    assert flash == pytest.approx(FLASH * slower, abs=0.045)
    # What is slowed without changing its pitch is cut into windows of 43 ms.
    assert onset == pytest.approx(FLASH * slower, abs=0.01 if slower == 1 else 0.045)


def test_a_silent_clip_has_none(
    tool: FfmpegTool, work: Work, tmp_path: Path, clip: Callable[..., Path]
) -> None:
    fitting = Fitting(FORMAT, 1.0, sound=tmp_path / "own.wav")
    assert tool.conform(clip("own.mp4"), fitting, tmp_path / "fit.mp4", work).sound is None
    assert not (tmp_path / "own.wav").exists()
