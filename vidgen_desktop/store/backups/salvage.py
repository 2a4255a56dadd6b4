"""Reads what can still be read of the money in a damaged database, row by row."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from vidgen_desktop.core.buying.purchase import PurchaseState
from vidgen_desktop.core.money import PriceSource
from vidgen_desktop.store.database.health import open_to_read

# What may have changed in a purchase that the backup knows.
_LATER = ("state", "job", "cost_micros", "source", "updated_at")


def later_money(staged: sqlite3.Connection, old: Path) -> tuple[int, int, dict[str, int]]:
    """Add the purchases and the ledger's entries that `old` has and `staged` has not, and what has
    become of open purchases. Returns how many of both, and the highest number of each table.
    """
    try:
        with closing(open_to_read(old)) as source:
            source.row_factory = sqlite3.Row
            highest = {
                table: _highest(source, table)
                for table in ("generations", "purchases", "cost_entries")
            }
            purchases = [
                row["id"]
                for row in _rows(source, staged, "purchases", highest)
                if _take_purchase(staged, row)
            ]
            entries = sum(
                _take_entry(staged, row) for row in _rows(source, staged, "cost_entries", highest)
            )
    except sqlite3.Error:  # nothing of it can be read, or there is none
        return 0, 0, {}
    for purchase in purchases:
        with suppress(sqlite3.Error):  # it may be nonsense itself
            _write_lost_line(staged, purchase)
    _settle_orphans(staged)
    return len(purchases), entries, highest


def _highest(source: sqlite3.Connection, table: str) -> int:
    """The highest number that was given; 0 where that cannot be read."""
    with suppress(sqlite3.Error):
        found = source.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,))
        row = found.fetchone()
        if row is not None and isinstance(row[0], int):
            return row[0]
    return 0


def _rows(
    source: sqlite3.Connection, staged: sqlite3.Connection, table: str, highest: dict[str, int]
) -> Iterator[sqlite3.Row]:
    """The rows that may be new, each for itself, as the next page may be damaged."""
    # What is put into the statements here are names of ours.
    known = staged.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0]  # noqa: S608
    numbers = list(range(known + 1, highest[table] + 1))
    if table == "purchases":
        states = "', '".join(state for state in PurchaseState if state.is_open)
        # Names of ours.
        held = staged.execute(f"SELECT id FROM purchases WHERE state IN ('{states}')")  # noqa: S608
        numbers = [row[0] for row in held] + numbers
    for number in numbers:
        with suppress(sqlite3.DatabaseError):
            query = f"SELECT * FROM {table} WHERE id = ?"  # noqa: S608 - a name of ours
            row = source.execute(query, (number,)).fetchone()
            if row is not None:
                yield row


def _take_purchase(staged: sqlite3.Connection, row: sqlite3.Row) -> bool:
    """Whether it told something new."""
    with suppress(sqlite3.Error):
        known = staged.execute("SELECT * FROM purchases WHERE key = ?", (row["key"],)).fetchone()
        if known is None:
            return _insert(staged, "purchases", row)
        if known["updated_at"] < row["updated_at"]:
            values = ", ".join(f"{name} = ?" for name in _LATER)
            staged.execute(
                f"UPDATE purchases SET {values} WHERE id = ?",  # noqa: S608 - names of ours
                (*(row[name] for name in _LATER), known["id"]),
            )
            return True
    return False


def _take_entry(staged: sqlite3.Connection, row: sqlite3.Row) -> bool:
    with suppress(sqlite3.Error):
        if _is_sum(row["micros"]) and _insert(staged, "cost_entries", row):
            _count(staged, row["micros"], row["profile"], row["generation_id"])
            return True
    return False


def _count(staged: sqlite3.Connection, micros: int, profile: str, generation: int | None) -> None:
    """Count a line of the ledger in the totals."""
    staged.execute(
        "UPDATE profiles SET total_cost_micros = total_cost_micros + ? WHERE name = ?",
        (micros, profile),
    )
    staged.execute(
        "UPDATE generations SET cost_micros = cost_micros + ? WHERE id = ?", (micros, generation)
    )


def _write_lost_line(staged: sqlite3.Connection, purchase: int) -> None:
    """Write the line of the ledger that a purchase had, from what it says itself, where the page
    that it stood on could not be read.
    """
    query = (
        "SELECT profile, generation_id, cost_micros FROM purchases WHERE id = ?"
        " AND typeof(cost_micros) = 'integer' AND (cost_micros > 0 OR source = ?)"
        " AND NOT EXISTS (SELECT 1 FROM cost_entries WHERE purchase_id = purchases.id)"
    )
    row = staged.execute(query, (purchase, PriceSource.UNKNOWN)).fetchone()
    if row is not None:
        staged.execute(
            "INSERT INTO cost_entries (profile, generation_id, step, provider, model, what,"
            " micros, source, created_at, purchase_id)"
            " SELECT profile, generation_id, step, provider, model, what,"
            " cost_micros, source, updated_at, id FROM purchases WHERE id = ?",
            (purchase,),
        )
        _count(staged, row["cost_micros"], row["profile"], row["generation_id"])


def _settle_orphans(staged: sqlite3.Connection) -> None:
    """End the open purchases whose videos the backup does not know: nobody could decide about them.
    As when a video is deleted (`settling.end_open`), what a service has taken counts as bought, at
    its estimate; what may never have arrived does not.
    """
    sources = (PriceSource.UNKNOWN, PriceSource.COMPUTED)
    staged.execute(
        "INSERT INTO cost_entries"
        " (profile, step, provider, model, what, micros, source, created_at, purchase_id)"
        " SELECT profile, step, provider, model, what, estimate_micros,"
        " CASE WHEN unpriced THEN ? ELSE ? END, updated_at, id"
        " FROM purchases WHERE generation_id IS NULL AND state = ? AND cost_micros IS NULL",
        (*sources, PurchaseState.SUBMITTED),
    )
    staged.execute(
        "UPDATE profiles SET total_cost_micros = total_cost_micros + ("
        " SELECT coalesce(sum(estimate_micros), 0) FROM purchases WHERE profile = profiles.name"
        " AND generation_id IS NULL AND state = ? AND cost_micros IS NULL)",
        (PurchaseState.SUBMITTED,),
    )
    staged.execute(
        "UPDATE purchases SET state = ?, cost_micros = estimate_micros,"
        " source = CASE WHEN unpriced THEN ? ELSE ? END"
        " WHERE generation_id IS NULL AND state = ? AND cost_micros IS NULL",
        (PurchaseState.DONE, *sources, PurchaseState.SUBMITTED),
    )
    staged.execute(
        "UPDATE purchases SET state = ?, cost_micros = 0"
        " WHERE generation_id IS NULL AND state IN (?, ?) AND cost_micros IS NULL",
        (PurchaseState.FAILED, PurchaseState.PREPARED, PurchaseState.UNKNOWN),
    )
    staged.execute(
        "UPDATE purchases SET state = ? WHERE generation_id IS NULL AND state = ?",
        (PurchaseState.DONE, PurchaseState.UNKNOWN),  # paid for: whatever has become of it
    )


def _insert(staged: sqlite3.Connection, table: str, row: sqlite3.Row) -> bool:
    """Add a row as it is; without its generation where that is not known. The constraints refuse
    what is nonsense.
    """
    values = dict(row)
    number = values["generation_id"]
    found = staged.execute("SELECT 1 FROM generations WHERE id = ?", (number,)).fetchone()
    if found is None:
        values["generation_id"] = None
    staged.execute("INSERT OR IGNORE INTO profiles (name) VALUES (?)", (values["profile"],))
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    # Names of ours.
    staged.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))  # noqa: S608
    return True


def _is_sum(micros: object) -> bool:
    return isinstance(micros, int) and micros >= 0
