"""What a clip costs: by the second, by the clip, or by what is asked for."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import cast

from vidgen_desktop.core.filming import Price
from vidgen_desktop.core.model import now
from vidgen_desktop.core.model_info import ModelInfo
from vidgen_desktop.core.money import to_micros
from vidgen_desktop.core.rates import Rate, Unit
from vidgen_desktop.providers.bodies import dollars_in
from vidgen_desktop.providers.tariff import Bill, Tariff
from vidgen_desktop.providers.video.shape import Shape, lines_of
from vidgen_desktop.setups import ProviderSetup

USUAL_LINES = 720

_RESOLUTION = re.compile(r"(?:^|[_-])(\d+[pk])(?:$|[_-])", re.IGNORECASE)


def clip_bill(
    setup: ProviderSetup,
    info: ModelInfo | None,
    rates: Iterable[Rate],
    shape: Shape,
    *,
    sound: bool,
) -> Bill:
    """The price of one clip: by the service's own prices, or else by the table's `rates`."""
    told = rates_for(info, min(shape.size), sound=sound) if info else ()
    tariff = Tariff(setup, told or rates)
    amounts = {Unit.SECOND: float(shape.seconds), Unit.REQUEST: 1.0}
    return tariff.bill({unit: amount for unit, amount in amounts.items() if tariff.has(unit)})


def rates_for(info: ModelInfo, lines: int, *, sound: bool) -> tuple[Rate, ...]:
    """The service's own prices for a clip of so many lines, with or without its sound."""
    prices = info.filming.prices if info.filming else ()
    micros = price_at(prices, lines, sound=sound)
    if micros is None:
        return info.rates
    if not info.rates:
        return (Rate(Unit.SECOND, micros, "", now().date()),)
    return tuple(
        replace(rate, micros=micros) if rate.unit is Unit.SECOND else rate for rate in info.rates
    )


def price_at(prices: Sequence[Price], lines: int, *, sound: bool) -> int | None:
    """Micro-dollars a second; the highest of those that may apply, None where none may."""
    heard = [price for price in prices if price.sound in {None, sound}] or list(prices)
    named = [(price, lines_of(price.resolution)) for price in heard]
    exact = [price for price, found in named if found == lines]
    general = [price for price, found in named if found is None]
    above = [price for price, found in named if found is not None and found > lines]
    below = [price for price, found in named if found is not None and found < lines]
    for fitting in (exact, general, above, below):
        if fitting:
            return max(price.micros for price in fitting)
    return None


def prices_of(skus: object) -> tuple[Price, ...]:
    """OpenRouter's `pricing_skus`, as far as they are for the second.

    Names seen: "per-video-second-1080p", "duration_seconds_without_audio_720p",
    "cents_per_second_output"; the values are texts, in dollars or cents.
    """
    if not isinstance(skus, Mapping):
        return ()
    found: list[Price] = []
    for name, value in cast("Mapping[object, object]", skus).items():
        words = str(name).lower().replace("-", "_")
        if "second" not in words or "pixel" in words or "input" in words:
            continue
        dollars = dollars_in(value)
        if dollars is None:
            continue
        cents = dollars / 100 if words.startswith("cents") or "_cents" in words else dollars
        lines = _RESOLUTION.search(words)
        found.append(Price(to_micros(cents), lines[1] if lines else "", _sound(words)))
    return tuple(found)


def usual_rates(prices: Sequence[Price], setup: ProviderSetup) -> tuple[Rate, ...]:
    """The price of a silent second at 720 lines, for lists."""
    micros = price_at(prices, USUAL_LINES, sound=False)
    return () if micros is None else (Rate(Unit.SECOND, micros, setup.name, now().date()),)


def _sound(words: str) -> bool | None:
    if "without_audio" in words or "no_audio" in words or "audio_off" in words:
        return False
    return True if "audio" in words else None
