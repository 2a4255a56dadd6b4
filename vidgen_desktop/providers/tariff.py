"""What a purchase costs: by the service's own word, or else by the price table."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from vidgen_desktop.core.buying.rates import INSTEAD, Rate, Unit, price_of
from vidgen_desktop.core.money import PriceSource, to_micros
from vidgen_desktop.providers.bodies import dollars_in
from vidgen_desktop.setups import ProviderKind, ProviderSetup, looks_near

# What people run themselves. The others bill somebody, even through an address near by.
_FREE_WHEN_NEAR = {ProviderKind.SHAPED, ProviderKind.COMFYUI}
_MILLIONS = frozenset(unit for unit in Unit if unit.value.startswith("million_"))
_MOST_DOLLARS = 100_000  # a report above it is no price
_MOST_TOKENS = 100_000_000  # of one answer
_DOLLARS = "USD"


@dataclass(frozen=True, slots=True)
class Bill:
    """What a purchase cost, and who says so; `unpriced` where part of the price is unknown."""

    micros: int
    source: PriceSource
    unpriced: bool = False

    @property
    def billed_by(self) -> PriceSource | None:
        """Who says so; None where nothing is billed."""
        return self.source if self.micros or self.unpriced else None


class Tariff:
    """The prices of one model. A server of one's own that nobody has given a price is free."""

    def __init__(self, setup: ProviderSetup, rates: Iterable[Rate] = ()) -> None:
        self._rates = {rate.unit: rate for rate in rates}
        is_priced = any(rate.micros > 0 for rate in self._rates.values())
        is_own = setup.kind in _FREE_WHEN_NEAR and looks_near(setup.host)
        self.is_free = is_own and not is_priced

    def has(self, unit: Unit) -> bool:
        """Whether there is a price for this unit itself."""
        return unit in self._rates

    def bill(self, amounts: Mapping[Unit, float]) -> Bill:
        """The price of so many of each unit (tokens and characters are counted one by one)."""
        if self.is_free:
            return Bill(0, PriceSource.FREE)
        micros = sum(self._price(unit) * amount for unit, amount in amounts.items())
        unpriced = price_of(self._rates.values(), amounts) is None
        source = PriceSource.UNKNOWN if unpriced else PriceSource.COMPUTED
        return Bill(math.ceil(micros - 1e-6), source, unpriced)

    def _price(self, unit: Unit) -> float:
        rate = self._rates.get(unit) or self._rates.get(INSTEAD.get(unit, unit))
        if rate is None:
            return 0.0
        return rate.micros / 1_000_000 if unit in _MILLIONS else rate.micros


def reported(cost: object) -> Bill | None:
    """A bill from a number of dollars that a service reports; None where it is none."""
    dollars = dollars_in(cost, _MOST_DOLLARS)
    return None if dollars is None else Bill(to_micros(dollars), PriceSource.REPORTED)


def reported_in(told: Mapping[str, Any], name: str = "cost") -> Bill | None:
    """The bill of this name in what a service tells; None where it is none, or not in dollars."""
    currency = told.get("currency") or _DOLLARS
    is_in_dollars = isinstance(currency, str) and currency.strip().upper() == _DOLLARS
    return reported(told.get(name)) if is_in_dollars else None


def count_in(value: object) -> int:
    """A number of tokens as a service reports it; 0 where it is none, or more than can be."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return 0
    return int(value) if 0 <= value <= _MOST_TOKENS else 0
