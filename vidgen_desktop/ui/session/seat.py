"""The place of the one window of a data folder and profile, and where it can be called."""

import os
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO

import portalocker
import psutil

LONGEST_SOCKET = 90  # bytes; some systems take 104 in all, and Qt begins beside the final name


@dataclass(frozen=True, slots=True)
class Place:
    """`lock` is held by whoever has the window; `server` is the name it listens at."""

    lock: Path
    server: str


def place_of(data: Path, profile: str) -> Place:
    """Where the windows of this data folder, this profile and this person meet.

    The socket lies in the data folder, where nobody else can put one in its place; only where
    that is too deep for a socket's name does it go among the temporary files.
    """
    person = psutil.Process().username()
    told = "\0".join((str(data.resolve()), profile, person))
    digest = sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    name = f"vidgen-{digest}"
    lock = data / f"window-{digest}.lock"
    if os.name == "nt":  # named pipes have a world of their own
        return Place(lock, name)
    inside = str(data / f"window-{digest}.socket")
    fits = len(os.fsencode(inside)) <= LONGEST_SOCKET
    return Place(lock, inside if fits else str(Path(tempfile.gettempdir()) / name))


class Seat:
    """An OS lock on a place: the system takes it back from a process that dies, however it does."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def leave(self) -> None:
        """Let another window have the place."""
        self._file.close()


def take_seat(place: Place) -> Seat | None:
    """The seat, or None while another process has it; raises OSError where none can be had."""
    place.lock.parent.mkdir(parents=True, exist_ok=True)
    file = place.lock.open("ab")
    try:
        portalocker.lock(file, portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING)
    except portalocker.AlreadyLocked:
        file.close()
        return None
    except portalocker.LockException as fault:
        file.close()
        raise OSError(str(fault)) from fault
    return Seat(file)
