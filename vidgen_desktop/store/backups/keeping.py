"""Sees to it that there is a backup of every day on which the database is used."""

import logging
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

from vidgen_desktop.core.errors import VidgenError
from vidgen_desktop.store.backups.backup import copy_from
from vidgen_desktop.store.backups.copies import is_due
from vidgen_desktop.store.database.health import BUSY_SECONDS

log = logging.getLogger("vidgen.store")


class Keeper:
    """Makes the backup beside the work, on a thread of its own that ends with it."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._connection: sqlite3.Connection | None = None
        self._closed = False

    def look(self) -> None:
        """Begin a backup, if one is due and none is being made."""
        with self._lock:
            busy = self._thread is not None and self._thread.is_alive()
            if self._closed or busy or not is_due(self._database):
                return
            self._thread = threading.Thread(target=self._make, name="daily-backup")
            self._thread.start()

    def wait(self) -> None:
        """Until the backup that is being made, if any, has ended."""
        thread = self._thread
        if thread is not None:
            thread.join()

    def close(self) -> None:
        """Give up what is being made: it must not keep the program from ending."""
        with self._lock:
            self._closed = True
            if self._connection is not None:
                self._connection.interrupt()
        self.wait()

    def _make(self) -> None:
        # A backup that cannot be made is no reason to stop: the next start tries again.
        try:
            with closing(
                sqlite3.connect(self._database, timeout=BUSY_SECONDS, check_same_thread=False)
            ) as connection:
                self._offer(connection)
                try:
                    self._copy(connection)
                finally:
                    self._offer(None)
        except (sqlite3.Error, OSError, VidgenError) as fault:
            log.warning("The daily backup was not made: %s", fault)

    def _copy(self, connection: sqlite3.Connection) -> None:
        if connection.execute("SELECT 1 FROM generations LIMIT 1").fetchone() is None:
            return
        revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        copy_from(connection, self._database, revision)

    def _offer(self, connection: sqlite3.Connection | None) -> None:
        """Let `close` interrupt this connection; one that came too late does not begin."""
        with self._lock:
            self._connection = connection
            if self._closed and connection is not None:
                connection.interrupt()
                raise sqlite3.OperationalError("the program is ending")
