"""Room on a disk: what a full one is told as, and a look before something large is begun."""

import errno
import shutil
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from vidgen_desktop.core.errors import DiskFull

# A quota, and a file that the file system takes no more of, mean the same to a person.
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_ADVICE = "Free some space there or choose another folder, then try again: what is done is kept."
_THOUSAND, _MILLION, _BILLION = 1000, 1_000_000, 1_000_000_000


@dataclass(frozen=True, slots=True)
class Want:
    """Something to be written: what it is ("the narration"), and about how many bytes."""

    what: str
    bytes: int


def is_full(fault: OSError) -> bool:
    """Whether the system says that there is no room."""
    return fault.errno in _FULL


def disk_full(want: Want, where: Path) -> DiskFull:
    """The fault for a file or folder `where` that could not be written."""
    folder, free = nearest_folder(where), free_bytes(where)
    there = f"There is no room for {want.what}: {shown(free)} are free in {folder}"
    if want.bytes > free:
        message = f"{there}, about {shown(want.bytes)} are needed."
    else:  # the guess was too low, or room was made meanwhile
        message = f"{there}, and that was too little."
    return DiskFull(message, _ADVICE, folder=str(folder), needed=want.bytes)


def require_room(want: Want, where: Path) -> None:
    """Raise DiskFull before beginning what cannot end well."""
    if free_bytes(where) < want.bytes:
        raise disk_full(want, where)


@contextmanager
def room_for(want: Callable[[], Want] | Want, where: Path) -> Generator[None]:
    """Turn a full disk inside the block into DiskFull; other faults of the system pass."""
    try:
        yield
    except OSError as fault:
        if not is_full(fault):
            raise
        raise disk_full(want if isinstance(want, Want) else want(), where) from fault


def shown(count: int) -> str:
    """A number of bytes for a person."""
    for size, unit in ((_BILLION, "GB"), (_MILLION, "MB")):
        if count >= size:
            return f"{count / size:,.1f} {unit}"
    return f"{count / _THOUSAND:,.0f} kB"


def free_bytes(where: Path) -> int:
    """How much room there is for a file."""
    return shutil.disk_usage(nearest_folder(where)).free


def nearest_folder(where: Path) -> Path:
    """The path itself if it is a folder that is there, else the first such above it."""
    path = where.absolute()
    return next(folder for folder in (path, *path.parents) if folder.is_dir())
