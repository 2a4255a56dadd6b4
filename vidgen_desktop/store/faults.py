"""What SQLite says, in the words of the program."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from vidgen_desktop.core.errors import DiskFull, StoreError, VidgenError

_SENTENCES: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_BUSY: (
        "The database is busy: another program has been writing to it for too long.",
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
    sqlite3.SQLITE_CORRUPT: (
        "The database is damaged.",
        "Put a copy from the backups folder in its place, or move it away to start anew.",
    ),
    sqlite3.SQLITE_NOTADB: (
        "The file in the database's place is not a database.",
        "Put a copy from the backups folder in its place, or move it away to start anew.",
    ),
    sqlite3.SQLITE_IOERR: (
        "The disk refused to read or write the database.",
        "Check the disk that holds the data folder.",
    ),
}
_SENTENCES[sqlite3.SQLITE_LOCKED] = _SENTENCES[sqlite3.SQLITE_BUSY]
_SENTENCES[sqlite3.SQLITE_AUTH] = _SENTENCES[sqlite3.SQLITE_PERM]


def fault_of(error: BaseException | None) -> VidgenError | None:
    """The fault that a SQLite error means to a person, or None if it is a bug of ours."""
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(code, int):
        return None
    primary = code & 0xFF  # the rest of an extended code says where, not what
    if primary == sqlite3.SQLITE_FULL:
        return DiskFull(
            "There is no room left on the disk that holds the database.",
            "Free some space, then try again; what was stored is kept.",
        )
    if primary in _SENTENCES:
        return StoreError(*_SENTENCES[primary])
    return None


@contextmanager
def in_plain_words() -> Generator[None]:
    """Turn what a person can act on into StoreError or DiskFull; let bugs pass."""
    try:
        yield
    except DBAPIError as error:
        fault = fault_of(error.orig)
        if fault is None:
            raise
        raise fault from error
    except sqlite3.Error as error:
        fault = fault_of(error)
        if fault is None:
            raise
        raise fault from error
    except PoolTimeout as error:
        raise StoreError(*_SENTENCES[sqlite3.SQLITE_BUSY]) from error
