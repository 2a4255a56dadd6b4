"""What the page of costs shows, read in one go from the store."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vidgen_desktop.core.buying.costs import Accuracy, VideoSum, save_csv
from vidgen_desktop.core.buying.months import Month, month_of, months_between
from vidgen_desktop.core.buying.purchase import Purchase
from vidgen_desktop.core.model import now
from vidgen_desktop.core.store_port import Store

PAGE = 500  # videos


@dataclass(frozen=True, slots=True)
class ProviderCosts:
    """A provider in a period, in micro-dollars, with how many purchases cost anything; the
    estimate only of what was estimated.
    """

    provider: str
    micros: int
    paid: int
    accuracy: Accuracy | None = None


@dataclass(frozen=True, slots=True)
class Costs:
    """`months` has each of the last twelve, oldest first; the rest is of `period` (None: all
    time), and `videos` only the first page.
    """

    period: Month | None
    this_month: Month
    total_micros: int
    months: tuple[tuple[Month, int], ...]
    known_months: tuple[Month, ...]  # with anything in them, newest first
    providers: tuple[ProviderCosts, ...] = ()
    videos: Sequence[VideoSum] = field(default_factory=tuple)
    unknown: int = 0  # purchases of all time whose cost nobody has told
    pending: Sequence[Purchase] = ()  # what may still be billed

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever bought."""
        return not (self.total_micros or self.known_months or self.unknown or self.pending)

    def of(self, month: Month) -> int:
        """What one of the shown months cost."""
        return dict(self.months).get(month, 0)


def read_costs(store: Store, period: Month | None) -> Costs:
    """Read it all; for a pool thread. What was free is left away."""
    this_month = month_of(now())
    by_month: dict[Month, int] = defaultdict(int)
    by_provider: dict[str, tuple[int, int]] = {}
    for one in store.spending():
        if not one.micros:
            continue
        by_month[one.month] += one.micros
        if period is None or one.month == period:
            micros, paid = by_provider.get(one.provider, (0, 0))
            by_provider[one.provider] = (micros + one.micros, paid + one.paid)
    accuracy = {one.provider: one for one in store.accuracy(period)}
    ordered = sorted(by_provider.items(), key=lambda item: (-item[1][0], item[0]))
    return Costs(
        period=period,
        this_month=this_month,
        total_micros=store.total_micros(),
        months=tuple((month, by_month.get(month, 0)) for month in last_months(this_month)),
        known_months=tuple(sorted(by_month, reverse=True)),
        providers=tuple(ProviderCosts(name, *sums, accuracy.get(name)) for name, sums in ordered),
        videos=read_videos(store, period, 0),
        unknown=store.unknown_costs(),
        pending=store.open_purchases(),
    )


def read_videos(store: Store, period: Month | None, offset: int) -> Sequence[VideoSum]:
    """The next page of videos, the dearest first; a short one is the last. What was free is
    left away.
    """
    return [one for one in store.spent_on(period, PAGE, offset) if one.micros]


def last_months(month: Month) -> tuple[Month, ...]:
    """This month and the eleven before it, oldest first."""
    return months_between(Month(month.year - 1, month.number).next, month)


def export_csv(store: Store, period: Month | None, target: Path) -> None:
    """Write the ledger of a period; raises StoreError or DiskFull."""
    save_csv(store.ledger(period), target)
