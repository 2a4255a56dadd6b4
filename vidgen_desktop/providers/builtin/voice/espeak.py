"""What both ways of using espeak-ng share: voices, rates, and which texts it can speak."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from vidgen_desktop.core.model import Voice
from vidgen_desktop.providers.builtin.words.language import primary

PREFIX = "builtin:"
WORDS_PER_MINUTE = 160  # espeak's own 175 hurries
# It lingers on the tones of Chinese: three syllables a second, where people say four or five.
_PACES = {"zh": 1.4, "yue": 1.15, "ar": 1.1}
SLOWEST, FASTEST = 80, 450  # that it can do
PITCH, PITCH_RANGE = 45, 60  # a little lower and livelier than 50, 50
VOLUME = 85  # of 100: at 100 several voices clip

# It spells Japanese characters as "Chinese letter" and Khmer ones as letters, and Hebrew
# without its vowel signs cannot be understood. Faroese and others lack their dictionary.
# Invented languages are no use here.
_UNFIT = {
    "fo",
    "kaa",
    "mi",
    "ja",
    "he",
    "km",
    "jbo",
    "qya",
    "sjn",
    "piqd",
    "qdb",
    "py",
    "grc",
    "xex",
    "chr",
}
_UNFIT_VOICES = {"cmn-latn-pinyin", "en-us-nyc", "en-shaw", "fa-latn"}
_WIDE_LANGUAGES = {"zh", "yue", "hak", "ja", "ko"}
# What it calls by other names than the rest of the world.
_OTHER_NAMES = {"cmn": "zh", "nb": "no", "fr-fr": "fr", "pt": "pt-PT"}
# The voice for a language without a region, where there are several.
_DEFAULTS = {"en": "en-us", "fr": "fr-fr", "pt": "pt", "es": "es", "zh": "cmn", "vi": "vi"}
_HIGHER = "+f2"  # the variant that is offered beside the plain voice
_WITH_HIGHER = {"en-us", "en-gb", "de", "fr-fr", "es", "it", "pt", "pt-br", "nl", "pl", "ru"}


@dataclass(frozen=True, slots=True)
class Listed:
    """A voice as espeak lists it."""

    code: str  # what it is chosen by, e.g. "en-us"
    name: str  # e.g. "English (America)"


def voices_from(listed: Iterable[Listed]) -> list[Voice]:
    """The voices worth offering, defaults before others, then by name."""
    found: dict[str, Voice] = {}
    for one in listed:
        code = one.code.lower()
        if primary(code) in _UNFIT or code in _UNFIT_VOICES or code in found:
            continue
        name = one.name.replace("_", " ").strip()
        name = "Chinese (Mandarin)" if code == "cmn" else name
        found[code] = Voice(f"{PREFIX}{one.code}", name, language_of_code(code))
        if code in _WITH_HIGHER:
            higher = f"{code}{_HIGHER}"
            found[higher] = Voice(f"{PREFIX}{higher}", f"{name}, higher", language_of_code(code))
    defaults = set(_DEFAULTS.values())
    return sorted(
        found.values(),
        key=lambda voice: (voice.name.split(" (")[0], code_of(voice) not in defaults, voice.name),
    )


def code_of(voice: Voice) -> str:
    """What espeak chooses this voice by."""
    return voice.id.removeprefix(PREFIX)


def language_of_code(code: str) -> str:
    """The BCP 47 language of an espeak code: "en-us" is "en-US"."""
    if code in _OTHER_NAMES:
        return _OTHER_NAMES[code]
    language, *rest = code.split("-")
    parts = [part.upper() if len(part) == len("us") else part for part in rest]
    return "-".join([language, *parts])


def rate_of(voice: Voice, speed: float) -> int:
    """Words a minute, as espeak counts them."""
    rate = WORDS_PER_MINUTE * _PACES.get(primary(voice.language), 1.0) * speed
    return min(FASTEST, max(SLOWEST, round(rate)))


def speakable(text: str, voice: Voice) -> str:
    """The text with a space in place of each character that would be read as a name.

    Emoji are pictures, not words; Chinese in the middle of English would be spelled
    "Chinese letter". Offsets stay as they are.
    """
    keeps_wide = primary(voice.language) in _WIDE_LANGUAGES
    return "".join(" " if _is_unspoken(char, keeps_wide=keeps_wide) else char for char in text)


def _is_unspoken(char: str, *, keeps_wide: bool) -> bool:
    if char < "\u00a0":
        return unicodedata.category(char) == "Cc"
    if char >= "\U0001f000" or "\u2600" <= char <= "\u27bf" or "\ufe00" <= char <= "\ufe0f":
        return char < "\U00020000" or not keeps_wide
    if unicodedata.category(char) in ("Cf", "Cs", "Co", "Cn") and char not in "\u200c\u200d":
        return True
    return not keeps_wide and (
        "\u3040" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7af"
    )
