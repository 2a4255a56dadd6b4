"""A backup knows nothing of what came after it: what can be found out is added, the rest told."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from vidgen_desktop.core.backups import RESTORED_CODE
from vidgen_desktop.core.counting import counted
from vidgen_desktop.core.days import moment
from vidgen_desktop.core.model import Status
from vidgen_desktop.store.backups.salvage import later_money
from vidgen_desktop.store.database.mapping import from_json, to_json

_NUMBERED = ("generations", "purchases", "cost_entries")


def catch_up(staged: Path, database: Path, made_at: datetime) -> list[str]:
    """Prepare a backup, from `made_at`, to become the database again; returns notes.

    From the old database come the purchases and the ledger's entries that can still be read, so
    that they are asked for and not bought again. No generation goes on by itself, and no number
    is given that a later one may have had.
    """
    made = moment(made_at)
    with closing(sqlite3.connect(staged, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("BEGIN IMMEDIATE")
        purchases, entries, numbers = later_money(connection, database)
        unfinished = _stop(connection, made)
        numbers["generations"] = max(numbers.get("generations", 0), _folders(database))
        for table in _NUMBERED:
            _never_again(connection, table, numbers.get(table, 0))
        connection.execute("COMMIT")
    return _notes(made, purchases, entries, unfinished)


def _stop(connection: sqlite3.Connection, made: str) -> int:
    """End what the backup thinks is under way, and say in each that is not finished what is not
    known of it; returns how many there are.
    """
    told = (
        f"This is as it was in the backup of {made}. What was bought for it since then may not be "
        "known here, and could be bought again: see what the rest costs before you resume it."
    )
    stopped = connection.execute(
        "UPDATE generations SET status = ?, error_code = ?, error = ?, owner = NULL,"
        " cancellation_requested = 0, current_step = NULL WHERE status IN (?, ?) OR error_code = ?",
        (Status.FAILED, RESTORED_CODE, told, Status.PENDING, Status.PROCESSING, RESTORED_CODE),
    ).rowcount
    connection.execute("UPDATE purchases SET state = 'unknown' WHERE state = 'prepared'")
    # These keep the error that ended them, so that it is told beside it.
    ended = connection.execute(
        "SELECT id, notes_json FROM generations WHERE status = ? AND error_code IS NOT ?",
        (Status.FAILED, RESTORED_CODE),
    ).fetchall()
    for number, notes in ended:
        kept = from_json(notes, tuple[str, ...])
        connection.execute(
            "UPDATE generations SET notes_json = ? WHERE id = ?", (to_json((*kept, told)), number)
        )
    return stopped + len(ended)


def _folders(database: Path) -> int:
    """The highest number of a generation that has left files."""
    names = [folder.name for folder in (database.parent / "workspaces").glob("*")]
    return max((int(name) for name in names if name.isascii() and name.isdecimal()), default=0)


def _never_again(connection: sqlite3.Connection, table: str, highest: int) -> None:
    """Give only higher numbers from now on."""
    found = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,))
    known = found.fetchone()
    if known is None:
        connection.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", (table, highest))
    elif known[0] < highest:
        connection.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", (highest, table))


def _notes(made: str, purchases: int, entries: int, unfinished: int) -> list[str]:
    lost = (
        f"Videos made after {made} are not in the list any more. Their files stay where they are, "
        "and nothing is written over them."
    )
    notes = [lost]
    if purchases or entries:
        notes.append(
            f"{counted(purchases, 'purchase')} and "
            f"{counted(entries, 'entry of the ledger', 'entries of the ledger')} from after the "
            "backup could be read from the old database and were added."
        )
    if unfinished:
        notes.append(
            f"{counted(unfinished, 'video is', 'videos are')} not finished. Nothing goes on "
            "by itself: what was bought after the backup may not be known here."
        )
    return notes
