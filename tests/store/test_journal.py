"""WAL only where SQLite no longer has the bug that can corrupt such a database."""

import sqlite3

import pytest

from vidgen_desktop.store.database.journal import ROLLBACK_JOURNAL, journal_for, wal_is_safe
from vidgen_desktop.store.repository import SqliteStore


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 7, 0), False),
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 44, 9), True),
        ((3, 45, 0), False),
        ((3, 45, 9), False),
        ((3, 49, 2), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 0), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_wal_is_used_where_it_is_safe(version: tuple[int, int, int], safe: bool) -> None:
    assert wal_is_safe(version) is safe
    assert journal_for(version) == ("wal" if safe else ROLLBACK_JOURNAL)


def test_the_database_uses_the_journal_for_this_library(store: SqliteStore) -> None:
    assert store.journal_mode() == journal_for(sqlite3.sqlite_version_info)


def test_every_connection_is_careful(store: SqliteStore) -> None:
    with store._connections.writing() as session:
        ask = session.connection().exec_driver_sql
        assert ask("PRAGMA foreign_keys").scalar() == 1
        assert ask("PRAGMA synchronous").scalar() == 2  # FULL
        assert ask("PRAGMA busy_timeout").scalar() == 10_000
