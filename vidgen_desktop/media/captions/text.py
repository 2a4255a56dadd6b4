"""The characters of captions: what is seen, how wide it is, what belongs together."""

import re
import unicodedata
from collections.abc import Iterator

SENTENCE_END = tuple(".!?…。！？؟।")
CLAUSE_END = tuple(",;:،؛、，；：–—")
CLOSING = tuple(")]}”’»」』）〕】》〉\"'")
OPENING = tuple("([{“‘«「『（〔【《〈¿¡")

# What may not begin a line of Japanese or Chinese (kinsoku).
NOT_FIRST = frozenset("々〻ゝゞヽヾーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ・‥〜%％℃")

_SKIN = range(0x1F3FB, 0x1F400)
_FLAG = range(0x1F1E6, 0x1F200)
_VOWELS_BEFORE = frozenset("\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4")
_JOINS_NEXT = frozenset("\u200d\u17d2\u1039\u2060")
_BREAKS = re.compile(r"[^\S\u00a0\u2007\u202f]+")  # no-break spaces hold words together
_TOWER = re.compile(r"([\u0300-\u036f]{3})[\u0300-\u036f]+")  # marks piled on one letter


def cleaned(text: str) -> str:
    """In one line, without control characters and lone surrogates."""
    kept = (
        char
        if unicodedata.category(char) not in ("Cc", "Zl", "Zp", "Cs")
        else (" " if char.isspace() else "")
        for char in text
    )
    return " ".join(part for part in _BREAKS.split(_TOWER.sub(r"\1", "".join(kept))) if part)


def visible(text: str) -> str:
    """The characters that time and words are counted by: no spaces of any kind."""
    return "".join(char for char in text if not char.isspace() and char != "\u200b")


def columns(text: str) -> float:
    """How much room a text takes where letters are of one width; a wide one counts twice."""
    return float(
        sum(
            0
            if unicodedata.category(char) in ("Mn", "Me", "Cf")
            else 2
            if unicodedata.east_asian_width(char) in ("W", "F")
            else 1
            for char in text
        )
    )


def clusters(text: str) -> Iterator[str]:
    """The text in characters as people count them: marks, joiners and flags stay whole."""
    piece = ""
    for char in text:
        if piece and not _continues(piece, char):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


def _continues(piece: str, char: str) -> bool:
    if unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf") or ord(char) in _SKIN:
        return True
    if char in "\u0e33\u0eb3" or piece[-1] in _JOINS_NEXT or piece[-1] in _VOWELS_BEFORE:
        return True  # Thai and Lao vowels that stand after or before their consonant
    return ord(char) in _FLAG and len(piece) == 1 and ord(piece) in _FLAG
