"""What every part of the repository stands on: the connections, the profile, its rows."""

from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from vidgen_desktop.core.errors import Forbidden, NotFound
from vidgen_desktop.store.database.connections import Connections
from vidgen_desktop.store.makers.lease import Lease
from vidgen_desktop.store.makers.presence import Presence
from vidgen_desktop.store.models import GenerationRow

T = TypeVar("T")

_LARGEST_ID = 2**63 - 1  # SQLite's integers


class Part:
    """A part of the repository, as one profile; with a lease, as one run of a generation."""

    def __init__(
        self,
        connections: Connections,
        profile: str,
        presence: Presence,
        lease: Lease | None = None,
    ) -> None:
        self._connections = connections
        self._profile = profile
        self._presence = presence
        self._lease = lease

    def _row(self, session: Session, generation: int) -> GenerationRow:
        """The profile's own generation; raises NotFound or Forbidden."""
        row = None
        if 0 < generation <= _LARGEST_ID:
            row = session.get(GenerationRow, generation)
        if row is None:
            raise not_found(generation)
        if row.profile != self._profile:
            raise forbidden(generation)
        return row

    def _mine(self, session: Session, generation: int) -> GenerationRow:
        """As `_row`, to be written: with a lease, raises LeaseLost unless that is still held."""
        row = self._row(session, generation)
        if self._lease is not None:
            self._lease.prove(row)
        return row

    def _own(self, session: Session, generation: int) -> None:
        """Raise NotFound or Forbidden unless the generation is the profile's own."""
        self._value(session, generation, select(GenerationRow.profile, GenerationRow.id))

    def _value(self, session: Session, generation: int, query: Select[str, T]) -> T:
        """One column of the profile's own generation; `query` selects profile and column."""
        found = None
        if 0 < generation <= _LARGEST_ID:
            found = session.execute(query.where(GenerationRow.id == generation)).one_or_none()
        if found is None:
            raise not_found(generation)
        if found[0] != self._profile:
            raise forbidden(generation)
        return found[1]


def not_found(generation: int) -> NotFound:
    """The fault for an unknown generation."""
    return NotFound(
        f"There is no generation {generation}.", "The list shows the numbers that exist."
    )


def forbidden(generation: int) -> Forbidden:
    """The fault for another profile's generation."""
    return Forbidden(
        f"Generation {generation} belongs to another profile.",
        "Choose the profile that it was made in.",
    )
