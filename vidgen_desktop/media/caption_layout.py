"""Captions as a person reads them: at most two lines at a time, broken where one would pause."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vidgen_desktop.core.model import Cue

LINES = 2
PAUSE = tuple(".!?…:;,)]”»。！？：；，、」』）—–")
OPENING = tuple("([“«「『（¿¡")
SHORT_WORD = 3  # columns; a line should not end with "of" or "the"
PAUSE_BONUS = 0.35  # of the text's length: how far from the middle a pause may lure a break
SHORT_COST = 0.15


@dataclass(frozen=True, slots=True)
class Word:
    """What is never broken; `space` says whether one stands before it."""

    text: str
    columns: int
    space: bool


def lay_out(cues: Sequence[Cue], columns: int) -> list[Cue]:
    """Cues in order, without overlap, each with at most two lines of `columns` (a wide
    character counts as two). A longer one is split, its time shared by length. The lines
    are parted by a line feed; there are no other control characters.
    """
    parts = [part for cue in cues if cue.end > cue.start for part in _split(cue, columns)]
    parts.sort(key=lambda cue: cue.start)
    laid: list[Cue] = []
    for number, cue in enumerate(parts):
        following = parts[number + 1].start if number + 1 < len(parts) else cue.end
        end = min(cue.end, following)
        start = max(0.0, cue.start)
        if end > start:
            laid.append(Cue(start, end, cue.text))
    return laid


def _split(cue: Cue, columns: int) -> Iterator[Cue]:
    words = _words(cue.text, columns)
    if not words:
        return
    total = _columns(words)
    at = cue.start
    for piece in _pieces(words, columns):
        end = at + (cue.end - cue.start) * _columns(piece) / total
        yield Cue(at, min(end, cue.end), _two_lines(piece, columns))
        at = end


def _pieces(words: list[Word], columns: int) -> Iterator[list[Word]]:
    """Halve the text until each piece fits."""
    if len(words) == 1 or _columns(words) <= columns or _line_break(words, columns):
        yield words
        return
    middle = _best_break(words, range(1, len(words)))
    yield from _pieces(words[:middle], columns)
    yield from _pieces(words[middle:], columns)


def _two_lines(words: list[Word], columns: int) -> str:
    if _columns(words) <= columns:
        return _joined(words)
    at = _line_break(words, columns)
    return f"{_joined(words[:at])}\n{_joined(words[at:])}" if at else _joined(words)


def _line_break(words: list[Word], columns: int) -> int:
    """Where to break so that both lines fit, or 0."""
    fitting = [
        at
        for at in range(1, len(words))
        if _columns(words[:at]) <= columns and _columns(words[at:]) <= columns
    ]
    return _best_break(words, fitting) if fitting else 0


def _best_break(words: list[Word], places: Sequence[int]) -> int:
    """The place nearest the middle, where a pause counts for much."""
    total = _columns(words)

    def cost(at: int) -> float:
        last = words[at - 1]
        distance = abs(_columns(words[:at]) / total - 0.5)
        if last.text.endswith(PAUSE):
            return distance - PAUSE_BONUS
        return distance + (SHORT_COST if last.columns <= SHORT_WORD and words[at].space else 0)

    return min(places, key=cost)


def _words(text: str, columns: int) -> list[Word]:
    """Words where there are spaces, single characters in scripts that have none."""
    found: list[Word] = []
    for spaced in _clean(text).split():
        first = True
        for piece in _unspaced(spaced, columns):
            found.append(Word(piece, _width(piece), first))
            first = False
    return found


def _unspaced(spaced: str, columns: int) -> Iterator[str]:
    """Cut between wide characters, never before a closing or after an opening mark."""
    piece = ""
    for character in spaced:
        cut = (
            piece
            and (_is_wide(character) or _is_wide(piece[-1]))
            and not character.startswith(PAUSE)
            and not piece.endswith(OPENING)
            and unicodedata.category(character) not in ("Mn", "Mc", "Me", "Cf", "Sk")
            and piece[-1] != "\u200d"
        )
        if cut or _width(piece + character) > columns:
            if piece:
                yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _clean(text: str) -> str:
    """Without control characters; those that part lines or words become spaces."""
    return "".join(
        character
        if unicodedata.category(character) not in ("Cc", "Zl", "Zp", "Cs")
        else (" " if character.isspace() else "")
        for character in text
    )


def _joined(words: Sequence[Word]) -> str:
    return "".join((" " if word.space else "") + word.text for word in words).strip()


def _columns(words: Sequence[Word]) -> int:
    return sum(word.columns + word.space for word in words)


def _width(text: str) -> int:
    return sum(
        0
        if unicodedata.category(character) in ("Mn", "Me", "Cf")
        else 2
        if _is_wide(character)
        else 1
        for character in text
    )


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in ("W", "F")
