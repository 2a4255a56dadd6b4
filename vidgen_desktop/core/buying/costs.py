"""What was spent, seen by month, by video and by provider."""

import csv
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TextIO

from vidgen_desktop.core.buying.months import Month
from vidgen_desktop.core.counting import counted
from vidgen_desktop.core.errors import StoreError
from vidgen_desktop.core.files.room import Want, disk_full, is_full
from vidgen_desktop.core.money import MICROS_PER_DOLLAR, PriceSource

_LINE_BYTES = 300  # of a line of the ledger, about


@dataclass(frozen=True, slots=True)
class MonthSum:
    """What was spent on one provider in one month, in micro-dollars and entries; `paid` is how
    many of these cost anything.
    """

    month: Month
    provider: str
    micros: int
    entries: int
    paid: int


@dataclass(frozen=True, slots=True)
class VideoSum:
    """What was spent on one provider for one video; `generation` is None for all that are
    deleted, and `title` empty. `paid` is how many of the entries cost anything.
    """

    generation: int | None
    title: str
    provider: str
    micros: int
    entries: int
    paid: int


@dataclass(frozen=True, slots=True)
class Accuracy:
    """What a provider's purchases were thought to cost, and what they did."""

    provider: str
    purchases: int
    estimated_micros: int
    actual_micros: int


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One line of the ledger with all that is known of it. `estimate_micros` is None for what
    was not bought through a purchase, or had no known price.
    """

    at: datetime
    generation: int | None
    title: str
    step: str
    provider: str
    model: str
    what: str
    micros: int
    source: PriceSource
    estimate_micros: int | None


def unknown_cost(lines: int) -> str:
    """What must be known of sums in which so many lines have no known cost, or nothing."""
    if not lines:
        return ""
    return f"What {counted(lines, 'purchase')} cost is not known, so more was spent."


_HEADINGS = (
    *("when", "generation", "title", "step", "provider", "model", "what"),
    *("cost_usd", "source", "estimate_usd"),
)
# What a spreadsheet would carry out; some ignore what is unseen before it, and some take the
# wide forms of East Asia for the same.
_COMMANDS = re.compile(r"[\s\u200b\u2060\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]")


def save_csv(lines: Sequence[LedgerLine], target: Path) -> None:
    """Write the lines to a CSV file that spreadsheets can read; nothing partial ever has the name.
    Raises StoreError or DiskFull.
    """
    beside = target.with_name(f".{target.name}.part")
    try:
        # The mark lets spreadsheets see that it is UTF-8.
        with beside.open("w", encoding="utf-8-sig", newline="") as out:
            write_csv(lines, out)
        beside.replace(target)
    except OSError as fault:
        if is_full(fault):
            raise disk_full(Want("the ledger", _LINE_BYTES * len(lines)), target) from fault
        raise StoreError(
            f"{target} cannot be written ({fault.strerror}).", "Choose another place."
        ) from fault
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def write_csv(lines: Iterable[LedgerLine], out: TextIO) -> None:
    """Write the lines as CSV; `out` must leave line ends alone. Times are this computer's."""
    writer = csv.writer(out)
    writer.writerow(_HEADINGS)
    for line in lines:
        writer.writerow(
            (
                line.at.astimezone().isoformat(sep=" ", timespec="seconds"),
                "" if line.generation is None else line.generation,
                *map(_text, (line.title, line.step, line.provider, line.model, line.what)),
                _dollars(line.micros),
                line.source,
                "" if line.estimate_micros is None else _dollars(line.estimate_micros),
            )
        )


def _dollars(micros: int) -> str:
    return f"{Decimal(micros) / MICROS_PER_DOLLAR:.6f}"


def _text(cell: str) -> str:
    """A title must not be taken for a formula."""
    return f"'{cell}" if _COMMANDS.match(cell) else cell
