"""Reading what OpenRouter tells of image models: what they take, and what they cost.

"supported_parameters" holds {"aspect_ratio": {"type": "enum", "values": […]}, "input_references":
{"type": "range", "min", "max"}, …}; "pricing" holds entries such as {"billable": "output_image",
"unit": "image" | "megapixel" | "token", "variant": "medium_1k", "cost_usd": 0.04}.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from vidgen_desktop.core.buying.rates import Rate, Unit
from vidgen_desktop.core.filming import Filming
from vidgen_desktop.core.model import now
from vidgen_desktop.core.money import to_micros
from vidgen_desktop.providers.bodies import dollars_in, part_of, parts_of, texts_of

TIER, LEVEL = "1k", "medium"  # what is asked for where there is a choice
_MEGAPIXELS = 1.06  # of a wide picture of that tier
_BY_TOKEN = {
    "input_text": Unit.MILLION_TOKENS_IN,
    "input_image": Unit.MILLION_PICTURE_TOKENS_IN,
    "output_image": Unit.MILLION_PICTURE_TOKENS_OUT,
}


def filming_of(entry: Mapping[str, Any]) -> Filming:
    """What a model takes. It needs a frame where it makes nothing without a picture."""
    takes = part_of(entry, "supported_parameters")
    references = part_of(takes, "input_references")
    return Filming(
        aspects=texts_of(part_of(takes, "aspect_ratio"), "values"),
        resolutions=texts_of(part_of(takes, "resolution"), "values"),
        reference=bool(references.get("max")),
        needs_frame=bool(references.get("min")),
    )


def qualities_of(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """The levels of quality it can be asked for."""
    return texts_of(part_of(part_of(entry, "supported_parameters"), "quality"), "values")


def rates_of(endpoints: Iterable[Mapping[str, Any]], name: str) -> tuple[Rate, ...]:
    """The prices of a model: of those who offer it, the highest, as any of them may be asked."""
    found: dict[Unit, int] = {}
    for endpoint in endpoints:
        for unit, micros in _prices(parts_of(endpoint, "pricing")).items():
            found[unit] = max(micros, found.get(unit, 0))
    if Unit.PICTURE in found:  # all of it, whatever tokens there are besides
        found = {Unit.PICTURE: found[Unit.PICTURE]}
    today = now().date()
    return tuple(Rate(unit, micros, name, today) for unit, micros in found.items())


def _prices(entries: Sequence[Mapping[str, Any]]) -> dict[Unit, int]:
    """One endpoint's; of several variants the one that is asked for, else the dearest."""
    by_unit: dict[Unit, list[tuple[int, int]]] = {}
    for entry in entries:
        kind, per = str(entry.get("billable")), str(entry.get("unit"))
        dollars = dollars_in(entry.get("cost_usd"))
        if dollars is None:
            continue
        variant = str(entry.get("variant") or "").lower().split("_")
        fitting = (TIER in variant) + (LEVEL in variant)
        if per == "token" and kind in _BY_TOKEN:
            unit, micros = _BY_TOKEN[kind], to_micros(dollars * 1_000_000)
        elif kind == "output_image" and per == "image":
            unit, micros = Unit.PICTURE, to_micros(dollars)
        elif kind == "output_image" and per == "megapixel":
            unit, micros = Unit.PICTURE, round(to_micros(dollars) * _MEGAPIXELS)
        else:
            continue
        by_unit.setdefault(unit, []).append((fitting, micros))
    return {unit: max(prices)[1] for unit, prices in by_unit.items()}
