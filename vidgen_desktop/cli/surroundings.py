"""What the commands are given from outside: settings, the engine, the window."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from vidgen_desktop.config import Folders, Settings, folders
from vidgen_desktop.core.errors import StoreError
from vidgen_desktop.core.service import GenerationService
from vidgen_desktop.core.store_port import Store

OpenWindow = Callable[[Settings, str | None], int]
OpenService = Callable[[Settings], GenerationService]
LogsStarted = Callable[[Path], None]


def open_real_service(settings: Settings) -> GenerationService:
    """The engine, imported only by commands that need it."""
    from vidgen_desktop.engine import open_engine

    return open_engine(settings)


def nothing(_logs: Path) -> None:
    """Nobody waits for the logs."""


@dataclass(slots=True)
class Surroundings:
    """Filled by `main` and by the options that stand before the command."""

    open_window: OpenWindow
    open_service: OpenService = open_real_service
    logs_started: LogsStarted = nothing  # told of their folder, before the command
    settings: Settings = field(default_factory=Settings)
    settings_fault: StoreError | None = None  # why the stored settings could not be read
    verbose: int = 0

    @property
    def folders(self) -> Folders:
        """Where everything is."""
        return folders(self.settings)

    def service(self) -> GenerationService:
        """The engine as the chosen profile."""
        return self.open_service(self.settings)

    @contextmanager
    def reading(self) -> Generator[Store]:
        """The database alone, which opens far quicker than the engine."""
        from vidgen_desktop.store.repository import open_store

        with open_store(self.folders.database, self.settings.profile) as store:
            yield store
