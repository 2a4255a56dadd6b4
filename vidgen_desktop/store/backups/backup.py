"""Makes a copy of the database, and removes the oldest ones."""

import logging
import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from vidgen_desktop.core.errors import StoreError
from vidgen_desktop.core.files.room import Want, require_room, room_for
from vidgen_desktop.core.model import now
from vidgen_desktop.store.backups.copies import OFTEN, copies, folder_of, name_for
from vidgen_desktop.store.database.faults import DAMAGED, damaged
from vidgen_desktop.store.database.health import BUSY_SECONDS, damage_in

KEPT = 7
PART = ".part"  # of a copy under way

log = logging.getLogger("vidgen.store")


def back_up(database: Path, revision: str) -> Path:
    """Copy the database (whole or not at all) and remove the oldest copies.

    Raises DatabaseDamaged where it is not whole, so that no good copy gives way to a bad one;
    StoreError, DiskFull or sqlite3.Error.
    """
    with closing(sqlite3.connect(database, timeout=BUSY_SECONDS)) as connection:
        return copy_from(connection, database, revision)


def copy_from(connection: sqlite3.Connection, database: Path, revision: str) -> Path:
    """As `back_up`, by a connection that is open."""
    if damage_in(connection) is not None:
        raise damaged(DAMAGED, database)
    folder = folder_of(database)
    copy = folder / name_for(database, now(), revision)
    try:
        _write(connection, copy)
    except OSError as fault:
        raise StoreError(
            f"A backup of the database cannot be made in {folder} ({fault.strerror}).",
            "Check that it is a folder, and that you may write to it.",
        ) from fault
    _prune(database)
    log.info("The database was copied to %s", copy)
    return copy


def _write(connection: sqlite3.Connection, copy: Path) -> None:
    copy.parent.mkdir(parents=True, exist_ok=True)
    want = Want("a backup of the database", _bytes(connection))
    require_room(want, copy.parent)
    part = copy.with_suffix(PART)
    try:
        with room_for(want, copy.parent):
            # As the system spells it: a name need not be text.
            connection.execute("VACUUM INTO CAST(? AS TEXT)", (os.fsencode(part),))
            with part.open("rb+") as written:
                os.fsync(written.fileno())
            part.replace(copy)
    finally:
        part.unlink(missing_ok=True)


def _prune(database: Path) -> None:
    """Remove the oldest copies, and what those have left who were killed while they wrote one."""
    for old in copies(database)[:-KEPT]:
        with suppress(OSError):  # somebody reads it: the next backup removes it
            old.unlink()
    yesterday = (now() - OFTEN).timestamp()
    for part in folder_of(database).glob(f"*{PART}"):
        with suppress(OSError):  # it has just become a copy
            if part.stat().st_mtime < yesterday:
                part.unlink()


def _bytes(connection: sqlite3.Connection) -> int:
    """How large the database is, which a copy is at most."""
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    return int(pages * connection.execute("PRAGMA page_size").fetchone()[0])
