"""Saves what an open database holds whose file has been deleted or replaced."""

import logging
import sqlite3
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from vidgen_desktop.core.errors import VidgenError
from vidgen_desktop.store.backups.backup import copy_from

# The beginning of a journal whose transaction is not over.
_HOT = bytes.fromhex("d9d505f920a163d7")

log = logging.getLogger("vidgen.store")


def rescue(engine: Engine, database: Path) -> None:
    """Copy it to the backups, newer than all of them: the system keeps a deleted file for as long
    as it is open. What goes wrong is logged, for it is the second fault already.
    """
    try:
        _set_journal_aside(database)
        pooled = engine.raw_connection()
        try:
            own = pooled.driver_connection
            if isinstance(own, sqlite3.Connection):
                revision = own.execute("SELECT version_num FROM alembic_version").fetchone()[0]
                copy_from(own, database, revision)
        finally:
            pooled.close()
    except (sqlite3.Error, DBAPIError, OSError, VidgenError) as fault:
        # A fault, not a bug: a traceback would tell nobody anything.
        log.error("What the lost database held could not be saved: %s", fault)  # noqa: TRY400


def _set_journal_aside(database: Path) -> None:
    """A journal that is kept between transactions stays behind, and SQLite reads nothing more
    when it finds one without its database. One with half a transaction in it stays.
    """
    journal = database.with_name(f"{database.name}-journal")
    if database.exists() or not journal.is_file():
        return
    with journal.open("rb") as file:
        if file.read(len(_HOT)) == _HOT:
            return
    journal.unlink()
