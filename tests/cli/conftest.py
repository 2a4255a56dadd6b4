"""A command line with everything real but the providers."""

import json
import sys
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.cli.service import FakeService
from tests.fakes.providers import Diary
from tests.piping import piped
from vidgen_desktop import cli, logs
from vidgen_desktop.config import Settings
from vidgen_desktop.core.model import Generation
from vidgen_desktop.store.repository import SqliteStore, open_store


@dataclass(frozen=True)
class Said:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        """Standard output as JSON, one object per line."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass
class CommandLine:
    """Calls `vidgen` as `__main__` does; windows that would open are noted."""

    home: Path
    capture: pytest.CaptureFixture[str]
    diary: Diary = field(default_factory=Diary)
    windows: list[tuple[Settings, str | None]] = field(default_factory=list)
    window_fault: ImportError | None = None
    services: list[FakeService] = field(default_factory=list)

    def __call__(self, *arguments: str, given: bytes = b"") -> Said:
        """Run a command line, with `given` on its standard input."""
        self.capture.readouterr()
        with piped(given):
            code = cli.main(arguments, open_window=self._window, open_service=self._service)
        out, err = self.capture.readouterr()
        return Said(code, out, err)

    def store(self, profile: str = "default") -> SqliteStore:
        """The database that the commands use; close it."""
        return open_store(self.home / "vidgen.db", profile)

    def known(self) -> list[Generation]:
        """What is stored, oldest first."""
        with self.store() as store:
            return list(store.list())[::-1]

    def close(self) -> None:
        """Close what the commands opened."""
        for service in self.services:
            service.house.close()

    def _window(self, settings: Settings, prompt: str | None) -> int:
        if self.window_fault is not None:
            raise self.window_fault
        self.windows.append((settings, prompt))
        return 0

    def _service(self, settings: Settings) -> FakeService:
        self.services.append(FakeService(settings, self.diary))
        return self.services[-1]


# For tests of what happens where no window can open.
without_display = pytest.mark.skipif(
    sys.platform in ("win32", "darwin"), reason="there is always a display on this system"
)


@pytest.fixture
def vidgen(
    own_home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Generator[CommandLine]:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    line = CommandLine(own_home, capsys)
    yield line
    line.close()
    logs.release_logs()
