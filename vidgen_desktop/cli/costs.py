"""The commands about money: costs and settle."""

import sys
from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

import click

from vidgen_desktop.cli.exits import DONE, say
from vidgen_desktop.cli.records import Record, dollars, print_record, purchase_record
from vidgen_desktop.cli.surroundings import Surroundings
from vidgen_desktop.core.buying.costs import (
    Accuracy,
    LedgerLine,
    MonthSum,
    VideoSum,
    save_csv,
    unknown_cost,
    write_csv,
)
from vidgen_desktop.core.buying.months import Month, month_from
from vidgen_desktop.core.buying.purchase import Decision, Purchase, PurchaseState
from vidgen_desktop.core.buying.purse import may_be_billed
from vidgen_desktop.core.casting import Role
from vidgen_desktop.core.counting import counted
from vidgen_desktop.core.money import show_micros
from vidgen_desktop.providers.asking_again import can_be_asked_for
from vidgen_desktop.setups import ProviderSetup

_DECISIONS = {"look": Decision.ARRIVED, "buy-again": Decision.BUY_AGAIN}
_STDOUT = "-"


class MonthType(click.ParamType[Month]):
    """A month, as "2026-11"."""

    name = "month"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Month:
        """The month that was typed."""
        try:
            return month_from(str(value))
        except ValueError as fault:
            self.fail(str(fault), param, ctx)


@click.command()
@click.option("--month", type=MonthType(), metavar="YYYY-MM", help="Only this month.")
@click.option("--csv", "file", metavar="FILE", help="Write every entry as CSV.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line.")
@click.pass_obj
def costs(
    surroundings: Surroundings, month: Month | None, file: str | None, *, as_json: bool
) -> int:
    """Show what was spent, by month, provider and video."""
    with surroundings.reading() as store:
        if file is not None:
            return _write(store.ledger(month), file)
        months = [one for one in store.spending() if month in {None, one.month}]
        videos, accuracy = store.spent_on(month), store.accuracy(month)
        pending, unknown = store.open_purchases(), store.unknown_costs(month)
    if as_json:
        for record in _records(months, videos, accuracy, pending):
            print_record(record)
        return DONE
    if not months:
        say("Nothing was spent." if month is None else f"Nothing was spent in {month}.")
    for line in [*_months(months), *_videos(videos), *_accuracy(accuracy)]:
        click.echo(line)
    if lacking := unknown_cost(unknown):
        say(lacking)
    if billed := may_be_billed(pending):
        say(billed)
    return DONE


@click.command()
@click.argument("purchase", type=int)
@click.argument("decision", type=click.Choice(list(_DECISIONS)))
@click.pass_obj
def settle(surroundings: Surroundings, purchase: int, decision: str) -> int:
    """Decide about a PURCHASE whose fate is unknown, or that is paid for and cannot be had.

    "look" asks the service for it when the video is resumed, where it can be asked: a text, a
    voice or a picture comes with the answer alone. "buy-again" gives it up, although it may have
    been billed, or was.
    """
    with surroundings.reading() as store:
        decided = store.decide(purchase, _DECISIONS[decision])
        clips_by = store.get(decided.generation).request.cast.clips_by
    what = decided.wanted.what
    if _DECISIONS[decision] is Decision.ARRIVED:
        asked = can_be_asked_for(decided, clips_by, surroundings.settings.providers)
        how = "asked for" if asked else "used if it was kept on this disk"
        say(f"“{what}” will be {how}, not bought.")
    else:
        say(f"“{what}” will be bought anew.")
    say(f"To resume: vidgen resume {decided.generation}")
    return DONE


def _write(lines: Sequence[LedgerLine], file: str) -> int:
    if file == _STDOUT:
        write_csv(lines, sys.stdout)
        return DONE
    path = Path(file).expanduser()
    save_csv(lines, path)
    entries = counted(len(lines), "entry", "entries")
    say(f"{entries} {'was' if len(lines) == 1 else 'were'} written to {path}.")
    return DONE


def _months(months: Sequence[MonthSum]) -> list[str]:
    lines: list[str] = []
    for month, found in groupby(months, key=lambda one: one.month):
        parts = list(found)
        lines.append(f"{month}  {_row(sum(one.micros for one in parts))}")
        lines += [f"         {_row(one.micros)}  {one.provider}" for one in parts]
    return lines


def _videos(videos: Sequence[VideoSum]) -> list[str]:
    lines = ["", "Videos"] if videos else []
    for one in videos:
        number = "" if one.generation is None else one.generation
        title = one.title if one.generation is not None else "deleted videos, samples of voices"
        lines.append(f"{number:>7}  {_row(one.micros)}  {title} ({one.provider})")
    return lines


def _accuracy(found: Sequence[Accuracy]) -> list[str]:
    lines = ["", "Estimated and real"] if found else []
    return lines + [
        f"         {_row(one.estimated_micros)} {_row(one.actual_micros)}  {one.provider}"
        for one in found
    ]


def _row(micros: int) -> str:
    return f"{show_micros(micros) if micros else '$0.00':>9}"


def _records(
    months: Sequence[MonthSum],
    videos: Sequence[VideoSum],
    accuracy: Sequence[Accuracy],
    pending: Sequence[Purchase],
) -> list[Record]:
    """One kind after the other, told apart by "kind"."""
    spent = [
        {
            "kind": "month",
            "month": str(one.month),
            "provider": one.provider,
            "cost_micros": one.micros,
            "cost_usd": dollars(one.micros),
            "entries": one.entries,
        }
        for one in months
    ]
    made = [{"kind": "video", **asdict(one), "cost_usd": dollars(one.micros)} for one in videos]
    compared = [{"kind": "provider", **asdict(one)} for one in accuracy]
    return [
        *spent,
        *made,
        *compared,
        *({"kind": "purchase", **purchase_record(one)} for one in pending),
    ]


def purchase_facts(
    purchases: Sequence[Purchase], clips_by: Role, setups: Sequence[ProviderSetup]
) -> list[tuple[str, str]]:
    """What `vidgen show` says of purchases that may still be billed, and what can be done."""
    return [
        fact
        for one in purchases
        for fact in _facts(one, can_be_asked=can_be_asked_for(one, clips_by, setups))
    ]


def _facts(one: Purchase, *, can_be_asked: bool) -> list[tuple[str, str]]:
    wanted = one.wanted
    price = f", about {show_micros(wanted.estimate_micros)}" if wanted.estimate_micros else ""
    what = f"{one.id}, {wanted.what} by {wanted.provider}{price}: "
    if one.state is not PurchaseState.UNKNOWN:
        return [("Purchase", f"{what}{one.state}")]
    why = "unknown, as its answer was lost"
    if one.is_undelivered:
        why = "paid, but could not be kept or fetched"
    look = "asks the service for it"
    if not can_be_asked:
        look = "uses it if it was kept on this disk: the service cannot be asked"
    return [
        ("Purchase", f"{what}{why}"),
        ("Either", f"vidgen settle {one.id} look       {look}"),
        ("Or", f"vidgen settle {one.id} buy-again  gives it up and buys it anew"),
    ]
