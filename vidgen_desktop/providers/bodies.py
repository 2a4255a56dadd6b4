"""Reading answers that may lack, or have otherwise, what their documentation promises."""

from collections.abc import Mapping
from typing import Any, cast


def part_of(body: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The object of this name; empty where there is none."""
    part: object = body.get(name)
    return cast("dict[str, Any]", part) if isinstance(part, dict) else {}


def parts_of(body: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """The objects in the list of this name."""
    parts: object = body.get(name)
    if not isinstance(parts, list):
        return []
    return [
        cast("dict[str, Any]", part)
        for part in cast("list[object]", parts)
        if isinstance(part, dict)
    ]


def texts_of(body: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """The texts in the list of this name."""
    texts: object = body.get(name)
    if not isinstance(texts, list):
        return ()
    return tuple(one for one in cast("list[object]", texts) if isinstance(one, str) and one)
