"""What may be set in large type over a scene: phrases of its text, weighed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vidgen_desktop.providers.builtin.words.grammar.english import ENGLISH
from vidgen_desktop.providers.builtin.words.grammar.german import GERMAN
from vidgen_desktop.providers.builtin.words.grammar.kinds import Grammar, Kind
from vidgen_desktop.providers.builtin.words.keywords import key_words, words_of
from vidgen_desktop.providers.builtin.words.language import primary
from vidgen_desktop.providers.builtin.words.noun_phrases import GRAMMARS, Found, noun_phrases
from vidgen_desktop.providers.builtin.words.wide_phrases import WIDE, wide_phrases

_LONGEST_TEXT = 1000  # characters: the rest of a scene that says more is not looked at
_FEWEST_OTHERS, _MOST_OTHERS = 3, 20  # sentences that tell the topic
_MOST_BEATS = 8
_LONGEST_TOPIC = 4  # words
_LONGEST_TOPIC_LENGTH = 32  # characters
_BY_WORDS = {1: 0.0, 2: 0.5, 3: 0.5, 4: 0.3}  # words that carry meaning
_NAME = 0.45
_NUMBER = 0.5
_NEW = 0.25  # "a …" introduces something
_FIRST = 0.2  # what the sentence is about
_GENERIC = -1.2
_PREDICATE = -0.8
_BARE = -0.15
_AFTER_AND = -0.2
_PART = -0.4  # "part of the body"
_ENGLISH_ADJECTIVE = re.compile(r"(?<=\w{2})(?:ic|al|ous|ful|less|able|ible|ive|ing|ed|ern|an)$")
_SUBJECT_OF = frozenset({"ru", "uk", "be"})  # begin with their subject, mostly
_WITH_CASES = _SUBJECT_OF | {"pl", "cs", "sk", "hr", "sr", "sl", "lt", "lv", "el"}
_NO_SUBJECT = re.compile(
    r"(?:ть|ти|ться|[йи]те|ет|ют|ит|ят|ет[еь]|[аыои][яй]|ое|ые|ие|его|ого|но|ло|ла|ли|[аеио][мх])$"
)
_HAS_UNIT = re.compile(r"[$€£¥%°]")
_PLURAL_ENDS = re.compile(r"(?<=\w{3})(?:es|s|n|x)$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of a text with a capital, its weight, and the words that make its meaning."""

    text: str
    score: float
    keys: frozenset[str]


def phrases_of(text: str, language: str) -> list[Phrase]:
    """Phrases of `text` that can stand alone, the most telling first; each a stretch of it."""
    code = primary(language)
    text = _looked_at(text)
    if code in GRAMMARS:
        grammar = GRAMMARS[code]
        phrases = [_weighed(text, found, grammar) for found in noun_phrases(text, code)]
    elif code in WIDE:
        phrases = [
            Phrase(_capital(found), score, frozenset({found}))
            for found, score in wide_phrases(text, code)
        ]
    else:
        phrases = _without_grammar(text, language)
    topic = _whole(text)
    return sorted([*topic, *phrases], key=lambda phrase: -phrase.score)


def beats_of_topic(text: str, language: str) -> list[Phrase]:
    """The single nouns of a short topic: what can still be shown when its phrases were."""
    code = primary(language)
    if code in WIDE:
        return []
    if code not in GRAMMARS:
        return [_alone(word) for word in key_words(text, language, _MOST_BEATS)]
    text = _looked_at(text)
    grammar = GRAMMARS[code]
    nouns = [
        token.text
        for found in noun_phrases(text, code)
        for token in found.tokens
        if token.kind is Kind.OPEN and (token.is_name or not _describes(token.key, grammar))
    ]
    return [_alone(word) for word in dict.fromkeys(nouns)]


def topic_of(sentences: Sequence[str], language: str) -> str:
    """What several sentences are certainly about: a phrase of the first of them whose every
    word comes again in most of the others; "" where there is none.
    """
    others = [{folded(word.text) for word in words_of(s, language)} for s in sentences[1:]]
    for phrase in phrases_of(sentences[0], language) if len(others) >= _FEWEST_OTHERS else []:
        again = sum(phrase.keys <= words for words in others[:_MOST_OTHERS])
        if again * 2 > min(len(others), _MOST_OTHERS):
            return phrase.text
    return ""


def _looked_at(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else text[:_LONGEST_TEXT].rsplit(None, 1)[0]


def folded(word: str) -> str:
    """What singular and plural of a word have in common, roughly."""
    return _PLURAL_ENDS.sub("", word.casefold())


def _weighed(text: str, found: Found, grammar: Grammar) -> Phrase:
    shown = found.tokens
    weighty = [t for t in shown if t.kind in (Kind.OPEN, Kind.NUMBER)]
    # Every German noun has a capital: there it tells nothing.
    names = [t for t in weighty if t.is_name and grammar is not GERMAN]
    has_number = any(t.kind is Kind.NUMBER for t in weighty)
    has_noun = any(t.kind is Kind.OPEN or _HAS_UNIT.search(t.text) for t in weighty)
    score = _BY_WORDS.get(min(len(weighty), 4), 0.0)
    score += _NAME * bool(names) + _NUMBER * (has_number and has_noun)
    score += _NEW if found.lead is not None and found.lead.key in grammar.indefinite else 0.0
    score += _FIRST if found.before is None or found.before.kind is Kind.LINK else 0.0
    is_bare = found.lead is None and not names and found.before is not None
    score += _BARE if is_bare and len(weighty) == 1 else 0.0
    head = _head(found, grammar)
    if head in grammar.generic and not has_number:
        score += _GENERIC
    if found.before is not None and found.before.kind is Kind.AND and is_bare:
        score += _AFTER_AND
    if any(t.key in grammar.generic for t in weighty) and not has_number:
        score += _PART
    if not has_noun:
        score += _GENERIC / 2
    if found.lead is None and len(weighty) == 1 and weighty[0].key in grammar.adjectives:
        score += _PREDICATE
    keys = frozenset(folded(t.key) for t in weighty) or frozenset({shown[0].key})
    return Phrase(_capital(text[found.start : found.end]), score, keys)


def _describes(key: str, grammar: Grammar) -> bool:
    """Whether a word of a noun phrase says nothing alone."""
    if key.endswith(("'s", "’s")) or key in grammar.adjectives | grammar.generic:
        return True
    if grammar.adjective_after.search(key):
        return True
    return grammar is ENGLISH and bool(_ENGLISH_ADJECTIVE.search(key))


def _alone(word: str) -> Phrase:
    return Phrase(_capital(word), 0.0, frozenset({folded(word)}))


def _head(found: Found, grammar: Grammar) -> str:
    """The word that the phrase is about: the last noun before "of" in English and German, the
    first in the Romance languages; a generic one gives way to what it is "of".
    """
    nouns: list[str] = []
    for token in found.tokens:
        if token.kind is Kind.OF and nouns and nouns[-1] not in grammar.generic:
            break
        if token.kind is Kind.OPEN and token.key not in grammar.adjectives:
            nouns.append(token.key)
    return nouns[-1] if nouns else ""


def _whole(text: str) -> list[Phrase]:
    """A text of few words that is no sentence, whole: it is a topic ("How bees make honey")."""
    flat = " ".join(text.split())
    topic = flat.rstrip(" .!。！")
    words = topic.split()
    is_short = len(words) <= _LONGEST_TOPIC and len(topic) <= _LONGEST_TOPIC_LENGTH
    if not topic or not is_short or topic != flat or topic.endswith(("?", "…", ",", ":")):
        return []
    if not any(char.isalnum() for char in topic):
        return []
    keys = frozenset(folded(word) for word in words)
    return [Phrase(_capital(topic), 0.9, keys)]


def _without_grammar(text: str, language: str) -> list[Phrase]:
    """Names, and numbers with the word after them: what needs no grammar."""
    words = words_of(text, language)
    found: list[Phrase] = []
    for at, word in enumerate(words):
        before = text[: word.start].rstrip()
        inside = bool(before) and before[-1] not in '.!?…:"“„«'
        # After a small word a name has a case that cannot stand alone: "в Вене".
        leans = at > 0 and not words[at - 1].weight and primary(language) in _WITH_CASES
        if word.text[:1].isupper() and inside and word.weight and not leans:
            found.append(Phrase(word.text, _NAME, frozenset({folded(word.text)})))
        if word.weight >= 1 and not inside and _is_subject(word.key, language):
            found.append(Phrase(_capital(word.text), 0.0, frozenset({folded(word.text)})))
        following = words[at + 1] if at + 1 < len(words) else None
        if word.text[0].isdigit() and following is not None and following.weight >= 1:
            stretch = text[word.start : following.end]
            if len(stretch) <= _LONGEST_TOPIC_LENGTH and not re.search(r"[.,;:!?]\s", stretch):
                found.append(Phrase(stretch, _NUMBER, frozenset({word.key, following.key})))
    return found


def _is_subject(key: str, language: str) -> bool:
    return primary(language) in _SUBJECT_OF and not _NO_SUBJECT.search(key)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
