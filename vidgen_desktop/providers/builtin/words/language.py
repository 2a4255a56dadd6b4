"""Which language a text is in: by its script first, by its letters and small words second."""

import locale
import unicodedata
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from vidgen_desktop.providers.builtin.words.small_words import small_words

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

FALLBACK = "en"
_SAMPLE = 4000  # characters are enough to know

# Scripts that one language owns, by the first word of the Unicode name of their letters.
_OWNERS = {
    "ARMENIAN": "hy",
    "BENGALI": "bn",
    "ETHIOPIC": "am",
    "GEORGIAN": "ka",
    "GREEK": "el",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "HAN": "zh",
    "HANGUL": "ko",
    "HEBREW": "he",
    "KANA": "ja",
    "KANNADA": "kn",
    "KHMER": "km",
    "LAO": "lo",
    "MALAYALAM": "ml",
    "MYANMAR": "my",
    "ORIYA": "or",
    "SINHALA": "si",
    "TAMIL": "ta",
    "TELUGU": "te",
    "THAI": "th",
    "TIBETAN": "dz",
}
# Scripts that several share, with the candidates; the first is the likeliest.
_SHARED = {
    "ARABIC": ("ar", "fa", "ur", "ug", "ps"),
    "CYRILLIC": ("ru", "uk", "bg", "sr", "be", "mk", "kk", "mn", "ky", "tt"),
    "DEVANAGARI": ("hi", "mr", "ne"),
    "LATIN": (
        *("en", "de", "fr", "es", "it", "pt", "nl", "sv", "no", "da", "fi", "pl", "cs", "sk"),
        *("hu", "ro", "tr", "vi", "id", "hr", "sl", "ca", "et", "lt", "lv", "sq", "is", "sw"),
    ),
}
_FULL_NAMES = {
    "CJK": "HAN",
    "HIRAGANA": "KANA",
    "KATAKANA": "KANA",
    "KATAKANA-HIRAGANA": "KANA",
    "FULLWIDTH": "LATIN",
}
_WIDE = frozenset({"HAN", "KANA", "HANGUL"})
_WIDE_WEIGHT = 3

# A short text says little: the first candidate must be this many times likelier than the
# fallback to be believed, by the number of words.
_NEEDED_ODDS = {1: 20.0, 2: 6.0, 3: 2.0}
_NEEDED_ODDS_WITH_SMALL_WORDS = {1: 8.0, 2: 2.0, 3: 1.2}
_SMALL_WORD_ODDS = 2.5  # each small word of a language makes it this much likelier
_LARGE = frozenset({"de", "en", "es", "fr", "it", "pt", "ru"})
_LARGE_ODDS = 2.0  # of two that look alike, the one that more people write
_HOME_ODDS = 1.5  # the language of the machine, where nothing else tells


def language_of(text: str, wanted: str | None = None, *, machine: str | None = None) -> str:
    """The BCP 47 language of `text`; `wanted` wins where it is given.

    `machine` is the machine's own language, as its locale says it where None.
    """
    if wanted and wanted.strip():
        return wanted.strip()
    home = _home(locale.getlocale()[0] if machine is None else machine)
    sample = text[:_SAMPLE]
    script = _script(sample)
    if script in _SHARED:
        return _by_letters(sample, _SHARED[script], home)
    return _OWNERS.get(script) or home


def primary(language: str) -> str:
    """The language without its region or script: "pt" of "pt-BR"."""
    return language.replace("_", "-").split("-")[0].lower()


def _script(text: str) -> str:
    """The script that most of `text` is in; a wide character weighs as much as a short word."""
    found: Counter[str] = Counter()
    for char in text:
        if char.isalpha():
            name = unicodedata.name(char, "").split(" ", 1)[0]
            script = _FULL_NAMES.get(name, name)
            found[script] += _WIDE_WEIGHT if script in _WIDE else 1
    if not found:
        return ""
    script = found.most_common(1)[0][0]
    # Chinese characters outnumber kana in many a Japanese headline.
    return "KANA" if script in ("HAN", "KANA") and found["KANA"] else script


def _by_letters(text: str, candidates: tuple[str, ...], home: str) -> str:
    fallback = home if home in candidates else candidates[0]
    words = [word.strip("'’").lower() for word in _words(text)]
    odds = _odds(text, candidates)
    small = {language: len(set(words) & small_words(language)) for language in candidates}
    for language in candidates:
        odds[language] *= _SMALL_WORD_ODDS ** min(small[language], 6)
        odds[language] *= _LARGE_ODDS if language in _LARGE else 1.0
    odds[fallback] *= _HOME_ODDS
    best = max(candidates, key=lambda language: odds[language])
    table = _NEEDED_ODDS_WITH_SMALL_WORDS if small[best] else _NEEDED_ODDS
    needed = table.get(len(words), 1.0)
    return best if odds[best] >= needed * odds[fallback] else fallback


def _words(text: str) -> list[str]:
    return "".join(char if char.isalpha() or char in "'’" else " " for char in text).split()


def _odds(text: str, candidates: tuple[str, ...]) -> dict[str, float]:
    found = dict(_identifier().rank(text))
    return {language: max(found.get(language, 0.0), 1e-9) for language in candidates}


@cache
def _identifier() -> "LanguageIdentifier":
    # Reading its model takes a third of a second, so only when needed.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _home(name: str | None) -> str:
    """The language of a locale, or English."""
    language = primary(name or "")
    return language if language.isalpha() and language != "c" else FALLBACK
