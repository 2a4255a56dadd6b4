"""Versions of a video: what a new one begins with, and how many there are."""

from typing import Any

from sqlalchemy import ColumnElement, func, insert, literal, or_, select
from sqlalchemy.orm import Session

from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.core.model import Status
from vidgen_desktop.store.models import Base, GenerationRow, SceneRow, StepRow, TakeRow


def begin_with(session: Session, row: GenerationRow, original: GenerationRow) -> None:
    """Make the new `row` a version of a finished generation, with all that is recorded of that
    but its costs and the takes that were not chosen. Raises InvalidRequest.
    """
    if original.status != Status.COMPLETED:
        raise InvalidRequest(
            f"Generation {original.id} is {original.status}.",
            "Only a finished video can be changed.",
            field="generation",
        )
    family = original.revises or original.id
    row.revises = family
    row.version = _newest(session, family) + 1
    row.storyboard_json = original.storyboard_json
    session.flush()  # gives the row its id
    for table in (SceneRow, TakeRow, StepRow):
        _copy(session, table, original.id, row.id)


def count_family(session: Session, family: int) -> int:
    """How many generations there are of a family."""
    counted = select(func.count()).select_from(GenerationRow).where(belongs(family))
    return session.scalars(counted).one()


def _newest(session: Session, family: int) -> int:
    """The highest number that a version of a family has."""
    highest = select(func.max(GenerationRow.version)).where(belongs(family))
    return session.scalars(highest).one() or 1


def belongs(family: int) -> ColumnElement[bool]:
    """Whether a generation is of a family."""
    return or_(GenerationRow.id == family, GenerationRow.revises == family)


def _copy(session: Session, rows: type[Base], original: int, version: int) -> None:
    """Copy what belongs to a generation, without its passing through the program."""
    table = rows.__table__
    names = [column.name for column in table.columns if column.name not in ("id", "generation_id")]
    copied: list[ColumnElement[Any]] = [table.c[name] for name in names]
    found = select(literal(version), *copied)
    found = found.where(table.c.generation_id == original)
    if rows is TakeRow:
        found = found.where(TakeRow.selected)
    session.execute(insert(rows).from_select(["generation_id", *names], found))
