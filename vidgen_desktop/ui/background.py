"""Work that must not hold up the window: done in a pool, answered on the main thread."""

import logging
import sys
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from shiboken6 import isValid

from vidgen_desktop.core.cancel import Cancelled
from vidgen_desktop.core.errors import VidgenError

log = logging.getLogger("vidgen.ui")
T = TypeVar("T")
BUG = ("Something went wrong inside Vidgen.", "The log has the details.")
Callback = Callable[[T], None]


# Seconds after which a thread that computes in Python gives way. At Python's 5 ms, drawing the
# library (which enters Python for every row) while rows are read held the window up for 220 ms;
# at this, 93 ms where the machine alone, with two videos under way, accounts for 83 ms.
SWITCH_INTERVAL = 0.0005


class Background(QObject):
    """Runs callables in a pool of its own; must be made and used on the main thread.

    `ask` answers in `then`, or in `failed` with a fault the person can act on. Any other
    exception is a bug: it is logged here, and `failed` gets a sentence that says so. After
    `close` nobody is called, so that no answer reaches a window that is gone; nor is anybody
    on behalf of an `owner` (a dialog, say) that is.
    """

    _answered = Signal(object, object, object)

    def __init__(self, parent: QObject, threads: int = 2) -> None:
        super().__init__(parent)
        sys.setswitchinterval(SWITCH_INTERVAL)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._open = True
        self._answered.connect(self._deliver)

    def ask(
        self,
        work: Callable[[], T],
        then: Callback[T] | None = None,
        failed: Callback[VidgenError] | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Do `work` in the pool."""
        whose = self if owner is None else owner

        def run() -> None:
            try:
                value = work()
            except VidgenError as fault:
                self._answer(whose, failed, fault)
            except Cancelled:
                return  # who cancels does not wait for an answer
            except Exception:  # the boundary: a pool thread must not die silently
                log.exception("a bug in background work")
                self._answer(whose, failed, VidgenError(*BUG))
            else:
                self._answer(whose, then, value)

        if self._open:
            self._pool.start(_Errand(run))

    def close(self, *, finish: bool = False) -> None:
        """Drop what has not begun (or `finish` it), and wait for what has."""
        self._open = False
        if not finish:
            self._pool.clear()
        self._pool.waitForDone()

    def _answer(self, whose: QObject, callback: Callback | None, value: object) -> None:
        if callback is not None:
            self._answered.emit(whose, callback, value)

    def _deliver(self, whose: QObject, callback: Callback, value: object) -> None:
        if self._open and isValid(whose):
            callback(value)


class _Errand(QRunnable):
    """A callable as Qt's pool wants it."""

    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__()
        self._work = work

    def run(self) -> None:
        self._work()
