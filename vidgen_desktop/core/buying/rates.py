"""Prices per unit, and what a video will cost by them."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from vidgen_desktop.core.casting import Role

OLD = timedelta(days=60)  # a price table older than this says so


class Unit(StrEnum):
    """What a price is for."""

    SECOND = "second"  # of video, or of speech
    PICTURE = "picture"
    MILLION_CHARACTERS = "million_characters"
    MILLION_TOKENS_IN = "million_tokens_in"
    MILLION_TOKENS_CACHED = "million_tokens_cached"  # of those in, the ones read before
    MILLION_TOKENS_OUT = "million_tokens_out"
    MILLION_PICTURE_TOKENS_IN = "million_picture_tokens_in"
    MILLION_PICTURE_TOKENS_OUT = "million_picture_tokens_out"
    REQUEST = "request"


@dataclass(frozen=True, slots=True)
class Rate:
    """A price: `micros` for one `unit`. `origin` says where it was read, and `dated` when."""

    unit: Unit
    micros: int
    origin: str
    dated: date

    def is_old(self, today: date) -> bool:
        """Whether the price should be looked up again."""
        return today - self.dated > OLD


# Where a price is missing, that of the unit which is billed instead.
INSTEAD = {
    Unit.MILLION_TOKENS_CACHED: Unit.MILLION_TOKENS_IN,
    Unit.MILLION_PICTURE_TOKENS_IN: Unit.MILLION_TOKENS_IN,
    Unit.MILLION_PICTURE_TOKENS_OUT: Unit.MILLION_TOKENS_OUT,
}
_MILLION = 1_000_000


def price_of(rates: Iterable[Rate], amounts: Mapping[Unit, float]) -> int | None:
    """Micro-dollars for so many of each unit, rounded up; tokens and characters are counted one
    by one. None where the price of a unit is unknown; a price for the request may stand alone.
    """
    known = {rate.unit: rate for rate in rates}
    found = {
        unit: known.get(unit) or known.get(INSTEAD.get(unit, unit))
        for unit, amount in amounts.items()
        if amount > 0
    }
    lacking = [unit for unit, rate in found.items() if rate is None and unit is not Unit.REQUEST]
    if not any(found.values()) or (lacking and found.get(Unit.REQUEST) is None):
        return None
    micros = sum(_each(rate) * amounts[unit] for unit, rate in found.items() if rate is not None)
    return math.ceil(micros - 1e-6)  # so much is the arithmetic's


def _each(rate: Rate) -> float:
    is_of_millions = rate.unit.value.startswith("million_")
    return rate.micros / _MILLION if is_of_millions else rate.micros


@dataclass(frozen=True, slots=True)
class EstimateLine:
    """A part of an estimate: a scene's clip, the script, the voice. `scene` is None for what
    belongs to the whole video; `micros` is None where nobody knows the price. `step` is the one
    that buys it, empty where there are several.
    """

    role: Role
    provider: str
    what: str
    micros: int | None
    scene: int | None = None
    step: str = ""
