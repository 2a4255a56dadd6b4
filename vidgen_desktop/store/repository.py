"""The database as the rest of the program sees it: `core.ports.Store` on SQLite."""

from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy.dialects.sqlite import insert

from vidgen_desktop.core.errors import StoreError
from vidgen_desktop.store.backups.safekeeping import Safekeeping
from vidgen_desktop.store.database.connections import Connections
from vidgen_desktop.store.database.health import BUSY_SECONDS
from vidgen_desktop.store.generations import Generations
from vidgen_desktop.store.makers.leases import Leases
from vidgen_desktop.store.makers.presence import Presence
from vidgen_desktop.store.migrate import bring_up_to_date
from vidgen_desktop.store.models import ProfileRow
from vidgen_desktop.store.money.costs import Costs
from vidgen_desktop.store.money.ledger import Ledger
from vidgen_desktop.store.money.purchases import Purchases
from vidgen_desktop.store.money.samples import Samples
from vidgen_desktop.store.runs import Runs
from vidgen_desktop.store.scenes import Scenes
from vidgen_desktop.store.steps import Steps

_LINE_BREAKS = "\n\r"  # where ffmpeg ends the lines of a list of files


class SqliteStore(
    Generations, Leases, Runs, Scenes, Ledger, Costs, Purchases, Samples, Steps, Safekeeping
):
    """One profile's view of the database; usable from all threads at once."""

    def journal_mode(self) -> str:
        """The journal in use, e.g. "wal"."""
        with self._connections.reading() as session:
            return str(session.connection().exec_driver_sql("PRAGMA journal_mode").scalar())

    def close(self) -> None:
        """Close the database; nobody may be using it."""
        self._connections.close()
        self._presence.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def open_store(path: Path, profile: str, patience: float = BUSY_SECONDS) -> SqliteStore:
    """Open the database as a profile, making or migrating it first where that is needed. Who else
    has it locked is waited for, so many seconds.

    Raises StoreError (also for a database that a newer program has made) or DiskFull.
    """
    _make_folder(path.parent)
    bring_up_to_date(path)
    connections = Connections(path, patience)
    try:
        _have_profile(connections, profile)
    except BaseException:  # whatever it was, the file is not left open
        connections.close()
        raise
    return SqliteStore(connections, profile, Presence(path.parent / "running"))


def _make_folder(folder: Path) -> None:
    if any(char in str(folder) for char in _LINE_BREAKS):
        raise StoreError(
            f"The name of the data folder {str(folder)!r} has a line break, so ffmpeg could join "
            "no videos in it.",
            "Set VIDGEN_HOME to another folder.",
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"The data folder {folder} cannot be made ({error.strerror}).",
            "Set VIDGEN_HOME to a folder that you may write to.",
        ) from error


def _have_profile(connections: Connections, profile: str) -> None:
    # Looked for first, so that opening a database writes nothing.
    with connections.reading() as session:
        if session.get(ProfileRow, profile) is not None:
            return
    with connections.writing() as session:
        session.execute(insert(ProfileRow).values(name=profile).on_conflict_do_nothing())
