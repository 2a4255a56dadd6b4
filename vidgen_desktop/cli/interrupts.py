"""Turns Ctrl-C into a clean cancel, and the system's request to end into a clean stop."""

import signal
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType

from vidgen_desktop.core.cancel import CancelToken

# The machine or the session ends, the terminal is closed. The last two are not on every system;
# SIGBREAK is what Windows says when a console closes.
_STOPS = ("SIGTERM", "SIGHUP", "SIGBREAK")


class Interrupts:
    """Counts the requests to end. A handler must do no more: it may run at any point in
    time, when locks are held, so the main loop looks here and cancels in its own time.

    `is_stop` says whether the first of them was the system's, and no cancel.
    """

    def __init__(self) -> None:
        self.count = 0
        self.is_stop = False

    def count_one(self, number: int, _frame: FrameType | None) -> None:
        """Handle a signal."""
        if not self.count:
            self.is_stop = number != signal.SIGINT
        self.count += 1

    def end(self, token: CancelToken) -> None:
        """Pass the request on: a person's Ctrl-C cancels, the system's request stops."""
        if self.is_stop:
            token.stop()
        else:
            token.cancel()


@contextmanager
def interrupts() -> Generator[Interrupts]:
    """Count signals instead of dying of them while the block lasts (main thread only)."""
    counter = Interrupts()
    numbers = [getattr(signal, name) for name in ("SIGINT", *_STOPS) if hasattr(signal, name)]
    # What is ignored stays so: `nohup vidgen ...` survives its terminal.
    heard = [number for number in numbers if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, counter.count_one) for number in heard}
    try:
        yield counter
    finally:
        for number, handler in before.items():
            signal.signal(number, handler if handler is not None else signal.SIG_DFL)
