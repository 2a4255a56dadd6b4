"""What a hard crash leaves: where every thread was, in a file that the next start finds.

Python's faulthandler writes it while the process dies (a segmentation fault, an abort of Qt).
The file stays empty otherwise, and goes when the process ends in its own way.
"""

import atexit
import faulthandler
import logging
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

KEPT = 5  # of those that were told of

_NEW, _TOLD = "crash-", "told-"

log = logging.getLogger("vidgen.crashes")

_open: dict[str, IO[bytes]] = {}


@dataclass(frozen=True, slots=True)
class Crash:
    """The end of a process that could not say anything itself."""

    path: Path
    at: datetime
    text: str


def watch(folder: Path) -> None:
    """Have a hard crash of this process written into `folder`, where that can be written."""
    if "file" in _open:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{_NEW}{time.time_ns():x}-{os.getpid()}.txt"
        file = path.open("xb")
    except OSError as fault:
        log.warning("a crash could not be written down: %s", fault.strerror)
        return
    _open["file"] = file
    faulthandler.enable(file, all_threads=True)
    atexit.register(_end, path)


def _end(path: Path) -> None:
    """The process ends in its own way, so whatever was written did not end it."""
    faulthandler.disable()
    _open.pop("file").close()
    with suppress(OSError):
        path.unlink()


def untold(folder: Path) -> list[Crash]:
    """The crashes that nobody was told of yet, oldest first; what was left empty is removed."""
    found: list[Crash] = []
    for path in _files(folder, _NEW):
        if _is_running(path):
            continue
        crash = _read(path)
        if crash is None:
            with suppress(OSError):
                path.unlink()
        else:
            found.append(crash)
    return found


def mark_told(crashes: list[Crash]) -> None:
    """The person knows of them; the newest few stay for a report."""
    for crash in crashes:
        with suppress(OSError):
            crash.path.rename(crash.path.with_name(_TOLD + crash.path.name.removeprefix(_NEW)))
    for folder in {crash.path.parent for crash in crashes}:
        for old in _files(folder, _TOLD)[:-KEPT]:
            with suppress(OSError):
                old.unlink()


def newest(folder: Path) -> Crash | None:
    """The last crash, told of or not."""
    crashes = [crash for crash in map(_read, _ended(folder)) if crash is not None]
    return max(crashes, key=lambda crash: crash.at, default=None)


def _ended(folder: Path) -> Iterator[Path]:
    yield from _files(folder, _TOLD)
    yield from (path for path in _files(folder, _NEW) if not _is_running(path))


def _files(folder: Path, prefix: str) -> list[Path]:
    try:
        return sorted(folder.glob(f"{prefix}*.txt"))
    except OSError:
        return []


def _read(path: Path) -> Crash | None:
    try:
        text = path.read_text("utf-8", "replace")
        at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return None
    return Crash(path, at, text) if text.strip() else None


def _is_running(path: Path) -> bool:
    """Whether the process that the file belongs to lives; a pid is given to others in time."""
    number = path.stem.rpartition("-")[2]
    if not number.isdecimal():
        return False
    if int(number) == os.getpid():
        return True
    import psutil

    try:
        began = psutil.Process(int(number)).create_time()
    except psutil.Error:
        return False
    made_ns = path.stem.removeprefix(_NEW).partition("-")[0]
    return began <= int(made_ns, 16) / 1e9 + 1
