"""The protocols between the pipeline and the rooms that do the work."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar

from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.export import ExportOrder, Material
from vidgen_desktop.core.model import (
    Cue,
    Generation,
    Look,
    MediaInfo,
    Request,
    Result,
    Scene,
    Script,
    Speech,
    Status,
    Storyboard,
    Take,
    VideoFormat,
    Voice,
)
from vidgen_desktop.core.money import CostEntry

T = TypeVar("T")


def _no_progress(_fraction: float) -> None:
    """Work that nobody watches."""


@dataclass(frozen=True, slots=True)
class Work:
    """What anything that takes time is given.

    `progress` takes the fraction done (0 to 1) and may be called from any thread; `scratch`
    is a folder for files under way, emptied by somebody else.
    """

    token: CancelToken
    scratch: Path
    progress: Callable[[float], None] = field(default=_no_progress)


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
    """A clip to be made: exactly `format.frames(scene.seconds)` frames, without sound.

    `out` (MP4) and `poster` (PNG) are final paths: write elsewhere first, then move.
    """

    scene: Scene
    storyboard: Storyboard
    format: VideoFormat
    look: Look
    seed: int
    out: Path
    poster: Path


class ClipMaker(Protocol):
    """Films a scene."""

    name: str

    def make(self, order: ClipOrder, work: Work) -> Take:
        """Make the clip and its poster; raises ProviderError, MediaError or Cancelled."""
        ...


class Narrator(Protocol):
    """Speaks narration."""

    name: str

    def voices(self) -> Sequence[Voice]:
        """The voices it has; empty where there is none on this machine."""
        ...

    def voice_for(self, language: str, wanted: str) -> Voice | None:
        """The voice for a language; `wanted` is "auto" or an id. None: it cannot speak it."""
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


@dataclass(frozen=True, slots=True)
class Placed:
    """A sound file and the second at which it starts."""

    path: Path
    at: float


@dataclass(frozen=True, slots=True)
class FrameSource:
    """A child process that writes raw RGB24 frames to its standard output.

    It is started with `command`, reads `job` (UTF-8 JSON) from its standard input, and ends
    with status 0 when all frames are written. On failure the last line of its standard
    error is a sentence.
    """

    command: Sequence[str]
    job: bytes
    frames: int


class MediaTool(Protocol):
    """ffmpeg, behind verbs. Every verb writes elsewhere, checks, then moves into place;
    raises MediaError, DiskFull or Cancelled; leaves no child process and no partial file.
    """

    def probe(self, path: Path, work: Work) -> MediaInfo:
        """What a file is; MediaError says why it is not usable."""
        ...

    def encode(self, source: FrameSource, format: VideoFormat, out: Path, work: Work) -> None:
        """Encode frames that another child paints, straight from its pipe."""
        ...

    def conform(
        self, source: Path, format: VideoFormat, seconds: float, out: Path, work: Work
    ) -> None:
        """Make a person's or provider's clip fit the format and the scene, without sound."""
        ...

    def burn(
        self, source: Path, cues: Sequence[Cue], format: VideoFormat, out: Path, work: Work
    ) -> None:
        """Draw captions into a take."""
        ...

    def still(self, source: Path, at: float, out: Path, work: Work) -> None:
        """Save one frame as a picture (PNG or JPEG by the name of `out`)."""
        ...

    def join(self, takes: Sequence[Path], format: VideoFormat, out: Path, work: Work) -> None:
        """Join takes of one format by stream copy."""
        ...

    def mix(
        self,
        voices: Sequence[Placed],
        music: Path | None,
        seconds: float,
        out: Path,
        work: Work,
    ) -> None:
        """Voice over ducked music at -14 LUFS, at most -1 dBTP; AAC, 48 kHz stereo (M4A).

        Music shorter than `seconds` is looped, longer is trimmed, with fades.
        """
        ...

    def write_captions(self, cues: Sequence[Cue], srt: Path, vtt: Path) -> None:
        """Write the captions as SRT and VTT files (UTF-8)."""
        ...

    def mux(
        self,
        video: Path,
        sound: Path | None,
        captions: Path | None,
        *,
        title: str,
        language: str,
        out: Path,
        work: Work,
    ) -> None:
        """Put the streams together (`captions`: SRT, as a soft track) with `faststart`."""
        ...

    def export(
        self, material: Material, order: ExportOrder, out: Path, work: Work
    ) -> Sequence[str]:
        """Make an export (`order` as `export.checked_order` left it) as the new file `out`,
        with "media" beside it for a project. Returns sentences that the person should know.

        `out` is a temporary name in the final folder: this verb does not move it, and leaves
        what it wrote there when it raises.
        """
        ...

    def missing_glyphs(self, text: str) -> frozenset[str]:
        """The characters for which this machine has no font."""
        ...


class Store(Protocol):
    """The database, as the one profile it was opened for.

    Reading or changing another profile's generation raises Forbidden, an unknown one
    NotFound, and an unusable database StoreError.
    """

    def create(self, request: Request, title: str) -> Generation:
        """A new pending generation."""
        ...

    def get(self, generation: int) -> Generation:
        """One generation."""
        ...

    def list(self, search: str = "", limit: int = 100, offset: int = 0) -> Sequence[Generation]:
        """The profile's generations, newest first; `search` looks in titles and prompts."""
        ...

    def count(self, search: str = "") -> int:
        """How many `list` would find without a limit."""
        ...

    def claim(self, generation: int) -> bool:
        """Make a pending generation processing; False if it no longer is pending."""
        ...

    def reset(self, generation: int) -> Generation:
        """Make a failed generation pending again (progress 0); its steps stay recorded."""
        ...

    def request_cancel(self, generation: int) -> Status:
        """Ask for a cancel; a pending one becomes failed at once. Returns the status now."""
        ...

    def cancellation_requested(self, generation: int) -> bool:
        """Whether anybody, in any process, has asked to stop it."""
        ...

    def save_progress(self, generation: int, percent: float, step: str, at: datetime) -> bool:
        """Store a reading; False if it is smaller than the stored one (and logged)."""
        ...

    def touch(self, generation: int, at: datetime) -> None:
        """A sign of life without a new reading."""
        ...

    def set_title(self, generation: int, title: str) -> None:
        """Name the generation."""
        ...

    def add_note(self, generation: int, text: str) -> None:
        """Keep a sentence the person should know (each text once)."""
        ...

    def save_storyboard(self, generation: int, storyboard: Storyboard) -> None:
        """Replace the scenes."""
        ...

    def storyboard(self, generation: int) -> Storyboard | None:
        """The scenes, if planned."""
        ...

    def save_take(self, generation: int, take: Take) -> None:
        """Add a take and select it for its scene."""
        ...

    def takes(self, generation: int) -> Sequence[Take]:
        """The selected take of each scene that has one, in order."""
        ...

    def charge(self, generation: int, entry: CostEntry) -> int:
        """Write the ledger row, the generation's cost and the profile's total in one
        transaction; returns the generation's cost.
        """
        ...

    def costs(self, generation: int) -> Sequence[CostEntry]:
        """The generation's ledger, oldest first."""
        ...

    def total_micros(self) -> int:
        """What the profile has spent."""
        ...

    def recorded(self, generation: int, key: str, fingerprint: str, kind: type[T]) -> T | None:
        """The result of a step, if recorded with this fingerprint and its files are whole."""
        ...

    def record(
        self,
        generation: int,
        key: str,
        fingerprint: str,
        value: object,
        *,
        files: Sequence[Path],
        seconds: float,
    ) -> None:
        """Record a step's result; `files` must exist later for it to be believed."""
        ...

    def last(self, generation: int, key: str, kind: type[T]) -> T | None:
        """The recorded result of a step whatever its inputs were, if its files are whole."""
        ...

    def complete(self, generation: int, result: Result) -> None:
        """100 %, completed, completed_at set and current_step cleared, in one transaction."""
        ...

    def fail(self, generation: int, code: str, message: str, at: datetime) -> None:
        """Failed, with a code and a sentence."""
        ...

    def delete(self, generation: int) -> None:
        """Forget a generation that is not active (its costs stay in the profile's total)."""
        ...

    def pace(self, request: Request) -> float | None:
        """Seconds of work per second of video, from completed generations like this one."""
        ...
