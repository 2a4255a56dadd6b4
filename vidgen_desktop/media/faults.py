"""What ffmpeg and the system say, turned into sentences for a person."""

import os
import signal
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

from vidgen_desktop.core.errors import DiskFull, MediaError, ToolError, VidgenError
from vidgen_desktop.core.files.room import Want, disk_full, is_full, nearest_folder

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
UNREADABLE = (
    *("Error opening input", "Decode error rate", "nothing was encoded", "opening decoder"),
    *("no decoder found", "incorrect codec parameters", "Could not open encoder before EOF"),
)
# Of the system, which has too little for ffmpeg at the moment.
SCARCE = ("Cannot allocate memory", "Resource temporarily unavailable", "Too many open files")
NOT_STARTED = (126, 127)  # of `setpriv` and of the loader; ffmpeg itself never ends so
ENDED = 255  # what ffmpeg returns when it is asked to end, and for "Operation not permitted"
HEARD = ("Exiting normally, received signal", "Received > 3 system signals")
CRASHED = 0xC000  # how such a status begins on Windows
_BROKE = frozenset(
    [-getattr(signal, name, 0) for name in ("SIGSEGV", "SIGBUS", "SIGFPE", "SIGILL", "SIGABRT")]
    # Windows: no such memory, no such instruction, divided by nought, stack and heap spoilt
    + [0xC0000005, 0xC000001D, 0xC0000094, 0xC00000FD, 0xC0000374, 0xC0000409]
) - {0}
LATER = "There may be too little memory. Close other programs and try again."
SOME = Want("what ffmpeg writes", 10_000_000)  # where nobody around the run knows better


class Doubtful(ToolError):
    """ffmpeg broke down or found too little memory: of itself, or over what it read. See
    `breakdown.judged`.
    """


class RanOut(DiskFull):
    """ffmpeg met a full disk. Whoever knows what was to be written says so instead, in `told`."""


def ffmpeg_fault(failed: str, errors: Sequence[str], status: int, out: Path | None) -> VidgenError:
    """The fault of an ffmpeg that ended with `status`; `failed` is a whole sentence."""
    if any(mark in line for line in errors for mark in FULL):
        found = disk_full(SOME, out or Path.cwd())
        return RanOut(found.message, found.advice, folder=found.folder, needed=found.needed)
    if (fault := _of_the_tool(failed, errors, status)) is not None:
        return fault
    if any(mark in line for line in errors for mark in UNREADABLE):
        return MediaError(
            f"{failed} The file is damaged, or of a kind that cannot be used.",
            "Choose another file.",
        )
    return MediaError(f"{failed} ffmpeg says: {_telling(errors)}")


def was_ended(errors: Sequence[str], status: int) -> bool:
    """Whether somebody ended ffmpeg, which may call that a success."""
    if any(line.startswith(HEARD) for line in errors):
        return True
    if status == 0:
        return any(line.startswith("Error opening input") for line in errors)
    asked = status == ENDED and not any("Operation not permitted" in line for line in errors)
    return asked or status < 0 or status >> 16 == CRASHED


def _of_the_tool(failed: str, errors: Sequence[str], status: int) -> ToolError | None:
    """The fault of ffmpeg or of this machine, whatever the file is like."""
    last = " ".join(errors[-5:])
    if status in NOT_STARTED:
        why = _telling(errors).rpartition(": ")[2]
        return ToolError(
            f"{failed} ffmpeg cannot be started ({why}).",
            "Run `vidgen doctor` to see what is missing.",
        )
    if "Permission denied" in last:
        return ToolError(failed, "Check that the files and folders can be read and written.")
    if (scarce := next((mark for mark in SCARCE if mark in last), None)) is not None:
        return Doubtful(f"{failed} The system says: {scarce}.", LATER)
    if status in _BROKE and "bad_alloc" not in last:  # C++'s word for too little memory
        return Doubtful(f"{failed} ffmpeg broke down.", "Try again. If it stays so, report this.")
    if was_ended(errors, status):
        by = f" (signal {-status})" if status < 0 else ""
        return ToolError(f"{failed} The system ended ffmpeg{by}.", LATER)
    return None


@contextmanager
def told(failed: str, out: Path, want: Want) -> Generator[None]:
    """Turn the system's errors inside the block into DiskFull or ToolError. A full disk, also one
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
        raise ToolError(
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
