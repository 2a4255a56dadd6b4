"""The part of the repository that answers what was spent, on what, and when."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from vidgen_desktop.core.buying.costs import Accuracy, LedgerLine, MonthSum, VideoSum
from vidgen_desktop.core.buying.months import Month, month_of, months_between
from vidgen_desktop.core.money import PriceSource
from vidgen_desktop.store.makers.ownership import Part
from vidgen_desktop.store.models import CostEntryRow, GenerationRow, PurchaseRow
from vidgen_desktop.store.money.budget import spent_in

_SUM = func.sum(CostEntryRow.micros)
_COUNT = func.count(CostEntryRow.id)
_PAID = func.count(case((CostEntryRow.micros != 0, CostEntryRow.id)))


class Costs(Part):
    """Sums over the profile's ledger. Months are those of this computer's time zone."""

    def spent_in(self, month: Month) -> int:
        """What the ledger says for a month, in micro-dollars."""
        with self._connections.reading() as session:
            return spent_in(session, self._profile, month)

    def spending(self) -> Sequence[MonthSum]:
        """What was spent, by month (the newest first) and provider (the dearest first)."""
        with self._connections.reading() as session:
            moments = select(CostEntryRow.created_at).where(*self._within(None)).limit(1)
            first = session.scalar(moments.order_by(CostEntryRow.created_at))
            last = session.scalar(moments.order_by(CostEntryRow.created_at.desc()))
            if first is None or last is None:
                return []
            months = months_between(month_of(first), month_of(last))
            return [one for month in reversed(months) for one in self._month(session, month)]

    def _month(self, session: Session, month: Month) -> list[MonthSum]:
        # One month at a time, by its own two moments: SQL knows nothing of time zones.
        query = (
            select(CostEntryRow.provider, _SUM, _COUNT, _PAID)
            .where(*self._within(month))
            .group_by(CostEntryRow.provider)
            .order_by(_SUM.desc(), CostEntryRow.provider)
        )
        return [MonthSum(month, *found) for found in session.execute(query)]

    def spent_on(
        self, month: Month | None = None, limit: int | None = None, offset: int = 0
    ) -> Sequence[VideoSum]:
        """What was spent on each video and provider, the dearest first; in all, or in a month."""
        sums = (
            select(
                CostEntryRow.generation_id,
                CostEntryRow.provider,
                _SUM.label("micros"),
                _COUNT.label("entries"),
                _PAID.label("paid"),
            )
            .where(*self._within(month))
            .group_by(CostEntryRow.generation_id, CostEntryRow.provider)
            .subquery()
        )
        query = (
            select(
                sums.c.generation_id,
                func.coalesce(GenerationRow.title, ""),
                sums.c.provider,
                sums.c.micros,
                sums.c.entries,
                sums.c.paid,
            )
            .outerjoin(GenerationRow, GenerationRow.id == sums.c.generation_id)
            .order_by(sums.c.micros.desc(), sums.c.generation_id.desc(), sums.c.provider)
            .limit(limit)
            .offset(offset)
        )
        with self._connections.reading() as session:
            return [VideoSum(*found) for found in session.execute(query)]

    def accuracy(self, month: Month | None = None) -> Sequence[Accuracy]:
        """What purchases were thought to cost and what they did, by provider. Of what had no known
        price nothing was thought.
        """
        estimated, actual = func.sum(PurchaseRow.estimate_micros), _SUM
        query = (
            select(CostEntryRow.provider, func.count(PurchaseRow.id), estimated, actual)
            .join(PurchaseRow, PurchaseRow.id == CostEntryRow.purchase_id)
            .where(*self._within(month), ~PurchaseRow.unpriced)
            .group_by(CostEntryRow.provider)
            .order_by(actual.desc(), CostEntryRow.provider)
        )
        with self._connections.reading() as session:
            return [Accuracy(*found) for found in session.execute(query)]

    def unknown_costs(self, month: Month | None = None) -> int:
        """How many lines there are whose cost nobody has told."""
        query = select(_COUNT).where(
            *self._within(month), CostEntryRow.source == PriceSource.UNKNOWN
        )
        with self._connections.reading() as session:
            return session.scalars(query).one()

    def ledger(self, month: Month | None = None) -> Sequence[LedgerLine]:
        """Every line, oldest first; of all time, or of a month."""
        query = (
            select(
                CostEntryRow.created_at,
                CostEntryRow.generation_id,
                func.coalesce(GenerationRow.title, ""),
                CostEntryRow.step,
                CostEntryRow.provider,
                CostEntryRow.model,
                CostEntryRow.what,
                CostEntryRow.micros,
                CostEntryRow.source,
                case((PurchaseRow.unpriced, None), else_=PurchaseRow.estimate_micros),
            )
            .outerjoin(GenerationRow, GenerationRow.id == CostEntryRow.generation_id)
            .outerjoin(PurchaseRow, PurchaseRow.id == CostEntryRow.purchase_id)
            .where(*self._within(month))
            .order_by(CostEntryRow.created_at, CostEntryRow.id)
        )
        with self._connections.reading() as session:
            return [
                LedgerLine(*found[:8], PriceSource(found[8]), found[9])
                for found in session.execute(query)
            ]

    def _within(self, month: Month | None) -> list[ColumnElement[bool]]:
        """The profile's entries, of a month if one is named."""
        own = [CostEntryRow.profile == self._profile]
        if month is None:
            return own
        return [*own, CostEntryRow.created_at >= month.start, CostEntryRow.created_at < month.end]
