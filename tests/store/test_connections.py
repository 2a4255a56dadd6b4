"""What happens when others use the database, and what a person is told when it cannot be used."""

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from vidgen_desktop.core.errors import DiskFull, StoreError
from vidgen_desktop.core.model import Request
from vidgen_desktop.store.database.connections import set_journal
from vidgen_desktop.store.repository import SqliteStore, open_store

CRASHER = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode=delete")
connection.execute("PRAGMA cache_size=1")  # so that changed pages reach the file early
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE generations SET title = 'half a change'")
connection.execute("CREATE TABLE junk AS WITH RECURSIVE n(i) AS"
                   " (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
                   " SELECT i, hex(randomblob(50)) AS x FROM n")
os._exit(9)
"""


def test_a_writer_waits_for_another_programs_short_transaction(
    store: SqliteStore, path: Path
) -> None:
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        timer = threading.Timer(0.3, other.execute, ("COMMIT",))
        timer.start()
        made = store.create(Request("x"), "x")
        timer.join()
    assert store.get(made.id) == made


def test_readers_go_on_while_another_program_holds_the_write_lock(
    store: SqliteStore, path: Path
) -> None:
    made = store.create(Request("x"), "x")
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as other,
        open_store(path, "default", patience=0.0) as reader,  # if it had to wait, it would fail
    ):
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE generations SET title = 'unfinished'")
        assert reader.get(made.id).title == "x"
        assert reader.count() == 1


def test_a_lock_that_is_not_let_go_is_told_in_plain_words(store: SqliteStore, path: Path) -> None:
    made = store.create(Request("x"), "x")
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as other,
        open_store(path, "default", patience=0.05) as impatient,
    ):
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="busy"):
            impatient.claim(made.id)
        with pytest.raises(StoreError, match="busy"):
            impatient.get(made.id)
        other.execute("ROLLBACK")
        assert impatient.claim(made.id) is not None


def test_a_full_disk_is_a_full_disk_and_nothing_is_half_stored(store: SqliteStore) -> None:
    made = store.create(Request("x"), "x")

    def no_more_pages(connection: sqlite3.Connection, *_rest: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")

    event.listen(store._connections._engine, "checkout", no_more_pages)
    with pytest.raises(DiskFull):
        store.create(Request("a prompt longer than what is free in the last page " * 1000), "x")
    assert store.get(made.id) == made


def test_a_damaged_database_is_told_and_kept(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"This is a diary and not a database. " * 100)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a database") as told:
        open_store(path, "default")
    assert "backups" in told.value.advice
    assert path.read_bytes() == before


def test_torn_pages_are_told(store: SqliteStore, path: Path) -> None:
    for n in range(200):
        store.create(Request(f"prompt {n} " * 50), "x")
    store.close()
    content = bytearray(path.read_bytes())
    content[8192:-4096] = os.urandom(len(content) - 8192 - 4096)
    path.write_bytes(content)
    with pytest.raises(StoreError, match="damaged"), open_store(path, "default") as torn:
        torn.list(limit=1000)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everything")
def test_a_read_only_database_is_told(store: SqliteStore, path: Path) -> None:
    store.close()
    path.chmod(0o400)
    with (
        open_store(path, "default") as fixed,
        pytest.raises(StoreError, match="cannot be written"),
    ):
        fixed.create(Request("x"), "x")


def test_a_database_that_refuses_writing_is_told(store: SqliteStore) -> None:
    def refuse(connection: sqlite3.Connection, *_rest: object) -> None:
        connection.execute("PRAGMA query_only=ON")

    event.listen(store._connections._engine, "checkout", refuse)
    with pytest.raises(StoreError, match="cannot be written"):
        store.create(Request("x"), "x")


def test_a_folder_in_the_databases_place_is_told(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(StoreError, match="not a file"):
        open_store(path, "default")


def test_a_data_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be made"):
        open_store(tmp_path / "file" / "vidgen.db", "default")


def test_a_bug_is_not_dressed_up_as_a_fault(store: SqliteStore) -> None:
    with pytest.raises(IntegrityError), store._connections.writing() as session:
        session.connection().exec_driver_sql("INSERT INTO profiles (name) VALUES (NULL)")


def test_a_raise_inside_a_transaction_undoes_it(store: SqliteStore) -> None:
    def change_and_fail() -> None:
        with store._connections.writing() as session:
            session.connection().exec_driver_sql("UPDATE profiles SET total_cost_micros = 9")
            raise KeyError("a bug")

    with pytest.raises(KeyError):
        change_and_fail()
    assert store.total_micros() == 0


def test_what_a_crash_left_half_done_is_undone_at_the_next_start(
    store: SqliteStore, path: Path
) -> None:
    made = store.create(Request("x"), "whole")
    store.close()
    crash = subprocess.run([sys.executable, "-c", CRASHER, str(path)], check=False)
    assert crash.returncode == 9
    assert path.with_name(path.name + "-journal").stat().st_size > 0
    with open_store(path, "default") as after:
        assert after.get(made.id).title == "whole"


def test_many_threads_read_and_write_at_once(store: SqliteStore) -> None:
    made = [store.create(Request(f"p{n}"), f"t{n}") for n in range(40)]
    faults: list[Exception] = []

    def watch(work: Callable[[], object]) -> None:
        try:
            for _ in range(20):
                work()
        except Exception as error:  # noqa: BLE001 - whatever it is, the test reports it
            faults.append(error)

    jobs = [lambda g=g: store.set_title(g.id, "new") for g in made[:20]]
    jobs += [store.list for _ in range(20)]
    threads = [threading.Thread(target=watch, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert store.count("new") == 20


def test_a_journal_mode_that_cannot_be_changed_now_stays(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path.parent.mkdir()
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as other,
        closing(sqlite3.connect(path, timeout=0.05, isolation_level=None)) as ours,
    ):
        other.execute("PRAGMA journal_mode=wal")
        other.execute("CREATE TABLE t (x)")
        other.execute("BEGIN")
        other.execute("SELECT * FROM t").fetchall()
        assert set_journal(ours, "persist") == "wal"
        assert "keeps its journal mode wal" in caplog.text
        other.execute("COMMIT")
        other.close()
        assert set_journal(ours, "persist") == "persist"


def test_forgetting_to_close_leaves_no_connection_open(path: Path) -> None:
    store = open_store(path, "default")
    store.count()
    pool = store._connections._engine.pool
    assert pool.checkedin() > 0  # type: ignore[attr-defined]
    del store
    assert pool.checkedin() == 0  # type: ignore[attr-defined]
