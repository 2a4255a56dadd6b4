"""Real ffmpeg, a painter that paints what it is told, and small files to work on."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.measure import ffmpeg
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.media_port import FrameSource
from vidgen_desktop.core.model import VideoFormat
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.tool import FfmpegTool

FORMAT = VideoFormat(320, 180, 24)

# Paints a square that moves over a ground; `fail_at` ends it with a sentence, `hang_at`
# makes it start a child of its own and then wait for ever.
PAINTER = """
import json, subprocess, sys
job = json.load(sys.stdin)
width, height, out = job["width"], job["height"], sys.stdout.buffer
for number in range(job["frames"]):
    if number == job["fail_at"]:
        print("Traceback: something", file=sys.stderr)
        sys.exit("The paint has run out.")
    if number == job["hang_at"]:
        out.flush()
        subprocess.run([sys.executable, "-c", "import signal; signal.pause()"])
    ground = bytes(job["colour"])
    row = ground * width
    at = number * 2 % (width - 16)
    marked = ground * at + bytes((255, 255, 255)) * 16 + ground * (width - 16 - at)
    out.write(row * 20 + marked * 16 + row * (height - 36))
"""


@pytest.fixture
def tool() -> FfmpegTool:
    return FfmpegTool()


@pytest.fixture
def work(tmp_path: Path) -> Work:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    return Work(CancelToken(), scratch)


def paint(
    frames: int,
    *,
    format: VideoFormat = FORMAT,
    colour: tuple[int, int, int] = (40, 80, 160),
    promised: int | None = None,
    fail_at: int = -1,
    hang_at: int = -1,
) -> FrameSource:
    """A source of `frames` frames, of which `promised` are announced."""
    job = {
        "frames": frames,
        "width": format.width,
        "height": format.height,
        "colour": colour,
        "fail_at": fail_at,
        "hang_at": hang_at,
    }
    return FrameSource(
        command=[sys.executable, "-c", PAINTER],
        job=json.dumps(job).encode(),
        frames=frames if promised is None else promised,
    )


@pytest.fixture
def take(tool: FfmpegTool, work: Work, tmp_path: Path) -> Callable[..., Path]:
    """Makes a take of so many frames."""

    def make(
        name: str, frames: int, colour: tuple[int, int, int] = (40, 80, 160), fps: int = 24
    ) -> Path:
        format = VideoFormat(FORMAT.width, FORMAT.height, fps)
        tool.encode(paint(frames, format=format, colour=colour), format, tmp_path / name, work)
        return tmp_path / name

    return make


@pytest.fixture
def clip(tmp_path: Path) -> Callable[..., Path]:
    """Makes a person's clip with ffmpeg's own test picture and any options."""

    def make(name: str, *options: str, source: str = "testsrc2=s=320x240:r=25:d=2") -> Path:
        ffmpeg("-f", "lavfi", "-i", source, *options, str(tmp_path / name))
        return tmp_path / name

    return make


@pytest.fixture
def sound(tmp_path: Path) -> Callable[..., Path]:
    """Makes a sound file from an ffmpeg expression."""

    def make(name: str, source: str, *options: str) -> Path:
        ffmpeg("-f", "lavfi", "-i", source, *options, str(tmp_path / name))
        return tmp_path / name

    return make


def left_behind(folder: Path) -> list[str]:
    """Files under way that somebody forgot, in a folder or its scratch."""
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and (".part" in path.name or "scratch" in path.parts)
    )
