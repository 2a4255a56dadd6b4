"""Who is there: every process that makes videos holds a locked file for as long as it lives.

The lock is the system's own: the kernel lets go of it when the process ends, however it ends.
Neither clocks nor process numbers, which are given again, say anything about who lives.
"""

import atexit
import errno
import logging
import os
import re
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import IO
from uuid import uuid4

from vidgen_desktop.core.errors import StoreError
from vidgen_desktop.core.files.room import Want, disk_full, is_full
from vidgen_desktop.repeats import Repeats

ENDING = ".lock"
BYTES = 8192  # of the file and its folder

_ID = re.compile(r"[0-9a-f]{32}")
_TRIES = 5  # whoever looks holds the lock for a moment, too
_PAUSE = 0.002  # seconds

_unknown = Repeats()
log = logging.getLogger("vidgen.store")


class Presence:
    """One opener of the database, by an id that nobody ever has again; safe in all threads.

    The file is made when the id is first asked for: whoever only reads leaves no trace.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._file: IO[bytes] | None = None
        self._id = ""
        # Runs (generation, attempt) that have ended here and could not say so on the disk.
        self.given_up: set[tuple[int, int]] = set()

    @property
    def id(self) -> str:
        """The own id; raises StoreError where the file cannot be made."""
        with self._lock:
            if self._file is None:
                self._id, self._file = _begin(self._folder)
                atexit.register(self.close)  # a command ends without closing what it opened
            return self._id

    def is_alive(self, owner: str | None) -> bool:
        """Whether whoever has this id is there."""
        if owner is None or not _ID.fullmatch(owner):
            return False
        if owner == self._id:
            return self._file is not None
        return is_held(self._folder / f"{owner}{ENDING}")

    def close(self) -> None:
        """Go: the file is let go of and removed."""
        with self._lock:
            atexit.unregister(self.close)
            if self._file is not None:
                self._file.close()
                self._file = None
                _remove(self._folder / f"{self._id}{ENDING}")


def _begin(folder: Path) -> tuple[str, IO[bytes]]:
    """A locked file under a name that nobody had; files of the dead are removed by the way."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for known in folder.glob(f"*{ENDING}"):
            _tidy(known)
        while True:
            name = uuid4().hex
            file = _held(folder / f"{name}{ENDING}")
            if file is not None:
                return name, file
    except OSError as fault:
        if is_full(fault):
            raise disk_full(Want("the sign that this Vidgen is there", BYTES), folder) from fault
        raise StoreError(
            f"A file in {folder} cannot be made and locked ({fault.strerror}).",
            "Check that you may write to the data folder.",
        ) from fault


def _held(path: Path) -> IO[bytes] | None:
    """A new file, locked; None if somebody who tidies took it for a dead one's before that."""
    file = path.open("xb")
    try:
        if _lock(file) and os.path.samestat(os.fstat(file.fileno()), path.stat()):
            return file
    except FileNotFoundError:
        pass
    except BaseException:
        file.close()
        _remove(path)
        raise
    file.close()
    return None


def is_held(path: Path) -> bool:
    """Whether somebody holds the lock of a file for longer than a look takes."""
    for _ in range(_TRIES):
        try:
            with path.open("rb+") as file:
                if _lock(file):
                    return False
        except FileNotFoundError:
            return False
        except OSError as fault:
            # What cannot be found out must not cost a living one its work.
            if _unknown.count(f"{path}: {fault}") == 1:  # it is asked every second
                log.warning("It is not known whether %s is held: %s", path.name, fault)
            return True
        time.sleep(_PAUSE)
    return True


def _tidy(path: Path) -> None:
    """Remove a dead one's file, holding its lock: who has just made it and comes to lock it must
    not find it free, and lose its name a moment later.
    """
    with suppress(OSError):
        with path.open("rb+") as file:
            if not _lock(file):
                return
            _remove(path)
        _remove(path)  # where an open file keeps its name


def _lock(file: IO[bytes]) -> bool:
    """Take the lock of an open file, which is let go of when that is closed; False if somebody
    has it. Raises OSError.
    """
    import portalocker  # late: most commands never ask who is there
    from portalocker.exceptions import AlreadyLocked, LockException

    try:
        portalocker.lock(file, portalocker.LOCK_EX | portalocker.LOCK_NB)
    except AlreadyLocked:
        return False
    except LockException as fault:
        raise OSError(errno.ENOLCK, fault.strerror or "no lock", file.name) from fault
    return True


def _remove(path: Path) -> None:
    with suppress(OSError):  # somebody looks at it just now; the next one who begins removes it
        path.unlink(missing_ok=True)
