"""Where ffmpeg is, on this machine or inside the bundle."""

import os
from functools import cache
from pathlib import Path

from vidgen_desktop.core.errors import ToolError

OVERRIDE = "VIDGEN_FFMPEG"


def ffmpeg() -> str:
    """The path of ffmpeg: `VIDGEN_FFMPEG`, or the one that imageio-ffmpeg brings.

    Raises ToolError where there is none.
    """
    chosen = os.environ.get(OVERRIDE)
    if not chosen:
        return _bundled()
    if not Path(chosen).is_file():
        raise ToolError(
            f"There is no ffmpeg at {chosen}.", f"Correct or remove the variable {OVERRIDE}."
        )
    return chosen


@cache
def _bundled() -> str:
    import imageio_ffmpeg

    try:
        return imageio_ffmpeg.get_ffmpeg_exe()
    except RuntimeError as fault:
        raise ToolError(
            "ffmpeg is missing.",
            f"Install Vidgen again, or name an ffmpeg with the variable {OVERRIDE}.",
        ) from fault
