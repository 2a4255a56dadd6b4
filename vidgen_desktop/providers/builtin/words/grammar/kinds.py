"""What a word does in its clause, and what a language tells about that."""

import re
from dataclasses import dataclass, field
from enum import Enum, auto

_NEVER = re.compile(r"(?!)")


class Kind(Enum):
    """The part that a word plays, as far as closed lists of small words tell."""

    ARTICLE = auto()  # begins a noun phrase, and may be shown: the, a, every, our
    SILENT = auto()  # begins a noun phrase, and is not shown: its, some, German "dem"
    NUMBER = auto()
    PREPOSITION = auto()
    OF = auto()
    AND = auto()
    PRONOUN = auto()
    AUXILIARY = auto()
    LINK = auto()  # begins a clause: how, that, because
    SMALL = auto()  # adverbs and everything else of no weight
    VERB = auto()
    OPEN = auto()  # a noun, an adjective or an unknown verb


@dataclass(frozen=True, slots=True)
class Grammar:
    """The closed lists of one language; words are lower case."""

    articles: frozenset[str]
    silent: frozenset[str]
    numbers: frozenset[str]
    prepositions: frozenset[str]
    of: frozenset[str]
    conjunctions: frozenset[str]  # and, or
    pronouns: frozenset[str]
    auxiliaries: frozenset[str]
    links: frozenset[str]
    small: frozenset[str]
    adjectives: frozenset[str] = frozenset()  # known ones
    generic: frozenset[str] = frozenset()  # nouns that say little alone: day, part, way
    indefinite: frozenset[str] = frozenset()  # articles of what is new
    verbs: frozenset[str] = frozenset()  # forms that are hardly ever anything else
    adverb: re.Pattern[str] = _NEVER
    adjective_after: re.Pattern[str] = _NEVER  # adjectives that follow their noun
    infinitive: re.Pattern[str] = _NEVER
    adjectives_end_in_e: bool = False  # those before a noun, in Dutch
    elided: re.Pattern[str] = _NEVER  # "l'" of "l'eau"
    _kinds: dict[str, Kind] = field(default_factory=dict[str, Kind])

    def kind(self, key: str) -> Kind:
        """The part of a word in lower case, by the lists alone."""
        if not self._kinds:
            for words, kind in (
                (self.verbs, Kind.VERB),
                (self.small, Kind.SMALL),
                (self.links, Kind.LINK),
                (self.auxiliaries, Kind.AUXILIARY),
                (self.pronouns, Kind.PRONOUN),
                (self.conjunctions, Kind.AND),
                (self.prepositions, Kind.PREPOSITION),
                (self.numbers, Kind.NUMBER),
                (self.of, Kind.OF),
                (self.silent, Kind.SILENT),
                (self.articles, Kind.ARTICLE),  # the last wins
            ):
                self._kinds.update(dict.fromkeys(words, kind))
        if key[0].isdigit() or key[0] in "$€£¥":
            return Kind.NUMBER
        found = self._kinds.get(key)
        if found is not None:
            return found
        return Kind.SMALL if self.adverb.search(key) else Kind.OPEN


def listed(words: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(words.split())
