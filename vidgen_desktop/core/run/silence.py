"""How long a generation has shown no sign of life, in the running time of whoever looks."""

from dataclasses import dataclass, field

LEASE_SECONDS = 60.0  # of running time without a sign of life: then its owner may be replaced
WATCH_SECONDS = 6.0  # three beats: how long somebody looks before they believe in a silence
TICK_SECONDS = 2.0  # the most that may pass, for this purpose, between two looks


@dataclass(slots=True)
class Silence:
    """Watches one generation's `beats`, a counter that goes up while it is being made.

    No clock of the wall is compared: neither a jump of it nor a machine that slept (or an
    observer that was stopped) makes anybody look dead, as each stretch between two looks
    counts for two seconds at most. Not thread-safe.
    """

    _beats: int | None = field(default=None, init=False)
    _looked: float = field(default=0.0, init=False)
    _silent: float = field(default=0.0, init=False)

    def look(self, beats: int, at: float) -> float:
        """Seconds of silence, at the time `at` of a clock that never goes backwards."""
        if beats != self._beats:
            self._beats, self._silent = beats, 0.0
        else:
            self._silent += min(max(0.0, at - self._looked), TICK_SECONDS)
        self._looked = at
        return self._silent
