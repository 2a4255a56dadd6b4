"""Calendar months as the person lives them: in the time zone of this computer."""

import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime

_WRITTEN = re.compile(r"(\d{4})-(\d{2})")
_LAST = 12
_FIRST_YEAR = 1970  # of the system's clock


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a year; `number` is 1 to 12."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @property
    def next(self) -> "Month":
        """The month after it."""
        return (
            Month(self.year + 1, 1) if self.number == _LAST else Month(self.year, self.number + 1)
        )

    @property
    def start(self) -> datetime:
        """The moment at which it begins here, in UTC."""
        # The last -1 lets the system say whether clocks were moved then.
        local = (self.year, self.number, 1, 0, 0, 0, 0, 0, -1)
        return datetime.fromtimestamp(time.mktime(local), UTC)

    @property
    def end(self) -> datetime:
        """The moment at which the next one begins here, in UTC."""
        return self.next.start


def month_of(at: datetime) -> Month:
    """The month in which a moment lies here."""
    here = at.astimezone()
    return Month(here.year, here.month)


def month_from(text: str) -> Month:
    """The month that a text such as "2026-11" names; raises ValueError for any other."""
    written = _WRITTEN.fullmatch(text.strip())
    if written is None or not 1 <= int(written[2]) <= _LAST or int(written[1]) < _FIRST_YEAR:
        raise ValueError(f"{text!r} is no month: write it as in 2026-11.")
    return Month(int(written[1]), int(written[2]))


def months_between(first: Month, last: Month) -> tuple[Month, ...]:
    """Every month from the first to the last, both included."""
    found: list[Month] = []
    while first <= last:
        found.append(first)
        first = first.next
    return tuple(found)
