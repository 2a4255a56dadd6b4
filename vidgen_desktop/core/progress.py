"""The progress rules: one window per stage, never backwards, throttled, stale.

The table is the design's ("Progress"); this is its only copy.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from vidgen_desktop.core.model import Status

WRITE_INTERVAL = 1.0  # seconds between database writes inside a stage
HEARTBEAT_INTERVAL = 2.0  # seconds between touches while nothing changes
STALE_PROCESSING = timedelta(seconds=60)
STALE_PENDING = timedelta(seconds=300)


class StageName(StrEnum):
    """The fixed parts of a generation, in order."""

    ENHANCE = "enhance"
    PLAN = "plan"
    CLIPS = "clips"
    STITCH = "stitch"
    AUDIO = "audio"
    FINISH = "finish"


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of the bar that a stage fills, in percent, and what it is called."""

    start: float
    end: float
    text: str

    def percent(self, fraction: float) -> float:
        """Where `fraction` (0 to 1, clamped) of the stage's work stands on the bar."""
        return self.start + (self.end - self.start) * min(1.0, max(0.0, fraction))


WINDOWS: dict[StageName, Window] = {
    StageName.ENHANCE: Window(0, 10, "Writing the script"),
    StageName.PLAN: Window(10, 20, "Planning the scenes"),
    StageName.CLIPS: Window(30, 70, "Making the scenes"),
    StageName.STITCH: Window(70, 80, "Joining the scenes"),
    StageName.AUDIO: Window(80, 90, "Mixing the sound"),
    StageName.FINISH: Window(90, 100, "Finishing"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A number for the bar and the words under it."""

    percent: float
    text: str


class ProgressGate:
    """Decides which readings are accepted, and which of those are worth a database write.

    Not thread-safe: its owner serialises. `clock` counts seconds and never goes backwards.
    """

    def __init__(self, start: float = 0.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._latest = Reading(start, "")
        self._written_at: float | None = None
        self._pending: Reading | None = None

    @property
    def latest(self) -> Reading:
        """The last accepted reading."""
        return self._latest

    def offer(self, reading: Reading) -> bool:
        """Accept a reading unless it goes backwards; an accepted one awaits writing."""
        if reading.percent < self._latest.percent:
            return False
        if reading != self._latest:
            self._latest = reading
            self._pending = reading
        return True

    def take_due(self, *, force: bool = False) -> Reading | None:
        """The pending reading, if a second has passed since the last write or `force`."""
        if self._pending is None:
            return None
        if not force and self._written_at is not None and not self._passed(WRITE_INTERVAL):
            return None
        reading, self._pending = self._pending, None
        self._written_at = self._clock()
        return reading

    def heartbeat_due(self) -> bool:
        """Whether nothing was written for so long that a sign of life is due; counts as one."""
        if self._written_at is not None and not self._passed(HEARTBEAT_INTERVAL):
            return False
        self._written_at = self._clock()
        return True

    def _passed(self, seconds: float) -> bool:
        return self._written_at is None or self._clock() - self._written_at >= seconds


def is_stale(
    status: Status, updated_at: datetime | None, created_at: datetime, at: datetime
) -> bool:
    """Whether a generation has shown no sign of life for longer than its status allows."""
    if status is Status.PROCESSING:
        return at - (updated_at or created_at) >= STALE_PROCESSING
    if status is Status.PENDING:
        return at - (updated_at or created_at) >= STALE_PENDING
    return False
