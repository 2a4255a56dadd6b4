"""The part of the repository that says who makes a generation, and hands it from one to another."""

import logging
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Self

from sqlalchemy import select

from vidgen_desktop.core.cancel import CANCELLED_CODE, CANCELLED_MESSAGE
from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.core.model import Generation, Status, now
from vidgen_desktop.store.database.mapping import generation_of
from vidgen_desktop.store.makers.lease import Lease, is_left
from vidgen_desktop.store.makers.ownership import Part
from vidgen_desktop.store.models import IS_ACTIVE, GenerationRow
from vidgen_desktop.store.money.settling import leave_unknown

log = logging.getLogger("vidgen.store")


class Leases(Part):
    """Claiming, giving back, taking over, and asking for an end."""

    def claim(self, generation: int) -> Self | None:
        """Make a pending generation processing: the store as its run sees it, which writes only
        as long as the generation is that run's. None if it no longer is pending.
        """
        with self._connections.writing() as session:
            row = self._row(session, generation)
            if row.status != Status.PENDING or row.cancellation_requested:
                return None
            row.status = Status.PROCESSING
            row.started_at = row.progress_updated_at = now()
            row.attempts += 1
            row.beats += 1
            row.owner = owner = self._presence.id
            lease = Lease(generation, owner, row.attempts)
        return type(self)(self._connections, self._profile, self._presence, lease)

    @contextmanager
    def held(self, generation: int) -> Generator[None]:
        """Nobody can take the generation over while the block lasts; raises LeaseLost if somebody
        has. The block must be quick, and must not write to the store.
        """
        with self._connections.writing() as session:
            self._mine(session, generation)
            session.flush()
            yield

    def release(self, generation: int) -> None:
        """Give a processing generation back as it stands: it is left, to be gone on with."""
        with self._connections.writing() as session:
            row = self._mine(session, generation)
            if row.status == Status.PROCESSING:
                row.owner = None
                leave_unknown(session, generation)

    def give_up(self, generation: int) -> None:
        """The run has ended and cannot write so: for this process the generation is left."""
        if self._lease is not None and self._lease.generation == generation:
            self._presence.given_up.add((generation, self._lease.attempt))

    def left(self) -> Sequence[Generation]:
        """The profile's generations that have not ended and whose owners are gone, oldest first."""
        query = (
            select(GenerationRow)
            .where(GenerationRow.profile == self._profile, IS_ACTIVE)
            .order_by(GenerationRow.id)
        )
        with self._connections.reading() as session:
            rows = session.scalars(query).all()
            return [generation_of(row) for row in rows if is_left(row, self._presence)]

    def is_left(self, generation: int) -> bool:
        """Whether it has not ended, and its owner is gone."""
        with self._connections.reading() as session:
            return is_left(self._row(session, generation), self._presence)

    def seize(self, generation: int, beats: int) -> bool:
        """Take a processing generation from an owner who is there and silent, so that it is left.
        False if there was a sign of life since `beats` was read, or it has ended.
        """
        with self._connections.writing() as session:
            row = self._row(session, generation)
            if row.status != Status.PROCESSING or row.beats != beats:
                return False
            log.warning("Generation %d is taken from %s, who is silent", generation, row.owner)
            row.owner = None
            return True

    def untidied(self) -> Sequence[Generation]:
        """The profile's completed generations whose owners were gone before they had tidied up."""
        query = select(GenerationRow).where(
            GenerationRow.profile == self._profile,
            GenerationRow.status == Status.COMPLETED,
            GenerationRow.owner.is_not(None),
        )
        with self._connections.reading() as session:
            rows = session.scalars(query).all()
            return [generation_of(row) for row in rows if not self._presence.is_alive(row.owner)]

    def tidied(self, generation: int) -> None:
        """A completed generation has no owner any more: there is nothing left to do."""
        with self._connections.writing() as session:
            row = self._row(session, generation)
            if row.status == Status.COMPLETED:
                row.owner = None

    def reset(self, generation: int) -> Generation:
        """Make a failed generation, or one that is left, pending again (progress 0) and this
        process's; its steps stay recorded.
        """
        with self._connections.writing() as session:
            row = self._row(session, generation)
            if row.status != Status.FAILED and not is_left(row, self._presence):
                raise _not_free(row, self._presence.id)
            leave_unknown(session, generation)
            row.status = Status.PENDING
            row.owner = self._presence.id
            row.beats += 1
            row.progress = 0.0
            row.current_step = row.error = row.error_code = None
            row.cancellation_requested = False
            row.started_at = row.completed_at = None
            row.progress_updated_at = now()  # waiting begins now, so it is not stale yet
            return generation_of(row)

    def request_cancel(self, generation: int) -> Status:
        """Ask for a cancel; a pending one, and one that is left, becomes failed at once. Returns
        the status now.
        """
        with self._connections.writing() as session:
            row = self._row(session, generation)
            if row.status == Status.PENDING or is_left(row, self._presence):
                set_failed(row, CANCELLED_CODE, CANCELLED_MESSAGE, now())
                row.owner = None
                leave_unknown(session, generation)
            elif row.status == Status.PROCESSING:
                row.cancellation_requested = True
            return Status(row.status)


def set_failed(row: GenerationRow, code: str, message: str, at: datetime) -> None:
    """Failed, with a code and a sentence."""
    row.status = Status.FAILED
    row.error_code = code
    row.error = message
    row.progress_updated_at = at


def _not_free(row: GenerationRow, own: str) -> InvalidRequest:
    """Why a generation cannot be begun again."""
    if Status(row.status).is_active and row.owner != own:
        return InvalidRequest(
            "This video is being made by another Vidgen.",
            "Wait until it is finished, or cancel it first.",
            field="generation",
        )
    return InvalidRequest(
        f"Generation {row.id} is {row.status}.",
        "Only a failed, cancelled or interrupted one can be resumed.",
        field="generation",
    )
