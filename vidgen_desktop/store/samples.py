"""The part of the repository for purchases that belong to no video: samples of voices."""

from dataclasses import replace

from sqlalchemy import update

from vidgen_desktop.core.model import now
from vidgen_desktop.core.money import CostEntry
from vidgen_desktop.core.purchase import Limits, Wanted
from vidgen_desktop.store.budget import check_limits
from vidgen_desktop.store.models import CostEntryRow, GenerationRow, ProfileRow
from vidgen_desktop.store.ownership import Part


class Samples(Part):
    """Their lines of the ledger have no generation."""

    def check_sample(self, wanted: Wanted, limits: Limits) -> None:
        """Raise BudgetExceeded where it could pass the limit of a month."""
        nobody = GenerationRow(profile=self._profile)  # of whom only the profile is looked at
        with self._connections.reading() as session:
            check_limits(session, nobody, wanted, replace(limits, per_video=None))

    def charge_sample(self, entry: CostEntry, model: str) -> None:
        """Write a line of the ledger, and the profile's total, in one transaction."""
        with self._connections.writing() as session:
            session.execute(
                update(ProfileRow)
                .where(ProfileRow.name == self._profile)
                .values(total_cost_micros=ProfileRow.total_cost_micros + entry.micros)
            )
            session.add(
                CostEntryRow(
                    profile=self._profile,
                    generation_id=None,
                    step=entry.step,
                    provider=entry.provider,
                    what=entry.what,
                    micros=entry.micros,
                    source=entry.source,
                    created_at=now(),
                    model=model,
                    purchase_id=None,
                )
            )
