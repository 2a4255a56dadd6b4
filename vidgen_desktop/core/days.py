"""Days and moments as a person reads them."""

from datetime import date, datetime


def day(then: date) -> str:
    """ "21 Nov 2026"; of a moment, the day in its own zone."""
    return f"{then.day} {then:%b %Y}"


def moment(then: datetime) -> str:
    """ "21 Nov 2026, 07:12", by the clock here."""
    local = then.astimezone()
    return f"{day(local)}, {local:%H:%M}"
