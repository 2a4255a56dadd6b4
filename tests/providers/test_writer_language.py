"""The language of a prompt is known from its script, its letters and its small words."""

import locale
from collections.abc import Iterator

import pytest

from tests.providers.writing import written
from vidgen_desktop.providers.builtin.words.language import language_of


@pytest.fixture(autouse=True)
def a_machine_without_a_language() -> Iterator[None]:
    usual = locale.setlocale(locale.LC_CTYPE)
    locale.setlocale(locale.LC_CTYPE, "C")
    yield
    locale.setlocale(locale.LC_CTYPE, usual)


@pytest.mark.parametrize(
    "topic",
    [
        *("Coffee", "coffee", "Yoga", "Pizza", "Volcanoes", "Napoleon", "Photosynthesis"),
        *("Dinosaurs!", "Marketing", "Bitcoin explained", "Tokyo at night", "The ocean"),
        *("Electric cars", "Autumn leaves", "Marie Curie", "Machine learning", "Black holes"),
    ],
)
def test_short_english_topics_are_english(topic: str) -> None:
    assert language_of(topic) == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wie Bienen Honig machen", "de"),
        ("Der Mond", "de"),
        ("Les abeilles", "fr"),
        ("El café", "es"),
        ("O café é bom", "pt"),
        ("Il gatto", "it"),
        ("Hoe maken bijen honing", "nl"),
        ("Hur bin gör honung", "sv"),
        ("Jak pszczoły robią miód", "pl"),
        ("Bağışıklık sistemi", "tr"),
        ("Ong mật làm mật ong như thế nào", "vi"),
        ("Как пчёлы делают мёд", "ru"),
        ("Бджоли роблять мед і живуть", "uk"),
        ("蜂蜜", "zh"),
        ("東京の夜", "ja"),
        ("コーヒー", "ja"),
        ("커피", "ko"),
        ("النحل يصنع العسل", "ar"),
        ("دریا آبی است و پرنده", "fa"),
        ("דבורים מייצרות דבש", "he"),
        ("मधु", "hi"),
        ("Οι μέλισσες", "el"),
        ("ผึ้งทำน้ำผึ้ง", "th"),
        ("A talk about コーヒー and other drinks", "en"),
    ],
)
def test_other_languages_are_recognised(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["", "123", "...", "🐝", "\ud800"])
def test_what_is_no_language_is_english(text: str) -> None:
    assert language_of(text) == "en"


def test_the_language_of_the_machine_decides_where_nothing_else_does() -> None:
    assert language_of("Kaffee", machine="de_DE") == "de"
    told = "How bees make honey from the nectar of flowers"
    assert language_of(told, machine="de_DE") == "en"
    assert language_of("蜂蜜", machine="de_DE") == "zh"


def test_the_persons_choice_wins() -> None:
    assert written("How bees make honey", language="pt-BR").language == "pt-BR"
