"""The part of the repository that counts the money. The ledger is append-only."""

from collections.abc import Sequence

from sqlalchemy import select

from vidgen_desktop.core.money import CostEntry
from vidgen_desktop.store.database.mapping import cost_of
from vidgen_desktop.store.makers.ownership import Part
from vidgen_desktop.store.models import CostEntryRow, ProfileRow
from vidgen_desktop.store.money.settling import write_entry


class Ledger(Part):
    """Cost entries and totals, in micro-dollars."""

    def charge(self, generation: int, entry: CostEntry) -> int:
        """Write the ledger row, the generation's cost and the profile's total in one
        transaction; returns the generation's cost.
        """
        with self._connections.writing() as session:
            return write_entry(session, self._row(session, generation), entry)

    def costs(self, generation: int) -> Sequence[CostEntry]:
        """The generation's ledger, oldest first."""
        query = (
            select(CostEntryRow)
            .where(CostEntryRow.generation_id == generation)
            .order_by(CostEntryRow.id)
        )
        with self._connections.reading() as session:
            self._own(session, generation)
            return [cost_of(row) for row in session.scalars(query)]

    def total_micros(self) -> int:
        """What the profile has spent."""
        query = select(ProfileRow.total_cost_micros).where(ProfileRow.name == self._profile)
        with self._connections.reading() as session:
            return session.scalars(query).one_or_none() or 0
