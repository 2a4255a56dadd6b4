"""Captions as a person reads them: few lines at a time, broken where one would pause."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from vidgen_desktop.core.model import Cue
from vidgen_desktop.media.captions.breaks import atoms
from vidgen_desktop.media.captions.parts import Page, fitting, parts_of
from vidgen_desktop.media.captions.text import visible
from vidgen_desktop.media.captions.words import Clock

SHORTEST = 0.1  # seconds; captions that begin nearer to each other are one
BRIEFEST_PART = 0.2  # seconds that a part of a split caption is seen
LINGER = 0.5  # seconds; through a shorter pause a caption stays, for it would only flicker


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its time; `space` says whether one stands before it."""

    text: str
    space: bool
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Caption:
    """What is seen at one time. Its words follow one another without gaps, to its end."""

    start: float
    end: float
    lines: tuple[tuple[Word, ...], ...]

    @property
    def text(self) -> str:
        """Its lines, parted by line feeds."""
        return "\n".join(joined(line) for line in self.lines)


def joined(words: Sequence[Word]) -> str:
    """The text of a line."""
    return "".join((" " if word.space and at else "") + word.text for at, word in enumerate(words))


def lay_out(cues: Iterable[Cue], page: Page) -> list[Caption]:
    """Captions in order, without overlap; a cue that does not fit becomes several."""
    laid: list[Caption] = []
    for cue in _apart(cues):
        laid += _captions(cue, page)
    for number, after in enumerate(laid[1:]):
        if after.start - laid[number].end <= LINGER:
            laid[number] = _until(laid[number], after.start)
    return laid


def _until(caption: Caption, end: float) -> Caption:
    *lines, last = caption.lines
    stays = replace(last[-1], end=end)
    return replace(caption, end=end, lines=(*lines, (*last[:-1], stays)))


def _apart(cues: Iterable[Cue]) -> Iterator[Cue]:
    """In order, each cut where the next begins; those that begin together are joined."""
    lasting = [
        replace(cue, start=max(0.0, cue.start))
        for cue in cues
        if math.isfinite(cue.start) and math.isfinite(cue.end) and cue.end > max(0.0, cue.start)
    ]
    merged: list[Cue] = []
    for cue in sorted((cue for cue in lasting if atoms(cue.text)), key=lambda cue: cue.start):
        if merged and cue.start - merged[-1].start < SHORTEST:
            one = merged[-1]
            words = (*one.words, *cue.words) if one.words and cue.words else ()
            text = f"{one.text} {cue.text}"
            merged[-1] = Cue(one.start, max(one.end, cue.end), text, words)
        else:
            merged.append(cue)
    for cue, after in pairwise(merged):
        yield replace(cue, end=min(cue.end, after.start))
    yield from merged[-1:]


def _captions(cue: Cue, page: Page) -> Iterator[Caption]:
    text = fitting(atoms(cue.text), page)
    parts = parts_of(text, page)
    clock = Clock(cue)
    lengths = (len(visible(atom.text)) for atom in text)
    starts = [clock.at(number) for number in accumulate(lengths, initial=0)]
    bounds = _spread([cue.start, *(starts[edges[0]] for edges in parts[1:]), cue.end])
    for edges, (start, end) in zip(parts, pairwise(bounds), strict=True):
        begin, stop = edges[0], edges[-1]
        times = [min(end, max(start, time)) for time in starts[begin:stop]]
        words = [
            Word(atom.text, atom.space, *span)
            for atom, span in zip(text[begin:stop], pairwise([*times, end]), strict=True)
        ]
        lines = (words[a - begin : b - begin] for a, b in pairwise(edges))
        yield Caption(start, end, tuple(tuple(line) for line in lines))


def _spread(bounds: list[float]) -> list[float]:
    """The same times, moved where a part would be seen too briefly."""
    first, last = bounds[0], bounds[-1]
    least = min(BRIEFEST_PART, (last - first) / (len(bounds) - 1))
    count = len(bounds) - 1
    low = [first + least * number for number in range(count + 1)]
    moved = [max(time, floor) for time, floor in zip(bounds, low, strict=True)]
    for number in range(1, count):
        moved[number] = max(moved[number], moved[number - 1] + least)
    for number in range(count - 1, 0, -1):
        moved[number] = min(moved[number], last - least * (count - number))
    return [first, *moved[1:-1], last]
