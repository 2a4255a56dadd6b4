"""Providers that write small real files, count their work, and can be stopped at any step."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.choices import Look
from vidgen_desktop.core.model import Cue, Request, Scene, Script, Speech, Storyboard, Take, Voice
from vidgen_desktop.core.ports import ClipOrder, Work

ENGLISH = Voice("fake:en", "English", "en")


@dataclass
class Diary:
    """What was done, how often; and what happens when a piece of work begins."""

    done: Counter[str] = field(default_factory=Counter[str])
    hooks: dict[str, Callable[[Work], None]] = field(
        default_factory=dict[str, Callable[[Work], None]]
    )
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, what: str, work: Work) -> None:
        """Run the hook of this piece of work, if any; then it counts as done."""
        work.token.check()
        hook = self.hooks.get(what)
        if hook is not None:
            hook(work)
        with self._lock:
            self.done[what] += 1


class FakeWriter:
    """One sentence is one scene."""

    name = "fake"

    def __init__(self, diary: Diary) -> None:
        self._diary = diary

    def write(self, request: Request, work: Work) -> Script:
        """Split at full stops."""
        self._diary.begin("enhance", work)
        sentences = tuple(f"{part.strip()}." for part in request.prompt.split(".") if part.strip())
        return Script(sentences[0].rstrip("."), "en", (sentences,))

    def plan(
        self, script: Script, request: Request, spoken: Callable[[str], float], work: Work
    ) -> Storyboard:
        """Share the length among the sentences; the voice wins."""
        self._diary.begin("plan", work)
        sentences = [sentence for paragraph in script.paragraphs for sentence in paragraph]
        share = request.seconds / len(sentences)
        scenes = tuple(
            Scene(number, sentence, sentence, max(share, spoken(sentence)))
            for number, sentence in enumerate(sentences, start=1)
        )
        return Storyboard(script.title, script.language, scenes)


class FakeClips:
    """A clip is a file that names its scene, and a foreign encoder if it is told one."""

    name = "fake"
    parallel = 2

    def __init__(self, diary: Diary) -> None:
        self._diary = diary
        self.encoders: dict[int, str] = {}
        self.with_poster = True

    def make(self, order: ClipOrder, work: Work) -> Take:
        """Write the two files, with progress on the way."""
        number = order.scene.number
        work.progress(0.25)
        self._diary.begin(f"clip/{number}", work)
        work.progress(0.75)
        order.out.write_text(f"{self.encoders.get(number, '')} scene {number}".strip())
        if self.with_poster:
            order.poster.write_text(f"poster {number}")
        return Take(number, str(order.out), str(order.poster), order.scene.seconds, self.name)


class FakeNarrator:
    """Speaks ten characters a second."""

    name = "fake"

    def __init__(self, diary: Diary, voices: Sequence[Voice] = (ENGLISH,)) -> None:
        self._diary = diary
        self._voices = voices

    def voices(self, token: CancelToken | None = None) -> Sequence[Voice]:
        """As it was made."""
        del token
        return self._voices

    def voice_for(
        self, language: str, wanted: str, token: CancelToken | None = None
    ) -> Voice | None:
        """The first voice of the language."""
        del token
        named = [v for v in self._voices if wanted in ("auto", v.id)]
        return next((voice for voice in named if voice.language == language), None)

    def seconds(self, text: str, voice: Voice, speed: float, token: CancelToken) -> float:
        """By length."""
        return len(text) / 10 / speed

    def speak(self, scene: Scene, voice: Voice, speed: float, out: Path, work: Work) -> Speech:
        """Write a file and one cue."""
        self._diary.begin(f"voice/{scene.number}", work)
        out.write_text(scene.narration)
        seconds = self.seconds(scene.narration, voice, speed, work.token)
        cues = (Cue(0.0, seconds, scene.narration),)
        return Speech(scene.number, str(out), seconds, cues, self.name, voice.id)


class FakeComposer:
    """Music is a file that says how long it is."""

    name = "fake"

    def __init__(self, diary: Diary) -> None:
        self._diary = diary

    def compose(self, seconds: float, look: Look, seed: int, out: Path, work: Work) -> None:
        """Write it."""
        self._diary.begin("music", work)
        out.write_text(f"{seconds:.3f} s of {look}, {seed}")
