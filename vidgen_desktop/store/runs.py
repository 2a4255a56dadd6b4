"""The part of the repository that carries a claimed generation to its end."""

import logging
from datetime import datetime
from statistics import median

from sqlalchemy import select

from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.core.model import Request, Result, Status, now
from vidgen_desktop.store.database.mapping import makers_of, to_json
from vidgen_desktop.store.makers.leases import set_failed
from vidgen_desktop.store.makers.ownership import Part
from vidgen_desktop.store.models import COUNTS_FOR_PACE, REVISED_COUNTS, GenerationRow
from vidgen_desktop.store.money.settling import leave_unknown

PACE_SAMPLES = 20
COMPLETE = 100.0

log = logging.getLogger("vidgen.store")


class Runs(Part):
    """Progress, signs of life, and how it ended."""

    def cancellation_requested(self, generation: int) -> bool:
        """Whether anybody, in any process, has asked to stop it."""
        query = select(GenerationRow.profile, GenerationRow.cancellation_requested)
        with self._connections.reading() as session:
            return self._value(session, generation, query)

    def save_progress(self, generation: int, percent: float, step: str, at: datetime) -> bool:
        """Store a reading (0 to 100) of a processing generation; False if it goes backwards."""
        if not 0.0 <= percent <= COMPLETE:
            raise ValueError(f"{percent} is no percentage")
        with self._connections.writing() as session:
            row = self._mine(session, generation)
            if row.status != Status.PROCESSING or percent < row.progress:
                log.warning(
                    "Progress %.1f was refused: generation %d is %s at %.1f",
                    percent,
                    generation,
                    row.status,
                    row.progress,
                )
                return False
            row.progress = percent
            row.current_step = step
            row.progress_updated_at = at
            return True

    def touch(self, generation: int, at: datetime) -> None:
        """A sign of life without a new reading; an ended generation gives none."""
        with self._connections.writing() as session:
            row = self._mine(session, generation)
            if Status(row.status).is_active:
                row.progress_updated_at = at
                row.beats += 1

    def complete(self, generation: int, result: Result) -> None:
        """100 %, completed, completed_at set and current_step cleared, in one transaction."""
        with self._connections.writing() as session:
            row = self._mine(session, generation)
            if row.status != Status.PROCESSING:
                raise InvalidRequest(
                    f"Generation {generation} is {row.status}, so it cannot be completed.",
                    field="generation",
                )
            row.status = Status.COMPLETED
            row.progress = COMPLETE
            row.current_step = row.error = row.error_code = None
            row.completed_at = row.progress_updated_at = now()
            row.result_json = to_json(result)
            row.video_seconds = result.seconds
            leave_unknown(session, generation)

    def fail(self, generation: int, code: str, message: str, at: datetime) -> None:
        """Failed, with a code and a sentence; what has already ended stays as it is."""
        with self._connections.writing() as session:
            row = self._mine(session, generation)
            if not Status(row.status).is_active:
                log.warning("Generation %d is %s already: %s", generation, row.status, message)
                return
            set_failed(row, code, message, at)
            leave_unknown(session, generation)

    def pace(self, request: Request, *, revised: bool = False) -> float | None:
        """Seconds of work per second of video: the median of the last completed ones.

        Only generations of the same resolution and frame rate and by the same makers that ran
        in one go count, and either first versions or, with `revised`, later ones.
        """
        query = (
            select(
                GenerationRow.started_at, GenerationRow.completed_at, GenerationRow.video_seconds
            )
            .where(
                GenerationRow.profile == self._profile,
                GenerationRow.resolution == request.resolution,
                GenerationRow.fps == request.fps,
                GenerationRow.makers == makers_of(request.cast),
                REVISED_COUNTS if revised else COUNTS_FOR_PACE,
            )
            .order_by(GenerationRow.completed_at.desc())
            .limit(PACE_SAMPLES)
        )
        with self._connections.reading() as session:
            rows = session.execute(query).all()
        paces = [
            (done - started).total_seconds() / seconds
            for started, done, seconds in rows
            if started and done and seconds
        ]
        return median(paces) if paces else None
