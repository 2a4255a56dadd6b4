"""The part of the repository that remembers finished steps, so that none is done twice."""

import logging
from collections.abc import Iterator, Sequence, Set
from pathlib import Path
from typing import TypeVar, cast

import msgspec
from sqlalchemy import select

from vidgen_desktop.core.errors import StoreError
from vidgen_desktop.core.model import now
from vidgen_desktop.store.families import belongs
from vidgen_desktop.store.mapping import from_json, to_json
from vidgen_desktop.store.models import GenerationRow, StepRow, TakeRow
from vidgen_desktop.store.ownership import Part

T = TypeVar("T")

_FILES = msgspec.json.Decoder(tuple[tuple[str, int], ...])

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
        """Every file that the records of its family name, be it there or not."""
        with self._connections.reading() as session:
            row = self._row(session, generation)
            family = select(GenerationRow.id).where(belongs(row.revises or row.id))
            steps = session.execute(
                select(StepRow.files_json, StepRow.value_json).where(
                    StepRow.generation_id.in_(family)
                )
            ).all()
            takes = session.execute(
                select(TakeRow.path, TakeRow.poster).where(TakeRow.generation_id.in_(family))
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
        """Record a step's result; `files` must exist now, and later for it to be believed."""
        sizes = [(str(path), _size(path)) for path in files]
        with self._connections.writing() as session:
            self._mine(session, generation)
            session.merge(
                StepRow(
                    generation_id=generation,
                    key=key,
                    fingerprint=fingerprint,
                    value_json=to_json(value),
                    files_json=to_json(sizes),
                    seconds=seconds,
                    recorded_at=now(),
                )
            )


def _believed(key: str, value: str, files_json: str, kind: type[T]) -> T | None:
    """A recorded result, unless its files have changed or it is of an older form."""
    for path, size in _FILES.decode(files_json):
        if not _is_whole(Path(path), size):
            log.info("Step %s is not believed: %s is missing or changed", key, path)
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


def _is_whole(path: Path, size: int) -> bool:
    try:
        return path.is_file() and path.stat().st_size == size
    except OSError:
        return False


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise StoreError(
            f"The file {path} cannot be read ({error.strerror}).",
            "Check the disk that holds the data folder.",
        ) from error
