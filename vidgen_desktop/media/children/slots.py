"""How many heavy encodes run at once on this machine, over all generations."""

import os
import threading
from collections.abc import Generator
from contextlib import contextmanager

from vidgen_desktop.core.cancel import CancelToken


class Slots:
    """A counting gate; who waits at it notices a cancel at once."""

    def __init__(self, count: int) -> None:
        self._free = count
        self._changed = threading.Condition()

    @contextmanager
    def taken(self, token: CancelToken) -> Generator[None]:
        """Hold a place while the block lasts; raises Cancelled instead of waiting on."""
        with token.on_cancel(self._wake), self._changed:
            self._changed.wait_for(lambda: self._free > 0 or token.is_cancelled)
            token.check()
            self._free -= 1
        try:
            yield
        finally:
            with self._changed:
                self._free += 1
                self._changed.notify()

    def _wake(self) -> None:
        with self._changed:
            self._changed.notify_all()


ENCODES = Slots(os.cpu_count() or 1)
