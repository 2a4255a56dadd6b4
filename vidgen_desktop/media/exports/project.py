"""Export a project for video editors: an OTIO timeline beside a folder with its media."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from vidgen_desktop.core.assembly import Fitting
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.export import Material, Shot, Spoken
from vidgen_desktop.core.files import placing
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.captions.files import write_captions
from vidgen_desktop.media.exports.stems import (
    music_stem,
    own_gain,
    own_stem,
    voice_level,
    voice_stem,
)
from vidgen_desktop.media.exports.timeline import Lane, Piece, write_timeline
from vidgen_desktop.media.fitting.conform import conform
from vidgen_desktop.media.probing.packets import read_packets

FAILED = "The project could not be exported."
MEDIA = "media"
LONGEST_NAME = 60  # characters of a scene's words


def export_project(material: Material, out: Path, work: Work) -> None:
    """Write `out` (NAME.otio) with "media" and the captions beside it.

    Everything is a copy and named by relative paths, so that the folder can be moved. Raises
    OSError.
    """
    if not material.shots:
        raise MediaError(
            "The scenes of this video are not there any more.",
            "Export the finished video instead.",
        )
    folder = out.parent / MEDIA
    folder.mkdir()
    own = [shot for shot in material.shots if shot.sound is not None]
    steps = _Steps(len(material.shots) + len(material.spoken) + len(own) + 1, work)
    takes = _takes(material, folder, steps)
    frames = takes[-1].at + takes[-1].frames
    voice = voice_level([Path(spoken.speech.path) for spoken in material.spoken], steps.work)
    lanes = [
        Lane("Video", takes, picture=True),
        Lane("Narration", _narration(material, folder, frames, steps)),
        Lane("Original sound", _own_sound(material, takes, voice, folder, steps)),
        Lane("Music", _music(material, frames, voice, folder, steps)),
    ]
    if material.cues:
        srt, vtt = out.with_suffix(".srt"), out.with_suffix(".vtt")
        write_captions(material.cues, srt, vtt, word_by_word=material.caption_words)
    fps = material.format.fps
    write_timeline(out, title=material.title, fps=fps, lanes=lanes, marked=takes)
    work.progress(1.0)


@dataclass(slots=True)
class _Steps:
    """Counts what is done; each step looks at the token."""

    count: int
    whole: Work
    done: int = 0

    @property
    def work(self) -> Work:
        return Work(self.whole.token, self.whole.scratch)

    def next(self) -> Callable[[float], None]:
        """Begin a step; the answer takes its fraction."""
        self.whole.token.check()
        begun, self.done = self.done, self.done + 1
        return lambda fraction: self.whole.progress((begun + fraction) / self.count)


def _takes(material: Material, folder: Path, steps: _Steps) -> list[Piece]:
    """The takes, fitted to their scenes, as the video shows them but for captions."""
    pieces: list[Piece] = []
    at = 0
    for shot in material.shots:
        target = _fitted(material, shot, folder, steps)
        frames = read_packets(target, steps.work, failed=FAILED, maps=("0:V:0",))[0].packets
        pieces.append(Piece(target, _name(shot), at, frames, shot.scene.narration, shot.seam))
        at += frames - (shot.seam.overlap if shot.seam else 0)
    return pieces


def _fitted(material: Material, shot: Shot, folder: Path, steps: _Steps) -> Path:
    """A take that fits its scene: a copy, unless what is kept has captions drawn in."""
    progress = steps.next()
    source = shot.fitted or Path(shot.take.path)
    name = f"scene-{shot.scene.number:02d}"
    if shot.fitted is None:
        out = folder / f"{name}.mp4"
        fitting = Fitting(material.format, shot.scene.seconds, material.fit)
        work = Work(steps.whole.token, steps.whole.scratch, progress)
        source = Path(conform(source, fitting, out, work).path)
        if source == out:
            return out
    target = folder / f"{name}{source.suffix}"
    placing.copy(source, target, steps.whole.token.check, progress)
    return target


def _own_sound(
    material: Material, takes: Sequence[Piece], voice: float | None, folder: Path, steps: _Steps
) -> Sequence[Piece]:
    """The takes' own sound, cut like the picture."""
    sounds = [shot.sound for shot in material.shots]
    heard = [(sound, take.frames) for sound, take in zip(sounds, takes, strict=True) if sound]
    gain = own_gain(heard, voice, steps.work)
    pieces: list[Piece] = []
    for take, sound, following in zip(takes, sounds, [*sounds[1:], None], strict=True):
        if sound is None:
            continue
        progress = steps.next()
        target = folder / f"{take.path.stem}-sound.wav"
        own_stem(sound, gain, target, steps.work)
        seam = take.seam if following else None
        pieces.append(replace(take, path=target, words="", seam=seam))
        progress(1.0)
    return pieces


def _music(
    material: Material, frames: int, voice: float | None, folder: Path, steps: _Steps
) -> Sequence[Piece]:
    """The music, as long as the video."""
    if material.music is None:
        return ()
    target = folder / "music.wav"
    music_stem(material.music, frames / material.format.fps, voice, target, steps.work)
    return [Piece(target, "Music", 0, frames)]


def _narration(material: Material, folder: Path, end: int, steps: _Steps) -> Sequence[Piece]:
    """Each speech from the frame in which it begins, so padded that it begins on its sample."""
    fps = material.format.fps
    pieces: list[Piece] = []
    for spoken in material.spoken:
        progress = steps.next()
        first, frames = _whole_frames(spoken, fps)
        frames = min(frames, end - first)
        target = folder / f"narration-{spoken.speech.scene:02d}.wav"
        delay = max(0.0, spoken.at - first / fps)
        voice_stem(Path(spoken.speech.path), delay, frames / fps, target, steps.work)
        words = " ".join(cue.text for cue in spoken.speech.cues)
        pieces.append(Piece(target, f"Narration {spoken.speech.scene}", first, frames, words))
        progress(1.0)
    return pieces


def _whole_frames(spoken: Spoken, fps: int) -> tuple[int, int]:
    """The frame in which a speech begins, and how many frames it touches."""
    first = int(spoken.at * fps + 1e-6)
    last = -int(-((spoken.at + spoken.speech.seconds) * fps - 1e-6) // 1)
    return first, max(1, last - first)


def _name(shot: Shot) -> str:
    """What an editor shows on a clip."""
    words = " ".join((shot.scene.heading or shot.scene.narration).split())
    if len(words) > LONGEST_NAME:
        words = words[:LONGEST_NAME].rsplit(" ", 1)[0] + "…"
    return f"{shot.scene.number}. {words}" if words else f"Scene {shot.scene.number}"
