"""Where captions may be broken, and how good each place is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vidgen_desktop.media.captions.text import (
    CLAUSE_END,
    CLOSING,
    NOT_FIRST,
    OPENING,
    SENTENCE_END,
    cleaned,
    clusters,
    columns,
)
from vidgen_desktop.phrases import phrases_of

NEVER = 9.0  # the cost of a break where none should be; taken only where nothing else fits
SENTENCE, CLAUSE = -0.6, -0.4
HOLDS = 1.0  # a number and its unit, a title and its name
NAME = 0.3
STRANDED = 0.7  # a small word at the end of a line
INSIDE = 0.12  # between words that are written together
BEFORE_SMALL = -0.08
SHORT_WORD = 3  # letters

# Small words that are longer; the shorter ones are known by their length.
_SMALL = frozenset(
    re.findall(
        r"\w+",
        """with from that this into than your their over when what which while after before about
        eine einen einer einem oder dass wenn nach über unter ohne durch zwischen sein ihre pour
        avec dans sans sous chez leur mais donc comme quand elle nous vous cette para como pero
        sobre entre desde hasta cuando esta este della delle degli nella nelle come quando sono
        voor naar maar door onder deze pela pelo""",
    )
)
_TITLES = re.compile(
    r"^\W*(?:Dr|Mr|Mrs|Ms|Prof|St|Sr|Sra|Mme|Mlle|M|Nr|No|Vol|Fig|vs|ca|bzw|etc|approx"
    r"|(?:[^\W\d]\.)*[^\W\d])\.$"
)
_NUMBER = re.compile(r"^[(“«\"]?\d[\d.,:/\u00a0]*$")
_DASHES = ("–", "—", "-")
_MARKS_ONLY = re.compile(r"^[\W_]+$")


@dataclass(frozen=True, slots=True)
class Atom:
    """What is never broken; `space` stands before it, `cost` is that of a break there."""

    text: str
    space: bool
    cost: float

    @property
    def ends_sentence(self) -> bool:
        """Whether a sentence ends with it."""
        return _ends(self.text, SENTENCE_END) and not _TITLES.match(self.text)


def atoms(text: str) -> list[Atom]:
    """The words of a text; phrases or syllables in scripts that have no spaces."""
    text = cleaned(text)
    found: list[Atom] = []
    for spaced in text.split(" "):
        space = True
        for piece in _pieces(spaced, text):
            cost = _cost(found[-1].text, piece, space=space) if found else NEVER
            found.append(Atom(piece, space, cost))
            space = False
    return found


def _cost(before: str, after: str, *, space: bool) -> float:
    rules = (
        # French puts spaces before its marks.
        (bool(_MARKS_ONLY.match(after)) and after not in (*_DASHES, "&", "+"), NEVER),
        (before.endswith(OPENING) or after.startswith(CLOSING[:-2]), NEVER),
        (bool(_TITLES.match(before) or _NUMBER.match(before)), HOLDS),
        (_ends(before, SENTENCE_END), SENTENCE),
        (_ends(before, CLAUSE_END), CLAUSE),
        (after in _DASHES, HOLDS),
        (not space, INSIDE),
        (_is_small(before), STRANDED),
    )
    for applies, cost in rules:
        if applies:
            return cost
    name = NAME if before[0].isupper() and after[0].isupper() else 0.0
    return name + (BEFORE_SMALL if _is_small(after) else 0.0)


def _ends(text: str, marks: tuple[str, ...]) -> bool:
    return text.rstrip("".join(CLOSING)).endswith(marks) or text.endswith(marks)


def _is_small(word: str) -> bool:
    return word.isalpha() and (columns(word) <= SHORT_WORD or word.casefold() in _SMALL)


def _pieces(spaced: str, whole: str) -> Iterator[str]:
    # Lao, Khmer and Burmese have no small dictionary; some writers mark the words' ends.
    phrases = phrases_of(spaced.replace("\u200b", ""), whole)
    if phrases is None:
        yield from (part for part in spaced.split("\u200b") if part)
        return
    piece = ""
    for part in phrases:
        first = next(clusters(part))
        glued = first[0] in NOT_FIRST or first.startswith(SENTENCE_END + CLAUSE_END + CLOSING)
        if piece and not glued and not piece.endswith(OPENING):
            yield piece
            piece = ""
        piece += part
    yield piece
