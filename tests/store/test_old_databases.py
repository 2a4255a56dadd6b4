"""Real databases, made by the programs of their time, are taken over whole.

A new migration needs the database of the version before it: databases/make.py makes one.
"""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.store.test_migrations import backups, schema
from vidgen_desktop.core.buying.purchase import PurchaseState
from vidgen_desktop.core.model import Status
from vidgen_desktop.store.migrate import OWN
from vidgen_desktop.store.repository import open_store

DATABASES = Path(__file__).parent / "databases"
EARLIER = OWN.revisions[:-1]
OWN_TABLES = ("alembic_version", "sqlite_sequence")

Rows = dict[str, list[dict[str, Any]]]


def rows(path: Path) -> Rows:
    """Everything in a database, table by table."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: [dict(row) for row in connection.execute(f"SELECT * FROM {name}")]
            for (name,) in names
            if name not in OWN_TABLES
        }


def revision_of(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


@pytest.fixture(params=EARLIER)
def old(request: pytest.FixtureRequest, path: Path) -> Path:
    path.parent.mkdir()
    shutil.copy(DATABASES / f"{request.param}.db", path)
    return path


def test_there_is_a_real_database_of_every_earlier_revision() -> None:
    found = {file.stem: revision_of(file) for file in DATABASES.glob("*.db")}
    missing = [revision for revision in EARLIER if revision not in found]
    assert not missing, f"make them with {DATABASES / 'make.py'}: {missing}"
    assert all(name == revision for name, revision in found.items())
    for file in DATABASES.glob("*.db"):
        assert len(rows(file)["generations"]) >= 2
        assert rows(file)["steps"]


def test_nothing_of_it_is_lost(old: Path) -> None:
    before = rows(old)
    open_store(old, "default").close()
    after = rows(old)
    for table, known in before.items():
        kept = [{name: row[name] for name in known[0]} for row in after[table]] if known else []
        assert kept == known, table


def test_it_becomes_what_a_new_one_is(old: Path, tmp_path: Path) -> None:
    open_store(old, "default").close()
    open_store(tmp_path / "new.db", "default").close()
    assert schema(old) == schema(tmp_path / "new.db")
    assert revision_of(old) == OWN.head
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_it_is_copied_first(old: Path) -> None:
    revision, before = revision_of(old), rows(old)
    open_store(old, "default").close()
    (copy,) = backups(old)
    assert copy.name.endswith(f"-{revision}.db")
    assert (revision_of(copy), rows(copy)) == (revision, before)


def test_everything_in_it_can_be_read(old: Path) -> None:
    before = rows(old)
    with open_store(old, "default") as store:
        found = {one.id: one for one in store.list()}
        assert set(found) == {row["id"] for row in before["generations"]}
        assert found[1].status is Status.COMPLETED
        assert found[1].result is not None
        for number in found:
            scenes = [row for row in before["scenes"] if row["generation_id"] == number]
            board = store.storyboard(number)
            assert len(board.scenes if board else ()) == len(scenes)
            takes = [row for row in before["takes"] if row["generation_id"] == number]
            assert len(store.takes(number)) == len(takes)
            bought = [row for row in before.get("purchases", []) if row["generation_id"] == number]
            assert [one.id for one in store.purchases(number)] == [row["id"] for row in bought]
        assert store.total_micros() == sum(row["micros"] for row in before["cost_entries"])


def test_what_was_under_way_is_left_to_be_gone_on_with(old: Path) -> None:
    active = [r["id"] for r in rows(old)["generations"] if r["status"] in ("pending", "processing")]
    assert active
    with open_store(old, "default") as store:
        assert [one.id for one in store.left()] == active
        for number in active:
            assert store.reset(number).status is Status.PENDING
            states = [one.state for one in store.purchases(number)]
            assert PurchaseState.PREPARED not in states  # nobody knows whether it was sent
