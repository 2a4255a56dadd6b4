"""Reading answers that may lack, or have otherwise, what their documentation promises."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, cast

MOST_DOLLARS = 1000  # for one of anything; more is no price


def part_of(body: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The object of this name; empty where there is none."""
    part: object = body.get(name)
    return cast("dict[str, Any]", part) if isinstance(part, dict) else {}


def parts_of(body: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """The objects in the list of this name."""
    return parts_in(body.get(name))


def texts_of(body: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """The texts in the list of this name, none of them empty."""
    return texts_in(body.get(name))


def parts_in(value: object) -> list[dict[str, Any]]:
    """The objects in a list."""
    if not isinstance(value, list):
        return []
    entries = cast("list[object]", value)
    return [cast("dict[str, Any]", entry) for entry in entries if isinstance(entry, dict)]


def texts_in(value: object) -> tuple[str, ...]:
    """The texts in a list, none of them empty."""
    if not isinstance(value, list):
        return ()
    return tuple(one for one in cast("list[object]", value) if isinstance(one, str) and one)


def dollars_in(value: object, most: int = MOST_DOLLARS) -> Decimal | None:
    """A number of dollars, as a number or a text; None where it is none, or more than `most`."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    try:
        dollars = Decimal(str(value))
    except InvalidOperation:
        return None
    return dollars if dollars.is_finite() and 0 <= dollars <= most else None
