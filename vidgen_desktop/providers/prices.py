"""The price table: the program's own, and the person's, which comes first.

Its form is described in resources/prices.toml.
"""

import logging
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, TypeGuard, cast

from vidgen_desktop.core.buying.rates import Rate, Unit
from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.core.money import to_micros
from vidgen_desktop.providers.bodies import dollars_in
from vidgen_desktop.resource_files import resource
from vidgen_desktop.setups import ProviderSetup

_FILE = "prices.toml"
_MOST_DOLLARS = 100_000
_UNITS = {unit.value: unit for unit in Unit}
_OTHERS = {"provider", "models", "source", "dated"}

log = logging.getLogger("vidgen.prices")


@dataclass(frozen=True, slots=True)
class _Price:
    provider: str
    models: tuple[str, ...]
    rates: tuple[Rate, ...]

    def is_for(self, setup: ProviderSetup, model: str) -> bool:
        names = (setup.id.lower(), setup.kind.value)
        return any(fnmatchcase(name, self.provider) for name in names) and any(
            fnmatchcase(model.lower(), pattern) for pattern in self.models
        )


@dataclass(frozen=True, slots=True)
class PriceTable:
    """Prices in the order in which they are looked for."""

    prices: tuple[_Price, ...] = ()

    def rates(self, setup: ProviderSetup, model: str) -> tuple[Rate, ...]:
        """The prices of a model: all from the first entry that is for it; empty where none is."""
        return next((one.rates for one in self.prices if one.is_for(setup, model)), ())


def price_table(own: Path | None = None) -> PriceTable:
    """The program's table, after the person's own file where there is one.

    Raises InvalidRequest, naming the file, where the person's cannot be understood: to go on
    with other prices than they entered could cost them money.
    """
    mine = _read(own) if own is not None and own.exists() else ()
    return PriceTable((*mine, *_read(resource(_FILE))))


def _read(path: Path) -> tuple[_Price, ...]:
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
        entries = held.pop("price", [])
        if held or not isinstance(entries, list):
            # Told below, with what else a table can have wrong.
            raise ValueError("it holds something else than [[price]] entries")  # noqa: TRY301
        return tuple(_price(entry) for entry in cast("list[object]", entries))
    except (OSError, ValueError) as fault:
        log.warning("the price table %s cannot be read: %s", path.name, fault)
        raise InvalidRequest(
            f"The price table {path} cannot be read: {fault}.",
            "Mend it, or move it away to use the prices that the program brings.",
            field="prices",
        ) from fault


def _price(entry: object) -> _Price:
    """An entry of the table; raises ValueError in words for the person."""
    if not isinstance(entry, Mapping):
        raise ValueError(f"{entry!r} is no entry")  # noqa: TRY004 - one kind of fault
    held = cast("Mapping[str, Any]", entry)
    name, models = held.get("provider"), held.get("models")
    if not isinstance(name, str) or not name.strip():
        raise ValueError("an entry does not name its provider")
    if not _is_texts(models):
        raise ValueError(f"an entry for {name} does not list its models")
    if unknown := sorted(set(held) - _OTHERS - set(_UNITS)):
        raise ValueError(f"an entry for {name} has “{unknown[0]}”, which is no unit")
    dated, source = held.get("dated"), held.get("source", "")
    if type(dated) is not date:
        raise ValueError(f"an entry for {name} has no date (dated = 2026-11-21)")
    units = [unit for word, unit in _UNITS.items() if word in held]
    if not units:
        raise ValueError(f"an entry for {name} has no price")
    rates = tuple(Rate(unit, _micros(held[unit], name), str(source), dated) for unit in units)
    return _Price(name.strip().lower(), tuple(model.lower() for model in models), rates)


def _is_texts(models: object) -> TypeGuard[Sequence[str]]:
    if not isinstance(models, Sequence) or isinstance(models, str) or not models:
        return False
    return all(isinstance(model, str) for model in cast("Sequence[object]", models))


def _micros(value: object, name: str) -> int:
    dollars = dollars_in(value, _MOST_DOLLARS)
    if dollars is None:
        shown = f"“{value}”" if isinstance(value, str) else value
        raise ValueError(f"{shown} is no price ({name})")
    return to_micros(dollars)
