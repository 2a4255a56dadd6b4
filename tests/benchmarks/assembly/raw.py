"""ffmpeg as a person would run it at a prompt, without anything of ours around it."""

import subprocess
from pathlib import Path

from vidgen_desktop.media.children.binary import ffmpeg as binary


def ffmpeg(*arguments: str, cwd: Path | None = None, level: str = "error") -> str:
    """Run one command to its end and return what it said; ends the benchmark if it fails."""
    done = subprocess.run(
        [binary(), "-hide_banner", "-nostdin", "-y", "-v", level, *arguments],
        stderr=subprocess.PIPE,
        check=False,
        cwd=cwd,
        text=True,
        errors="replace",
    )
    if done.returncode != 0:
        raise SystemExit(f"ffmpeg failed: {done.stderr[-3000:]}")
    return done.stderr
