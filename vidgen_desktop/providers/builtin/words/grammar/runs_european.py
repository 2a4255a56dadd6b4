"""How far a noun phrase goes in German, Dutch and the Romance languages."""

import re
from collections.abc import Sequence

from vidgen_desktop.providers.builtin.words.clauses import Token
from vidgen_desktop.providers.builtin.words.grammar.kinds import Grammar, Kind

_SHORT = 3  # letters of a word that is hardly an adjective
_YEAR = re.compile(r"^[12]\d{3}$")
_OF_TOWN = re.compile(r"^[A-ZÄÖÜ]\w{3,}er$")  # Berliner
_OBLIQUE_ENDS = ("en", "em", "er", "es")
_VERB_ENDS = ("t", "en", "te", "ten", "et")
_OBJECT_BEGINS = (Kind.ARTICLE, Kind.SILENT, Kind.PRONOUN, Kind.NUMBER)


def german_end(tokens: Sequence[Token], begin: int, lead: Token | None) -> tuple[int, int]:
    """(first word, end) of a German noun phrase after its article; equal where there is none.

    Adjectives are shown only in a form that can stand alone.
    """
    noun = begin
    while noun < len(tokens) and tokens[noun].kind is Kind.NUMBER:
        noun += 1
    numbered = noun
    while noun < len(tokens) and _is_german_adjective(tokens[noun]):
        noun += 1
    if noun >= len(tokens) or not _is_german_noun(tokens[noun]):
        return begin, begin + 1 if numbered == begin + 1 and _is_year(tokens[begin]) else begin
    first = begin
    if noun > numbered and not all(_stands_alone(token, lead) for token in tokens[numbered:noun]):
        first = noun
    end = noun + 1
    while end < len(tokens) and _goes_on(tokens[end - 1], tokens[end], noun == 0):
        end += 1
    if end < len(tokens) and _is_year(tokens[end]):
        end += 1  # "November 1989"
    return first, end


def romance_end(
    tokens: Sequence[Token], begin: int, lead: Token | None, grammar: Grammar
) -> tuple[int, int]:
    """(first word, end) of a Romance or Dutch noun phrase; equal where there is none."""
    at = begin
    while at < len(tokens) and (
        tokens[at].kind is Kind.NUMBER or tokens[at].key in grammar.adjectives
    ):
        at += 1
    in_e = grammar.adjectives_end_in_e
    while in_e and at + 1 < len(tokens) and _is_dutch_adjective(tokens, at):
        at += 1
    if at >= len(tokens) or tokens[at].kind is not Kind.OPEN:
        return begin, begin + 1 if at == begin + 1 and _is_year(tokens[begin]) else begin
    if lead is None and at == begin and grammar.infinitive.search(tokens[at].key):
        return begin, begin
    end = at + 1
    while end < len(tokens) and tokens[end].kind is Kind.OPEN and tokens[end].is_name:
        end += 1
    if end < len(tokens) and _is_adjective_after(tokens, end, grammar):
        end += 1
    return begin, end


def begins_with_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether the open word that begins a clause is an order ("Heize den Ofen")."""
    if at + 1 >= len(tokens):
        return False
    after = tokens[at + 1]
    return after.kind in _OBJECT_BEGINS and after.key not in ("des", "der")


def _is_year(token: Token) -> bool:
    return bool(_YEAR.match(token.text))


def _is_german_noun(token: Token) -> bool:
    return token.kind is Kind.OPEN and token.is_capital


def _is_german_adjective(token: Token) -> bool:
    is_ending = token.key.endswith(("e", *_OBLIQUE_ENDS))
    return (
        token.kind is Kind.OPEN and not token.is_capital and is_ending and len(token.key) > _SHORT
    )


def _stands_alone(adjective: Token, lead: Token | None) -> bool:
    if lead is None:
        return adjective.key.endswith("e")
    if lead.kind is not Kind.ARTICLE:
        return False
    if lead.key in ("ein", "mein", "dein", "unser", "kein"):
        return adjective.key.endswith(("es", "er"))
    return adjective.key.endswith(("e", "en"))


def _goes_on(before: Token, token: Token, opens: bool) -> bool:
    """Names of several words; elsewhere two nouns are two phrases ("wie Bienen Honig machen")."""
    if not _is_german_noun(token):
        return False
    return opens or bool(_OF_TOWN.search(before.text))


def _is_dutch_adjective(tokens: Sequence[Token], at: int) -> bool:
    token, after = tokens[at], tokens[at + 1]
    is_open = token.kind is Kind.OPEN and after.kind is Kind.OPEN
    return is_open and token.key.endswith("e") and not after.key.endswith(_VERB_ENDS[:2])


def _is_adjective_after(tokens: Sequence[Token], at: int, grammar: Grammar) -> bool:
    token = tokens[at]
    if token.kind is not Kind.OPEN or not grammar.adjective_after.search(token.key):
        return False
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return after is None or after.kind not in (*_OBJECT_BEGINS, Kind.LINK)
