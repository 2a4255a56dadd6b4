"""Clauses of a text as tokens: words with the part that each plays."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vidgen_desktop.providers.builtin.words.grammar.kinds import Grammar, Kind

_TOKEN = re.compile(
    r"[$€£¥]?\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)\s?%?"  # 100 000
    r"|[$€£¥]?\d+(?:[.,:]\d+)*(?:\s?[%°€])?(?!\w)"
    r"|[^\W_]+(?:['’.\-&·‑][^\W_]+)*[%+]?"
)
_BREAK = re.compile(r"[,;:!?…。，、；：！？।؟،()\[\]{}«»“”„\"/|=]|\.(?=\s|$)|\s[–—-]+\s|—|\n")
_ORDINAL = re.compile(r"^\d{1,2}$")  # "9. November"


@dataclass(frozen=True, slots=True)
class Token:
    """A word in its text; `is_name`: a capital that its place does not explain."""

    text: str
    key: str
    start: int
    end: int
    kind: Kind
    is_name: bool = False

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Clause:
    """Neighbouring tokens without a mark between them; `opens`: it begins a sentence."""

    tokens: tuple[Token, ...]
    opens: bool


def clauses_in(text: str, grammar: Grammar) -> Iterator[Clause]:
    """The clauses of `text` in order."""
    tokens: list[Token] = []
    opens = next_opens = True
    at = 0
    for match in _TOKEN.finditer(text):
        between = text[at : match.start()]
        ordinal = bool(tokens) and between == ". " and bool(_ORDINAL.match(tokens[-1].text))
        if at and _BREAK.search(between + " ") and not ordinal:
            if tokens:
                yield Clause(tuple(tokens), opens)
            next_opens = any(mark in between for mark in '.!?…:\n“„«"')
            tokens, opens = [], next_opens
        is_first = opens and not tokens
        # "World War I": no pronoun.
        numeral = match[0] == "I" and bool(tokens) and tokens[-1].is_name
        tokens.extend(_tokens(match[0].rstrip(), match.start(), grammar, is_first, numeral))
        at = match.end()
    if tokens:
        yield Clause(tuple(tokens), opens)


def _tokens(
    word: str, start: int, grammar: Grammar, is_first: bool, numeral: bool
) -> Iterator[Token]:
    """The word, and what is elided before it ("l'" of "l'eau")."""
    key = word.casefold().replace("’", "'")
    elided = grammar.elided.match(word)
    if elided and key not in grammar.small | grammar.prepositions:
        cut = elided.end()
        yield Token(word[:cut], key[:cut], start, start + cut, grammar.kind(key[:cut]))
        word, key, start = word[cut:], key[cut:], start + cut
    kind = Kind.OPEN if numeral else grammar.kind(key)
    is_name = word[0].isupper() and not is_first and kind in (Kind.OPEN, Kind.SMALL, Kind.VERB)
    if is_name or (word.isupper() and len(word) > 1 and kind is Kind.OPEN):
        kind, is_name = Kind.OPEN, True
    yield Token(word, key, start, start + len(word), kind, is_name)
