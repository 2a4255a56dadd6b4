"""Ours: the real pipeline with the real store, media tool and stages, on given files."""

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.assembly.given import Given
from vidgen_desktop.core import pipeline
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.choices import Look
from vidgen_desktop.core.events import Completed, Event, StepChanged, StepState
from vidgen_desktop.core.model import (
    Request,
    Scene,
    Script,
    Speech,
    Storyboard,
    Take,
    Voice,
)
from vidgen_desktop.core.ports import ClipOrder, Work
from vidgen_desktop.core.run.context import Providers
from vidgen_desktop.media.tool import FfmpegTool
from vidgen_desktop.stages import STAGES
from vidgen_desktop.store.repository import open_store

VOICE = Voice("given:en", "Given", "en")
QUIET = 0.3  # seconds without a step that begins or ends
NEVER = 300.0  # seconds; a run whose other scenes need so long has failed


@dataclass(frozen=True, slots=True)
class Ran:
    """A finished run. Times in seconds: of the whole, and since the last take was there."""

    video: Path
    whole: float
    after_last: float
    began: float
    events: Sequence[tuple[float, Event]]


@dataclass
class Arrivals:
    """Hands over takes; the last one, if `holding`, only when all other work is done."""

    given: Given
    holding: bool
    last: float = 0.0
    _open: set[str] = field(default_factory=set[str])
    _done: set[str] = field(default_factory=set[str])
    _changes: int = 0
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def hear(self, event: Event) -> None:
        """Keep account of the steps under way."""
        if not isinstance(event, StepChanged):
            return
        with self._changed:
            if event.state is StepState.STARTED:
                self._open.add(event.step)
            else:
                self._open.discard(event.step)
                self._done.add(event.step)
            self._changes += 1
            self._changed.notify_all()

    def await_turn(self, scene: int) -> None:
        """Return when the take of this scene may arrive."""
        last = len(self.given.takes)
        if scene != last:
            return
        if self.holding:
            self._await_all_others(last)
        self.last = time.perf_counter()

    def _await_all_others(self, last: int) -> None:
        """The others fit, all is spoken and mixed, and nothing else begins any more."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._only_waits(last), NEVER):
                raise SystemExit(f"waited for ever; done: {self._done}, under way: {self._open}")
            while True:
                seen = self._changes
                quiet = not self._changed.wait_for(lambda seen=seen: self._changes != seen, QUIET)
                if quiet and self._only_waits(last):
                    return

    def _only_waits(self, last: int) -> bool:
        fit = all(self._done & {f"conform/{n}", f"unify/{n}"} for n in range(1, last))
        return fit and "mix" in self._done and self._open <= {f"clip/{last}"}


class GivenWriter:
    """The fixed script and storyboard."""

    name = "given"

    def __init__(self, given: Given) -> None:
        self._given = given

    def write(self, request: Request, work: Work) -> Script:
        """As given."""
        del request, work
        return self._given.script

    def plan(
        self, script: Script, request: Request, spoken: Callable[[str], float], work: Work
    ) -> Storyboard:
        """As given."""
        del script, request, spoken, work
        return self._given.storyboard


class GivenNarrator:
    """Speaks by handing over the WAV files."""

    name = "given"

    def __init__(self, given: Given) -> None:
        self._given = given

    def voices(self, token: CancelToken | None = None) -> Sequence[Voice]:
        """One."""
        del token
        return [VOICE]

    def voice_for(
        self, language: str, wanted: str, token: CancelToken | None = None
    ) -> Voice | None:
        """That one."""
        del language, wanted, token
        return VOICE

    def seconds(self, text: str, voice: Voice, speed: float, token: CancelToken) -> float:
        """As long as the file."""
        del voice, speed, token
        scenes = self._given.storyboard.scenes
        number = next(scene.number for scene in scenes if scene.narration == text)
        return self._given.speeches[number - 1].seconds

    def speak(self, scene: Scene, voice: Voice, speed: float, out: Path, work: Work) -> Speech:
        """As given."""
        del voice, speed, out, work
        return self._given.speeches[scene.number - 1]


class GivenClips:
    """Films by handing over the takes, where they lie."""

    name = "given"
    parallel = 2

    def __init__(self, given: Given, arrivals: Arrivals) -> None:
        self._given = given
        self._arrivals = arrivals

    def make(self, order: ClipOrder, work: Work) -> Take:
        """As given, without a poster, as most providers deliver."""
        del work
        number = order.scene.number
        self._arrivals.await_turn(number)
        take = self._given.takes[number - 1]
        return Take(number, str(take.path), str(order.poster), take.seconds, self.name)


class NoComposer:
    """The music is a file."""

    name = "none"

    def compose(self, seconds: float, look: Look, seed: int, out: Path, work: Work) -> None:
        """Never asked."""
        raise NotImplementedError


def assemble(given: Given, folder: Path, *, holding: bool = False) -> Ran:
    """Make the video in a new house in `folder`. `holding`: the last take comes last of all."""
    folder.mkdir(parents=True)
    arrivals = Arrivals(given, holding)
    with closing(open_store(folder / "vidgen.db", "default")) as store:
        providers = Providers(
            GivenWriter(given), GivenClips(given, arrivals), GivenNarrator(given), NoComposer()
        )
        house = pipeline.House(
            store=store,
            providers=lambda *_: providers,
            media=FfmpegTool(),
            stages=STAGES,
            workspaces=folder / "workspaces",
            videos=folder / "Videos",
            logs=folder / "logs",
        )
        events: list[tuple[float, Event]] = []

        def listen(event: Event) -> None:
            events.append((time.perf_counter(), event))
            arrivals.hear(event)

        generation = store.create(given.request, "Bees")
        began = time.perf_counter()
        outcome = pipeline.run(house, generation.id, CancelToken(), listen)
        ended = time.perf_counter()
    if not isinstance(outcome, Completed):
        raise SystemExit(f"the generation did not complete: {outcome}")
    return Ran(
        Path(outcome.result.video), ended - began, ended - arrivals.last, began, tuple(events)
    )
