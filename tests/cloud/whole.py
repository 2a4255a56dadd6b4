"""Whole generations with the real engine, on a cast of servers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests import measure
from vidgen_desktop.config import Settings, folders
from vidgen_desktop.core.buying.purchase import Purchase
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import Cast
from vidgen_desktop.core.events import Completed, Event, Outcome
from vidgen_desktop.core.model import Generation, Request
from vidgen_desktop.engine import Engine
from vidgen_desktop.keys import forget_key, remember_key
from vidgen_desktop.setups import ProviderSetup

PROMPT = "Tell me how a mountain lake wakes up in the morning"
SCRIPT = {
    "is_script": False,
    "title": "The lake wakes",
    "language": "en",
    "paragraphs": [
        "Before sunrise the mountain lake lies still and dark.",
        "Then the first light wakes the birds.",
    ],
}
SHOTS = {
    "look": "Soft morning light, muted blues",
    "scenes": [
        {
            "number": number,
            "shot": "A mountain lake between pines",
            "camera": "slow push in",
            "light": "dawn",
            "heading": "The lake",
        }
        for number in (1, 2, 3)
    ],
}


@dataclass
class Whole:
    """The engine, with what happened."""

    engine: Engine
    events: list[Event] = field(default_factory=list[Event])

    def make(self, cast: Cast, seconds: float = 8.0) -> tuple[Generation, Outcome]:
        """A video, from the prompt to the file."""
        request = Request(PROMPT, seconds=seconds, cast=cast, music="none")
        return self.run(self.engine.submit(request).id)

    def again(self, generation: int) -> tuple[Generation, Outcome]:
        """Go on where it stopped."""
        self.engine.resume(generation)
        return self.run(generation)

    def run(self, generation: int) -> tuple[Generation, Outcome]:
        """Carry it to its end."""
        outcome = self.engine.run(generation, CancelToken(), self.events.append)
        return self.engine.store.get(generation), outcome

    def bought(self, generation: Generation) -> list[Purchase]:
        """Its purchases, oldest first."""
        return list(self.engine.store.purchases(generation.id))

    def check_video(self, outcome: Outcome, seconds: float) -> None:
        """The file is there, plays, and is as long as it should be."""
        assert isinstance(outcome, Completed), outcome
        seen = measure.shape(Path(outcome.result.video))
        assert seen.video
        assert seen.sound
        assert abs(seen.container_seconds - outcome.result.seconds) < 0.3
        assert abs(seen.video.seconds - seconds) < 1.5

    def check_books(self, generation: Generation) -> None:
        """Ledger, purchases and totals say the same."""
        store = self.engine.store
        ledger = sum(entry.micros for entry in store.costs(generation.id))
        bought = sum(purchase.cost_micros or 0 for purchase in self.bought(generation))
        assert ledger == bought == generation.cost_micros == store.total_micros()


@contextmanager
def whole(key: str, *setups: ProviderSetup) -> Iterator[Whole]:
    """The engine with these providers, all of which take this key."""
    for setup in setups:
        remember_key(setup, key)
    engine = Engine(Settings(providers=setups))
    try:
        yield Whole(engine)
    finally:
        engine.close()
        for setup in setups:
            forget_key(setup)


def no_partial_videos() -> None:
    """Only whole files have final names, and nothing is left beside them."""
    videos = folders(Settings()).videos
    if videos.exists():
        assert not [path for path in videos.iterdir() if path.name.startswith(".")]
