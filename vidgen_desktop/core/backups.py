"""Copies of the database, and what putting one in its place has brought."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

RESTORED_CODE = "restored"  # of a video that was not finished in the backup


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the database: from when, in which form, how many generations it knows, its size
    in bytes.
    """

    path: Path
    made_at: datetime
    revision: str
    generations: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup is the database now. `kept` is where that is which it replaced, if there was any;
    `notes` are sentences for the person.
    """

    backup: Backup
    kept: Path | None
    notes: tuple[str, ...]
