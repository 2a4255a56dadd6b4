"""A clock of the wall that can be shifted, for one process: not the one that only counts on."""

import datetime as dt
import time

_REAL = dt.datetime
_real_time, _real_time_ns = time.time, time.time_ns
_shifted_by = 0.0


class _Anything(type):
    """Lets what C code has made count as a datetime, too."""

    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, _REAL)


class _Shifted(_REAL, metaclass=_Anything):
    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:  # pyright: ignore[reportIncompatibleMethodOverride]
        """The shifted time; of the real type, as C code that writes it knows no other."""
        return _REAL.fromtimestamp(time.time(), tz)


def install() -> None:
    """Take the place of the clock; before the program is imported."""
    dt.datetime = _Shifted  # pyright: ignore[reportAttributeAccessIssue]
    time.time = lambda: _real_time() + _shifted_by
    time.time_ns = lambda: _real_time_ns() + round(_shifted_by * 1e9)


def shift(seconds: float) -> None:
    """Let the clock jump by so many seconds."""
    global _shifted_by  # noqa: PLW0603 - there is one clock in a process
    _shifted_by += seconds
