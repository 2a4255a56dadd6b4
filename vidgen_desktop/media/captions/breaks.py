"""Where captions may be broken, and how good each place is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from budoux.parser import Parser

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
_SEGMENTED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_KANA = re.compile("[\u3040-\u30ff]")
_THAI = re.compile("[\u0e00-\u0e7f]")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# Everyday characters that are written in another way in simplified Chinese.
_TRADITIONAL = re.compile("[們個這國學說時後會來對開發過還裡點為與當從樣間實現長種麼電動無問經進]")


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


def han_language(text: str) -> str:
    """In whose shapes the Chinese characters of a text are drawn: "ja", "zh-Hant", "zh-Hans"
    or "" where there are none.
    """
    if _KANA.search(text):
        return "ja"
    if not _HAN.search(text):
        return ""
    return "zh-Hant" if _TRADITIONAL.search(text) else "zh-Hans"


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
    if not _SEGMENTED.search(spaced):
        yield from (part for part in spaced.split("\u200b") if part)
        return
    piece = ""
    for part in _segmented(spaced.replace("\u200b", ""), whole):
        first = next(clusters(part))
        glued = first[0] in NOT_FIRST or first.startswith(SENTENCE_END + CLAUSE_END + CLOSING)
        if piece and not glued and not piece.endswith(OPENING):
            yield piece
            piece = ""
        piece += part
    yield piece


def _segmented(spaced: str, whole: str) -> list[str]:
    if _THAI.search(spaced):
        model = "thai"
    else:
        models = {"ja": "japanese", "zh-Hant": "traditional_chinese"}
        model = models.get(han_language(whole), "simplified_chinese")
    return [part for part in _parser(model).parse(spaced) if part]


@cache
def _parser(model: str) -> "Parser":
    import budoux

    loaders = {
        "thai": budoux.load_default_thai_parser,
        "japanese": budoux.load_default_japanese_parser,
        "traditional_chinese": budoux.load_default_traditional_chinese_parser,
        "simplified_chinese": budoux.load_default_simplified_chinese_parser,
    }
    return loaders[model]()
