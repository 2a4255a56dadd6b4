"""A person with a home of their own: they type `vidgen` commands, and look what is there."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from tests.durability.launch import Strike
from tests.durability.studio import PRICES, Studio
from vidgen_desktop.config import Defaults, Settings
from vidgen_desktop.core.casting import Cast, Choice, Quality
from vidgen_desktop.setups import ProviderKind, ProviderSetup

SCRIPT = (
    "Bees dance in the dark hive and show the others the way.\n\n"
    "The flowers wait in the sun on the other side of the old river."
)
# Given so, the person's own keychain is never asked.
KEYS = {
    "VIDGEN_KEY_STUDIO": "no-secret-of-the-tests",
    "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
}
PATIENCE = 120.0  # seconds for a command, on a machine that is busy with other things
GRACE = 5.0  # seconds for what was struck to be gone

Record = dict[str, Any]


@dataclass(frozen=True)
class Said:
    """How a command ended, and what it said."""

    code: int
    out: str
    errors: str

    @property
    def records(self) -> list[Record]:
        """The JSON lines among it."""
        return [json.loads(line) for line in self.out.splitlines() if line.startswith("{")]

    @property
    def outcome(self) -> Record:
        """The last event, if it tells of an end."""
        found = self.records
        return found[-1] if found and found[-1].get("event") == "ended" else {}


@dataclass
class Person:
    """A home folder, and the processes that were started on it."""

    home: Path
    variables: dict[str, str] = field(default_factory=lambda: dict(KEYS))
    errors: list[str] = field(default_factory=list[str])  # what all commands said

    @property
    def environment(self) -> dict[str, str]:
        """What their processes are given."""
        return {**os.environ, **self.variables, "VIDGEN_HOME": str(self.home)}

    def start(self, *arguments: str, strike: Strike | None = None, **options: Any) -> "Running":
        """Start a command in a session of its own, whose group a signal can reach."""
        plain = [sys.executable, "-m", "vidgen_desktop", *arguments]
        return Running(
            self,
            subprocess.Popen(
                strike.command(*arguments) if strike else plain,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                env=self.environment,
                start_new_session=True,
                **options,
            ),
        )

    def types(self, *arguments: str, strike: Strike | None = None) -> Said:
        """Run a command to its end."""
        return self.start(*arguments, strike=strike).end()

    def generate(self, strike: Strike | None = None, *more: str) -> "Running":
        """Have the usual video made."""
        return self.start("generate", SCRIPT, *more, "--json", "--yes", strike=strike)

    def resume(self, generation: int = 1, strike: Strike | None = None) -> Said:
        """Go on with it."""
        return self.types("resume", str(generation), "--json", "--yes", strike=strike)

    @property
    def videos(self) -> Path:
        """Where finished videos go."""
        return self.home / "Videos"

    @contextmanager
    def database(self) -> Iterator[sqlite3.Connection]:
        """The database, read without the program: a copy, as a reader would take a step of the
        recovery that the program itself has to take.
        """
        with tempfile.TemporaryDirectory() as folder:
            for path in self.home.glob("vidgen.db*"):
                with suppress(FileNotFoundError):  # a journal comes and goes
                    shutil.copy(path, folder)
            with closing(sqlite3.connect(Path(folder, "vidgen.db"))) as connection:
                connection.row_factory = sqlite3.Row
                yield connection

    def rows(self, query: str, *values: object) -> list[Record]:
        """What a query finds."""
        with self.database() as connection:
            return [dict(row) for row in connection.execute(query, values)]

    @property
    def exists(self) -> bool:
        """Whether there is a database with a generation in it."""
        with suppress(sqlite3.OperationalError):
            return bool(self.rows("SELECT id FROM generations"))
        return False

    @property
    def status(self) -> str:
        """Of the first generation; empty where there is none."""
        return str(self.rows("SELECT status FROM generations")[0]["status"]) if self.exists else ""

    def processes(self) -> list[psutil.Process]:
        """All that run for this home, also those whose parents are gone."""
        found: list[psutil.Process] = []
        for process in psutil.process_iter():
            with suppress(psutil.Error):
                if process.environ().get("VIDGEN_HOME") == str(self.home):
                    found.append(process)
        return [one for one in found if _runs(one)]


@dataclass
class Running:
    """A command under way."""

    person: Person
    process: "subprocess.Popen[str]"

    def kill(self) -> None:
        """As a power cut does: this process, not its children."""
        self.send(signal.SIGKILL)

    def send(self, number: signal.Signals) -> None:
        """A signal; to nobody, if it has ended."""
        with suppress(ProcessLookupError):
            self.process.send_signal(number)

    def send_all(self, number: signal.Signals) -> None:
        """A signal to it and all that it started."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def events(self) -> Iterator[Record]:
        """Its JSON lines, as they come."""
        for line in self.process.stdout or ():
            if line.startswith("{"):
                yield json.loads(line)

    def end(self) -> Said:
        """Wait for its end."""
        try:
            out, errors = self.process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self.send_all(signal.SIGKILL)
            out, errors = self.process.communicate()
            errors += f"\nIt had not ended after {PATIENCE:.0f} seconds."
        self.person.errors.append(errors)
        return Said(self.process.returncode, out, errors)


def settle_in(home: Path, studio: Studio) -> Person:
    """A home with the studio in its settings, and its prices."""
    import msgspec

    home.mkdir(parents=True)
    setup = ProviderSetup(
        "studio", ProviderKind.SHAPED, "Studio", studio.url, entered_by_person=True
    )
    cast = Cast(clips=Choice("studio", "film-1"), voice=Choice("studio", "voice-1"))
    settings = Settings(  # the usual choices are the same for the window and the terminal
        providers=(setup,),
        qualities=(Quality("Studio", cast, "af_sky"),),
        quality="Studio",
        defaults=Defaults(seconds=8.0, music="none"),
    )
    (home / "settings.json").write_bytes(msgspec.json.encode(settings))
    (home / "prices.toml").write_text(PRICES, encoding="utf-8")
    return Person(home)


def _runs(process: psutil.Process) -> bool:
    with suppress(psutil.NoSuchProcess):
        return process.status() != psutil.STATUS_ZOMBIE
    return False
