"""The part of the repository that makes, finds and forgets generations."""

import logging
from collections.abc import Sequence

from sqlalchemy import Select, exists, func, select

from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.core.model import Generation, Request, Status, now
from vidgen_desktop.core.money import PriceSource
from vidgen_desktop.store.database.mapping import (
    fold,
    generation_of,
    makers_of,
    notes_of,
    search_text,
    to_json,
)
from vidgen_desktop.store.families import begin_with, count_family
from vidgen_desktop.store.makers.ownership import Part
from vidgen_desktop.store.models import CostEntryRow, GenerationRow
from vidgen_desktop.store.money.settling import end_open

log = logging.getLogger("vidgen.store")

# Of a generation: whether something was bought for it that has no known price.
_COST_UNKNOWN = exists().where(
    CostEntryRow.generation_id == GenerationRow.id, CostEntryRow.source == PriceSource.UNKNOWN
)

MOST_WORDS = 100  # of a search; SQLite refuses a query of a thousand


class Generations(Part):
    """Creating, reading, listing, naming and deleting."""

    def create(self, request: Request, title: str, of: int | None = None) -> Generation:
        """A new pending generation, or version of the finished generation `of`."""
        with self._connections.writing() as session:
            row = GenerationRow(
                profile=self._profile,
                request_json=to_json(request),
                title=title,
                search_text=search_text(title, request.prompt),
                status=Status.PENDING,
                progress=0.0,
                created_at=now(),
                attempts=0,
                cost_micros=0,
                cancellation_requested=False,
                notes_json="[]",
                resolution=request.resolution,
                fps=request.fps,
                makers=makers_of(request.cast),
                owner=self._presence.id,
                beats=0,
            )
            session.add(row)
            if of is not None:
                begin_with(session, row, self._row(session, of))
            session.flush()
            return generation_of(row)

    def get(self, generation: int) -> Generation:
        """One generation."""
        with self._connections.reading() as session:
            row = self._row(session, generation)
            unknown = session.scalars(select(_COST_UNKNOWN).where(GenerationRow.id == row.id))
            return generation_of(row, cost_unknown=unknown.one())

    def list(self, search: str = "", limit: int = 100, offset: int = 0) -> Sequence[Generation]:
        """The profile's generations, newest first; every word of `search` must be found."""
        ids = (
            self._found(select(GenerationRow.id), search)
            .order_by(GenerationRow.id.desc())
            .limit(limit)
            .offset(offset)
        )
        # The inner query runs on an index alone; only the page itself is read from the table.
        page = (
            select(GenerationRow, _COST_UNKNOWN)
            .where(GenerationRow.id.in_(ids))
            .order_by(GenerationRow.id.desc())
        )
        with self._connections.reading() as session:
            return [
                generation_of(row, cost_unknown=unknown) for row, unknown in session.execute(page)
            ]

    def count(self, search: str = "") -> int:
        """How many `list` would find without a limit."""
        query = self._found(select(func.count()).select_from(GenerationRow), search)
        with self._connections.reading() as session:
            return session.scalars(query).one()

    def set_title(self, generation: int, title: str) -> None:
        """Name the generation."""
        with self._connections.writing() as session:
            row = self._mine(session, generation)
            row.title = title
            row.search_text = search_text(title, generation_of(row).request.prompt)

    def add_note(self, generation: int, text: str) -> None:
        """Keep a sentence the person should know (each text once)."""
        with self._connections.writing() as session:
            row = self._mine(session, generation)
            notes = notes_of(row)
            if text not in notes:
                row.notes_json = to_json((*notes, text))

    def versions(self, generation: int) -> int:
        """How many generations its family has, itself included."""
        with self._connections.reading() as session:
            row = self._row(session, generation)
            return count_family(session, row.revises or row.id)

    def delete(self, generation: int) -> int:
        """Forget a generation that is not active; its ledger lines stay, without it. Returns how
        many of its family are left.
        """
        with self._connections.writing() as session:
            row = self._row(session, generation)
            if Status(row.status).is_active:
                raise InvalidRequest(
                    f"Generation {generation} is still {row.status}.",
                    "Cancel it first.",
                    field="generation",
                )
            family = row.revises or row.id
            end_open(session, row)
            session.delete(row)
            session.flush()
            left = count_family(session, family)
        log.info("Generation %d was deleted", generation)
        return left

    def _found(self, query: Select[int], search: str) -> Select[int]:
        """The query, narrowed to the profile and the words of a search."""
        query = query.where(GenerationRow.profile == self._profile)
        words = dict.fromkeys(fold(search).split())
        for word in list(words)[:MOST_WORDS]:
            query = query.where(GenerationRow.search_text.contains(word, autoescape=True))
        return query
