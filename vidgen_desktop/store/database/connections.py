"""Connections to the database: pragmas, transactions, and who may write when."""

import logging
import sqlite3
import threading
import weakref
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    QueuePool,
    create_engine,
    event,
)
from sqlalchemy.orm import Session

from vidgen_desktop.store.backups.rescue import rescue
from vidgen_desktop.store.database.faults import REPLACED, damaged, in_plain_words
from vidgen_desktop.store.database.health import BUSY_SECONDS
from vidgen_desktop.store.database.journal import journal_for
from vidgen_desktop.store.database.place import Place

KEPT_JOURNAL_BYTES = 1024 * 1024  # a journal that is kept need not stay as large as it was once

log = logging.getLogger("vidgen.store")


class Connections:
    """Sessions for short transactions, from any thread.

    Writers of one process take turns at a lock of our own, so that SQLite's polling lock is
    left to the few processes; a reader waits only while a commit reaches the disk. Who waits for
    another process does so for `patience` seconds.
    """

    def __init__(self, path: Path, patience: float = BUSY_SECONDS) -> None:
        self.path = path
        self._place = Place(path)
        self._engine = _engine(path, self._place, patience)
        self._writer = self._engine.execution_options(immediate=True)
        self._turn = threading.Lock()
        self._rescuing = threading.Lock()
        self._rescued = False
        # For those who do not close: a connection must not be left to the garbage collector.
        weakref.finalize(self, self._engine.dispose)

    @contextmanager
    def reading(self) -> Generator[Session]:
        """A session that sees one state of the database."""
        with in_plain_words(self.path):
            self._check_place()
            with Session(self._engine) as session:
                yield session

    @contextmanager
    def writing(self) -> Generator[Session]:
        """A session that holds the write lock from its start, and commits at its end."""
        with in_plain_words(self.path), self._turn:
            self._check_place()
            with (
                Session(self._writer, expire_on_commit=False) as session,
                session.begin(),
            ):
                yield session

    def close(self) -> None:
        """Close every connection that is not in use; the next transaction opens anew."""
        self._engine.dispose()
        self._place.forget()
        self._rescued = False

    def _check_place(self) -> None:
        """Raise DatabaseDamaged where the database is gone from its place; what it held is saved
        first.
        """
        if not self._place.is_lost():
            return
        with self._rescuing:
            if not self._rescued:
                self._rescued = True
                rescue(self._engine, self.path)
        raise damaged(REPLACED, self.path)


def _engine(path: Path, place: Place, patience: float) -> Engine:
    # A database that is gone is not made anew by opening it.
    address = f"{path.absolute().as_uri()}?mode=rw"

    def connect() -> sqlite3.Connection:
        # sqlite3's own handling of transactions is off: `_begin` says how each one starts.
        return sqlite3.connect(
            address, timeout=patience, isolation_level=None, check_same_thread=False, uri=True
        )

    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        creator=connect,
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=28,
        pool_timeout=max(patience, 1.0),
    )
    event.listen(engine, "connect", place.note)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    # A reader that turns writer half-way can only fail when another was faster, so writers
    # ask for the lock at once.
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _set_up(connection: sqlite3.Connection, _record: Any) -> None:
    connection.execute("PRAGMA foreign_keys=ON")
    set_journal(connection, journal_for(sqlite3.sqlite_version_info))
    connection.execute(f"PRAGMA journal_size_limit={KEPT_JOURNAL_BYTES}")
    connection.execute("PRAGMA synchronous=FULL")


def set_journal(connection: sqlite3.Connection, wanted: str) -> str:
    """Set the journal mode; returns the one in force, which stays if another program reads."""
    try:
        mode = str(connection.execute(f"PRAGMA journal_mode={wanted}").fetchone()[0])
    except sqlite3.OperationalError as error:
        if (getattr(error, "sqlite_errorcode", 0) & 0xFF) != sqlite3.SQLITE_BUSY:
            raise
        mode = str(connection.execute("PRAGMA journal_mode").fetchone()[0])
    if mode != wanted:
        log.warning("The database keeps its journal mode %s instead of %s.", mode, wanted)
    return mode
