"""Making sure that files outlast a power cut: until then the system may hold them in memory."""

import logging
import os
import threading
from collections.abc import Sequence
from pathlib import Path

from vidgen_desktop.core.run.scope import scope

THREADS = "flush"  # what the names of the threads begin with

log = logging.getLogger("vidgen.pipeline")


def flush(path: Path) -> None:
    """Return when the disk has the file's content; raises OSError."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def flush_beside(files: Sequence[Path], generation: int) -> threading.Thread:
    """Have the disk take files while the program goes on. A large video takes a while, and what
    is finished need not wait for it; the program ends after it.
    """

    def work() -> None:
        with scope(generation):
            for path in files:
                try:
                    flush(path)
                except OSError as fault:  # it was moved, or is only to be read: the system has it
                    log.info("%s was left to the system: %s", path.name, fault.strerror)

    thread = threading.Thread(target=work, name=f"{THREADS}-{generation}")
    thread.start()
    return thread
