"""The arrangement: which notes are played in each bar."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from vidgen_desktop.core.choices import Look
from vidgen_desktop.providers.builtin.band import theory
from vidgen_desktop.providers.builtin.band.moods import Mood, Progression, mood_of

BEATS = 4  # in a bar
PHRASE = 4  # bars
_OFF_BEAT = 0.5
_LONG_SECTION, _SHORT_SECTION = 8, 4  # bars
_LONG_PIECE = 20  # bars from which sections are long
_OPENING, _CLOSING = 2, 3  # bars with few players, where there are bars enough
_SHORTEST_WITH_OPENING = 6  # bars
_PAD, _PLUCKS, _MELODY = 0.3, 0.62, 0.5  # how loud the players are against each other
_LEFT_OUT = 0.12  # share of plucked notes, as a person would leave them out
_LIVELY = 0.3  # drums from which the bass moves too
_RING_OUT = 2.5  # seconds after the last bar's downbeat chord, at most
_LOWEST_TONIC = 48  # C3; the key is chosen in the octave above
_BASS_LOW, _BASS_HIGH = 33, 46
_LEAD_CENTRE = 76
_MOST_TEMPO_CHANGE = 0.08


@dataclass(frozen=True, slots=True)
class Note:
    """One note: `at` and `beats` in beats of its bar; `pan` from -1 (left) to 1."""

    player: str
    at: float
    beats: float
    pitch: float
    loud: float
    pan: float = 0.0


@dataclass(frozen=True, slots=True)
class Plan:
    """A piece: how many bars of how many seconds, then the last chord rings out."""

    bars: int
    bar_seconds: float


@dataclass(frozen=True, slots=True)
class _Part:
    """Who plays in a section."""

    chords: Progression
    pad: float
    bass: bool
    plucks: float
    drums: float
    melody: bool


class Score:
    """A piece of `seconds`, the same for the same look and seed."""

    def __init__(self, seconds: float, look: Look, seed: int) -> None:
        self._dice = Random(f"{look.value}/{seed}")  # noqa: S311 - music, not secrets
        self.mood: Mood = mood_of(look, self._dice)
        self.tonic = _LOWEST_TONIC + self._dice.randrange(12)
        self._verse = self._dice.choice(self.mood.verses)
        self._chorus = self._dice.choice(self.mood.choruses)
        self._pattern = _pattern(self._dice)
        self._motif = _motif(self._dice)
        self._section = _LONG_SECTION
        self.plan = _plan(seconds, self.mood.tempo * self._dice.uniform(0.97, 1.03))
        if self.plan.bars < _LONG_PIECE:
            self._section = _SHORT_SECTION

    def bars(self) -> Iterator[list[Note]]:
        """The notes of each bar in order; the last bar is the tonic, left to ring."""
        last_voicing: tuple[int, ...] = ()
        for bar in range(self.plan.bars):
            is_last = bar == self.plan.bars - 1
            part = self._part(bar)
            degree = 0 if is_last else part.chords[bar % PHRASE]
            tones = theory.chord(self.tonic, self.mood.mode, degree, rich=not is_last)
            voicing = theory.voiced(tones, last_voicing)
            last_voicing = voicing
            notes = list(self._pad(voicing, part, is_last=is_last))
            if part.bass or is_last:
                notes.extend(self._bass(tones[0], bar, is_last=is_last))
            if not is_last:
                notes.extend(self._plucks(voicing, part, bar))
                notes.extend(self._drums(part, bar))
                if part.melody:
                    notes.extend(self._melody(bar, tones))
            yield notes

    def _part(self, bar: int) -> _Part:
        """Players come in one after another, rest now and then, and leave before the end."""
        section, within = divmod(bar, self._section)
        is_long = self.plan.bars > _SHORTEST_WITH_OPENING
        if is_long and bar < _OPENING:
            return _Part(self._verse, 0.95, bass=False, plucks=0.4, drums=0.0, melody=False)
        if is_long and self.plan.bars - bar <= _CLOSING:
            return _Part(self._verse, 1.0, bass=True, plucks=0.7, drums=0.0, melody=False)
        is_second_half = within >= self._section // 2
        drums = self.mood.drums if section or is_second_half else 0.0
        match section % 4:
            case 1:
                return _Part(self._chorus, 1.0, bass=True, plucks=1.0, drums=drums, melody=True)
            case 3:  # a rest from the beat
                return _Part(self._chorus, 1.0, bass=True, plucks=0.7, drums=0.0, melody=False)
            case kind:
                melody = kind > 0 and is_second_half
                return _Part(self._verse, 1.0, bass=True, plucks=0.9, drums=drums, melody=melody)

    def _pad(self, voicing: Sequence[int], part: _Part, *, is_last: bool) -> Iterator[Note]:
        beats = BEATS * (1.6 if is_last else 1.0)
        for number, note in enumerate(voicing):
            pan = -0.5 + number / max(1, len(voicing) - 1)
            yield Note("pad", 0.0, beats, note, _PAD * part.pad, pan * 0.8)

    def _bass(self, root: int, bar: int, *, is_last: bool) -> Iterator[Note]:
        note = _BASS_LOW + (root - _BASS_LOW) % 12
        if is_last:
            yield Note("bass", 0.0, BEATS * 1.5, note, 0.5)
            return
        if self.mood.drums < _LIVELY or _is_turn(bar):
            yield Note("bass", 0.0, 3.6, note, 0.5)
            return
        fifth = note + 7 if note + 7 <= _BASS_HIGH else note - 5
        yield Note("bass", 0.0, 2.3, note, 0.5)
        yield Note("bass", 2.5, 1.3, fifth if bar % 2 else note, 0.4)

    def _plucks(self, voicing: Sequence[int], part: _Part, bar: int) -> Iterator[Note]:
        loud = _PLUCKS * self.mood.plucks * part.plucks
        if loud <= 0:
            return
        for number, (at, which, accent) in enumerate(self._pattern):
            if self._dice.random() < _LEFT_OUT and number:
                continue  # a person leaves a note out now and then
            note = voicing[which % len(voicing)] + (12 if which >= len(voicing) else 0)
            human = self._dice.uniform(-0.012, 0.012)
            pan = 0.55 * math.sin(bar * 0.7 + number * 1.9)
            yield Note(
                self.mood.pluck,
                max(0.0, self._swung(at) + human),
                1.5,
                note,
                loud * accent * self._dice.uniform(0.82, 1.0),
                pan,
            )

    def _drums(self, part: _Part, bar: int) -> Iterator[Note]:
        if part.drums <= 0:
            return
        for beat in (0.0, 2.0) if not _is_turn(bar) else (0.0, 2.0, 3.5):
            yield Note("kick", beat, 0.5, 0, 0.5 * part.drums)
        for beat in (1.0, 3.0):
            yield Note("brush", beat, 0.5, 0, 0.3 * part.drums, 0.15)
        for half in range(BEATS * 2):
            accent = 0.22 if half % 2 else 0.14
            at = self._swung(half / 2)
            yield Note("shaker", at, 0.25, 0, accent * part.drums, -0.35)

    def _melody(self, bar: int, tones: Sequence[int]) -> Iterator[Note]:
        """The motif, moved to fit the chord; every second time it rests."""
        if _is_turn(bar):
            return
        loud = _MELODY * self.mood.melody
        for at, beats, step in self._motif[bar % 2]:
            wanted = _LEAD_CENTRE + step * 2
            scale = [
                theory.pitch(self.tonic, self.mood.mode, degree) % 12 for degree in (0, 1, 2, 4, 5)
            ]
            # On the beat a tone of the chord, between beats one of the scale's five.
            allowed = {tone % 12 for tone in tones[:3]} if at.is_integer() else set(scale)
            note = min(
                (pitch for pitch in range(_LEAD_CENTRE - 12, _LEAD_CENTRE + 13)),
                key=lambda pitch: (pitch % 12 not in allowed, abs(pitch - wanted)),
            )
            human = self._dice.uniform(0, 0.015)
            yield Note(self.mood.lead, self._swung(at) + human, beats, note, loud, 0.1)

    def _swung(self, at: float) -> float:
        return at + 0.5 * self.mood.swing if at % 1 == _OFF_BEAT else at


def _is_turn(bar: int) -> bool:
    """Whether it is the last bar of a phrase, in which players take breath."""
    return bar % PHRASE == PHRASE - 1


def _plan(seconds: float, tempo: float) -> Plan:
    """Whole bars at nearly the wanted tempo, so that the piece ends on its last chord."""
    bar = BEATS * 60 / tempo
    ring = min(_RING_OUT, seconds / 3)
    bars = max(1, round((seconds - ring) / bar))
    fitted = (seconds - ring) / bars
    change = fitted / bar
    if not 1 - _MOST_TEMPO_CHANGE <= change <= 1 + _MOST_TEMPO_CHANGE:
        fitted = bar * min(1 + _MOST_TEMPO_CHANGE, max(1 - _MOST_TEMPO_CHANGE, change))
    return Plan(bars + 1, fitted)


def _pattern(dice: Random) -> list[tuple[float, int, float]]:
    """A broken chord over one bar: (beat, which tone, accent)."""
    shapes = (
        (0, 2, 1, 3, 2, 4, 3, 2),
        (0, 1, 2, 3, 4, 3, 2, 1),
        (0, 3, 2, 4, 1, 3, 2, 5),
        (4, 2, 3, 1, 2, 0, 1, 2),
    )
    rhythms = (
        (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5),
        (0.0, 1.0, 1.5, 2.0, 3.0, 3.5),
        (0.0, 0.5, 1.5, 2.0, 2.5, 3.5),
    )
    shape, rhythm = dice.choice(shapes), dice.choice(rhythms)
    return [
        (at, shape[number % len(shape)], 1.0 if at in (0.0, 2.0) else 0.72)
        for number, at in enumerate(rhythm)
    ]


def _motif(dice: Random) -> list[list[tuple[float, float, int]]]:
    """Two bars of melody: (beat, length in beats, steps around the centre)."""
    rhythms = (
        ((0.0, 1.5), (1.5, 0.5), (2.0, 2.0)),
        ((0.0, 1.0), (1.0, 1.0), (2.0, 1.5)),
        ((0.5, 1.0), (1.5, 1.5), (3.0, 1.0)),
        ((0.0, 3.0),),
    )
    bars: list[list[tuple[float, float, int]]] = []
    step = dice.choice((-1, 0, 1))
    for _bar in range(2):
        notes: list[tuple[float, float, int]] = []
        for at, beats in dice.choice(rhythms):
            notes.append((at, beats, step))
            step = max(-4, min(4, step + dice.choice((-2, -1, 1, 1, 2))))
        bars.append(notes)
    return bars
