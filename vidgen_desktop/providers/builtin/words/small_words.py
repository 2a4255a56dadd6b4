"""The words of a language that carry no meaning of their own (stopwords-iso)."""

from functools import cache

import stopwordsiso

_OTHER_CODES = {"nb": "no", "nn": "no", "yue": "zh", "cmn": "zh"}
# Lists differ in zeal. These are too telling to be thrown away.
_TELLING = {
    "en": {
        *("beginning", "computer", "face", "family", "group", "home", "hundred", "information"),
        *("member", "million", "mill", "move", "number", "order", "page", "part", "past"),
        *("present", "problem", "research", "room", "section", "side", "state", "system"),
        *("test", "thousand", "today", "area", "fire", "line", "world", "year", "years"),
        *("young", "old", "fill", "found", "full", "bill", "interest", "work", "works"),
    },
}


@cache
def small_words(language: str) -> frozenset[str]:
    """The small words of a language ("en", "zh"), lower case; empty where none are known."""
    code = _OTHER_CODES.get(language, language)
    if not stopwordsiso.has_lang(code):
        return frozenset()
    return frozenset(stopwordsiso.stopwords(code)) - _TELLING.get(code, set())
