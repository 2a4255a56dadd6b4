"""Reading what services say of their models: any field may be missing, or be nonsense."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, cast

from vidgen_desktop.providers.net.answers import tidy

_MOST_SECONDS = 600


def numbers_in(value: object) -> tuple[int, ...]:
    """The whole seconds in a list of numbers or of texts such as "5" and "8s", in order."""
    if not isinstance(value, list):
        return ()
    found: set[int] = set()
    for one in cast("list[object]", value):
        if isinstance(one, bool) or not isinstance(one, (int, float, str)):
            continue
        try:
            number = float(str(one).strip().removesuffix("s"))
        except ValueError:
            continue
        if 1 <= number <= _MOST_SECONDS and number == int(number):
            found.add(int(number))
    return tuple(sorted(found))


def title_of(entry: Mapping[str, Any], name: str, field: str = "name") -> str:
    """What people call it."""
    title = entry.get(field)
    return tidy(title) if isinstance(title, str) and title.strip() else name


def day_in(entry: Mapping[str, Any], *fields: str) -> date | None:
    """The first day in these fields, written as a date, a moment or seconds since 1970."""
    for field in fields:
        value = entry.get(field)
        try:
            if isinstance(value, str):
                return date.fromisoformat(value[:10])
            if isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0:
                return datetime.fromtimestamp(value, UTC).date()
        except (ValueError, OverflowError, OSError):
            continue
    return None
