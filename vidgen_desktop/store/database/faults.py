"""What SQLite says, in the words of the program."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from vidgen_desktop.core.counting import counted
from vidgen_desktop.core.days import moment
from vidgen_desktop.core.errors import DatabaseDamaged, StoreError, VidgenError
from vidgen_desktop.core.files.room import Want, disk_full
from vidgen_desktop.store.backups.copies import folder_of, newest_good
from vidgen_desktop.store.database.health import primary_code

DAMAGED = "The database is damaged."
MISSING = "The database is gone, but there are backups of it."
REPLACED = (
    "The database was deleted, moved or replaced while Vidgen was running, so nothing more is "
    "written to it."
)
GROWTH = 1_000_000  # bytes that a transaction with its journal may need
WAITED = "it has been in use by another program for longer than 10 seconds."

_SENTENCES: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_BUSY: (
        f"The database is busy: {WAITED}",
        "Close other windows of Vidgen and programs that look into its data, then try again.",
    ),
    sqlite3.SQLITE_READONLY: (
        "The database cannot be written.",
        "Check that you may write to the data folder and the files in it.",
    ),
    sqlite3.SQLITE_PERM: (
        "The database may not be opened.",
        "Check that you may read and write the data folder and the files in it.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "The database cannot be opened.",
        "Check that the data folder exists and that you may write to it.",
    ),
    sqlite3.SQLITE_IOERR: (
        "The disk refused to read or write the database.",
        "Check the disk that holds the data folder.",
    ),
}
_SENTENCES[sqlite3.SQLITE_LOCKED] = _SENTENCES[sqlite3.SQLITE_BUSY]
_SENTENCES[sqlite3.SQLITE_AUTH] = _SENTENCES[sqlite3.SQLITE_PERM]
_DAMAGES = {
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: "The file in the database's place is not a database.",
}

_OF_FILES = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR)


def fault_of(error: BaseException | None, database: Path) -> VidgenError | None:
    """The fault that a SQLite error means to a person, or None if it is a bug of ours."""
    primary = primary_code(error)
    if primary is None:
        return None
    if primary == sqlite3.SQLITE_FULL:
        return disk_full(Want("the database", GROWTH), database)
    if primary in _DAMAGES:
        return damaged(_DAMAGES[primary], database)
    gone = primary in _OF_FILES and database.parent.is_dir() and not database.exists()
    if gone or getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_READONLY_DBMOVED:
        return damaged(REPLACED, database)
    if primary in _SENTENCES:
        return StoreError(*_SENTENCES[primary])
    return None


def damaged(message: str, database: Path) -> DatabaseDamaged:
    """The fault of a database that a backup would mend, with the newest good one."""
    backup = newest_good(database)
    if backup is None:
        return DatabaseDamaged(
            message,
            f"There is no backup in {folder_of(database)}. Move {database} away to start anew; "
            "finished videos stay where they are.",
        )
    made, videos = moment(backup.made_at), counted(backup.generations, "video")
    return DatabaseDamaged(
        message,
        f"The newest good backup is of {made} and knows {videos}. To go back to it: Restore… in "
        "the settings, under Help, or “vidgen restore” in a terminal. What is there now is kept.",
        backup=backup,
    )


@contextmanager
def in_plain_words(database: Path) -> Generator[None]:
    """Turn what a person can act on into StoreError or DiskFull; let bugs pass."""
    try:
        yield
    except DBAPIError as error:
        fault = fault_of(error.orig, database)
        if fault is None:
            raise
        raise fault from error
    except sqlite3.Error as error:
        fault = fault_of(error, database)
        if fault is None:
            raise
        raise fault from error
    except PoolTimeout as error:
        raise StoreError(*_SENTENCES[sqlite3.SQLITE_BUSY]) from error
