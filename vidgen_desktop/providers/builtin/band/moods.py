"""What music suits a look."""

from dataclasses import dataclass
from random import Random

from vidgen_desktop.core.choices import Look
from vidgen_desktop.providers.builtin.band.theory import Mode

Progression = tuple[int, int, int, int]  # degrees of the scale, a bar each


@dataclass(frozen=True, slots=True)
class Mood:
    """Tempo (beats a minute), mode, chords, and how loud each player is (0 to 1)."""

    tempo: float
    mode: Mode
    verses: tuple[Progression, ...]
    choruses: tuple[Progression, ...]
    pluck: str  # the instrument of the broken chords
    lead: str  # the instrument of the melody
    brightness: float  # of the pad
    plucks: float
    drums: float
    melody: float
    swing: float = 0.0  # share of a half beat by which the off-beats come late


_MOODS = {
    Look.CALM: Mood(
        tempo=72,
        mode=Mode.MAJOR,
        verses=((0, 4, 5, 3), (0, 2, 3, 3), (3, 0, 4, 5)),
        choruses=((3, 4, 5, 0), (5, 3, 0, 4)),
        pluck="keys",
        lead="flute",
        brightness=0.35,
        plucks=0.55,
        drums=0.0,
        melody=0.45,
    ),
    Look.WARM: Mood(
        tempo=84,
        mode=Mode.MIXOLYDIAN,
        verses=((0, 3, 0, 6), (0, 6, 3, 0), (0, 4, 3, 0)),
        choruses=((3, 0, 6, 3), (5, 3, 0, 6)),
        pluck="keys",
        lead="keys",
        brightness=0.45,
        plucks=0.65,
        drums=0.35,
        melody=0.5,
        swing=0.16,
    ),
    Look.BOLD: Mood(
        tempo=104,
        mode=Mode.MINOR,
        verses=((0, 5, 2, 6), (0, 6, 5, 6)),
        choruses=((5, 6, 0, 2), (5, 2, 6, 0)),
        pluck="mallet",
        lead="bell",
        brightness=0.7,
        plucks=0.7,
        drums=0.7,
        melody=0.45,
    ),
    Look.NIGHT: Mood(
        tempo=66,
        mode=Mode.DORIAN,
        verses=((0, 3, 0, 6), (0, 2, 3, 0)),
        choruses=((5, 6, 0, 0), (2, 3, 0, 6)),
        pluck="bell",
        lead="bell",
        brightness=0.2,
        plucks=0.4,
        drums=0.12,
        melody=0.4,
    ),
    Look.PAPER: Mood(
        tempo=92,
        mode=Mode.MAJOR,
        verses=((0, 5, 3, 4), (0, 3, 5, 4)),
        choruses=((3, 4, 2, 5), (3, 0, 3, 4)),
        pluck="mallet",
        lead="keys",
        brightness=0.4,
        plucks=0.75,
        drums=0.4,
        melody=0.45,
        swing=0.08,
    ),
}
_FOR_ANY = (Look.CALM, Look.WARM, Look.PAPER)  # what offends no subject


def mood_of(look: Look, dice: Random) -> Mood:
    """The mood of a look; AUTO takes one that suits most subjects."""
    if look is Look.AUTO:
        return _MOODS[dice.choice(_FOR_ANY)]
    return _MOODS[look]
