"""Turns Ctrl-C and the system's request to end into a clean cancel."""

import signal
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")  # the last two: not on every system


class Interrupts:
    """Counts the requests to stop. A handler must do no more: it may run at any point in
    time, when locks are held, so the main loop looks here and cancels in its own time.
    """

    def __init__(self) -> None:
        self.count = 0

    def count_one(self, _number: int, _frame: FrameType | None) -> None:
        """Handle a signal."""
        self.count += 1


@contextmanager
def interrupts() -> Generator[Interrupts]:
    """Count signals instead of dying of them while the block lasts (main thread only)."""
    counter = Interrupts()
    numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    # What is ignored stays so: `nohup vidgen ...` survives its terminal.
    heard = [number for number in numbers if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, counter.count_one) for number in heard}
    try:
        yield counter
    finally:
        for number, handler in before.items():
            signal.signal(number, handler if handler is not None else signal.SIG_DFL)
