"""How far an English noun phrase goes, and when a word must be a verb."""

from collections.abc import Sequence

from vidgen_desktop.providers.builtin.words.clauses import Token
from vidgen_desktop.providers.builtin.words.grammar import english as en
from vidgen_desktop.providers.builtin.words.grammar.english_verbs import BASE, FORMS, PAST, THIRD
from vidgen_desktop.providers.builtin.words.grammar.kinds import Kind

_OBJECT_BEGINS = (Kind.ARTICLE, Kind.SILENT, Kind.PRONOUN)
_IN_RUN = (Kind.OPEN, Kind.NUMBER)


def run_end(tokens: Sequence[Token], begin: int, lead: Token | None) -> int:
    """Where the noun phrase ends whose first word after its article is `begin`; `begin` itself
    where there is none.
    """
    end = begin
    nouns = 0
    while end < len(tokens) and _may_belong(tokens[end], lead):
        if nouns and _is_verb(tokens, end, lead):
            break
        if end == begin and lead is not None and _is_lone_verb(tokens, end):
            break
        nouns += tokens[end].kind is Kind.OPEN
        end += 1
    return _trimmed(tokens, begin, end)


def is_verb_start(tokens: Sequence[Token], at: int, before: Token | None) -> bool:
    """Whether an open word without an article, after `before` (None: it begins the clause),
    is a verb and not a noun.
    """
    token, after = tokens[at], _at(tokens, at + 1)
    if token.is_name:
        return False
    takes_object = after is not None and after.kind in (*_OBJECT_BEGINS, Kind.NUMBER)
    is_form = token.key in FORMS
    if before is None or before.kind is Kind.AND:
        is_subject = after is not None and after.kind is Kind.AUXILIARY
        return takes_object or (is_form and not is_subject)
    if before.kind is Kind.PRONOUN or before.key in en.MODALS or before.key in ("not", "never"):
        return True
    return _is_verb_after(before, token.key, is_form=is_form, takes_object=takes_object)


def _is_verb_after(before: Token, key: str, *, is_form: bool, takes_object: bool) -> bool:
    if before.key == "to":
        return key in BASE or takes_object
    match before.kind:
        case Kind.AUXILIARY:
            return is_form or key.endswith(("ed", "ing"))
        case Kind.LINK:
            return before.key in en.RELATIVE and (is_form or takes_object)
        case Kind.SMALL | Kind.SILENT:  # "a bag that charges your phone"
            return is_form or takes_object
        case _:
            return key.endswith("ing") and takes_object  # "by adding the", "without saying it"


def _may_belong(token: Token, lead: Token | None) -> bool:
    is_ordinal = lead is not None and token.key in en.ENGLISH.adjectives
    return token.kind in _IN_RUN or (token.kind is Kind.SMALL and is_ordinal)


def _is_verb(tokens: Sequence[Token], at: int, lead: Token | None) -> bool:
    """Whether the word after a noun of the run is its verb."""
    token, before, after = tokens[at], tokens[at - 1], _at(tokens, at + 1)
    if token.kind is Kind.NUMBER:
        return not before.is_name
    if token.is_name or before.kind is Kind.NUMBER:
        return False
    if _is_plural(before, lead):
        return True
    return _is_verb_form(token.key, after, lead)


def _is_verb_form(key: str, after: Token | None, lead: Token | None) -> bool:
    """Whether a word after a noun in the singular is its verb."""
    takes_object = after is not None and after.kind in _OBJECT_BEGINS
    if key in PAST or key in en.ONLY_VERBS or (key.endswith("ed") and key not in en.ED_NOUNS):
        return True
    if key.endswith("ing") and key not in en.ING_NOUNS:
        return takes_object or (after is not None and after.kind is Kind.PREPOSITION)
    if key.endswith("s") and not key.endswith(en.SINGULAR_ENDS):
        is_subject = after is not None and after.kind is Kind.AUXILIARY
        is_one = lead is not None and lead.key in en.SINGULAR
        return not is_subject and (is_one or key in THIRD or takes_object)
    # "Algae grow on rocks": to end a phrase without an article too early does no harm.
    is_bare = lead is None and (after is None or after.kind in (Kind.PREPOSITION, Kind.SMALL))
    return key in BASE and (takes_object or is_bare)


def _is_lone_verb(tokens: Sequence[Token], at: int) -> bool:
    """ "This means that", "all need": what looks like an article stands alone."""
    before, after = tokens[at - 1], _at(tokens, at + 1)
    if before.kind is not Kind.SILENT or before.key in ("its", "their", "his", "her", "whose"):
        return False
    ends = after is None or after.kind not in (Kind.OPEN, Kind.AUXILIARY, Kind.PREPOSITION)
    return tokens[at].key in (THIRD if before.key in ("this", "that") else BASE) and ends


def _is_plural(token: Token, lead: Token | None) -> bool:
    if token.key in en.PLURALS:
        return True
    if token.key in en.BEFORE_NOUNS or token.is_name or not token.key.endswith("s"):
        return False
    is_one = lead is not None and lead.key in en.SINGULAR
    return not token.key.endswith(en.SINGULAR_ENDS) and not is_one


def _trimmed(tokens: Sequence[Token], begin: int, end: int) -> int:
    """Without the adjectives at the end: they belong to what follows, or to the verb."""
    while end - begin > 1 and not tokens[end - 1].is_name:
        key = tokens[end - 1].key
        if key not in en.ENGLISH.adjectives or tokens[end - 2].key in en.ENGLISH.adjectives:
            break
        end -= 1
    return end


def _at(tokens: Sequence[Token], at: int) -> Token | None:
    return tokens[at] if at < len(tokens) else None
