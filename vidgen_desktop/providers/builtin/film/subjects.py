"""What a text is about: the words of several languages that call for a kind of picture."""

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

from vidgen_desktop.resource_files import resource

SHORTEST_STEM = 4  # letters; shorter words must match whole words, or "art" finds "article"
ARTICLES = ("وال", "بال", "ال", "ה")


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of picture: the family it suits, kinds near to it, and its words."""

    kind: str
    look: str
    related: tuple[str, ...]
    capitals: frozenset[str]
    words: frozenset[str]
    stems: tuple[str, ...]
    signs: tuple[str, ...]


@cache
def subjects() -> dict[str, Subject]:
    """All subjects by kind, in the order of the file."""
    tables = tomllib.loads(resource("picture_words.toml").read_text("utf-8"))
    return {kind: _subject(kind, table) for kind, table in tables.items()}


def _subject(kind: str, table: dict[str, Any]) -> Subject:
    entries = str(table["words"]).split()
    words = [plain(entry).replace("-", " ") for entry in entries if not _is_capitals(entry)]
    spaced = [word for word in words if not _is_unspaced(word)]
    whole = [word for word in spaced if word.startswith("=") or len(word) < SHORTEST_STEM]
    return Subject(
        kind,
        str(table["look"]),
        tuple(table["related"]),
        capitals=frozenset(entry for entry in entries if _is_capitals(entry)),
        words=frozenset(word.removeprefix("=") for word in whole),
        stems=tuple(word for word in spaced if word not in whole),
        signs=tuple(word for word in words if _is_unspaced(word)),
    )


def _is_capitals(word: str) -> bool:
    return word.isascii() and word.isupper()


def plain(text: str) -> str:
    """Small letters without accents (the marks of Indic and Thai scripts stay)."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in parts if not "\u0300" <= char <= "\u036f")
    return unicodedata.normalize("NFC", bare)


def _is_unspaced(text: str) -> bool:
    """Whether it is written in a script that puts no spaces between words."""
    return any("\u0e00" <= char <= "\u0eff" or "\u2e80" <= char <= "\ud7ff" for char in text)


def scores(text: str) -> dict[str, float]:
    """How well each kind suits a text; kinds with nothing in common with it are left out."""
    folded = plain(text)
    raw = _tokens(text)
    tokens = _tokens(folded)
    tokens += [bare for token in tokens if (bare := _without_article(token)) != token]
    joined = " " + " ".join(tokens)
    found: dict[str, float] = {}
    for subject in subjects().values():
        score = sum(1.0 for token in tokens if token in subject.words)
        score += sum(1.0 for token in raw if token in subject.capitals)
        score += sum(_weight(stem) * joined.count(" " + stem) for stem in subject.stems)
        score += sum(0.6 + 0.5 * len(sign) for sign in subject.signs if sign in folded)
        if score:
            found[subject.kind] = score
    return found


def _without_article(token: str) -> str:
    """Arabic and Hebrew write "the" and "and the" as a part of the word."""
    for article in ARTICLES:
        if token.startswith(article) and len(token) >= len(article) + 3:
            return token.removeprefix(article)
    return token


def _tokens(text: str) -> list[str]:
    return "".join(char if _is_of_word(char) else " " for char in text).split()


def _is_of_word(char: str) -> bool:
    return unicodedata.category(char)[0] in "LMN"


def _weight(stem: str) -> float:
    """Longer words say more."""
    return 1.0 + min(6, len(stem) - SHORTEST_STEM) * 0.1
