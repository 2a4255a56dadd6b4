"""The nouns of the program. All frozen, all plain data, so that they can be stored and sent."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from vidgen_desktop.core.backups import RESTORED_CODE
from vidgen_desktop.core.buying.rates import EstimateLine
from vidgen_desktop.core.casting import BUILTIN_CAST, Cast
from vidgen_desktop.core.choices import (
    Aspect,
    Boundary,
    Captions,
    CaptionStyle,
    Fit,
    Look,
    Resolution,
    Transition,
)


def now() -> datetime:
    """This moment, in UTC and aware of it; everything that is stored uses this clock."""
    return datetime.now(UTC)


class Status(StrEnum):
    """Where a generation stands."""

    PENDING = "pending"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"

    @property
    def is_active(self) -> bool:
        """Whether it can still be cancelled."""
        return self in (Status.PENDING, Status.PROCESSING)


@dataclass(frozen=True, slots=True)
class VideoFormat:
    """What every take and the finished video have in common."""

    width: int
    height: int
    fps: int

    @classmethod
    def of(cls, aspect: Aspect, resolution: Resolution, fps: int) -> "VideoFormat":
        """The format of a shape: the shorter side has the resolution's lines."""
        short = resolution.lines
        long = short * 16 // 9
        width, height = {
            Aspect.WIDE: (long, short),
            Aspect.TALL: (short, long),
            Aspect.SQUARE: (short, short),
        }[aspect]
        return cls(width, height, fps)

    def frames(self, seconds: float) -> int:
        """How many whole frames last `seconds`, at least one."""
        return max(1, round(seconds * self.fps))


@dataclass(frozen=True, slots=True)
class Request:
    """What the person asked for. `validate.checked` makes it sound before it is stored.

    `voice` is "auto", "none" or a narrator's voice id; `music` is "auto" (generated),
    "none" or the path of the person's own file; `pictures` are paths of pictures or clips,
    for the scenes in order; `output` is the wanted path of the video, or None for the
    videos folder and a name made from the title. `boundaries` are the exceptions from
    `transition`; `reference` is a picture of the look or character, for models that take
    one; `take_sound` keeps the clips' own sound under the narration.
    """

    prompt: str
    seconds: float = 30.0
    aspect: Aspect = Aspect.WIDE
    resolution: Resolution = Resolution.HD
    fps: int = 24
    look: Look = Look.AUTO
    voice: str = "auto"
    speed: float = 1.0
    music: str = "auto"
    captions: Captions = Captions.SOFT
    pictures: tuple[str, ...] = ()
    seed: int = 0
    language: str | None = None
    output: str | None = None
    fit: Fit = Fit.COVER
    take_sound: bool = False
    transition: Transition = Transition.CUT
    boundaries: tuple[Boundary, ...] = ()
    caption_style: CaptionStyle = CaptionStyle.CLASSIC
    caption_words: bool = False
    cast: Cast = BUILTIN_CAST
    reference: str | None = None

    def transition_after(self, scene: int) -> Transition:
        """What the person wants between this scene and the next."""
        exceptions = {boundary.after: boundary.transition for boundary in self.boundaries}
        return exceptions.get(scene, self.transition)

    @property
    def format(self) -> VideoFormat:
        """The format of the finished video."""
        return VideoFormat.of(self.aspect, self.resolution, self.fps)


@dataclass(frozen=True, slots=True)
class Script:
    """The narration as written: paragraphs of sentences, in the language of the prompt.

    `headings` and `directions` (what should be seen, never spoken) are empty, or have one
    text for each paragraph, "" where it has none. A paragraph without sentences is silent.
    """

    title: str
    language: str  # BCP 47, e.g. "en", "zh", "pt-BR"
    paragraphs: tuple[tuple[str, ...], ...]
    headings: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """A stretch of the video. `number` counts from 1; `picture` is the person's own file."""

    number: int
    narration: str
    visual: str
    seconds: float
    heading: str = ""
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class Storyboard:
    """The ordered scenes that the plan stage makes and the person may edit."""

    title: str
    language: str
    scenes: tuple[Scene, ...]
    notes: tuple[str, ...] = ()

    @property
    def seconds(self) -> float:
        """The length of the video, as planned."""
        return sum(scene.seconds for scene in self.scenes)


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word as it stands in its cue's text, with its time like the cue's."""

    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A sentence or phrase with its time, in seconds from the start of its file.

    `words` are those of the text, in order, where the voice tells when each is spoken.
    """

    start: float
    end: float
    text: str
    words: tuple[SpokenWord, ...] = ()


@dataclass(frozen=True, slots=True)
class Speech:
    """The narration of one scene: a sound file and when each sentence is spoken in it."""

    scene: int
    path: str
    seconds: float
    cues: tuple[Cue, ...]
    provider: str
    voice: str


@dataclass(frozen=True, slots=True)
class Take:
    """One clip made for a scene, as its maker left it; several may exist."""

    scene: int
    path: str
    poster: str
    seconds: float
    provider: str


@dataclass(frozen=True, slots=True)
class Result:
    """The finished files. `captions` holds the SRT and VTT files, if any were wanted."""

    video: str
    poster: str
    seconds: float
    captions: tuple[str, ...] = ()


EVERY_LANGUAGE = "mul"  # BCP 47 for "several": the voice speaks whatever it is given


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice that a narrator offers; `id` is what a request's `voice` holds."""

    id: str
    name: str
    language: str  # BCP 47

    @property
    def title(self) -> str:
        """What people choose it by: its name, and its language where it has one of its own."""
        has_one = self.language not in {"", EVERY_LANGUAGE}
        return f"{self.name} ({self.language})" if has_one else self.name


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a request will cost, and how long it will take where experience tells.

    `lines` say what for; `unpriced` whether some price is unknown, so that it may cost more;
    `old_prices` whether a price in it is older than `rates.OLD`.
    """

    micros: int
    seconds: float | None
    lines: tuple[EstimateLine, ...] = ()
    unpriced: bool = False
    old_prices: bool = False


@dataclass(frozen=True, slots=True)
class Generation:
    """One request being turned into one video, as stored.

    `progress` is 0 to 100; `error_code` is a fault's code or "cancelled"; `notes` are
    sentences the person should know ("The script needs 48 s…"). A version of a finished video
    has the id of the first of its family in `revises`, and uses the takes in its workspace;
    `version` counts from 1 in its family.

    `owner` names the presence that created (pending) or claimed (processing) it, `attempts`
    counts the claims, and `beats` goes up with every sign of life; see `core/run/silence.py`.
    `cost_unknown`: what some of it cost nobody has told, so it was more than `cost_micros`.
    """

    id: int
    profile: str
    request: Request
    title: str
    status: Status
    progress: float
    current_step: str | None
    progress_updated_at: datetime | None
    created_at: datetime
    started_at: datetime | None
    completed_at: datetime | None
    cost_micros: int
    cancellation_requested: bool
    error: str | None
    error_code: str | None
    notes: tuple[str, ...]
    result: Result | None
    revises: int | None = None
    version: int = 1
    owner: str | None = None
    attempts: int = 0
    beats: int = 0
    cost_unknown: bool = False

    @property
    def family(self) -> int:
        """The id of the first version of this video."""
        return self.revises or self.id

    @property
    def is_cancelled(self) -> bool:
        """Whether it ended because the person said so."""
        return self.status is Status.FAILED and self.error_code == "cancelled"

    @property
    def is_from_backup(self) -> bool:
        """Whether it was not finished in the backup that the database is from."""
        return self.status is Status.FAILED and self.error_code == RESTORED_CODE
