"""A whole house on fakes, with the real store, the real stages and the real pipeline."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from tests.fakes.media import FakeMedia
from tests.fakes.providers import (
    ENGLISH,
    Diary,
    FakeClips,
    FakeComposer,
    FakeNarrator,
    FakeWriter,
)
from vidgen_desktop.core import pipeline
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.events import Event, Outcome
from vidgen_desktop.core.model import Generation, Request, Voice
from vidgen_desktop.core.run.context import Providers
from vidgen_desktop.stages import STAGES
from vidgen_desktop.store.repository import open_store

E = TypeVar("E")

PROMPT = "Bees dance. They show the way. Flowers wait."


@dataclass
class FakeHouse:
    """Runs requests and keeps every event."""

    folder: Path
    voices: Sequence[Voice] = (ENGLISH,)
    diary: Diary = field(default_factory=Diary)
    events: list[Event] = field(default_factory=list[Event])
    token: CancelToken = field(default_factory=CancelToken)

    def __post_init__(self) -> None:
        diary = self.diary
        self.clips = FakeClips(diary)
        self.store = open_store(self.folder / "vidgen.db", "default")
        self.providers = Providers(
            FakeWriter(diary), self.clips, FakeNarrator(diary, self.voices), FakeComposer(diary)
        )
        self.house = pipeline.House(
            store=self.store,
            providers=lambda *_: self.providers,
            media=FakeMedia(diary),
            stages=STAGES,
            workspaces=self.folder / "workspaces",
            videos=self.folder / "Videos",
            logs=self.folder / "logs",
        )

    def close(self) -> None:
        """Close the database."""
        self.store.close()

    def submit(self, request: Request | None = None) -> Generation:
        """A pending generation."""
        return self.store.create(request or Request(PROMPT, seconds=12), "Bees")

    def run(self, generation: Generation) -> Outcome:
        """Carry it to its end, with a fresh token and a fresh list of events."""
        self.token = CancelToken()
        self.events.clear()
        return pipeline.run(self.house, generation.id, self.token, self.events.append)

    def seen(self, kind: type[E]) -> list[E]:
        """The events of one kind, in order."""
        return [event for event in self.events if isinstance(event, kind)]
