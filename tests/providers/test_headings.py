"""Headings read as a designer would set them: whole noun phrases in the person's own words."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.providers.heading_cases import Case, cases
from tests.providers.test_planner import LONG_SENTENCE, PAGE
from tests.providers.writing import planned
from vidgen_desktop.providers.builtin.words.grammar.english_verbs import PAST, THIRD
from vidgen_desktop.providers.builtin.words.grammar.kinds import Kind
from vidgen_desktop.providers.builtin.words.headings import phrases_of
from vidgen_desktop.providers.builtin.words.noun_phrases import GRAMMARS

# The levels reached; they may only rise.
TUNED = 1.0
UNSEEN = 0.95
BOTH = [*cases("tuned"), *cases("unseen")]

PAGES = {
    "bees": PAGE,
    "ocean": LONG_SENTENCE,
    "rome": (
        "In the year 79, Mount Vesuvius erupted and buried the city of Pompeii under ash. About "
        "2,000 people died in a single day. The ash preserved houses, streets, and even loaves of "
        "bread in the ovens. Archaeologists began digging in 1748, and they are still finding new "
        "rooms today. On the walls they found paintings, shopping lists and election posters. "
        "Pompeii shows us how ordinary Romans lived."
    ),
    "whales": (
        "Wale sind Säugetiere und atmen mit Lungen. Ihre Vorfahren lebten vor 50 Millionen Jahren "
        "an Land. Der Blauwal ist das größte Tier, das je gelebt hat. Sein Herz ist so groß wie "
        "ein Kleinwagen. Jeden Tag frisst er vier Tonnen Krill."
    ),
    "chocolate": (
        "El chocolate nace de las semillas del cacao. Los mayas lo bebían amargo y con especias. "
        "Hernán Cortés llevó las primeras semillas a España en 1528. Allí alguien añadió azúcar y "
        "canela. Hoy una persona come cinco kilos de chocolate al año."
    ),
    "panda": (
        "大熊猫生活在中国西南部的山区。它们每天吃十二公斤竹子。竹子的营养很少，所以大熊猫要花"
        "十四个小时吃东西。如今中国建立了六十七个自然保护区。"
    ),
    "train": (
        "日本の新幹線は1964年に走り始めました。東京と大阪の間を約2時間半で結びます。"
        "毎日およそ40万人が利用します。地震が起きると、電車は自動で止まります。"
    ),
}
TOPICS = ["Coffee", "How bees make honey", "The history of coffee in Ethiopia", "黑洞是怎样形成的"]
_DANGLING = (
    Kind.ARTICLE,
    Kind.SILENT,
    Kind.PREPOSITION,
    Kind.OF,
    Kind.AND,
    Kind.PRONOUN,
    Kind.AUXILIARY,
    Kind.LINK,
)
_WORD = re.compile(r"[\w'’%$€.,-]+")


@pytest.mark.parametrize(("name", "level"), [("tuned", TUNED), ("unseen", UNSEEN)])
def test_as_many_headings_are_good_as_ever(name: str, level: float) -> None:
    found = cases(name)
    bad = [f"{case.text} -> {case.heading!r}" for case in found if not case.is_good]
    assert 1 - len(bad) / len(found) >= level, "\n".join(bad)


@pytest.mark.parametrize("case", BOTH, ids=lambda case: case.text[:40])
def test_no_heading_is_clipped_or_made_up(case: Case) -> None:
    assert list(faults(case.heading, case.text, case.language)) == []


@pytest.mark.parametrize("case", BOTH, ids=lambda case: case.text[:40])
def test_no_phrase_at_all_is_clipped_or_made_up(case: Case) -> None:
    """Not only the best: the others are shown when that was."""
    sentence = replace(case, text=case.text if case.text[-1] in ".?。" else f"{case.text}.")
    for phrase in phrases_of(sentence.text, case.language):
        assert list(faults(phrase.text, sentence.text, case.language)) == []
        assert len(phrase.text) <= 32
        assert len(phrase.text.split()) <= 4


@pytest.mark.parametrize("seconds", [20, 60, 180])
@pytest.mark.parametrize("page", PAGES)
def test_no_heading_comes_twice(page: str, seconds: float) -> None:
    storyboard = planned(PAGES[page], seconds)
    headings = [scene.heading for scene in storyboard.scenes if scene.heading]
    assert len(set(headings)) == len(headings)
    assert storyboard.title not in headings
    for heading in headings:
        assert list(faults(heading, PAGES[page], storyboard.language)) == []


@pytest.mark.parametrize("page", PAGES)
def test_most_scenes_with_words_have_a_heading(page: str) -> None:
    scenes = [scene for scene in planned(PAGES[page], 45).scenes if scene.narration]
    assert sum(bool(scene.heading) for scene in scenes) >= 0.8 * len(scenes)


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_opens_with_itself_and_goes_on_with_its_nouns(topic: str) -> None:
    headings = [scene.heading for scene in planned(topic, 30).scenes]
    assert headings[0] == topic
    shown = [heading for heading in headings if heading]
    assert headings == shown + [""] * (len(headings) - len(shown))
    assert len(set(shown)) == len(shown)


def test_the_words_of_a_topic_are_used_up() -> None:
    headings = [scene.heading for scene in planned("The history of coffee in Ethiopia", 30).scenes]
    assert headings[1:5] == ["The history of coffee", "Ethiopia", "The history", "Coffee"]


def test_the_persons_own_headings_stay_as_they_are() -> None:
    headings = [
        s.heading for s in planned("# Is it of the?\nOne is told.\n\n# Of\nMore.", 8).scenes
    ]
    assert headings == ["Is it of the?", "Of"]


def faults(heading: str, text: str, language: str) -> Iterator[str]:
    """What makes a heading bad whatever the text says."""
    if heading.casefold() not in " ".join(text.split()).casefold():
        yield "not in the text"
    grammar = GRAMMARS.get(language)
    is_topic = text.casefold().endswith(heading.casefold())  # of a text without a full stop
    if grammar is None or not heading or is_topic:
        return
    words = [word.casefold() for word in _WORD.findall(heading)]
    if grammar.kind(words[-1]) in _DANGLING:
        yield f"ends with “{words[-1]}”"
    if grammar.kind(words[0]) in (*_DANGLING[1:], Kind.VERB):
        yield f"begins with “{words[0]}”"
    if language == "en" and words[-1] in THIRD | PAST and words[-1] not in _NOUNS_TOO:
        yield f"ends with the verb “{words[-1]}”"
    if language == "en" and words[0] in PAST:
        yield f"begins with the verb “{words[0]}”"


# Plurals that look like a third person, and are nouns in the cases above.
_NOUNS_TOO = frozenset({"flowers", "leaves", "lists", "times"})
