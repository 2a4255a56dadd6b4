"""Scales, chords and how one chord leads to the next. Pitches are MIDI numbers (60: middle C)."""

from collections.abc import Sequence
from enum import Enum
from itertools import pairwise, product

_OCTAVE = 12
_PAD_LOW, _PAD_MIDDLE, _PAD_HIGH = 52, 62, 74  # E3 to D5: below the voice's clarity, above the mud

_WHOLE_TONE, _SIXTH = 2, 9  # semitones
_CROWDED = 4.0


class Mode(Enum):
    """Semitones of the seven steps above the tonic."""

    MAJOR = (0, 2, 4, 5, 7, 9, 11)
    MIXOLYDIAN = (0, 2, 4, 5, 7, 9, 10)
    DORIAN = (0, 2, 3, 5, 7, 9, 10)
    MINOR = (0, 2, 3, 5, 7, 8, 10)


def pitch(tonic: int, mode: Mode, step: int) -> int:
    """The pitch of a step of the scale; steps go on above 6 and below 0."""
    octave, within = divmod(step, len(mode.value))
    return tonic + octave * _OCTAVE + mode.value[within]


def chord(tonic: int, mode: Mode, degree: int, *, rich: bool) -> tuple[int, ...]:
    """The pitches of the chord on a degree (0: tonic), in thirds; `rich` adds the ninth.

    The seventh is left out where it would be a semitone from the root's octave.
    """
    steps = [degree, degree + 2, degree + 4]
    tones = [pitch(tonic, mode, step) for step in steps]
    seventh = pitch(tonic, mode, degree + 6)
    if (seventh - tones[0]) % _OCTAVE != _OCTAVE - 1:
        tones.append(seventh)
    if rich and (pitch(tonic, mode, degree + 8) - tones[0]) % _OCTAVE != 1:
        tones.append(pitch(tonic, mode, degree + 8))
    return tuple(tones)


def voiced(tones: Sequence[int], before: Sequence[int]) -> tuple[int, ...]:
    """The chord's tones placed so that each moves least from the chord before it."""
    classes = list(dict.fromkeys(tone % _OCTAVE for tone in tones))[:4]
    places = [
        [note for note in range(_PAD_LOW, _PAD_HIGH + 1) if note % _OCTAVE == one]
        for one in classes
    ]
    voicings = (tuple(sorted(choice)) for choice in product(*places))
    return min(voicings, key=lambda notes: _effort(notes, before))


def _effort(notes: Sequence[int], before: Sequence[int]) -> float:
    """Movement from the chord before, plus what sounds crowded, torn apart or out of range."""
    gaps = [high - low for low, high in pairwise(notes)]
    crowded = sum(_CROWDED for gap in gaps if gap < _WHOLE_TONE)
    torn = sum(1.0 for gap in gaps if gap > _SIXTH)
    drift = abs(sum(notes) / len(notes) - _PAD_MIDDLE)
    if not before:
        return crowded + torn + drift
    moved = sum(min(abs(note - old) for old in before) for note in notes)
    return crowded + torn + 0.3 * drift + moved


def hertz(note: float) -> float:
    """The frequency of a pitch in equal temperament."""
    return 440.0 * 2.0 ** ((note - 69) / _OCTAVE)
