"""Runs the real program, and fills a disk at a chosen moment.

python -m tests.durability.disk.launch '<filling as JSON>' <arguments of vidgen>

The moments are those at which something is about to be written there: a file or folder, or a
process is started that is told to. From then on the disk is filled again whenever there is room.
"""

import json
import os
import re
import sys
import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.durability.launch import Strike
from tests.small_disk import fill

_WRITING = os.O_WRONLY | os.O_RDWR
_EVENTS = {"os.mkdir", "os.rename", "os.link", "subprocess.Popen", "sqlite3.connect"}


@dataclass(frozen=True)
class Filling(Strike):
    """Fill `disk` at the `number`th write there, but for `leave` bytes; `tally` is a file that
    tells afterwards what was about to be written then.
    """

    disk: str = ""
    leave: int = 0
    tally: str = ""

    def command(self, *arguments: str) -> list[str]:
        """The command line of a `vidgen` whose disk fills up."""
        told = json.dumps(asdict(self))
        return [sys.executable, "-m", "tests.durability.disk.launch", told, *arguments]


class _Watch:
    def __init__(self, filling: Filling) -> None:
        self._filling = filling
        self._seen = 0
        self._lock = threading.Lock()
        self._inside = threading.local()

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if getattr(self._inside, "is_so", False) or not _writes(event, arguments):
            return
        if self._filling.disk not in repr(arguments):
            return
        self._inside.is_so = True  # what is done here raises events, too
        try:
            with self._lock:
                self._seen += 1
                if self._seen == self._filling.number and self._filling.tally:
                    told = re.sub(r"[0-9a-f]{8,}", "", f"{event} {arguments!r}")
                    Path(self._filling.tally).write_text(told, encoding="utf-8")
                if self._seen >= self._filling.number:
                    fill(Path(self._filling.disk), self._filling.leave)
        finally:
            self._inside.is_so = False


def _writes(event: str, arguments: tuple[Any, ...]) -> bool:
    if event == "open":
        return isinstance(arguments[2], int) and bool(arguments[2] & _WRITING)
    return event in _EVENTS


def main() -> int:
    """Watch, and become the program."""
    filling = Filling(**json.loads(sys.argv[1]))
    sys.argv[:] = ["vidgen", *sys.argv[2:]]
    sys.addaudithook(_Watch(filling))
    from vidgen_desktop.__main__ import main as run_program

    return run_program()


if __name__ == "__main__":
    sys.exit(main())
