"""vidgen backups and vidgen restore; what a person is told of a database that cannot be used."""

import ctypes
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine, Said
from tests.small_disk import fill, make_room, small_disk
from vidgen_desktop.core.model import Request
from vidgen_desktop.store.backups import backup
from vidgen_desktop.store.backups.copies import backups
from vidgen_desktop.store.migrate import OWN
from vidgen_desktop.ui.session.seat import place_of, take_seat

READ_ONLY, REMOUNT = 1, 32


@pytest.fixture
def database(vidgen: CommandLine) -> Path:
    """With two videos, one of them in a backup."""
    path = vidgen.home / "vidgen.db"
    with vidgen.store() as store:
        store.create(Request("Bees dance"), "Bees")
        backup.back_up(path, OWN.head)
        store.create(Request("Wasps too"), "Wasps")
    return path


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[:200] = os.urandom(200)
    path.write_bytes(content)


def test_backups_are_listed(vidgen: CommandLine, database: Path) -> None:
    (known,) = backups(database)
    said = vidgen("backups")
    assert said.code == 0
    assert "1 video," in said.out
    assert known.path.name in said.out
    (record,) = vidgen("backups", "--json").records
    assert record["path"] == str(known.path)
    assert (record["generations"], record["bytes"]) == (1, known.bytes)


def test_none_yet_is_said(vidgen: CommandLine) -> None:
    said = vidgen("backups")
    assert (said.code, said.out) == (0, "")
    assert "no backups" in said.err


def test_a_damaged_database_is_told_and_restored_after_asking(
    vidgen: CommandLine, database: Path
) -> None:
    damage(database)
    broken = database.read_bytes()
    for command in (["list"], ["show", "1"], ["generate", "More bees"], ["resume", "1"]):
        said = vidgen(*command)
        assert said.code == 1
        assert "not a database" in said.err
        assert "knows 1 video" in said.err
        assert "vidgen restore" in said.err
        assert "Traceback" not in said.err
    asked = vidgen("restore")
    assert asked.code == 2
    assert "--yes" in asked.err
    assert database.read_bytes() == broken
    done = vidgen("restore", "--yes")
    assert done.code == 0
    assert "is the database now" in done.err
    (kept,) = database.parent.glob("vidgen-damaged-*.db")
    assert str(kept) in done.err
    assert kept.read_bytes() == broken
    assert [known.title for known in vidgen.known()] == ["Bees"]


def test_a_chosen_backup_is_restored(vidgen: CommandLine, database: Path) -> None:
    with vidgen.store() as store:
        store.request_cancel(2)
        store.request_cancel(1)
    (older,) = backups(database)
    backup.back_up(database, OWN.head)
    (record,) = vidgen("restore", older.path.name, "--yes", "--json").records
    assert record["path"] == str(older.path)
    assert "vidgen-replaced-" in record["kept"]
    assert [known.title for known in vidgen.known()] == ["Bees"]
    unknown = vidgen("restore", "nothing.db", "--yes")
    assert unknown.code == 1
    assert "Choose another backup. “vidgen backups” lists them." in unknown.err


@pytest.mark.usefixtures("database")
def test_nothing_is_restored_under_an_open_window(vidgen: CommandLine) -> None:
    seat = take_seat(place_of(vidgen.home, "another"))
    assert seat is not None
    said = vidgen("restore", "--yes")
    assert said.code == 1
    assert "A window of Vidgen is open with this database." in said.err
    assert len(vidgen.known()) == 2
    seat.leave()
    assert vidgen("restore", "--yes").code == 0
    assert len(vidgen.known()) == 1


def test_a_newer_database_stays_as_it_is(vidgen: CommandLine, database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = database.read_bytes()
    for command in (["list"], ["generate", "More bees"]):
        said = vidgen(*command)
        assert said.code == 1
        assert "newer version of Vidgen" in said.err
    assert database.read_bytes() == before


def cancelled(vidgen: CommandLine) -> str:
    """What is said when something must be written that cannot be."""
    said = vidgen("cancel", "2")
    assert said.code == 1
    assert "Traceback" not in said.err
    return said.err


@pytest.mark.skipif(sys.platform != "linux", reason="needs mounts")
class TestAnotherDisk:
    @pytest.fixture
    def disk(self, vidgen: CommandLine, database: Path) -> Iterator[Path]:
        """The whole home on a small disk."""
        files = database.parent.glob("vidgen.db*")
        content = {path.name: path.read_bytes() for path in files}
        with small_disk(vidgen.home, 4_000_000) as disk:
            for name, data in content.items():
                (disk / name).write_bytes(data)
            yield disk

    def test_one_that_cannot_be_written(self, vidgen: CommandLine, disk: Path) -> None:
        libc = ctypes.CDLL(None)
        options = (None, os.fsencode(disk), None)
        assert libc.mount(*options, READ_ONLY | REMOUNT, None) == 0
        assert "Wasps" in vidgen("list").out
        assert "cannot be" in cancelled(vidgen)
        assert libc.mount(*options, REMOUNT, None) == 0
        assert vidgen("cancel", "2").code == 0

    def test_one_that_is_full(self, vidgen: CommandLine, disk: Path) -> None:
        (disk / "vidgen.db-journal").unlink()  # its room would do
        fill(disk)
        told = cancelled(vidgen)
        assert "There is no room for the database: 0 kB are free" in told
        assert "are needed" in told
        assert "Wasps" in vidgen("list").out
        make_room(disk)
        assert vidgen("cancel", "2").code == 0
        with closing(sqlite3.connect(disk / "vidgen.db")) as connection:
            assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]

    def test_a_backup_that_has_no_room_is_not_made(
        self, vidgen: CommandLine, disk: Path, tmp_path: Path
    ) -> None:
        fill(disk, leave=50_000)
        (tmp_path / "backup.db").write_bytes((disk / "vidgen.db").read_bytes())
        damage(disk / "vidgen.db")
        before = (disk / "vidgen.db").read_bytes()
        said = vidgen("restore", str(tmp_path / "backup.db"), "--yes")
        assert said.code == 1
        assert "no room for the restored database" in said.err
        assert (disk / "vidgen.db").read_bytes() == before
        make_room(disk)
        assert vidgen("restore", str(tmp_path / "backup.db"), "--yes").code == 0
        assert "Wasps" in vidgen("list").out

    def test_settings_stay_whole(self, vidgen: CommandLine, disk: Path) -> None:
        def add(name: str) -> Said:
            local = ("--address", "http://127.0.0.1:9/v1", "--key-from-stdin")
            return vidgen("providers", "add", "shaped", "--id", name, *local, given=b"key-1234\n")

        assert add("one").code == 0
        before = (disk / "settings.json").read_bytes()
        fill(disk)
        said = add("two")
        assert said.code == 1
        assert "no room for the settings" in said.err
        assert (disk / "settings.json").read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="another user cannot be had so simply")
def test_a_file_that_may_not_be_written(vidgen: CommandLine, database: Path) -> None:
    database.chmod(0o400)
    if os.access(database, os.W_OK):
        pytest.skip("root may write everything")
    assert "cannot be written" in cancelled(vidgen)
