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

# "And" joins words as well as clauses.
AND = frozenset(
    {
        *("and", "und", "et", "y", "e", "en", "och", "i", "ve", "и", "та", "و", "और"),
    }
)
# Words that begin a clause: the best places to take breath.
CONJUNCTIONS = AND | {
    *("but", "or", "nor", "because", "while", "which", "that", "who", "when", "where", "if", "so"),
    *("until", "although", "though", "as", "than", "aber", "oder", "weil", "dass", "wenn"),
    *("während", "obwohl", "damit", "sondern", "wie", "als", "mais", "ou", "parce", "qui", "quand"),
    *("lorsque", "si", "car", "donc", "puis", "pero", "porque", "cuando", "aunque", "mientras"),
    *("sino", "mas", "quando", "embora", "enquanto", "ma", "perché", "mentre", "dove", "che"),
    *("maar", "omdat", "terwijl", "men", "eftersom", "ale", "lub", "ponieważ", "gdy", "który"),
    *("ama", "çünkü", "но", "или", "потому", "когда", "если", "который", "чтобы", "поэтому", "але"),
    *("бо", "لكن", "أو", "لأن", "حيث", "लेकिन", "क्योंकि"),
}


@cache
def small_words(language: str) -> frozenset[str]:
    """The small words of a language ("en", "zh"), lower case; empty where none are known."""
    code = _OTHER_CODES.get(language, language)
    if not stopwordsiso.has_lang(code):
        return frozenset()
    return frozenset(stopwordsiso.stopwords(code)) - _TELLING.get(code, set())
