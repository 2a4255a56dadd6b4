"""What is given to every way of assembling a video: takes, narration, music and the request."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from vidgen_desktop.core.assembly import CROSSFADE_SECONDS, Subtitling
from vidgen_desktop.core.choices import Captions, Transition
from vidgen_desktop.core.model import Cue, Request, Scene, Script, Speech, Storyboard
from vidgen_desktop.core.timeline import LEAD_IN, scene_cues

TITLE = "Bees"


@dataclass(frozen=True, slots=True)
class GivenTake:
    """A clip as a provider delivers it; `fps` is the mean where it varies."""

    path: Path
    width: int
    height: int
    fps: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Given:
    """The same files and wishes for ours, for the floor and for the MoviePy way."""

    request: Request
    scene_seconds: float
    takes: tuple[GivenTake, ...]
    speeches: tuple[Speech, ...]
    music: Path

    def asking(self, captions: Captions) -> "Given":
        """The same, with other captions."""
        return replace(self, request=replace(self.request, captions=captions))

    def last(self, count: int) -> "Given":
        """The last scenes only, where the takes are whose pictures can be compared."""
        seconds = min(count, len(self.takes)) * self.scene_seconds
        return replace(
            self,
            request=replace(self.request, seconds=seconds),
            takes=self.takes[-count:],
            speeches=self.speeches[-count:],
        )

    @property
    def script(self) -> Script:
        """One paragraph for each scene."""
        return Script(TITLE, "en", tuple((scene.narration,) for scene in self.storyboard.scenes))

    @property
    def storyboard(self) -> Storyboard:
        """One scene for each take."""
        scenes = tuple(
            Scene(number, _text(speech.cues), "A bee.", self.scene_seconds)
            for number, speech in enumerate(self.speeches, start=1)
        )
        return Storyboard(TITLE, "en", scenes)

    @property
    def overlap(self) -> int:
        """The frames of a crossfade; 0 for cuts."""
        fades = self.request.transition is Transition.CROSSFADE
        return self.request.format.frames(CROSSFADE_SECONDS) if fades else 0

    @property
    def frames(self) -> tuple[int, ...]:
        """How many frames each scene is shown; all but the last are longer by the overlap."""
        plain = self.request.format.frames(self.scene_seconds)
        return (*(plain + self.overlap for _ in self.takes[1:]), plain)

    @property
    def starts(self) -> tuple[int, ...]:
        """The frame of the video at which each scene begins."""
        plain = self.request.format.frames(self.scene_seconds)
        return tuple(number * plain for number in range(len(self.takes)))

    @property
    def seconds(self) -> float:
        """The length of the video."""
        return len(self.takes) * self.request.format.frames(self.scene_seconds) / self.request.fps

    @property
    def voice_times(self) -> tuple[float, ...]:
        """When each scene's voice begins."""
        return tuple(start / self.request.fps + LEAD_IN for start in self.starts)

    @property
    def subtitling(self) -> Subtitling:
        """The captions in the time of the whole video."""
        fps = self.request.fps
        cues = [
            _moved(cue, start / fps)
            for scene, speech, start, frames in zip(
                self.storyboard.scenes, self.speeches, self.starts, self.frames, strict=True
            )
            for cue in scene_cues(scene, speech, frames / fps)
        ]
        return Subtitling(tuple(cues), self.request.caption_style, self.request.caption_words)


def _text(cues: Sequence[Cue]) -> str:
    return " ".join(cue.text for cue in cues)


def _moved(cue: Cue, by: float) -> Cue:
    words = tuple(replace(w, start=w.start + by, end=w.end + by) for w in cue.words)
    return Cue(cue.start + by, cue.end + by, cue.text, words)
