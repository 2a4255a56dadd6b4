"""The part of the repository that remembers finished steps, so that none is done twice."""

import logging
from collections.abc import Iterator, Sequence, Set
from pathlib import Path
from typing import TypeVar, cast

import msgspec
from sqlalchemy import or_, select, update

from vidgen_desktop.core.model import Status, now
from vidgen_desktop.core.revision import JOINED
from vidgen_desktop.store.database.mapping import from_json, to_json
from vidgen_desktop.store.families import belongs
from vidgen_desktop.store.kept import FILES, kept_file
from vidgen_desktop.store.makers.ownership import Part
from vidgen_desktop.store.models import GenerationRow, StepRow, TakeRow

T = TypeVar("T")

log = logging.getLogger("vidgen.store")


class Steps(Part):
    """Results of steps, by generation and key."""

    def recorded(self, generation: int, key: str, fingerprint: str, kind: type[T]) -> T | None:
        """The result of a step, if recorded with this fingerprint and its files are whole."""
        with self._connections.reading() as session:
            self._own(session, generation)
            row = session.get(StepRow, (generation, key))
            if row is None or row.fingerprint != fingerprint:
                return None
            stored = row.value_json, row.files_json
        return _believed(key, *stored, kind)

    def last(self, generation: int, key: str, kind: type[T]) -> T | None:
        """The recorded result of a step whatever its inputs were, if its files are whole."""
        with self._connections.reading() as session:
            self._own(session, generation)
            row = session.get(StepRow, (generation, key))
            if row is None:
                return None
            stored = row.value_json, row.files_json
        return _believed(key, *stored, kind)

    def files(self, generation: int) -> Set[Path]:
        """Every file that the records of its family name, be it there or not; of what is
        completed, without the joined video, which has its final name.
        """
        with self._connections.reading() as session:
            row = self._row(session, generation)
            family = belongs(row.revises or row.id)
            goes_on = or_(StepRow.key != JOINED, GenerationRow.status != Status.COMPLETED)
            steps = session.execute(
                select(StepRow.files_json, StepRow.value_json)
                .join(GenerationRow, GenerationRow.id == StepRow.generation_id)
                .where(family, goes_on)
            ).all()
            takes = session.execute(
                select(TakeRow.path, TakeRow.poster).where(
                    TakeRow.generation_id.in_(select(GenerationRow.id).where(family))
                )
            ).all()
        named = {name for take in takes for name in take}
        for texts in steps:
            for text in texts:
                named.update(_strings(msgspec.json.decode(text)))
        return {Path(name) for name in named}

    def record(
        self,
        generation: int,
        key: str,
        fingerprint: str,
        value: object,
        *,
        files: Sequence[Path],
        seconds: float,
    ) -> None:
        """Record a step's result; `files` must exist now, and later for it to be believed. What is
        in them is recorded by `seal`.
        """
        kept = [kept_file(path) for path in files]
        with self._connections.writing() as session:
            self._mine(session, generation)
            session.merge(
                StepRow(
                    generation_id=generation,
                    key=key,
                    fingerprint=fingerprint,
                    value_json=to_json(value),
                    files_json=to_json(kept),
                    seconds=seconds,
                    recorded_at=now(),
                )
            )

    def seal(self, generation: int, keys: Sequence[str]) -> None:
        """Record the SHA-256 of the files of recorded steps, which are read meanwhile."""
        query = select(StepRow.key, StepRow.files_json).where(
            StepRow.generation_id == generation, StepRow.key.in_(keys)
        )
        with self._connections.reading() as session:
            self._own(session, generation)
            found = {row.key: row.files_json for row in session.execute(query)}
        sealed = {
            key: to_json([file.sealed() for file in FILES.decode(files)])
            for key, files in found.items()
        }
        changed = [key for key in found if sealed[key] != found[key]]
        if not changed:
            return
        with self._connections.writing() as session:
            self._mine(session, generation)
            for key in changed:
                session.execute(
                    update(StepRow)
                    .where(
                        StepRow.generation_id == generation,
                        StepRow.key == key,
                        StepRow.files_json == found[key],  # it was not done again meanwhile
                    )
                    .values(files_json=sealed[key])
                )


def _believed(key: str, value: str, files_json: str, kind: type[T]) -> T | None:
    """A recorded result, unless its files have changed or it is of an older form."""
    for file in FILES.decode(files_json):
        if not file.is_whole():
            log.info("Step %s is not believed: %s is missing or changed", key, file.path)
            return None
    try:
        return from_json(value, kind)
    except msgspec.ValidationError:
        log.info("Step %s is not believed: its result was stored in an older form", key)
        return None


def _strings(value: object) -> Iterator[str]:
    """Every text in a value: more than the names of files, and none of these is missing."""
    match value:
        case str():
            yield value
        case list():
            for one in cast("list[object]", value):
                yield from _strings(one)
        case dict():
            for one in cast("dict[str, object]", value).values():
                yield from _strings(one)
        case _:
            pass
