"""Micro-dollars and cost entries. 1 USD is 1,000,000 micro-dollars; there are no floats."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

MICROS_PER_DOLLAR = 1_000_000
_LEAST = Decimal("0.0001")
_NEARLY_A_CENT = Decimal("0.00995")  # and more is one, rounded


class PriceSource(StrEnum):
    """Who said what a purchase cost."""

    REPORTED = "reported"  # by the provider: wins over ours
    COMPUTED = "computed"  # from the price table
    FREE = "free"  # the built-in engine
    UNKNOWN = "unknown"  # nobody: it cost at least as much as is written


@dataclass(frozen=True, slots=True)
class CostEntry:
    """One line of the ledger, before it is written: what was bought, from whom, for how much."""

    step: str
    provider: str
    what: str
    micros: int
    source: PriceSource


def to_micros(dollars: Decimal) -> int:
    """Micro-dollars of an amount a person typed or a provider reported, rounded half up. What is
    more than nothing is one at least: it is not free.
    """
    rounded = int((dollars * MICROS_PER_DOLLAR).to_integral_value(rounding=ROUND_HALF_UP))
    return 1 if not rounded and dollars > 0 else rounded


def show_micros(micros: int) -> str:
    """An amount for people: "free", "$1.20", or "$0.0004" where cents would say nothing.

    What costs something is never shown as nothing.
    """
    if micros == 0:
        return "free"
    dollars = Decimal(micros) / MICROS_PER_DOLLAR
    if abs(dollars) >= _NEARLY_A_CENT:
        return f"${dollars:.2f}"
    return f"${max(abs(dollars), _LEAST).copy_sign(dollars):.4f}"


def exact_dollars(micros: int) -> str:
    """Dollars with two digits after the point, or as many as there are."""
    dollars = Decimal(micros) / MICROS_PER_DOLLAR
    whole = dollars.quantize(Decimal("0.01"))
    return f"{whole:f}" if whole == dollars else f"{dollars.normalize():f}"


def show_above(micros: int, limit: int) -> tuple[str, str]:
    """An amount and a limit that it is above, with as many digits as it takes to see that."""
    amount, most = show_micros(micros), show_micros(limit) if limit else "$0.00"
    if amount == most and micros != limit:
        return f"${exact_dollars(micros)}", f"${exact_dollars(limit)}"
    return amount, most


def show_spent(micros: int, *, unknown: bool) -> str:
    """An amount that was spent; `unknown` says that the price of something is known to nobody."""
    if not unknown:
        return show_micros(micros)
    return f"at least {show_micros(micros)}" if micros else "cost not known"
