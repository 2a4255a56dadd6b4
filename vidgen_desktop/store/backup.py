"""Copies of the database, made before it is changed."""

import logging
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from vidgen_desktop.core.model import now
from vidgen_desktop.store.connections import BUSY_SECONDS

KEPT = 7

log = logging.getLogger("vidgen.store")


def back_up(path: Path, folder: Path, revision: str) -> Path:
    """Copy the database into `folder` (whole or not at all) and remove the oldest copies.

    The name says when and from which revision. Raises sqlite3.Error or OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stamp = now().strftime("%Y%m%dT%H%M%S.%fZ")
    copy = folder / f"{path.stem}-{stamp}-{revision}.db"
    part = copy.with_suffix(".part")
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as connection:
            connection.execute("VACUUM INTO ?", (str(part),))
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        part.replace(copy)
    finally:
        part.unlink(missing_ok=True)
    for old in sorted(folder.glob(f"{path.stem}-*.db"))[:-KEPT]:
        old.unlink(missing_ok=True)
    log.info("The database was copied to %s", copy)
    return copy
