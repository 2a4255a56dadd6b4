"""The part of the repository for purchases that belong to no video: samples of voices."""

from dataclasses import replace

from vidgen_desktop.core.buying.purchase import Limits, Wanted
from vidgen_desktop.core.money import CostEntry
from vidgen_desktop.store.makers.ownership import Part
from vidgen_desktop.store.models import CostEntryRow, GenerationRow
from vidgen_desktop.store.money.budget import check_limits
from vidgen_desktop.store.money.settling import write_line


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
            line = CostEntryRow(generation_id=None, model=model, purchase_id=None)
            write_line(session, self._profile, entry, line)
