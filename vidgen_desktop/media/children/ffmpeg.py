"""One run of ffmpeg: its arguments, its progress, its fault."""

import math
from collections.abc import Callable, Sequence
from pathlib import Path

from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.children.binary import ffmpeg
from vidgen_desktop.media.children.process import family
from vidgen_desktop.media.faults import ffmpeg_fault, was_ended

PROGRESS = ("-progress", "pipe:1", "-stats_period", "0.2")

# Only these containers are opened: a playlist or a script in disguise could name other
# files or addresses. Bare elementary streams and picture sequences are not among them.
CONTAINERS = (
    "mov,matroska,avi,asf,flv,mpeg,mpegts,ogg,mp3,wav,w64,flac,aac,aiff,caf,amr,ac3,eac3,wv,au"
)
MAX_PIXELS = 50_000_000  # of one picture


def command(arguments: Sequence[str], level: str = "error") -> list[str]:
    """The whole command line. It never reads the terminal and overwrites only our own."""
    return [ffmpeg(), "-hide_banner", "-nostdin", "-y", "-v", level, *arguments]


def given(path: Path, *options: str) -> list[str]:
    """Arguments that open a file of unknown origin: it can lead to no other file."""
    return [
        "-protocol_whitelist",
        "file,pipe",
        "-format_whitelist",
        CONTAINERS,
        "-max_pixels",
        str(MAX_PIXELS),
        *options,
        "-i",
        named(path),
    ]


def named(path: Path) -> str:
    """A path as ffmpeg must be told it, whatever characters are in it."""
    return f"file:{path.absolute()}"


def run(  # noqa: PLR0913 - a command line has many parts
    arguments: Sequence[str],
    work: Work,
    *,
    failed: str,
    out: Path | None = None,
    on_line: Callable[[str], None] | None = None,
    level: str = "error",
    cwd: Path | None = None,
    keep: int = 40,
) -> list[str]:
    """Run ffmpeg to its end and return the last `keep` lines of its standard error.

    `failed` is the sentence for the person, `on_line` sees each line of standard output.
    Raises MediaError, DiskFull or Cancelled; the child is gone in any case.
    """
    with family(work.token) as members:
        child = members.start(command(arguments, level), cwd=cwd, keep=keep)
        for line in child.lines():
            if on_line is not None:
                on_line(line)
        status = child.finish()
        if status != 0 or was_ended(child.errors(), status):
            work.token.check()
            raise ffmpeg_fault(failed, child.errors(), status, out)
        return child.errors()


class FrameProgress:
    """Reads `-progress` lines; tells which fraction of the frames is done."""

    def __init__(self, frames: int, report: Callable[[float], None]) -> None:
        self._frames = frames
        self._report = report
        self.seen = 0

    def __call__(self, line: str) -> None:
        """Take one line of ffmpeg's progress."""
        key, _, value = line.partition("=")
        if key == "frame" and value.strip().isdigit():
            self.seen = int(value)
            self._report(min(1.0, self.seen / max(1, self._frames)))


class TimeProgress:
    """Reads `-progress` lines; tells which fraction of `seconds` is done."""

    def __init__(self, seconds: float, report: Callable[[float], None]) -> None:
        self._seconds = seconds
        self._report = report

    def __call__(self, line: str) -> None:
        """Take one line of ffmpeg's progress."""
        key, _, value = line.partition("=")
        if key == "out_time_us" and value.strip().lstrip("-").isdigit():
            done = int(value) / 1e6 / max(self._seconds, 0.001)
            if math.isfinite(done):
                self._report(min(1.0, max(0.0, done)))
