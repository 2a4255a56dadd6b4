"""Short texts made of a person's own words: titles and headings."""

from collections.abc import Collection

from vidgen_desktop.providers.builtin.words.keywords import key_words, words_of
from vidgen_desktop.providers.builtin.words.small_words import AND, CONJUNCTIONS

LONGEST_TITLE = 60  # characters
_LONGEST_HEADING = 32  # characters; what a picture can carry in large type
_MOST_WORDS = 5
_FEW_WORDS = 2  # a text of so few may be repeated whole
# Two or three words make the best type; one word says little.
_WORTH = {1: 0.75, 2: 1.1, 3: 1.0, 4: 0.85, 5: 0.72}
_SMALL_WORD = -0.7
_ENDS = " \t\n.,;:!?…。，、；：！？।؟،-–—"


def title_of(*candidates: str) -> str:
    """The first candidate that holds anything, cut at a word to 60 characters."""
    for candidate in candidates:
        if title := shortened(candidate, LONGEST_TITLE):
            return title
    return "Video"


def shortened(text: str, longest: int) -> str:
    """`text` on one line without its end mark, cut at a word; "…" says that it was cut."""
    flat = " ".join(text.split())
    flat = flat.rstrip(" .,;:。，、；：।،") or flat
    if len(flat) <= longest:
        return flat
    cut = flat[: longest - 1]
    space = cut.rfind(" ")
    if space >= longest // 3:
        cut = cut[:space]
    return cut.rstrip(_ENDS) + "…"


def heading_of(text: str, language: str, taken: Collection[str] = ()) -> str:
    """Two to five words that say what `text` is about, none of `taken` if it can be helped.

    A stretch of the text as it stands, so that it reads as the person wrote it; only a text
    of one or two words is repeated whole.
    """
    stretches = phrases_of(text, language)
    for stretch in stretches:
        if stretch not in taken:
            return stretch
    for word in key_words(text, language, 6):
        if _capital(word) not in taken:
            return _capital(shortened(word, _LONGEST_HEADING))
    if stretches:
        return stretches[0]
    return shortened(text, _LONGEST_HEADING)


def phrases_of(text: str, language: str) -> list[str]:
    """Stretches of neighbouring words that begin and end with a weighty one, best first."""
    words = words_of(text, language)
    found: list[tuple[float, int, str]] = []
    for first, begin in enumerate(words):
        if begin.weight < 1:
            continue
        for last in range(first, min(first + _MOST_WORDS, len(words))):
            end = words[last]
            stretch = text[begin.start : end.end]
            begins_clause = end.key in CONJUNCTIONS and end.key not in AND
            if len(stretch) > _LONGEST_HEADING or begins_clause or _crosses_clause(stretch):
                break
            count = last - first + 1
            if end.weight < 1 or (count == len(words) and count > _FEW_WORDS):
                continue
            score = sum(word.weight or _SMALL_WORD for word in words[first : last + 1])
            score *= _WORTH[count]
            found.append((-score, begin.start, _capital(stretch)))
    return [stretch for _score, _start, stretch in sorted(found)]


def _crosses_clause(stretch: str) -> bool:
    return any(mark in stretch for mark in ',;:!?…。，、；：！？।؟،()[]«»“”„"') or ". " in stretch


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
