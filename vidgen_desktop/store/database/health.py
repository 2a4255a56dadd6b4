"""Opening a database only to look, and whether it is whole."""

import sqlite3
from contextlib import closing
from pathlib import Path

BUSY_SECONDS = 10.0


def open_to_read(path: Path, *, never_changes: bool = False) -> sqlite3.Connection:
    """A connection that cannot write. `never_changes`: nobody writes it, as with a backup, so
    that not even a lock is needed. Raises sqlite3.Error.
    """
    how = "mode=ro&immutable=1" if never_changes else "mode=ro"
    return sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, timeout=BUSY_SECONDS)


def damage_in(connection: sqlite3.Connection) -> str | None:
    """What SQLite finds wrong with the database; None if nothing.

    Raises sqlite3.Error where that cannot be found out: it is in use, or the disk fails.
    """
    try:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        if primary_code(error) not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise
        return str(error)
    return None if found is None or found[0] == "ok" else str(found[0])


def is_whole(path: Path) -> bool:
    """Whether a copy that nobody writes can be read and has no damage."""
    try:
        with closing(open_to_read(path, never_changes=True)) as connection:
            return damage_in(connection) is None
    except sqlite3.Error:
        return False


def primary_code(error: BaseException | None) -> int | None:
    """What kind of fault SQLite means; the rest of an extended code says where, not what."""
    code = getattr(error, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else None
