"""What a clip costs: by the second, by the clip, or by what is asked for."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import cast

from vidgen_desktop.core.buying.rates import Rate, Unit
from vidgen_desktop.core.filming import Price
from vidgen_desktop.core.model import now
from vidgen_desktop.core.model_info import ModelInfo
from vidgen_desktop.core.money import to_micros
from vidgen_desktop.providers.bodies import dollars_in
from vidgen_desktop.providers.tariff import Bill, Tariff
from vidgen_desktop.providers.video.shape import Shape, lines_of
from vidgen_desktop.setups import ProviderSetup

USUAL_LINES = 720
_USUAL = (f"{USUAL_LINES}p",)
_FRAMES, _PIXELS = 24, 1024  # Seedance: a token is so many pixels of so many frames a second

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


def prices_of(skus: object, resolutions: Sequence[str] = ()) -> tuple[Price, ...]:
    """OpenRouter's `pricing_skus`, as far as they are for the second, or for tokens that a second
    of each of the `resolutions` has.

    Names seen: "per-video-second-1080p", "duration_seconds_without_audio_720p",
    "cents_per_second_output", "video_tokens", "video_tokens_1080p"; the values are texts, in
    dollars or cents.
    """
    if not isinstance(skus, Mapping):
        return ()
    known = [_Sku(str(k), v) for k, v in cast("Mapping[object, object]", skus).items()]
    sold = [sku for sku in known if sku.dollars is not None and sku.is_of_clips]
    named = {(sku.resolution.lower(), sku.sound) for sku in sold if sku.is_by_tokens}
    found: list[Price] = []
    for sku in sold:
        if not sku.is_by_tokens or sku.resolution:
            found.append(sku.price(sku.resolution))
            continue
        each = [one for one in resolutions or _USUAL if (one.lower(), sku.sound) not in named]
        found += [sku.price(resolution) for resolution in each]
    return tuple(found)


class _Sku:
    """One of the prices, read from its name."""

    def __init__(self, name: str, value: object) -> None:
        self._words = name.lower().replace("-", "_")
        lines = _RESOLUTION.search(self._words)
        self.dollars = dollars_in(value)
        self.resolution = lines[1] if lines else ""
        self.is_by_tokens = self._words.startswith("video_tokens")
        unlike = any(word in self._words for word in ("pixel", "input", "continuation"))
        self.is_of_clips = not unlike and (self.is_by_tokens or "second" in self._words)
        self.sound = _sound(self._words)

    def price(self, resolution: str) -> Price:
        """For a second at this resolution."""
        dollars = self.dollars or Decimal(0)
        if self.is_by_tokens:
            lines = lines_of(resolution) or USUAL_LINES
            dollars *= lines * lines * 16 * _FRAMES // (9 * _PIXELS)
        elif self._words.startswith("cents") or "_cents" in self._words:
            dollars /= 100
        return Price(to_micros(dollars), resolution, self.sound)


def usual_rates(prices: Sequence[Price], setup: ProviderSetup) -> tuple[Rate, ...]:
    """The price of a silent second at 720 lines, for lists."""
    micros = price_at(prices, USUAL_LINES, sound=False)
    return () if micros is None else (Rate(Unit.SECOND, micros, setup.name, now().date()),)


def _sound(words: str) -> bool | None:
    if "without_audio" in words or "no_audio" in words or "audio_off" in words:
        return False
    return True if "audio" in words else None
