"""A backup every day, seven of them, and never a bad one in the place of a good one."""

import os
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from vidgen_desktop.core.errors import DatabaseDamaged, StoreError
from vidgen_desktop.core.model import Request, now
from vidgen_desktop.store.backups import backup
from vidgen_desktop.store.backups.copies import backups, copies, is_due, name_for, newest_good
from vidgen_desktop.store.backups.keeping import Keeper
from vidgen_desktop.store.migrate import OWN
from vidgen_desktop.store.repository import SqliteStore, open_store


def dated(path: Path, moment: datetime) -> Path:
    """A backup that was made then, by its name."""
    made = backup.back_up(path, OWN.head)
    return made.rename(made.with_name(name_for(path, moment, OWN.head)))


def kept(path: Path) -> None:
    """What a start of the program does about backups."""
    keeper = Keeper(path)
    keeper.look()
    keeper.wait()
    keeper.close()


def test_the_first_start_with_a_video_makes_one(store: SqliteStore, path: Path) -> None:
    kept(path)
    assert copies(path) == []  # there is nothing to lose yet
    store.create(Request("x"), "x")
    kept(path)
    (made,) = backups(path)
    assert (made.generations, made.revision) == (1, OWN.head)
    assert made.bytes == made.path.stat().st_size
    assert timedelta(0) <= now() - made.made_at < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("age", "due"), [(timedelta(hours=23), False), (timedelta(hours=25), True)]
)
def test_one_a_day_is_enough(store: SqliteStore, path: Path, age: timedelta, due: bool) -> None:
    store.create(Request("x"), "x")
    dated(path, now() - age)
    assert is_due(path) is due
    kept(path)
    assert len(copies(path)) == 1 + due


def test_one_from_the_future_counts_for_nothing(store: SqliteStore, path: Path) -> None:
    store.create(Request("x"), "x")
    dated(path, now() + timedelta(days=300))
    kept(path)
    assert len(copies(path)) == 2
    kept(path)  # and is no reason to make one at every start
    assert len(copies(path)) == 2


def test_a_damaged_database_pushes_no_backup_out(store: SqliteStore, path: Path) -> None:
    for number in range(60):
        store.create(Request(f"{number} " * 200), "x")
    store.close()
    before = [dated(path, datetime(2026, 1, day, tzinfo=UTC)) for day in range(1, 8)]
    content = bytearray(path.read_bytes())
    content[8192:-4096] = os.urandom(len(content) - 8192 - 4096)
    path.write_bytes(content)
    with pytest.raises(DatabaseDamaged):
        backup.back_up(path, OWN.head)
    kept(path)
    assert copies(path) == before
    assert sorted(path.parent.joinpath("backups").iterdir()) == before


def test_the_oldest_goes(store: SqliteStore, path: Path) -> None:
    store.create(Request("x"), "x")
    days = [dated(path, datetime(2026, 1, day, tzinfo=UTC)) for day in range(1, 8)]
    kept(path)
    assert copies(path)[:-1] == days[1:]


def test_one_that_cannot_be_removed_is_no_fault(store: SqliteStore, path: Path) -> None:
    store.create(Request("x"), "x")
    held = path.parent / "backups" / name_for(path, datetime(2025, 1, 1, tzinfo=UTC), "0004")
    held.mkdir(parents=True)  # unlike a file, it cannot be unlinked
    days = [dated(path, datetime(2026, 1, day, tzinfo=UTC)) for day in range(1, 8)]
    backup.back_up(path, OWN.head)
    assert set(days[2:]) <= set(copies(path))


def test_where_none_can_be_made_it_says_so(store: SqliteStore, path: Path) -> None:
    store.create(Request("x"), "x")
    (path.parent / "backups").write_text("in the way")
    with pytest.raises(StoreError, match="A backup of the database cannot be made in"):
        backup.back_up(path, OWN.head)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are Unicode")
def test_a_folder_may_have_a_name_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9") / "vidgen.db"
    path.parent.mkdir()
    with open_store(path, "default") as store:
        store.create(Request("x"), "x")
        made = backup.back_up(path, OWN.head)
    assert [one.path for one in backups(path)] == [made]


def test_what_a_killed_one_has_left_goes(store: SqliteStore, path: Path) -> None:
    store.create(Request("x"), "x")
    torn, under_way = (path.parent / "backups" / f"{name}{backup.PART}" for name in "ab")
    torn.parent.mkdir()
    torn.write_bytes(b"x")
    under_way.write_bytes(b"x")
    os.utime(torn, (0, 0))
    kept(path)
    assert not torn.exists()
    assert under_way.exists()


def test_a_backup_is_made_while_others_write(store: SqliteStore, path: Path) -> None:
    store.create(Request("x"), "x")
    keeper = Keeper(path)
    keeper.look()
    for number in range(20):
        store.create(Request(f"meanwhile {number}"), "x")
    keeper.wait()
    keeper.close()
    (made,) = backups(path)
    assert 1 <= made.generations <= 21
    assert newest_good(path) == made


def test_closing_does_not_wait_for_a_backup(store: SqliteStore, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE large AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL"
                           " SELECT i + 1 FROM n WHERE i < 100000)"
                           " SELECT i, hex(randomblob(100)) AS x FROM n")  # fmt: skip
    store.create(Request("x"), "x")
    keeper = Keeper(path)
    keeper.look()
    keeper.close()
    keeper.look()  # after that nothing begins
    left = list(path.parent.joinpath("backups").glob("*"))
    assert all(file.suffix == ".db" for file in left)  # whole, or not there
    assert all(one.generations == 1 for one in backups(path))


def test_a_copy_that_cannot_be_read_is_left_out(store: SqliteStore, path: Path) -> None:
    store.create(Request("x"), "x")
    good = dated(path, datetime(2026, 1, 1, tzinfo=UTC))
    good.with_name(name_for(path, datetime(2026, 1, 2, tzinfo=UTC), "0004")).write_text("torn")
    (path.parent / "backups" / "notes.txt").write_text("mine")
    assert [one.path for one in backups(path)] == [good]
