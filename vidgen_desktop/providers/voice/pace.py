"""How fast people speak, by language, where nobody can be asked.

Calm narration, in the units a language is counted in: words where it has spaces between them,
else characters. The numbers are those of narrators in audio books and news, rounded; the
voice's own pace is known only once it has spoken, and scenes are lengthened where it is slower.
"""

import re

from vidgen_desktop.providers.builtin.words.language import primary

WORDS, CHARACTERS = "words", "characters"

# Per minute.
_WORDS = {
    "en": 155, "de": 130, "fr": 160, "es": 155, "it": 145, "pt": 150, "nl": 145, "sv": 145,
    "no": 145, "nb": 145, "da": 150, "fi": 100, "et": 105, "hu": 110, "tr": 110, "el": 135,
    "ru": 120, "uk": 112, "be": 112, "bg": 125, "sr": 120, "hr": 120, "sl": 120, "cs": 118,
    "sk": 118, "pl": 115, "ro": 140, "lt": 110, "lv": 110, "ar": 115, "he": 125, "fa": 130,
    "ur": 150, "hi": 130, "mr": 120, "bn": 130, "ta": 85, "te": 95, "kn": 95, "ml": 80,
    "id": 130, "ms": 130, "sw": 120, "vi": 200, "ko": 105, "ca": 155, "is": 140,
}  # fmt: skip
_CHARACTERS = {"zh": 260, "yue": 250, "ja": 370, "th": 620, "lo": 620, "km": 600, "my": 600}
_USUAL = 140

# Letters of an average word, vowel marks not counted.
_LETTERS = {
    "en": 4.7, "fr": 4.9, "es": 4.9, "pt": 4.9, "it": 5.1, "nl": 5.2, "sv": 5.2, "de": 6.0,
    "ru": 5.9, "uk": 5.8, "pl": 6.1, "cs": 5.6, "hu": 6.0, "tr": 6.4, "fi": 7.6, "et": 6.8,
    "vi": 3.3, "ko": 3.0, "he": 4.0, "ar": 4.3, "fa": 4.0, "ur": 3.5, "hi": 2.9, "mr": 3.6,
    "bn": 3.6,
}  # fmt: skip
_USUAL_LETTERS = 5.3

_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")
_SENTENCE_END = re.compile(r"[.!?…。！？।؟]+")
_COMMA = re.compile(r"[,;:،，、；：–—]")
_DIGITS = re.compile(r"\d+")

_AFTER_SENTENCE, _AFTER_COMMA = 0.4, 0.15  # seconds
_DIGITS_PER_WORD = 2  # a year is two words, said aloud
_SAME_FOR_ALL = 0.25  # of a word's time; the rest goes by its letters


def unit_of(language: str) -> str:
    """What lengths are counted in: `WORDS` or `CHARACTERS`."""
    return CHARACTERS if primary(language) in _CHARACTERS else WORDS


def count(text: str, language: str) -> int:
    """How many words or characters a text has."""
    if unit_of(language) == CHARACTERS:
        return sum(char.isalnum() for char in text)
    return sum(any(char.isalnum() for char in word) for word in text.split())


def per_minute(language: str) -> int:
    """How many of its units a language's narrators speak, pauses included."""
    own = primary(language)
    return _CHARACTERS.get(own) or _WORDS.get(own) or _USUAL


def speech_seconds(text: str, language: str, speed: float = 1.0) -> float:
    """How long a voice will speak this, roughly: 0 where there is nothing to say."""
    if not any(char.isalnum() for char in text):
        return 0.0
    own = primary(language)
    if own in _CHARACTERS:
        return _by_characters(text, own) / speed
    # Numbers are pauses included; without them voices are a fifth faster.
    quick = per_minute(language) * 1.2 / 60
    wide = len(_WIDE.findall(text))
    words = _WIDE.sub(" ", text).split()
    letters = _LETTERS.get(own, _USUAL_LETTERS)
    spoken = sum(_weight(word, letters) for word in words) / quick + wide * 60 / 300
    return max(0.3, spoken + _pauses(text)) / speed


def _by_characters(text: str, own: str) -> float:
    said = sum(char.isalnum() for char in text)
    digits = sum(len(run) for run in _DIGITS.findall(text))
    return max(0.3, (said + digits) * 60 / (_CHARACTERS[own] * 1.15) + _pauses(text))


def _weight(word: str, average: float) -> float:
    """How many average words it takes as long as."""
    digits = sum(char.isdigit() for char in word)
    letters = sum(char.isalpha() for char in word)
    said = _SAME_FOR_ALL + (1 - _SAME_FOR_ALL) * letters / average if letters else 0.0
    return digits / _DIGITS_PER_WORD + said


def _pauses(text: str) -> float:
    """Within the text; none after its end."""
    inside = text.rstrip().rstrip(".!?…。！？।؟\"'”’»)」』")
    sentences, commas = len(_SENTENCE_END.findall(inside)), len(_COMMA.findall(inside))
    return sentences * _AFTER_SENTENCE + commas * _AFTER_COMMA
