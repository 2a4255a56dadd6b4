"""Lay the sounds of a video on two tracks: the voices, and what is heard under them."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from vidgen_desktop.core.assembly import SHORTEST_MUSIC, Placed, Soundtrack
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.sounds.decode import AT_ONCE, RATE, Decoded, Wanted, decode
from vidgen_desktop.media.sounds.loudness import Loudness, together
from vidgen_desktop.media.sounds.track import Shaping, Track

VOICE_LEVEL = -20.0  # LUFS while mixing; the master decides about the end
MUSIC_BELOW = 14.0  # LU below the voice in its pauses
AMBIENCE_BELOW = 13.0  # likewise; the takes' own sound may be heard beside the music
LOUDER_AT_MOST = 40.0  # dB; beyond that there is only noise to raise
CLICK_FADE = round(0.006 * RATE)
MEETING_FADE = round(0.03 * RATE)  # where one take's own sound gives way to the next
SEAM = 2.0  # seconds of crossfade where music is looped
MUSIC_IN, MUSIC_OUT = 0.8, 2.5  # seconds of fade


@dataclass(frozen=True, slots=True)
class Layer:
    """A track, the gain (dB) that it still needs, and the loudness (LUFS) it then has."""

    track: Track
    gain: float
    level: float


def lay(soundtrack: Soundtrack, folder: Path, work: Work) -> tuple[Layer | None, Layer | None]:
    """The voices (mono) and the bed under them (stereo), each as long as the video."""
    seconds = soundtrack.seconds
    takes = sorted(soundtrack.ambience, key=lambda take: take.at)
    wanted = [
        *(Wanted(voice.path, 1, seconds - min(0.0, voice.at)) for voice in soundtrack.voices),
        *(Wanted(take.path, 2, seconds - min(0.0, take.at)) for take in takes),
        *([Wanted(soundtrack.music, 2, seconds)] if soundtrack.music else []),
    ]
    sounds = _decoded(wanted, folder, work)
    frames = round(seconds * RATE)
    voice = _voices(soundtrack.voices, sounds, Track(folder / "voice", frames, 1))
    bed = _ambience(takes, sounds, Track(folder / "bed", frames, 2)) if takes else None
    if soundtrack.music is not None:
        bed = _with_music(soundtrack.music, next(sounds), frames, folder, bed)
    return voice, bed


def _decoded(wanted: Sequence[Wanted], folder: Path, work: Work) -> Iterator[Decoded]:
    """One after the other; a file is removed when the next is asked for."""
    for first in range(0, len(wanted), AT_ONCE):
        start, end = first / len(wanted), min(1.0, (first + AT_ONCE) / len(wanted))
        for sound in decode(wanted[first : first + AT_ONCE], folder, within(work, start, end)):
            work.token.check()
            yield sound
            sound.path.unlink(missing_ok=True)
        work.progress(end)


def within(work: Work, start: float, end: float) -> Work:
    """The same work, whose progress fills a part of the whole."""
    return Work(work.token, work.scratch, lambda done: work.progress(start + done * (end - start)))


def _voices(voices: Sequence[Placed], sounds: Iterator[Decoded], track: Track) -> Layer | None:
    """Each at its sample, its edges softened."""
    if not voices:
        return None
    heard: list[tuple[Loudness, float]] = []
    for voice in voices:
        sound = next(sounds)
        heard.append((sound.loudness, sound.frames))
        track.add(sound, round(voice.at * RATE), Shaping(0.0, CLICK_FADE, CLICK_FADE))
    return _layer(track, together(heard), VOICE_LEVEL)


def _ambience(takes: Sequence[Placed], sounds: Iterator[Decoded], track: Track) -> Layer:
    """The takes' own sound: crossfaded where they overlap, softly joined where they meet."""
    heard: list[tuple[Loudness, float]] = []
    begins = [round(take.at * RATE) for take in takes]
    ended = 0
    for number, begin in enumerate(begins):
        sound = next(sounds)
        heard.append((sound.loudness, sound.frames))
        before = ended - begin
        ended = begin + sound.frames
        after = ended - begins[number + 1] if number + 1 < len(begins) else 0
        fades = (max(MEETING_FADE, overlap) for overlap in (before, after))
        track.add(sound, begin, Shaping(0.0, *fades))
    return _layer(track, together(heard), VOICE_LEVEL - AMBIENCE_BELOW)


def _with_music(
    music: Path, sound: Decoded, frames: int, folder: Path, under: Layer | None
) -> Layer:
    """The music, faded at its ends and looped where it is too short, over the takes' sound."""
    if sound.frames < min(SHORTEST_MUSIC * RATE, frames):
        raise MediaError(f"The music “{music.name}” is too short.", "Choose another file.")
    wanted = VOICE_LEVEL - MUSIC_BELOW
    fade_in = round(min(MUSIC_IN, frames / RATE / 4) * RATE)
    fade_out = round(min(MUSIC_OUT, frames / RATE) * RATE)
    if under is None and sound.frames >= frames:
        own = sound.path.replace(folder / "bed")
        track = Track.over(Decoded(own, 2, sound.loudness), frames, Shaping(0, fade_in, fade_out))
        return _layer(track, sound.loudness, wanted)
    looped = Track(folder / "music", frames, 2)
    _loop(sound, looped)
    whole = Decoded(looped.path, 2, sound.loudness)
    ends = Shaping(0, fade_in, fade_out)
    if under is None:
        return _layer(Track.over(whole, frames, ends), sound.loudness, wanted)
    alone = _layer(looped, sound.loudness, wanted)
    under.track.add(whole, 0, Shaping(alone.gain - under.gain, fade_in, fade_out))
    looped.path.unlink()
    both = 10 * math.log10(10 ** (alone.level / 10) + 10 ** (under.level / 10))
    return Layer(under.track, under.gain, both)


def _loop(sound: Decoded, track: Track) -> None:
    length = sound.frames
    if length >= track.frames:
        track.add(sound, 0, Shaping())
        return
    seam = min(round(SEAM * RATE), length // 4)
    for at in range(0, track.frames, length - seam):
        track.add(sound, at, Shaping(0.0, seam if at else 1, seam))


def _layer(track: Track, loudness: Loudness, level: float) -> Layer:
    """Silence stays silence."""
    if loudness.is_silent:
        return Layer(track, 0.0, loudness.integrated)
    gain = min(LOUDER_AT_MOST, level - loudness.integrated)
    return Layer(track, gain, loudness.integrated + gain)
