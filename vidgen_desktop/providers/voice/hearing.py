"""When each sentence of a speech is heard, by where the voice is silent.

The service tells no times. Each sentence is expected to last its share of the speech, by its
length; of all ways to end the sentences in silences the likeliest is taken: long silences, and
sentences as long as expected. What has no silence after it ends where it is expected to.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vidgen_desktop.providers.builtin.voice.sound import Sound
from vidgen_desktop.providers.voice.pace import speech_seconds

_WINDOW = 0.01  # seconds that are loud or silent together
_SHORTEST, _CLEAR = 0.07, 0.4  # seconds of a silence that counts, and of one that says it all
_SPEECH, _FLOOR = 95, 5  # percentiles of the levels: vowels, and the room
_ABOVE_FLOOR, _BELOW_SPEECH, _NEAREST = 6.0, 35.0, 20.0  # dB
_NOTHING = -60.0  # dBFS
_LEEWAY, _SHARE_OF_LEEWAY = 0.3, 0.25  # seconds, and of a sentence, by which it may differ
_NO_SILENCE = 2.5  # what it costs to end a sentence in none
_MOST_SILENCES = 600


@dataclass(frozen=True, slots=True)
class Silence:
    """Seconds from `start` to `end` in which nothing is said."""

    start: float
    end: float

    @property
    def middle(self) -> float:
        """Where a cut is safest."""
        return (self.start + self.end) / 2

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.end - self.start


def sentence_times(
    sound: Sound, sentences: Sequence[str], language: str
) -> list[tuple[float, float]]:
    """(start, end) of each sentence, in seconds of the sound, in order, none overlapping."""
    ends = _ends(sound, sentences, language)
    starts = [0.0, *(silence.end for silence in ends)]
    stops = [*(silence.start for silence in ends), sound.seconds]
    return [(start, max(start, stop)) for start, stop in zip(starts, stops, strict=True)]


def silences_in(sound: Sound) -> list[Silence]:
    """The silences between its first and its last sound."""
    size = max(1, round(_WINDOW * sound.rate))
    count = len(sound.samples) // size
    if count == 0:
        return []
    windows = sound.samples[: count * size].reshape(count, size).astype(np.float64) / 32768
    levels = 10 * np.log10(np.mean(np.square(windows), axis=1) + 1e-12)
    speech, floor = (float(np.percentile(levels, part)) for part in (_SPEECH, _FLOOR))
    if speech < _NOTHING:
        return []
    limit = min(max(floor + _ABOVE_FLOOR, speech - _BELOW_SPEECH), speech - _NEAREST)
    loud = np.flatnonzero(levels > limit)
    found = [
        Silence((before + 1) * size / sound.rate, after * size / sound.rate)
        for before, after in zip(loud[:-1].tolist(), loud[1:].tolist(), strict=True)
        if (after - before - 1) * _WINDOW >= _SHORTEST
    ]
    longest = sorted(found, key=lambda one: -one.seconds)[:_MOST_SILENCES]
    return sorted(longest, key=lambda one: one.start)


def _ends(sound: Sound, sentences: Sequence[str], language: str) -> list[Silence]:
    """The silence, or the moment, that ends each sentence but the last."""
    if len(sentences) <= 1:
        return []
    weights = np.array([max(0.2, speech_seconds(one, language)) for one in sentences])
    expected = weights / weights.sum() * sound.seconds
    moments = np.cumsum(expected)[:-1].tolist()
    # Where there is no silence, the expected moment is one without length.
    choices = sorted(
        [*silences_in(sound), *(Silence(at, at) for at in moments)], key=lambda one: one.middle
    )
    return [choices[place] for place in _likeliest(choices, expected, sound.seconds)]


def _likeliest(
    choices: Sequence[Silence], expected: NDArray[np.float64], whole: float
) -> list[int]:
    """One choice for each end, in order, with the least cost altogether."""
    middles = np.array([one.middle for one in choices])
    unlike = np.array([_unlike(one.seconds) for one in choices])
    costs = _strange(middles, float(expected[0])) + unlike
    came_from: list[NDArray[np.intp]] = []
    for length in expected[1:-1]:
        steps = _strange(middles[None, :] - middles[:, None], float(length))
        steps[~np.triu(np.ones(steps.shape, bool), 1)] = np.inf  # only onwards
        totals = costs[:, None] + steps
        came_from.append(np.argmin(totals, axis=0))
        costs = np.min(totals, axis=0) + unlike
    place = int(np.argmin(costs + _strange(whole - middles, float(expected[-1]))))
    places = [place]
    for back in reversed(came_from):
        place = int(back[place])
        places.append(place)
    return places[::-1]


def _unlike(seconds: float) -> float:
    """How unlikely it is that a sentence ends in a silence of this length."""
    return 1 - min(seconds, _CLEAR) / _CLEAR if seconds > 0 else _NO_SILENCE


def _strange(seconds: NDArray[np.float64], expected: float) -> NDArray[np.float64]:
    """How unlikely it is that a sentence lasts so long."""
    return np.abs(seconds - expected) / (_LEEWAY + _SHARE_OF_LEEWAY * expected)
