"""The protocols of the providers: who writes, films, speaks and composes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from vidgen_desktop.core.buying.purchase import NoPurse, Purse
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.choices import Look
from vidgen_desktop.core.model import (
    Request,
    Scene,
    Script,
    Speech,
    Storyboard,
    Take,
    VideoFormat,
    Voice,
)


def _no_progress(_fraction: float) -> None:
    """Work that nobody watches."""


@dataclass(frozen=True, slots=True)
class Work:
    """What anything that takes time is given.

    `progress` takes the fraction done (0 to 1) and may be called from any thread; `scratch`
    is a folder for files under way, emptied by somebody else; `purse` is how to buy, and `shelf`
    the folder for what was bought, which a later run of the same generation finds again.
    """

    token: CancelToken
    scratch: Path
    progress: Callable[[float], None] = field(default=_no_progress)
    purse: Purse = field(default_factory=NoPurse)
    kept: Path | None = None

    @property
    def shelf(self) -> Path:
        """Where to keep what was bought; where nothing outlives the work, the scratch folder."""
        return self.kept or self.scratch


class ScriptWriter(Protocol):
    """Turns a prompt into narration, and narration into scenes."""

    name: str

    def write(self, request: Request, work: Work) -> Script:
        """The narration, in the prompt's language and the person's own words."""
        ...

    def plan(
        self, script: Script, request: Request, spoken: Callable[[str], float], work: Work
    ) -> Storyboard:
        """Scenes whose seconds add up to the requested length within 0.5 s.

        `spoken` tells how many seconds a narration will last, breathing space included;
        where all of it needs longer than the request, it wins and a note says so.
        """
        ...


@dataclass(frozen=True, slots=True)
class ClipOrder:
    """A clip to be made: as near to `format` and `scene.seconds` as the maker can; what does
    not fit is made to fit afterwards.

    `out` and `poster` (PNG) are final paths: write elsewhere first, then move. A maker
    without a poster leaves it away. `head` and `tail` are the frames at its ends that a
    transition will replace: a maker that encodes itself lets it be cut there. `reference` is
    a picture of the look or of a character, for makers that take one; `sound` says whether
    the clip's own sound will be heard.
    """

    scene: Scene
    storyboard: Storyboard
    format: VideoFormat
    look: Look
    seed: int
    out: Path
    poster: Path
    head: int = 0
    tail: int = 0
    reference: str | None = None
    sound: bool = False


class ClipMaker(Protocol):
    """Films a scene. `parallel` is how many it films at once."""

    name: str
    parallel: int

    def make(self, order: ClipOrder, work: Work) -> Take:
        """Make the clip; raises ProviderError, MediaError or Cancelled."""
        ...


class Narrator(Protocol):
    """Speaks narration."""

    name: str

    def voices(self, token: CancelToken | None = None) -> Sequence[Voice]:
        """The voices it has; empty where there is none on this machine.

        May ask its service, until the token is cancelled.
        """
        ...

    def voice_for(
        self, language: str, wanted: str, token: CancelToken | None = None
    ) -> Voice | None:
        """The voice for a language; `wanted` is "auto" or an id. None: it cannot speak it.

        May ask its service, until the token is cancelled.
        """
        ...

    def seconds(self, text: str, voice: Voice, speed: float, token: CancelToken) -> float:
        """How long the narration will last when spoken."""
        ...

    def speak(self, scene: Scene, voice: Voice, speed: float, out: Path, work: Work) -> Speech:
        """Speak a scene's narration into a WAV file, with the time of each sentence."""
        ...


class Composer(Protocol):
    """Makes a music bed."""

    name: str

    def compose(self, seconds: float, look: Look, seed: int, out: Path, work: Work) -> None:
        """Write quiet music of this length (WAV, 48 kHz stereo)."""
        ...
