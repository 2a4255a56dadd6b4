"""Makes a copy of the database, and removes the oldest ones."""

import logging
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from vidgen_desktop.core.files.room import Want, require_room, room_for
from vidgen_desktop.core.model import now
from vidgen_desktop.store.backups.copies import copies, folder_of, name_for
from vidgen_desktop.store.database.faults import DAMAGED, damaged
from vidgen_desktop.store.database.health import BUSY_SECONDS, damage_in

KEPT = 7

log = logging.getLogger("vidgen.store")


def back_up(database: Path, revision: str) -> Path:
    """Copy the database (whole or not at all) and remove the oldest copies.

    Raises DatabaseDamaged where it is not whole, so that no good copy gives way to a bad one;
    DiskFull, sqlite3.Error or OSError.
    """
    with closing(sqlite3.connect(database, timeout=BUSY_SECONDS)) as connection:
        return copy_from(connection, database, revision)


def copy_from(connection: sqlite3.Connection, database: Path, revision: str) -> Path:
    """As `back_up`, by a connection that is open."""
    if damage_in(connection) is not None:
        raise damaged(DAMAGED, database)
    folder = folder_of(database)
    folder.mkdir(parents=True, exist_ok=True)
    want = Want("a backup of the database", _bytes(connection))
    require_room(want, folder)
    copy = folder / name_for(database, now(), revision)
    part = copy.with_suffix(".part")
    try:
        with room_for(want, folder):
            connection.execute("VACUUM INTO ?", (str(part),))
            with part.open("rb+") as written:
                os.fsync(written.fileno())
            part.replace(copy)
    finally:
        part.unlink(missing_ok=True)
    for old in copies(database)[:-KEPT]:
        old.unlink(missing_ok=True)
    log.info("The database was copied to %s", copy)
    return copy


def _bytes(connection: sqlite3.Connection) -> int:
    """How large the database is, which a copy is at most."""
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    return int(pages * connection.execute("PRAGMA page_size").fetchone()[0])
