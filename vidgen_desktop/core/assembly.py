"""How takes become one video: what is asked of the media tool, and what it gives back."""

from dataclasses import dataclass, field
from pathlib import Path

from vidgen_desktop.core.choices import CaptionStyle, Fit, Transition
from vidgen_desktop.core.model import Cue, VideoFormat

# Long enough to be seen as one, short enough that the voices before and after it, which
# `timeline.LEAD_IN` and `TAIL` keep apart, do not meet.
CROSSFADE_SECONDS = 0.4
DIP_SECONDS = 0.3  # down to black, and as long up again
SHORTEST_MUSIC = 0.1  # seconds; repeated, less is a hum


@dataclass(frozen=True, slots=True)
class Subtitling:
    """Captions to be drawn into a take, in the take's own time."""

    cues: tuple[Cue, ...]
    style: CaptionStyle = CaptionStyle.CLASSIC
    word_by_word: bool = False


@dataclass(frozen=True, slots=True)
class Fitting:
    """How a take's picture is made to fit its scene: exactly `format.frames(seconds)` frames.

    Too long is cut; too short is slowed a little, then holds its last frame. `head` and `tail`
    are the frames at its ends that a transition will replace: it can be cut there. `ours` asks
    for the media tool's own kind of stream, whatever the take has.
    """

    format: VideoFormat
    seconds: float
    fit: Fit = Fit.COVER
    captions: Subtitling | None = None
    head: int = 0
    tail: int = 0
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Fitted:
    """A take that fits: silent video of `frames` frames in the format of the video.

    Takes of one `kind` can be joined by copying; `is_ours` says that it is the media tool's
    own kind. `path` is the source itself where nothing had to be done. `encoded` says
    whether its pictures were encoded again.
    """

    path: str
    frames: int
    kind: str
    is_ours: bool
    encoded: bool


@dataclass(frozen=True, slots=True)
class OwnSound:
    """A take's own sound as it fits its scene: WAV, 48 kHz stereo; without `path` it has none."""

    path: str | None


@dataclass(frozen=True, slots=True)
class Seam:
    """A transition that is more than a cut. A crossfade overlaps `frames` frames of both
    takes; a dip darkens `frames` frames of each and overlaps nothing.
    """

    transition: Transition
    frames: int

    @property
    def overlap(self) -> int:
        """By how many frames it makes the video shorter than its takes."""
        return self.frames if self.transition is Transition.CROSSFADE else 0


@dataclass(frozen=True, slots=True)
class Bridge:
    """The encoded frames of a seam. They replace `before` frames at the end of one take and
    `after` at the start of the next: at least the seam's, up to where the takes can be cut.
    """

    path: str
    frames: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Cut:
    """How a video was cut: the fitted takes of its scenes, in order, and each seam with the
    number of the scene before it.
    """

    takes: tuple[Fitted, ...]
    seams: tuple[tuple[int, Seam], ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A video to be joined, all of one kind, without `head` and `tail` frames of it."""

    path: Path
    frames: int
    head: int = 0
    tail: int = 0

    @property
    def shown(self) -> int:
        """The frames that remain."""
        return self.frames - self.head - self.tail


@dataclass(frozen=True, slots=True)
class Placed:
    """A sound file and the second at which it starts."""

    path: Path
    at: float


@dataclass(frozen=True, slots=True)
class Soundtrack:
    """What is heard in a video of `seconds`: voices over the takes' own sound and music."""

    seconds: float
    voices: tuple[Placed, ...] = ()
    music: Path | None = None
    ambience: tuple[Placed, ...] = field(default=())

    @property
    def is_silent(self) -> bool:
        """Whether there is nothing to hear."""
        return not self.voices and not self.ambience and self.music is None


@dataclass(frozen=True, slots=True)
class Film:
    """A whole video: pieces in order, `sound` (M4A) and `captions` (SRT, a soft track)."""

    pieces: tuple[Piece, ...]
    format: VideoFormat
    sound: Path | None = None
    captions: Path | None = None
    title: str = ""
    language: str = ""
