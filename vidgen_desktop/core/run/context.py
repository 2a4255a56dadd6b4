"""What a stage is given, and nothing else."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

from vidgen_desktop.core.assembly import Fitted, OwnSound, Piece
from vidgen_desktop.core.buying.purchase import NoPurse, Purse
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.media_port import MediaTool
from vidgen_desktop.core.model import (
    Request,
    Result,
    Scene,
    Script,
    Speech,
    Storyboard,
    Take,
    Voice,
)
from vidgen_desktop.core.ports import ClipMaker, Composer, Narrator, ScriptWriter, Work
from vidgen_desktop.core.progress import StageName
from vidgen_desktop.core.run.workspace import Workspace

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Providers:
    """Who writes, films, speaks and composes for one generation."""

    writer: ScriptWriter
    clips: ClipMaker
    narrator: Narrator
    composer: Composer


class Steps(Protocol):
    """The durable verb: do a piece of work once per generation and input."""

    def __call__(self, key: str, inputs: object, kind: type[T], work: Callable[[], T]) -> T:
        """The recorded result of `key` for these inputs, or the result of `work`, recorded."""
        ...


@dataclass(slots=True)
class Draft:
    """What the stages so far have made. Rebuilt from the recorded steps on a resume."""

    script: Script | None = None
    voice: Voice | None = None
    storyboard: Storyboard | None = None
    speeches: dict[int, Speech] = field(default_factory=dict[int, Speech])
    takes: dict[int, Take] = field(default_factory=dict[int, Take])
    fitted: dict[int, Fitted] = field(default_factory=dict[int, Fitted])
    own_sounds: dict[int, OwnSound] = field(default_factory=dict[int, OwnSound])
    poster: Path | None = None
    pieces: tuple[Piece, ...] = ()
    sound: Path | None = None
    result: Result | None = None


def needed(value: T | None) -> T:
    """What an earlier stage has left in the draft."""
    if value is None:
        raise LookupError("a stage ran before the one whose work it needs")
    return value


def _nobody(_sentence: str) -> None:
    """Notes that nobody keeps."""


@dataclass(frozen=True, slots=True)
class StageContext:
    """The request, the people who do the work, the purse they buy with, and the verbs.

    `progress(fraction, text)` takes the fraction (0 to 1) of the stage that is done, and
    words where the stage has better ones than the table. While `with held():` lasts, which must
    be short, the generation is this run's for certain. `note(sentence)` keeps what the person
    should know of the video, each sentence once. All verbs are thread-safe.
    """

    request: Request
    providers: Providers
    media: MediaTool
    workspace: Workspace
    videos: Path
    token: CancelToken
    draft: Draft
    progress: Callable[[float, str | None], None]
    step: Steps
    purse: Purse = field(default_factory=NoPurse)
    held: Callable[[], AbstractContextManager[None]] = nullcontext
    note: Callable[[str], None] = _nobody

    def work(self, progress: Callable[[float], None] | None = None) -> Work:
        """What a provider or media verb is given."""

        def whole_stage(fraction: float) -> None:
            self.progress(fraction, None)

        place = self.workspace
        return Work(
            self.token, place.scratch, progress or whole_stage, self.purse, kept=place.shelf
        )

    @property
    def scenes(self) -> Sequence[Scene]:
        """The planned scenes."""
        return needed(self.draft.storyboard).scenes


class Stage(Protocol):
    """One of the fixed parts of a generation."""

    name: StageName

    def run(self, context: StageContext) -> None:
        """Do the stage's work, leaving the result in the draft."""
        ...
