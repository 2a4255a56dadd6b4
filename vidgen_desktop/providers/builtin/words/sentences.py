"""Dividing text into sentences, and long sentences into clauses."""

import re
from itertools import accumulate
from unicodedata import category

import sentencex

from vidgen_desktop.phrases import phrases_of
from vidgen_desktop.providers.builtin.words.language import primary
from vidgen_desktop.providers.builtin.words.small_words import CONJUNCTIONS, small_words

# What sentencex takes for an end but is none: a title, an initial, or an abbreviation of
# single letters ("т. е."), each before more text.
_UNFINISHED = re.compile(
    r"(?:^|[\s(«„“\"'])(?:(?:MM?|Mme|Mlle|Dr|Pr|Sr|Sra|St|Ste|Nr|No|n°|[^\W\d_])\.\s*)+$"
)
_LONE_NUMBER = re.compile(r"^\d{1,3}[.)]$")
_ONLY_MARKS = re.compile(r"^[\W_]+$")
_CLOSING_MARKS = re.compile(r"^[\s»”’\"'）)」』】\]]+$")
_CLAUSE_END = re.compile(
    r"(?<=[,;:،؛])\s+"  # the mark stays with the clause before it
    r"|(?<=[，、；：])"
    r"|\s+(?=[–—-]\s)"  # a dash begins the clause after it
    r"|(?<=\s[–—-])\s+(?=\S)"
)
_MIDDLE = 0.25  # of the text on each side of its middle, where a cut is good
_TAIL = 40  # characters in which an abbreviation is looked for
_JOINS_NEXT = "\u200d\u17d2\u1039"


def sentences_of(text: str, language: str) -> list[str]:
    """The sentences of one paragraph, trimmed, none empty, in order, nothing left out."""
    # A lone surrogate is no text: no library could be told it.
    flat = " ".join(text.encode("utf-8", "ignore").decode("utf-8").split())
    if not flat:
        return []
    pieces = sentencex.segment(primary(language), flat)
    return _mended([piece.strip() for piece in pieces if piece.strip()])


def clauses_of(sentence: str) -> list[str]:
    """The sentence at its commas, semicolons, colons and dashes; marks stay with words."""
    pieces = [piece.strip() for piece in _CLAUSE_END.split(sentence)]
    return _mended([piece for piece in pieces if piece])


def halves_of(text: str, language: str) -> tuple[str, str] | None:
    """The text in two near its middle: before a small word ("because", "and") where there
    is one, else at a space, or between phrases where it has none (Chinese, Thai); None
    where it cannot be divided.
    """
    spaces = [match.start() for match in re.finditer(r"\s", text)]
    cut = _word_cut(text, spaces, language) if spaces else _character_cut(text)
    first, second = text[:cut].strip(), text[cut:].strip()
    return (first, second) if first and second else None


def _word_cut(text: str, spaces: list[int], language: str) -> int:
    small = small_words(primary(language))
    middle = len(text) / 2

    def badness(at: int) -> float:
        before = text[:at].rsplit(None, 1)[-1:]
        after = text[at:].split(None, 1)[:1]
        opens = bool(after) and after[0].casefold() in small
        joins = bool(after) and after[0].casefold() in CONJUNCTIONS
        dangles = bool(before) and before[0].casefold() in small
        return abs(at - middle) / len(text) - 0.06 * opens - 0.2 * joins + 0.15 * dangles

    near = [at for at in spaces if abs(at - middle) <= _MIDDLE * len(text)]
    return min(near, key=badness) if near else min(spaces, key=lambda at: abs(at - middle))


def _character_cut(text: str) -> int:
    """The place nearest the middle that parts no phrase, or, where none is known, no character
    from its marks.
    """
    middle = len(text) // 2
    phrases = phrases_of(text, text) or [text]
    between = list(accumulate(len(phrase) for phrase in phrases))[:-1]
    if between:
        return min(between, key=lambda at: abs(at - middle))
    cut = middle
    while cut > 0 and (
        category(text[cut]).startswith("M")
        or text[cut] in _JOINS_NEXT
        or text[cut - 1] in _JOINS_NEXT
        or "\U0001f3fb" <= text[cut] <= "\U0001f3ff"
    ):
        cut -= 1
    return cut


def _mended(pieces: list[str]) -> list[str]:
    """Put back together what belongs together: abbreviations, initials, lone marks."""
    joined: list[str] = []
    for piece in pieces:
        if joined and _CLOSING_MARKS.match(piece):
            joined[-1] += piece
        elif joined and (_is_unfinished(joined[-1]) or _ONLY_MARKS.match(piece)):
            joined[-1] += " " + piece
        else:
            joined.append(piece)
    return joined


def _is_unfinished(piece: str) -> bool:
    return bool(_UNFINISHED.search(piece[-_TAIL:]) or _LONE_NUMBER.match(piece))
