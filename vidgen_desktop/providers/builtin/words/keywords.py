"""The words that carry a text, for headings and pictures."""

import re
from collections import Counter
from dataclasses import dataclass

from vidgen_desktop.providers.builtin.words.language import primary
from vidgen_desktop.providers.builtin.words.small_words import small_words

_WORD = re.compile(r"[^\W_]+(?:['’.\-&·][^\W_]+)*[\u0300-\u036f]*|[^\W_]", re.UNICODE)
_INDIC = re.compile(r"[\u0900-\u0dff\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff]+")
# Chinese has no spaces: runs between its particles are as good as words.
_HAN_BREAKS = re.compile(
    r"(?:因为|所以|但是|如果|我们|他们|它们|这些|那些|可以|什么|怎么|如何|以及|并且|为了|通过"
    r"|[的了在是和与把从到被着过就也都很我你他她它这那个之其为以及而或等会要将让给对向上下里中不有])"
)
_KANA_WORDS = re.compile(r"[\u30a0-\u30ff]{2,}|[\u3400-\u9fff々]+")
_KOREAN_ENDINGS = re.compile(
    r"(?:에서는|에서|으로|에게|까지|부터|처럼|보다|입니다|습니다|합니다|됩니다|은|는|이|가|을|를|에|의|로|와|과|도|만)$"
)
_LONGEST_WORD = 24  # characters: more is an address or noise


@dataclass(frozen=True, slots=True)
class Word:
    """A word in its text: as written, where it stands, and what it weighs (0: small word)."""

    text: str
    start: int
    end: int
    weight: float

    @property
    def key(self) -> str:
        """What makes two writings the same word."""
        return self.text.casefold()


def words_of(text: str, language: str) -> list[Word]:
    """The words of `text` in order, weighed; Chinese and Japanese in runs that read as words."""
    small = small_words(primary(language))
    return [
        Word(word, start, start + len(word), _weight(word, start, text, small))
        for word, start in _spans(text, primary(language))
    ]


def key_words(text: str, language: str, count: int) -> list[str]:
    """The `count` weightiest different words, in the order in which they are written."""
    words = [word for word in words_of(text, language) if word.weight > 0]
    often = Counter(word.key for word in words)
    first: dict[str, Word] = {}
    for word in words:
        first.setdefault(word.key, word)
    ranked = sorted(
        first.values(), key=lambda word: (-word.weight * (1 + 0.5 * often[word.key]), word.start)
    )
    return [word.text for word in sorted(ranked[:count], key=lambda word: word.start)]


def _spans(text: str, language: str) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    pattern = _INDIC if _INDIC.search(text) else None
    for match in _WORD.finditer(text) if pattern is None else re.finditer(r"[^\s\W_]\S*", text):
        word, start = match[0].rstrip(".,;:!?।॥\"'”’)»"), match.start()
        if language in ("zh", "yue", "wuu"):
            found.extend(_han_runs(word, start))
        elif language == "ja":
            found.extend((part[0], start + part.start()) for part in _KANA_WORDS.finditer(word))
        elif language == "ko":
            found.append((_KOREAN_ENDINGS.sub("", word) or word, start))
        elif word:
            found.append((word, start))
    return found


def _han_runs(word: str, start: int) -> list[tuple[str, int]]:
    """Runs between particles; one character alone counts only where nothing else is there."""
    runs: list[tuple[str, int]] = []
    at = 0
    for match in [*_HAN_BREAKS.finditer(word), None]:
        end = len(word) if match is None else match.start()
        if end > at:
            runs.append((word[at:end], start + at))
        at = len(word) if match is None else match.end()
    return runs


def _weight(word: str, start: int, text: str, small: frozenset[str]) -> float:
    if word.casefold() in small or len(word) > _LONGEST_WORD:
        return 0.0
    if not any(char.isalpha() for char in word):
        return 0.5 if any(char.isdigit() for char in word) else 0.0
    weight = 1.0 + min(len(word), 10) / 10
    # A capital inside a sentence marks a name; German nouns gain by it too, rightly.
    if start > 0 and word[0].isupper() and not text[:start].rstrip().endswith((".", "!", "?")):
        weight += 0.6
    return weight
