"""The words on a scene."""

from tests.providers.filming import storyboard
from vidgen_desktop.providers.builtin.film.headings import heading_of, key_phrase


def test_a_heading_is_used_as_it_is() -> None:
    board = storyboard(("  Roasting  ", "The beans are roasted."))
    assert heading_of(board.scenes[0], board) == "Roasting"


def test_the_first_scene_without_heading_shows_the_title() -> None:
    board = storyboard(("", "One."), ("", "Two things happen."), title="How it began")
    assert heading_of(board.scenes[0], board) == "How it began"
    assert heading_of(board.scenes[1], board) == "Two things happen"


def test_a_phrase_ends_where_the_clause_does() -> None:
    assert key_phrase("Water rises, cools and falls again.") == "Water rises"
    assert key_phrase("咖啡豆是种子。它们长在树上。") == "咖啡豆是种子"


def test_a_long_clause_is_not_cut_but_left_out() -> None:
    assert key_phrase("The people who lived beside the river for a thousand years.") == ""


def test_nothing_to_say_is_nothing() -> None:
    assert key_phrase("") == ""
    assert key_phrase("...") == ""
    assert key_phrase("漢" * 200) == ""
