"""The lease: who may write about a generation that is being made.

`owner` names a presence, and `attempts`, which goes up with every claim, tells one run of it
from the next: a run that was overtaken while its process was stopped finds another number.
"""

from dataclasses import dataclass

from vidgen_desktop.core.errors import LeaseLost
from vidgen_desktop.core.model import Status
from vidgen_desktop.store.makers.presence import Presence
from vidgen_desktop.store.models import GenerationRow


@dataclass(frozen=True, slots=True)
class Lease:
    """What one run holds of one generation."""

    generation: int
    owner: str
    attempt: int

    def prove(self, row: GenerationRow) -> None:
        """Raise LeaseLost unless the row is still this run's; count a sign of life."""
        if (row.id, row.owner, row.attempts) != (self.generation, self.owner, self.attempt):
            raise LeaseLost
        row.beats += 1


def is_left(row: GenerationRow, presence: Presence) -> bool:
    """Whether it has not ended, and nobody is there who would go on with it."""
    if not Status(row.status).is_active:
        return False
    return (row.id, row.attempts) in presence.given_up or not presence.is_alive(row.owner)
