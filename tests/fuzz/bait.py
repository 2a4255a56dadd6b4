"""A bait, and who took it: a file that must not be opened, a port that must not be called."""

import ctypes
import os
import select
import socket
import struct
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from tests.fuzz.texts import Bait

# From Linux's inotify.h: opened, read, written to, made or moved into the folder.
_TAKEN = 0x20 | 0x1 | 0x2 | 0x100 | 0x80
_EVENT = struct.Struct("iIII")
WATCHES = sys.platform == "linux"


class Watch:
    """Sees every process that opens the bait or calls the port, whoever it is."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        secret = folder / "bait.txt"
        secret.write_text("1\n00:00:00,000 --> 00:00:09,000\nnobody reads this\n")
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.setblocking(False)
        self.bait = Bait(secret, f"http://127.0.0.1:{self._listener.getsockname()[1]}/bait")
        self._events = _watch(folder)

    def taken(self) -> list[str]:
        """What was done to the bait so far, in words."""
        found = [f"the file was touched ({name})" for name in self._touches()]
        while True:
            try:
                caller, _ = self._listener.accept()
            except BlockingIOError:
                return found
            caller.close()
            found.append("the port was called")

    def close(self) -> None:
        """Stop watching."""
        self._listener.close()
        os.close(self._events)

    def _touches(self) -> list[str]:
        found: list[str] = []
        while select.select([self._events], [], [], 0)[0]:
            data = os.read(self._events, 65536)
            at = 0
            while at < len(data):
                _, kind, _, length = _EVENT.unpack_from(data, at)
                at += _EVENT.size + length
                name = data[at - length : at].rstrip(b"\0").decode(errors="replace")
                found.append(f"{kind:#x} {name}")
        return found


@contextmanager
def watching(folder: Path) -> Generator[Watch]:
    """A watch for the block."""
    watch = Watch(folder)
    try:
        yield watch
    finally:
        watch.close()


def _watch(folder: Path) -> int:
    system = ctypes.CDLL(None, use_errno=True)
    events = system.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
    if events < 0 or system.inotify_add_watch(events, os.fsencode(folder), _TAKEN) < 0:
        raise OSError(ctypes.get_errno(), "the bait cannot be watched")
    return events
