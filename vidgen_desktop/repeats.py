"""Tells what has been seen before from what is new, so that one bug cannot fill the log."""

import threading
import traceback
from collections import OrderedDict

FRAMES = 4  # the innermost ones say which bug it is
MOST = 1000  # marks remembered; the oldest are forgotten first


def mark_of(error: BaseException) -> str:
    """The kind of an exception and where it came from: the same each time it happens."""
    frames = [
        f"{frame.f_code.co_filename}:{line}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    return " < ".join([type(error).__name__, *reversed(frames[-FRAMES:])])


class Repeats:
    """Counts by mark, from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: OrderedDict[str, int] = OrderedDict()

    def count(self, mark: str) -> int:
        """How often this one has been seen, with now."""
        with self._lock:
            times = self._counts.pop(mark, 0) + 1
            self._counts[mark] = times
            if len(self._counts) > MOST:
                self._counts.popitem(last=False)
            return times


def is_worth_a_line(times: int) -> bool:
    """Whether it is the first, tenth, hundredth … time."""
    return times == 10 ** (len(str(times)) - 1)
