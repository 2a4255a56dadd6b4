"""What ffmpeg and the system say, turned into sentences for a person."""

import os
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

from vidgen_desktop.core.errors import DiskFull, MediaError, VidgenError
from vidgen_desktop.core.room import Want, disk_full, is_full, nearest_folder

FULL = (
    "No space left on device",
    "Disk quota exceeded",
    "File too large",
    "There is not enough space on the disk",
)
NOISE = (
    *("Error while", "Error writing trailer", "Task finished", "Terminating thread"),
    *("Conversion failed", "Nothing was"),
)
# Of the input. What exactly was wrong with it is in the log.
UNREADABLE = ("Error opening input", "Decode error rate", "nothing was encoded")
SOME = Want("what ffmpeg writes", 10_000_000)  # where nobody around the run knows better


class RanOut(DiskFull):
    """ffmpeg met a full disk. Whoever knows what was to be written says so instead, in `told`."""


def ffmpeg_fault(failed: str, errors: Sequence[str], status: int, out: Path | None) -> VidgenError:
    """The fault of an ffmpeg that ended with `status`; `failed` is a whole sentence."""
    if any(mark in line for line in errors for mark in FULL):
        found = disk_full(SOME, out or Path.cwd())
        return RanOut(found.message, found.advice, folder=found.folder, needed=found.needed)
    if "Permission denied" in " ".join(errors[-5:]):
        return MediaError(failed, "Check that the files and folders can be read and written.")
    if status < 0:
        return MediaError(
            f"{failed} The system ended ffmpeg (signal {-status}).",
            "There may be too little memory. Close other programs and try again.",
        )
    if any(mark in line for line in errors for mark in UNREADABLE):
        return MediaError(
            f"{failed} The file is damaged, or of a kind that cannot be used.",
            "Choose another file.",
        )
    return MediaError(f"{failed} ffmpeg says: {_telling(errors)}")


@contextmanager
def told(failed: str, out: Path, want: Want) -> Generator[None]:
    """Turn the system's errors inside the block into DiskFull or MediaError. A full disk, also one
    that ffmpeg met, is told as what is wanted here: `want`, for `out`.
    """
    try:
        yield
    except RanOut as fault:
        raise disk_full(want, _full_folder(fault, out)) from fault
    except OSError as fault:
        if is_full(fault):
            raise disk_full(want, out) from fault
        reason = os.strerror(fault.errno) if fault.errno else str(fault)
        raise MediaError(
            f"{failed} The system says: {reason}.", "Check the folder and its permissions."
        ) from fault


def _full_folder(fault: DiskFull, out: Path) -> Path:
    """The folder that is full: scratch files may lie on another disk than `out`."""
    scratch, final = nearest_folder(Path(fault.folder)), nearest_folder(out)
    return final if scratch.stat().st_dev == final.stat().st_dev else scratch


def _telling(errors: Sequence[str]) -> str:
    """The last line that says something, without ffmpeg's own address in front."""
    for line in reversed(errors):
        text = line.split("] ", 1)[-1] if line.startswith("[") else line
        if not text.startswith(NOISE):
            return text
    return "nothing."
