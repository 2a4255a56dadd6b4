"""Puts a backup in the place of the database, and keeps what was there."""

import logging
import os
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from vidgen_desktop.core.backups import Backup, Restored
from vidgen_desktop.core.errors import StoreError
from vidgen_desktop.core.files import placing
from vidgen_desktop.core.files.room import Want, require_room, room_for
from vidgen_desktop.core.model import now
from vidgen_desktop.store.backups.copies import read_backup
from vidgen_desktop.store.backups.overtaken import catch_up
from vidgen_desktop.store.database.faults import in_plain_words
from vidgen_desktop.store.database.health import BUSY_SECONDS, damage_in, is_whole, primary_code
from vidgen_desktop.store.makers.presence import ENDING, Presence
from vidgen_desktop.store.migrate import OWN, migrate

OTHER = "Choose another backup."
_JOURNALS = ("-journal", "-wal", "-shm")

log = logging.getLogger("vidgen.store")


def restore(database: Path, backup: Path) -> Restored:
    """Make a copy of `backup` the database; nobody may have that open but to read.

    What it replaces is kept beside it, with its journal: as "vidgen-damaged-…" where it is not
    whole. Whatever goes wrong, the old one is in its place or the new one is, whole. Raises
    StoreError or DiskFull.
    """
    with in_plain_words(backup):
        known = checked(backup)
    _check_alone(database)
    staged = database.with_name(f".{database.stem}-restoring-{os.getpid()}.part")
    with in_plain_words(database), _explained(database):
        database.parent.mkdir(parents=True, exist_ok=True)
        try:
            want = Want("the restored database", known.bytes)
            require_room(want, database)
            with room_for(want, database):
                placing.copy(backup, staged)
            migrate(staged)
            notes = catch_up(staged, database, known.made_at)
            _flush(staged)
            kept = _swap(database, staged)
        finally:
            for left in (staged, *_beside(staged)):
                left.unlink(missing_ok=True)
    log.warning("The database was restored from %s; the one before is %s", backup, kept)
    return Restored(known, kept, tuple(notes))


def checked(backup: Path) -> Backup:
    """What the backup is; raises StoreError where it must not become the database."""
    if not backup.is_file():
        raise StoreError(f"There is no backup {backup}.", OTHER)
    try:
        known = read_backup(backup)
    except sqlite3.DatabaseError as error:
        raise _unfit(backup) from error
    if known.revision not in OWN.revisions:
        raise StoreError(
            f"The backup {backup.name} was made by a newer version of Vidgen.",
            "Install the newer version again, or choose another backup.",
        )
    if not is_whole(backup):
        raise _unfit(backup)
    return known


def _check_alone(database: Path) -> None:
    """Nobody makes videos by the database that is to go."""
    folder = database.parent / "running"
    presence = Presence(folder)
    if any(presence.is_alive(file.stem) for file in folder.glob(f"*{ENDING}")):
        raise StoreError(
            "Another Vidgen makes a video with this database, or has made one and is open.",
            "Close it, then restore.",
        )


def _unfit(backup: Path) -> StoreError:
    return StoreError(f"The backup {backup.name} is damaged itself.", OTHER)


def _swap(database: Path, staged: Path) -> Path | None:
    """Move the old database aside, with its journals, and the new one into its place."""
    if not database.exists():
        for journal in _beside(database):
            journal.unlink(missing_ok=True)
        staged.replace(database)
        return None
    word = "replaced" if _is_at_rest(database) else "damaged"
    stem = f"{database.stem}-{word}-{now().strftime('%Y%m%dT%H%M%SZ')}"
    kept = placing.place_free(database, database.parent, stem, ".db")
    # A journal that stayed would be rolled back into the new database, and ruin it.
    for journal, aside in zip(_beside(database), _beside(kept), strict=True):
        if journal.exists():
            journal.replace(aside)
    staged.replace(database)
    return kept


def _is_at_rest(database: Path) -> bool:
    """Whether the database is whole, and then nobody is in the midst of writing it; raises
    sqlite3.OperationalError (busy) if somebody is.
    """
    try:
        with closing(
            sqlite3.connect(database, timeout=BUSY_SECONDS, isolation_level=None)
        ) as connection:
            whole = damage_in(connection) is None
            if whole:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.execute("BEGIN EXCLUSIVE")
                connection.execute("ROLLBACK")
            return whole
    except sqlite3.DatabaseError as error:
        if primary_code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return False
        raise


def _beside(database: Path) -> list[Path]:
    return [database.with_name(f"{database.name}{suffix}") for suffix in _JOURNALS]


def _flush(staged: Path) -> None:
    with staged.open("rb+") as file:
        os.fsync(file.fileno())


@contextmanager
def _explained(database: Path) -> Generator[None]:
    try:
        yield
    except OSError as fault:
        raise StoreError(
            f"The database {database} cannot be replaced ({fault.strerror}).",
            "Close other windows of Vidgen, and check that you may write to the data folder.",
        ) from fault
