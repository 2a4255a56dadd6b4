"""What can be said of a database without reading anybody's words: numbers and states."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from vidgen_desktop.store.database.health import damage_in, open_to_read

_TABLES = ("profiles", "generations", "scenes", "takes", "steps", "purchases", "cost_entries")
_STATES = {
    "generations by status": "SELECT status, count(*) FROM generations GROUP BY status",
    "faults": (
        "SELECT error_code, count(*) FROM generations WHERE error_code IS NOT NULL "
        "GROUP BY error_code"
    ),
    "purchases by state": "SELECT state, count(*) FROM purchases GROUP BY state",
}
_GENERATION = (
    "SELECT status, progress, error_code, attempts, cancellation_requested, cost_micros, "
    "created_at, started_at, completed_at, progress_updated_at, resolution, fps, version "
    "FROM generations WHERE id = ?"
)
_STEPS = "SELECT key, seconds, recorded_at FROM steps WHERE generation_id = ? ORDER BY recorded_at"
_PURCHASES = (
    "SELECT step, state, estimate_micros, cost_micros, created_at, updated_at FROM purchases "
    "WHERE generation_id = ? ORDER BY id"
)
_WORDS = "SELECT id, title, request_json, storyboard_json, error FROM generations "

Shape = dict[str, Any]


def shape_of(path: Path) -> Shape:
    """Revision, journal, damage and counts; what cannot be read says why."""
    if not path.is_file():
        return {"database": "there is none"}
    shape: Shape = {"bytes": path.stat().st_size, "sqlite": sqlite3.sqlite_version}
    try:
        with closing(open_to_read(path)) as database:
            for name, query in _QUERIES.items():
                shape[name] = _answer(lambda query=query: query(database))
    except sqlite3.Error as error:
        shape["database"] = _why(error)
    return shape


def generation_shape(path: Path, generation: int) -> Shape:
    """How far one generation came: its figures, steps and purchases."""

    def read(database: sqlite3.Connection) -> Shape:
        found = _rows(database, _GENERATION, generation)
        return {
            "generation": found[0] if found else "there is none",
            "steps": _rows(database, _STEPS, generation),
            "purchases": _rows(database, _PURCHASES, generation),
        }

    return _read(path, read)


def words_of(path: Path, generation: int | None, most: int = 20) -> Shape:
    """Titles, requests and storyboards as they are stored, of one generation or the newest."""
    chosen = "WHERE id = ?" if generation is not None else "ORDER BY id DESC LIMIT ?"
    number = most if generation is None else generation
    return _read(path, lambda database: {"generations": _rows(database, _WORDS + chosen, number)})


def _read(path: Path, work: Callable[[sqlite3.Connection], Shape]) -> Shape:
    try:
        with closing(open_to_read(path)) as database:
            return work(database)
    except sqlite3.Error as error:
        return {"database": _why(error)}


def _rows(database: sqlite3.Connection, query: str, *values: object) -> list[Shape]:
    cursor = database.execute(query, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _answer(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except sqlite3.Error as error:
        return _why(error)


def _why(error: sqlite3.Error) -> str:
    return f"cannot be read ({error})"


def _one(database: sqlite3.Connection, query: str) -> Any:
    row = database.execute(query).fetchone()
    return None if row is None else row[0]


def _pairs(database: sqlite3.Connection, query: str) -> dict[str, int]:
    return dict(database.execute(query).fetchall())


_QUERIES: dict[str, Callable[[sqlite3.Connection], Any]] = {
    "revision": lambda database: _one(database, "SELECT version_num FROM alembic_version"),
    "pages": lambda database: _one(database, "PRAGMA page_count"),
    "quick_check": lambda database: damage_in(database) or "ok",
    "rows": lambda database: {
        table: _one(database, f"SELECT count(*) FROM {table}")  # noqa: S608 - names of our own
        for table in _TABLES
    },
    **{
        name: lambda database, query=query: _pairs(database, query)
        for name, query in _STATES.items()
    },
}
