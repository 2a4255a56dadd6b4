"""The progress of work that several threads do in parts of different size."""

import threading
from collections.abc import Hashable, Mapping


class Parts:
    """Adds up the fractions of weighted parts. Thread-safe."""

    def __init__(self, weights: Mapping[Hashable, float]) -> None:
        self._weights = dict(weights)
        self._total = sum(self._weights.values()) or 1.0
        self._done: dict[Hashable, float] = dict.fromkeys(self._weights, 0.0)
        self._lock = threading.Lock()

    def update(self, part: Hashable, fraction: float) -> None:
        """A part has come so far (0 to 1)."""
        with self._lock:
            self._done[part] = min(1.0, max(0.0, fraction))

    @property
    def fraction(self) -> float:
        """How much of all parts is done, by weight."""
        with self._lock:
            return (
                sum(self._weights[part] * done for part, done in self._done.items()) / self._total
            )

    @property
    def finished(self) -> int:
        """How many parts are wholly done."""
        with self._lock:
            return sum(done >= 1.0 for done in self._done.values())
