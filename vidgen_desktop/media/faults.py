"""What ffmpeg and the system say, turned into sentences for a person."""

import errno
import os
import shutil
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

from vidgen_desktop.core.errors import DiskFull, MediaError, VidgenError

FULL = (
    "No space left on device",
    "Disk quota exceeded",
    "File too large",
    "There is not enough space on the disk",
)
FULL_NUMBERS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
NOISE = (
    *("Error while", "Error writing trailer", "Task finished", "Terminating thread"),
    *("Conversion failed", "Nothing was"),
)
MEGABYTE = 1_000_000


def ffmpeg_fault(failed: str, errors: Sequence[str], status: int, out: Path | None) -> VidgenError:
    """The fault of an ffmpeg that ended with `status`; `failed` is a whole sentence."""
    if any(mark in line for line in errors for mark in FULL):
        return disk_full(out)
    if "Permission denied" in " ".join(errors[-5:]):
        return MediaError(failed, "Check that the files and folders can be read and written.")
    if status < 0:
        return MediaError(
            f"{failed} The system ended ffmpeg (signal {-status}).",
            "There may be too little memory. Close other programs and try again.",
        )
    return MediaError(f"{failed} ffmpeg says: {_telling(errors)}")


def disk_full(out: Path | None, needed: int | None = None) -> DiskFull:
    """DiskFull with the free and, where known, the needed amount (bytes)."""
    message = "The disk is full."
    folder = _existing(out)
    if folder is not None:
        free = shutil.disk_usage(folder).free
        message = f"The disk is full: {_amount(free)} are free in {folder}"
        message += f", {_amount(needed)} are needed." if needed is not None else "."
    return DiskFull(message, "Make room, or choose another folder, and try again.")


def require_room(out: Path, needed: int) -> None:
    """Raise DiskFull before beginning what cannot end well; `needed` in bytes."""
    folder = _existing(out)
    if folder is not None and shutil.disk_usage(folder).free < needed:
        raise disk_full(out, needed)


@contextmanager
def told(failed: str, out: Path | None = None) -> Generator[None]:
    """Turn the system's errors inside the block into DiskFull or MediaError."""
    try:
        yield
    except OSError as fault:
        if fault.errno in FULL_NUMBERS:
            raise disk_full(out) from fault
        reason = os.strerror(fault.errno) if fault.errno else str(fault)
        raise MediaError(
            f"{failed} The system says: {reason}.", "Check the folder and its permissions."
        ) from fault


def _existing(out: Path | None) -> Path | None:
    if out is None:
        return None
    return next((folder for folder in out.absolute().parents if folder.is_dir()), None)


def _telling(errors: Sequence[str]) -> str:
    """The last line that says something, without ffmpeg's own address in front."""
    for line in reversed(errors):
        text = line.split("] ", 1)[-1] if line.startswith("[") else line
        if not text.startswith(NOISE):
            return text
    return "nothing."


def _amount(count: int) -> str:
    return f"{count / MEGABYTE:,.0f} MB" if count >= MEGABYTE else f"{count / 1000:,.0f} kB"
