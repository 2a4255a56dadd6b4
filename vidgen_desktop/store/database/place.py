"""Whether a path still leads to the database that was opened there."""

import sqlite3
from pathlib import Path

from sqlalchemy.pool import ConnectionPoolEntry


class Place:
    """Remembers which file it was. With a WAL, SQLite goes on writing into a file that is deleted
    or replaced, and says nothing; with a rollback journal it refuses, each time in other words.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: tuple[int, int] | None = None

    def note(self, _connection: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
        """A connection was opened; the first one counts."""
        if self._file is None:
            self._file = self._now()

    def is_lost(self) -> bool:
        """Whether something else, or nothing, is there now."""
        return self._file is not None and self._now() != self._file

    def forget(self) -> None:
        """All connections are closed."""
        self._file = None

    def _now(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino
