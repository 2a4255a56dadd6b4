"""The copies of the database that there are."""

import logging
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from vidgen_desktop.core.backups import Backup
from vidgen_desktop.core.model import now
from vidgen_desktop.store.database.health import is_whole, open_to_read

OFTEN = timedelta(hours=24)

_STAMP = "%Y%m%dT%H%M%S.%fZ"
_NAME = re.compile(r".+-(\d{8}T\d{6}\.\d{6}Z)-(\w+)\.db")

log = logging.getLogger("vidgen.store")


def folder_of(database: Path) -> Path:
    """Where the copies of a database are."""
    return database.parent / "backups"


def copies(database: Path) -> list[Path]:
    """The files, oldest first by their names."""
    return sorted(c for c in folder_of(database).glob("*.db") if _NAME.fullmatch(c.name))


def name_for(database: Path, moment: datetime, revision: str) -> str:
    """The name of a copy says when it was made, and in which form it is."""
    return f"{database.stem}-{moment.strftime(_STAMP)}-{revision}.db"


def is_due(database: Path) -> bool:
    """Whether no copy was made within a day. One whose name lies in the future says nothing: the
    clock was wrong then, or is now.
    """
    moment = now()
    stamps = [_stamp(copy) for copy in copies(database)]
    return not any(moment - OFTEN < stamp <= moment for stamp in stamps)


def backups(database: Path) -> Iterator[Backup]:
    """The copies that can be read, newest first; each is opened when it is asked for."""
    for copy in reversed(copies(database)):
        try:
            yield read_backup(copy)
        except sqlite3.Error as error:
            log.warning("The backup %s cannot be read: %s", copy.name, error)


def newest_good(database: Path) -> Backup | None:
    """The newest copy that is whole and holds something."""
    for backup in backups(database):
        if backup.generations and is_whole(backup.path):
            return backup
    return None


def read_backup(copy: Path) -> Backup:
    """What a copy is and holds; by its file's time where its name does not tell. Raises
    sqlite3.Error where it is not a database of ours.
    """
    with closing(open_to_read(copy, never_changes=True)) as connection:
        revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        count = connection.execute("SELECT count(*) FROM generations").fetchone()[0]
    return Backup(copy, _stamp(copy), revision[0] if revision else "", count, copy.stat().st_size)


def _stamp(copy: Path) -> datetime:
    found = _NAME.fullmatch(copy.name)
    if found is None:
        return datetime.fromtimestamp(copy.stat().st_mtime, UTC)
    return datetime.strptime(found[1], _STAMP).replace(tzinfo=UTC)
