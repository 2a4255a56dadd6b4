"""Events on their way from worker threads to the window, coalesced."""

import threading
from collections.abc import Callable

from vidgen_desktop.core.events import Event, Progressed


class Inbox:
    """Keeps order, but of progress only the newest reading of each generation.

    `wake` is called, in the putting thread, when something arrives in an empty inbox: a
    hundred thousand events make one wake-up, not a hundred thousand queued signals.
    """

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._lock = threading.Lock()
        self._events: list[Event] = []
        self._newest: dict[int, int] = {}  # generation -> index of its waiting Progressed

    def put(self, event: Event) -> None:
        """Add an event, from any thread."""
        with self._lock:
            was_empty = not self._events
            waiting = self._newest.get(event.generation)
            if isinstance(event, Progressed):
                if waiting is not None:
                    self._events[waiting] = event
                    return
                self._newest[event.generation] = len(self._events)
            else:
                # What happened after a reading must not overtake the next reading.
                self._newest.pop(event.generation, None)
            self._events.append(event)
        if was_empty:
            self._wake()

    def take(self) -> list[Event]:
        """Everything that waits, in order."""
        with self._lock:
            taken, self._events = self._events, []
            self._newest.clear()
        return taken
