"""When each sentence is heard and seen: the arithmetic between scenes, speech and captions."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from vidgen_desktop.core.cueing import between, moved
from vidgen_desktop.core.model import Cue, Scene, Speech, VideoFormat

LEAD_IN = 0.25  # seconds of picture before the voice, so that a cut and a word do not collide
TAIL = 0.35  # seconds of picture after the voice

# A calm reading pace where there is no voice: about 180 words a minute; Chinese, Japanese
# and Korean are counted by characters, about 300 a minute.
_SECONDS_PER_WORD = 60 / 180
_SECONDS_PER_WIDE_CHARACTER = 60 / 300
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]")
_SHORTEST_CUE = 0.5  # seconds


def reading_seconds(text: str) -> float:
    """How long a person needs to read `text` calmly."""
    wide = len(_WIDE.findall(text))
    words = len(_WIDE.sub(" ", text).split())
    return wide * _SECONDS_PER_WIDE_CHARACTER + words * _SECONDS_PER_WORD


def scene_seconds(voice_seconds: float) -> float:
    """How long a scene must last for a voice of this length not to be cut off."""
    return LEAD_IN + voice_seconds + TAIL if voice_seconds > 0 else 0.0


def fit_to_speech(scene: Scene, speech: Speech | None, overlap: float = 0.0) -> Scene:
    """The scene, lengthened where its narration turned out to need more than was planned, and
    by the seconds in which it will overlap the next one, so that the video keeps its length.
    """
    spoken = scene_seconds(speech.seconds) if speech is not None else 0.0
    return replace(scene, seconds=max(scene.seconds, spoken) + overlap)


@dataclass(frozen=True, slots=True)
class Start:
    """A scene and the second at which it starts in the finished video."""

    scene: Scene
    at: float
    seconds: float


def starts(
    scenes: Iterable[Scene], format: VideoFormat, overlaps: Mapping[int, int] | None = None
) -> tuple[Start, ...]:
    """Where each scene starts: after the whole frames of those before it.

    `overlaps`: by how many frames a scene (by its number) overlaps the next one.
    """
    at = 0
    found: list[Start] = []
    for scene in scenes:
        frames = format.frames(scene.seconds)
        found.append(Start(scene, at / format.fps, frames / format.fps))
        at += frames - (overlaps or {}).get(scene.number, 0)
    return tuple(found)


def length(placed: Sequence[Start]) -> float:
    """The seconds of the whole video."""
    return placed[-1].at + placed[-1].seconds if placed else 0.0


def scene_cues(scene: Scene, speech: Speech | None, seconds: float) -> tuple[Cue, ...]:
    """A scene's captions in its own time, none past its end.

    Timed from the speech where there is one, by reading pace otherwise.
    """
    if speech is not None:
        spoken = (between(moved(cue, LEAD_IN), 0.0, seconds) for cue in speech.cues)
        return tuple(cue for cue in spoken if cue is not None)
    if not scene.narration.strip():
        return ()
    end = max(seconds - TAIL, min(seconds, _SHORTEST_CUE))
    return (Cue(min(LEAD_IN, end / 2), end, scene.narration),)


def video_cues(placed: Sequence[Start], speeches: Mapping[int, Speech]) -> tuple[Cue, ...]:
    """All captions in the time of the finished video."""
    return tuple(
        moved(cue, start.at)
        for start in placed
        for cue in scene_cues(start.scene, speeches.get(start.scene.number), start.seconds)
    )
