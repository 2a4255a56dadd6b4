"""Time in which the program ran: a machine that slept, or a process that was stopped, did not."""

import time
from collections.abc import Callable


class Running:
    """Counts seconds from its making on. Of each stretch between two looks at most `most` count:
    whoever looks that seldom was not there in between. Not thread-safe.
    """

    def __init__(self, most: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._looked = clock()
        self._passed = 0.0

    def passed(self) -> float:
        """Seconds so far; this is a look."""
        at = self._clock()
        self._passed += min(max(0.0, at - self._looked), self._most)
        self._looked = at
        return self._passed
