"""Brings the database to the form that this program knows, after a backup.

Alembic takes long to import, so a database that is up to date is recognised without it.
"""

import logging
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from sqlalchemy import URL, Connection, NullPool, create_engine

from vidgen_desktop.core.errors import StoreError
from vidgen_desktop.store.backups.backup import back_up
from vidgen_desktop.store.backups.copies import newest_good
from vidgen_desktop.store.database.faults import DAMAGED, MISSING, damaged, in_plain_words
from vidgen_desktop.store.database.health import BUSY_SECONDS, damage_in, open_to_read


@dataclass(frozen=True, slots=True)
class History:
    """The folder with the migrations, and every revision in it, oldest first."""

    folder: Path
    revisions: tuple[str, ...]

    @property
    def head(self) -> str:
        """The form that the program knows."""
        return self.revisions[-1]


# A test compares them with the files.
OWN = History(Path(__file__).parent / "migrations", ("0001", "0002", "0003", "0004", "0005"))

# Bytes of a database that is looked through at every start; of a larger one, that would be felt.
# Its damage is found by the daily backup, or where it is read.
LOOKED_THROUGH = 32_000_000

log = logging.getLogger("vidgen.store")


def bring_up_to_date(path: Path, history: History = OWN) -> None:
    """Make or migrate the database at `path`. Raises StoreError if it is not ours to change,
    DatabaseDamaged if it is not whole, or if there is none any more and backups tell of one.
    """
    if path.exists() and not path.is_file():
        raise StoreError(
            f"{path} is not a file, so it cannot be the database.",
            "Move it away, or set VIDGEN_HOME to another folder.",
        )
    with in_plain_words(path):
        if not path.exists() or not path.stat().st_size:
            # One that begins anew would give the numbers of lost videos to others.
            if newest_good(path) is not None:
                raise damaged(MISSING, path)
            migrate(path, history)
            return
        stored = stored_revision(path, history)
        if stored == history.head:
            return
        if stored is not None:
            back_up(path, stored)
        migrate(path, history)


def stored_revision(path: Path, history: History = OWN) -> str | None:
    """The revision of a database that is whole, or None if it is empty; nothing is written.

    Raises StoreError for a revision that is not known and for some other program's database,
    DatabaseDamaged for a damaged one.
    """
    with closing(_open_to_look(path)) as connection:
        found = _revision(connection, path, history)
        if path.stat().st_size <= LOOKED_THROUGH and damage_in(connection) is not None:
            raise damaged(DAMAGED, path)
        return found


def _open_to_look(path: Path) -> sqlite3.Connection:
    """A connection that only reads, if the database can be read without a repair first."""
    connection = open_to_read(path)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        # A journal left by a crash has to be rolled back, which needs the right to write.
        connection.close()
        return sqlite3.connect(path, timeout=BUSY_SECONDS)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _revision(connection: sqlite3.Connection, path: Path, history: History) -> str | None:
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    if not tables:
        return None
    if "alembic_version" not in tables:
        raise StoreError(
            f"{path} is a database of another program.",
            "Move it away, or set VIDGEN_HOME to another folder.",
        )
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if row is None:
        return None
    if row[0] not in history.revisions:
        raise StoreError(
            "The database was made by a newer version of Vidgen, so it was left as it is.",
            "Install the newer version again, or set VIDGEN_HOME to another folder.",
        )
    return str(row[0])


def migrate(path: Path, history: History = OWN) -> None:
    """Run the missing migrations in one transaction, unless another process just did."""
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        poolclass=NullPool,
        connect_args={"timeout": BUSY_SECONDS, "isolation_level": None},
    )
    with engine.connect() as connection:
        # Off while tables are rebuilt; checked before the commit instead.
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("PRAGMA synchronous=FULL")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        before = _revision(
            cast("sqlite3.Connection", connection.connection.driver_connection), path, history
        )
        if before != history.head:
            _run_alembic(connection, history)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                connection.rollback()
                raise StoreError(
                    "The database could not be brought up to date and was left as it is.",
                    "Please report this, with the newest log file.",
                )
        connection.commit()
    if before != history.head:
        log.info("The database was brought from revision %s to %s", before, history.head)


def _run_alembic(connection: Connection, history: History) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    # The value passes through ConfigParser, which gives % a meaning.
    config.set_main_option("script_location", str(history.folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
