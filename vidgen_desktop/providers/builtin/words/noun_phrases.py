"""Noun phrases of a text, found by the small words of its language."""

from collections.abc import Iterator
from dataclasses import dataclass

from vidgen_desktop.providers.builtin.words.clauses import Clause, Token, clauses_in
from vidgen_desktop.providers.builtin.words.grammar.dutch import DUTCH
from vidgen_desktop.providers.builtin.words.grammar.english import ENGLISH
from vidgen_desktop.providers.builtin.words.grammar.french import FRENCH
from vidgen_desktop.providers.builtin.words.grammar.german import GERMAN
from vidgen_desktop.providers.builtin.words.grammar.italian import ITALIAN
from vidgen_desktop.providers.builtin.words.grammar.kinds import Grammar, Kind
from vidgen_desktop.providers.builtin.words.grammar.portuguese import PORTUGUESE
from vidgen_desktop.providers.builtin.words.grammar.runs_english import is_verb_start, run_end
from vidgen_desktop.providers.builtin.words.grammar.runs_european import (
    begins_with_verb,
    german_end,
    romance_end,
)
from vidgen_desktop.providers.builtin.words.grammar.spanish import SPANISH

GRAMMARS: dict[str, Grammar] = {
    "en": ENGLISH,
    "de": GERMAN,
    "fr": FRENCH,
    "es": SPANISH,
    "it": ITALIAN,
    "pt": PORTUGUESE,
    "nl": DUTCH,
}
_ARTICLES = (Kind.ARTICLE, Kind.SILENT)
_BARE_AFTER = (Kind.PREPOSITION, Kind.OF, Kind.NUMBER)
_MOST_WORDS = 4
_LONGEST = 32  # characters; what a picture can carry in large type


@dataclass(frozen=True, slots=True)
class Found:
    """A noun phrase: its tokens as shown, its article, and what stands before it."""

    tokens: tuple[Token, ...]
    lead: Token | None
    before: Token | None  # None: it begins its clause
    opens: bool  # begins a sentence

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.tokens[-1].end


def noun_phrases(text: str, language: str) -> list[Found]:
    """All that can stand alone, in order; each maximal one, and what follows its "of"."""
    grammar = GRAMMARS[language]
    return [
        found
        for clause in clauses_in(text, grammar)
        for found in _Walker(clause, grammar).phrases()
    ]


class _Walker:
    """Walks a clause once, from noun phrase to noun phrase."""

    def __init__(self, clause: Clause, grammar: Grammar) -> None:
        self._tokens = clause.tokens
        self._opens = clause.opens
        self._grammar = grammar
        self._verbs: set[int] = set()  # tokens found to be verbs

    def phrases(self) -> Iterator[Found]:
        at = 0
        while at < len(self._tokens):
            first, begin, end = self._phrase_at(at)
            if end <= begin:
                at = max(at + 1, begin)
                continue
            before = self._before(at)
            lead = self._tokens[begin - 1] if begin > at else None
            whole = self._extended(first, end)
            for shown in dict.fromkeys(self._fitting(*span) for span in (whole, (first, end))):
                if shown is not None:
                    yield Found(self._tokens[shown[0] : shown[1]], lead, before, self._opens)
            if end < len(self._tokens) and self._tokens[end].kind is Kind.OPEN:
                self._verbs.add(end)
            at = end

    def _phrase_at(self, at: int) -> tuple[int, int, int]:
        """(first shown, first after the articles, end); end <= begin where none begins here."""
        tokens, begin = self._tokens, at
        while begin < len(tokens) and tokens[begin].kind in _ARTICLES:
            begin += 1
        lead = tokens[begin - 1] if begin > at else None
        if begin >= len(tokens) or tokens[begin].kind not in (Kind.OPEN, Kind.NUMBER, Kind.SMALL):
            return at, begin, begin
        if lead is None and not self._may_be_bare(begin):
            return at, begin, begin
        if self._grammar is ENGLISH:
            inner, end = begin, run_end(tokens, begin, lead)
        elif self._grammar is GERMAN:
            inner, end = german_end(tokens, begin, lead)
        else:
            inner, end = romance_end(tokens, begin, lead, self._grammar)
        first = at if inner == begin else inner
        while first < begin and any(t.kind is Kind.SILENT for t in tokens[first:begin]):
            first += 1
        if self._grammar is GERMAN and self._hides_der(at, lead) and first < begin:
            first = begin
        return first, begin, end

    def _hides_der(self, at: int, lead: Token | None) -> bool:
        """ "Der" is shown where it must be a nominative: at the start of a clause."""
        if lead is None or lead.key not in ("der", "viele", "alle", "beide"):
            return False
        before = self._before(at)
        return before is not None and before.kind is not Kind.LINK and lead.key == "der"

    def _may_be_bare(self, at: int) -> bool:
        token, before = self._tokens[at], self._before(at)
        if token.kind is Kind.SMALL or at in self._verbs:
            return False
        if token.kind is Kind.NUMBER or (token.is_name and self._grammar is not GERMAN):
            return True
        if self._grammar is ENGLISH:
            is_verb = is_verb_start(self._tokens, at, before)
            if is_verb:
                self._verbs.add(at)
            known = before is None or before.kind is not Kind.SMALL
            return not is_verb and (known or token.is_name)
        if self._grammar is GERMAN and at > 0:
            return token.is_capital or (before is not None and before.kind in _BARE_AFTER)
        if before is None:
            return not begins_with_verb(self._tokens, at)
        return before.kind in _BARE_AFTER

    def _before(self, at: int) -> Token | None:
        return self._tokens[at - 1] if at else None

    def _extended(self, first: int, end: int) -> tuple[int, int]:
        """With "of …" after it, where that is a noun phrase too."""
        tokens = self._tokens
        is_genitive = self._grammar is GERMAN and end < len(tokens) and tokens[end].key == "des"
        if end + 1 < len(tokens) and (tokens[end].kind is Kind.OF or is_genitive):
            _first, begin, inner = self._phrase_at(end if is_genitive else end + 1)
            if inner > begin:
                return first, inner
        return first, end

    def _fitting(self, first: int, end: int) -> tuple[int, int] | None:
        """The phrase without its article where it is too long; None where it still is."""
        for begin in range(first, end):
            tokens = self._tokens[begin:end]
            words = sum(not token.text.endswith(("'", "’")) for token in tokens)
            if words <= _MOST_WORDS and tokens[-1].end - tokens[0].start <= _LONGEST:
                return begin, end
            if tokens[0].kind not in _ARTICLES and any(t.kind is Kind.OF for t in tokens):
                return None
        return None
