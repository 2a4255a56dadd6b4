"""Beside a run: what is in the files that its steps have recorded."""

import logging
import threading
from concurrent.futures import Future, ThreadPoolExecutor

from vidgen_desktop.core.errors import LeaseLost, VidgenError
from vidgen_desktop.core.revision import JOINED
from vidgen_desktop.core.store_port import Store

# Whole videos. Once the generation is completed nobody goes on from them, and reading 120 MB
# takes a tenth of a second at its very end.
LATE = frozenset({JOINED, "publish"})
PAUSE = 0.25  # seconds in which more may come: each writing waits for the disk

log = logging.getLogger("vidgen.pipeline")


class Sealer:
    """Has the files of recorded steps read in a side thread, so that the run need not wait."""

    def __init__(self, store: Store, generation: int) -> None:
        self._store = store
        self._generation = generation
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._waiting: list[str] = []
        self._late: list[str] = []
        self._begun: list[Future[None]] = []
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=f"seal-{generation}")

    def add(self, key: str) -> None:
        """The step is recorded."""
        with self._lock:
            if key in LATE:
                self._late.append(key)
                return
            self._waiting.append(key)
            if len(self._waiting) == 1:  # else somebody is on the way
                self._begun.append(self._thread.submit(self._seal))

    def close(self, *, completed: bool) -> None:
        """Finish what is begun; the last steps of a completed generation are left out. Raises the
        bug that the side thread met, if any.
        """
        self._closing.set()
        if not completed:
            with self._lock:
                self._waiting += self._late
                self._begun.append(self._thread.submit(self._seal))
        self._thread.shutdown()
        for seal in self._begun:
            seal.result()

    def _seal(self) -> None:
        self._closing.wait(PAUSE)
        with self._lock:
            keys, self._waiting = self._waiting, []
        if not keys:
            return
        try:
            self._store.seal(self._generation, keys)
        except LeaseLost:
            log.info("not sealed, as the lease is lost: %s", keys)
        except VidgenError as fault:  # what is not sealed is believed by its size
            log.warning("not sealed: %s (%s)", keys, fault)
