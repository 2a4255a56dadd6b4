"""Dividing a text into captions, and those into lines: the cheapest way of all."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import inf

from vidgen_desktop.media.captions.breaks import Atom
from vidgen_desktop.media.captions.text import clusters

_SPARE = 1.1  # for letters are not equally wide
_STUB = 0.25  # of the width; a shorter part looks forgotten
_STUB_COST = 0.4
_FLASH_COST = 1.2  # of a part that is hardly begun: it is gone before it is read
_UNEVEN = 0.9  # times the square of the difference between two lines
_TOP_HEAVY = 0.02
_PART, _FULL = 1.0, 0.6  # the price of a part, and of a full one
_FEW_PART, _FEW_IDEAL = 0.25, 0.6  # of few words: how wide is best


@dataclass(frozen=True, slots=True)
class Page:
    """How much fits: `lines` of `most` wide, in the unit of `measure`.

    `words`: at most so many at a time (0: as many as fit), never of two sentences. Words
    that are too long for a line are set smaller, down to `smallest`, before they are cut.
    """

    measure: Callable[[str], float]
    most: float
    space: float
    lines: int = 2
    words: int = 0
    smallest: float = 1.0


Edges = tuple[int, ...]  # the numbers of the atoms where the lines of a part begin, and its end


def parts_of(text: Sequence[Atom], page: Page) -> list[Edges]:
    """The parts in which a text is shown, in order. Each atom must fit into a line."""
    ruler = _Ruler(text, page)
    best: list[tuple[float, Edges]] = [(0.0, ())]
    for stop in range(1, len(text) + 1):
        ways = (
            (best[begin][0] + cost, edges) for begin, cost, edges in _ways(text, ruler, page, stop)
        )
        best.append(min(ways))
    found: list[Edges] = []
    at = len(text)
    while at:
        found.append(best[at][1])
        at = best[at][1][0]
    return found[::-1]


def fitting(text: Sequence[Atom], page: Page) -> list[Atom]:
    """The atoms, those that are too long cut between characters into about equal pieces."""
    found: list[Atom] = []
    for atom in text:
        width = page.measure(atom.text)
        if width <= page.most / page.smallest:
            found.append(atom)
            continue
        share = width / math.ceil(width / page.most)
        most = min(page.most, share * _SPARE)
        piece, space, cost = "", atom.space, atom.cost
        for cluster in clusters(atom.text):
            if piece and page.measure(piece + cluster) > most:
                found.append(Atom(piece, space, cost))
                piece, space, cost = "", False, 0.0
            piece += cluster
        found.append(Atom(piece, space, cost))
    return found


class _Ruler:
    """The widths of all stretches of a text."""

    def __init__(self, text: Sequence[Atom], page: Page) -> None:
        self._spaces = [page.space if atom.space else 0.0 for atom in text]
        # What is set smaller takes a line for itself.
        widths = (min(page.most, page.measure(atom.text)) for atom in text)
        both = (width + space for width, space in zip(widths, self._spaces, strict=True))
        self._sums = list(accumulate(both, initial=0.0))

    def width(self, begin: int, stop: int) -> float:
        return self._sums[stop] - self._sums[begin] - self._spaces[begin]


def _ways(
    text: Sequence[Atom], ruler: _Ruler, page: Page, stop: int
) -> Iterator[tuple[int, float, Edges]]:
    """All parts that end before atom `stop`: where they begin, their cost and their lines."""
    after = text[stop].cost if stop < len(text) else 0.0
    for begin in range(stop - 1, -1, -1):
        width = ruler.width(begin, stop)
        alone = begin == stop - 1
        if not alone and (
            width > page.most * page.lines + page.space
            or (page.words and stop - begin > page.words)
            or (page.words and text[begin].ends_sentence)
        ):
            return
        if width <= page.most or alone:
            lines, inner = (begin, stop), 0.0
        else:
            lines, inner = _two_lines(text, ruler, page, (begin, stop))
        if inner < inf:
            yield begin, after + inner + _price(width, page), lines


def _price(width: float, page: Page) -> float:
    if page.words:
        share = width / page.most
        return _FEW_PART + (share - _FEW_IDEAL) ** 2 + _STUB_COST * (share < _STUB)
    share = width / (page.most * page.lines)
    return _PART + _FULL * share**2 + _FLASH_COST * (share < _STUB / 2)


def _two_lines(
    text: Sequence[Atom], ruler: _Ruler, page: Page, span: tuple[int, int]
) -> tuple[Edges, float]:
    begin, stop = span
    found: tuple[float, Edges] = (inf, ())
    for at in range(begin + 1, stop) if page.lines > 1 else ():
        upper, lower = ruler.width(begin, at), ruler.width(at, stop)
        if max(upper, lower) > page.most:
            continue
        cost = text[at].cost + _UNEVEN * ((upper - lower) / page.most) ** 2
        cost += _TOP_HEAVY * (upper > lower) + _STUB_COST * (min(upper, lower) < page.most * _STUB)
        found = min(found, (cost, (begin, at, stop)))
    return found[1], found[0]
