"""The writer uses the person's own words, and only those."""

import pytest

from tests.providers.writing import narration, written


@pytest.mark.parametrize(
    "prompt",
    [
        "Coffee",
        "How bees make honey",
        "The Moon pulls the sea. Twice a day the water rises, and twice it falls.",
        "Dr. Smith paid $3.50 at 5 p.m. on Jan. 3rd. He left... Then he ran.",
        "„Komm her“, sagte sie. Er kam nicht. Um 10.30 Uhr war Schluss.",
        "蜜蜂从花朵中采集花蜜。“好的。”他说。价格是3.5元。",
    ],
)
def test_every_word_is_kept_and_none_is_added(prompt: str) -> None:
    assert "".join(" ".join(narration(prompt)).split()) == "".join(prompt.split())


@pytest.mark.parametrize(
    ("prompt", "sentences"),
    [
        (
            "Dr. Smith paid $3.50 to Mr. Jones. He left... Then he ran! Why?",
            ["Dr. Smith paid $3.50 to Mr. Jones.", "He left...", "Then he ran!", "Why?"],
        ),
        (
            "M. Dupont est arrivé. « Bonjour ! » dit-il.",
            ["M. Dupont est arrivé.", "« Bonjour ! » dit-il."],
        ),
        (
            "Пчёлы делают мёд, т. е. еду. А. С. Пушкин писал.",
            ["Пчёлы делают мёд, т. е. еду.", "А. С. Пушкин писал."],
        ),
        ("你好。今天天气很好！我们去公园吧？", ["你好。", "今天天气很好！", "我们去公园吧？"]),
        ("मधुमक्खियाँ शहद बनाती हैं। क्या आप जानते हैं?", ["मधुमक्खियाँ शहद बनाती हैं।", "क्या आप जानते हैं?"]),
        (
            "Version 2.5 is out. See www.example.com.",
            ["Version 2.5 is out.", "See www.example.com."],
        ),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(prompt: str, sentences: list[str]) -> None:
    assert narration(prompt) == sentences


def test_wrapped_lines_are_one_paragraph_and_short_lines_are_their_own() -> None:
    wrapped = (
        "Bees visit hundreds of flowers every single day, and they carry\n"
        "the nectar home in a stomach that is made for nothing else."
    )
    assert len(narration(wrapped)) == 1
    assert narration("The sea is calm tonight\nThe tide is full\nThe moon lies fair") == [
        "The sea is calm tonight",
        "The tide is full",
        "The moon lies fair",
    ]


def test_blank_lines_make_paragraphs() -> None:
    script = written("One thing is said.\n\nAnother thing is said.")
    assert script.paragraphs == (("One thing is said.",), ("Another thing is said.",))


@pytest.mark.parametrize(
    ("prompt", "title"),
    [
        ("How bees make honey", "How bees make honey"),
        ("Make a 30 second video about how bees make honey.", "How bees make honey"),
        ("# The life of a star\n\nEvery star begins as a cloud.", "The life of a star"),
        ("Title: Bread\nFlour and water are mixed.", "Bread"),
        ("The Moon pulls the sea. Twice a day it rises.", "The Moon pulls the sea"),
        ("🐝🐝🐝", "🐝🐝🐝"),
        ("...", "..."),
    ],
)
def test_the_title_is_in_the_persons_words(prompt: str, title: str) -> None:
    assert written(prompt).title == title


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        (
            "The ocean covers most of our planet and hides mountains and valleys",
            "The ocean covers most of our planet",
        ),
        (
            "In the year 79, Mount Vesuvius erupted and buried the city of Pompeii under ash.",
            "In the year 79, Mount Vesuvius erupted",
        ),
        (
            "Salt, pepper, flour, sugar and butter are all you need for this very simple cake",
            "Salt, pepper, flour, sugar and butter are all you need for…",
        ),
        (
            "Whether you are a beginner, an expert or just curious about the stars, come in",
            "Whether you are a beginner, an expert or just curious…",
        ),
        (
            "The difference between a moth and a butterfly is easy to see when they rest",
            "The difference between a moth and a butterfly is easy to…",
        ),
    ],
)
def test_a_long_title_ends_with_a_whole_clause_or_is_cut_at_a_word(
    sentence: str, title: str
) -> None:
    assert written(sentence).title == title
    assert len(title) <= 60


def test_a_long_first_sentence_gives_way_to_what_all_the_others_are_about() -> None:
    title = written(
        "The octopus hides in a den near the rocky coast of Norway for most of its short life. "
        "The octopus is hungry at night. An octopus eats crabs. No octopus lives long."
    ).title
    assert title == "The octopus"


def test_control_characters_and_lone_surrogates_do_not_reach_the_script() -> None:
    assert narration("Bees\x00 make\ud800 honey\x07.") == ["Bees make honey."]
