"""A database that is damaged, gone or not ours is told in plain words, and a backup is offered."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from vidgen_desktop.core.errors import DatabaseDamaged, StoreError
from vidgen_desktop.core.model import Request
from vidgen_desktop.store.backups import backup
from vidgen_desktop.store.backups.copies import newest_good
from vidgen_desktop.store.migrate import OWN
from vidgen_desktop.store.repository import SqliteStore, open_store

REWRITER = """
import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as other:
    other.execute("CREATE TABLE t (x)")
"""


def make_some(path: Path, count: int = 30) -> None:
    with open_store(path, "default") as store:
        for number in range(count):
            store.create(Request(f"prompt {number} " * 20), f"title {number}")


def overwritten(path: Path, start: int, end: int) -> None:
    content = bytearray(path.read_bytes())
    content[start:end] = os.urandom(len(content[start:end]))
    path.write_bytes(content)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "its header": lambda path: overwritten(path, 0, 100),
    "a page": lambda path: overwritten(path, 4096, 8192),
    "many pages": lambda path: overwritten(path, 8192, -4096),
    "its end is missing": lambda path: os.truncate(path, path.stat().st_size // 2),
    "it is empty": lambda path: os.truncate(path, 0),
    "it is no database": lambda path: path.write_text("A diary and not a database. " * 100),
    "it is gone": lambda path: path.unlink(),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_the_newest_good_backup_is_offered(path: Path, damage: str) -> None:
    make_some(path)
    good = backup.back_up(path, OWN.head)
    bad = backup.back_up(path, OWN.head)
    overwritten(bad, 4096, 8192)
    DAMAGES[damage](path)
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(DatabaseDamaged) as told:
        open_store(path, "default")
    assert told.value.backup is not None
    assert (told.value.backup.path, told.value.backup.generations) == (good, 30)
    assert "knows 30 videos" in told.value.advice
    # It is read in the window and in a terminal: each has its own way.
    assert "Restore… in the settings, under Help" in told.value.advice
    assert "“vidgen restore” in a terminal" in told.value.advice
    assert (path.read_bytes() if path.exists() else None) == before


@pytest.mark.parametrize(
    "damage", [name for name in DAMAGES if name not in ("it is empty", "it is gone")]
)
def test_without_a_backup_it_is_said_so(path: Path, damage: str) -> None:
    make_some(path)
    DAMAGES[damage](path)
    before = path.read_bytes()
    with pytest.raises(DatabaseDamaged, match="no backup") as told:
        open_store(path, "default")
    assert told.value.backup is None
    assert path.read_bytes() == before


def test_damage_that_is_met_while_running_is_told(path: Path) -> None:
    make_some(path)
    good = backup.back_up(path, OWN.head)
    with open_store(path, "default") as store:
        overwritten(path, 8192, -4096)
        with pytest.raises(DatabaseDamaged, match="damaged") as told:
            store.list(limit=1000)
    assert told.value.backup is not None
    assert told.value.backup.path == good


def replaced(path: Path) -> None:
    other = path.with_name("other.db")
    make_some(other, 1)
    other.replace(path)


LOSSES: dict[str, Callable[[Path], object]] = {
    "deleted": lambda path: path.unlink(),
    "moved": lambda path: path.rename(path.with_name("elsewhere.db")),
    "moved with its journal": lambda path: [
        file.rename(path.parent / f"old{file.name}") for file in path.parent.glob("vidgen.db*")
    ],
    "replaced": replaced,
}


@pytest.mark.parametrize("loss", LOSSES)
def test_what_the_lost_database_held_is_saved_and_nothing_is_written_into_the_void(
    path: Path, loss: str
) -> None:
    make_some(path, 3)
    with open_store(path, "default") as store:
        last = store.create(Request("since the last backup"), "x")
        LOSSES[loss](path)
        there = path.read_bytes() if path.exists() else None
        with pytest.raises(DatabaseDamaged, match="deleted, moved or replaced"):
            store.create(Request("into the void"), "y")
        with pytest.raises(DatabaseDamaged, match="deleted, moved or replaced"):
            store.get(last.id)
        with pytest.raises(DatabaseDamaged, match="deleted, moved or replaced") as told:
            store.create(Request("into the void"), "y")
        assert (path.read_bytes() if path.exists() else None) == there
    assert told.value.backup is not None
    assert told.value.backup.generations == 4
    assert [told.value.backup] == [newest_good(path)]
    assert len(list((path.parent / "backups").iterdir())) == 1


def test_a_database_that_another_process_has_changed_is_no_other_one(path: Path) -> None:
    with open_store(path, "default") as store:
        subprocess.run([sys.executable, "-c", REWRITER, str(path)], check=True)
        assert store.create(Request("x"), "x").id == 1


def test_a_journal_with_half_a_transaction_stays(store: SqliteStore, path: Path) -> None:
    store.create(Request("x"), "x")
    journal = path.with_name("vidgen.db-journal")
    journal.write_bytes(bytes.fromhex("d9d505f920a163d7") + b"and more")
    path.unlink()
    with pytest.raises(DatabaseDamaged):
        store.create(Request("y"), "y")
    assert journal.exists()


def test_damage_is_found_before_a_migration(path: Path) -> None:
    make_some(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0003'")
    overwritten(path, 8192, -4096)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="damaged"):
        open_store(path, "default")
    assert path.read_bytes() == before
    assert not list((path.parent / "backups").glob("*"))
