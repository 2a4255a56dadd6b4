"""Which picture a scene gets: what it is about, and never the same twice in a row."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.providers.filming import storyboard
from vidgen_desktop.core.choices import Look
from vidgen_desktop.core.model import Scene, Storyboard
from vidgen_desktop.providers.builtin.film.camera import MOVES
from vidgen_desktop.providers.builtin.film.direction import direct
from vidgen_desktop.providers.builtin.film.subjects import scores, subjects
from vidgen_desktop.providers.builtin.pictures.gallery import KINDS
from vidgen_desktop.providers.builtin.pictures.palette import FAMILIES

TOPICS = {
    "How mountains rise where plates collide": "mountains",
    "Waves break on the beach": "sea",
    "Skyscrapers shape the skyline": "city",
    "Bees pollinate flowers in the garden": "forest",
    "The planets orbit the sun in our galaxy": "space",
    "How coffee is roasted and brewed": "kitchen",
    "Neural networks run on computer chips": "network",
    "Sales grew by forty percent, the survey data shows": "charts",
    "A journey through the Roman empire": "atlas",
    "Families and friends make a community": "people",
    "Students read books at the library": "books",
    "The orchestra plays a melody": "music",
    "Compound interest makes savings grow in the bank": "coins",
    "Your heart and brain need exercise": "health",
    "Rain falls from the clouds in a storm": "weather",
    "Every minute of the hour on the calendar": "clock",
    "Die Berge der Alpen und ihre Gipfel": "mountains",
    "Le café du matin et le pain": "kitchen",
    "La música y el ritmo de la guitarra": "music",
    "Планеты и звёзды во вселенной": "space",
    "咖啡是怎么做成的": "kitchen",
    "宇宙にある惑星と星": "space",
    "كيف تصنع القهوة": "kitchen",
    "दिल और दिमाग का स्वास्थ्य": "health",
    "ทะเลและคลื่น": "sea",
}


@pytest.mark.parametrize(("text", "kind"), TOPICS.items())
def test_a_topic_gets_its_kind(text: str, kind: str) -> None:
    board = storyboard(("", text), title=text)
    assert direct(board, Look.CALM, 0)[1].kind == kind


def test_a_short_word_is_not_found_inside_a_longer_one() -> None:
    assert "coins" not in scores("The article was impaired")
    assert scores("") == {}


def test_what_nobody_knows_still_gets_pictures() -> None:
    board = storyboard(*[("", f"Xylo quuxify blorp {n}") for n in range(6)], title="Zzyzx")
    shots = direct(board, Look.AUTO, 0)
    assert all(one.kind != other.kind for one, other in pairwise(shots.values()))
    assert len({shot.kind for shot in shots.values()}) >= 3


def test_a_story_about_one_thing_does_not_show_it_in_every_scene() -> None:
    board = storyboard(*[("The sea", "The sea and its waves") for _ in range(8)])
    kinds = [shot.kind for shot in direct(board, Look.CALM, 0).values()]
    assert kinds[0] == "sea"
    assert all(one != other for one, other in pairwise(kinds))
    assert kinds.count("sea") >= 2


def test_the_story_chooses_the_palette_of_look_auto() -> None:
    night = storyboard(("Stars", "Stars and galaxies"), title="The universe")
    paper = storyboard(("Rome", "The Roman empire at war"), title="A history of empires")
    assert direct(night, Look.AUTO, 0)[1].family == "night"
    assert direct(paper, Look.AUTO, 0)[1].family == "paper"


@pytest.mark.parametrize("look", [look for look in Look if look is not Look.AUTO])
def test_the_person_chooses_the_palette(look: Look) -> None:
    board = storyboard(("Stars", "Stars"), ("Bread", "Bread"), ("Books", "Books"))
    assert {shot.family for shot in direct(board, look, 0).values()} == {look.value}


words = st.text("abc 山海é🙂\u202e\ud800", max_size=30)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(words, words), min_size=1, max_size=14), st.integers(0, 2**40))
def test_neighbours_never_look_alike(scenes: list[tuple[str, str]], seed: int) -> None:
    shots = list(direct(storyboard(*scenes), Look.AUTO, seed).values())
    assert len(shots) == len(scenes)
    assert {shot.kind for shot in shots} <= set(KINDS)
    assert {shot.family for shot in shots} <= set(FAMILIES)
    for one, other in pairwise(shots):
        assert one.kind != other.kind
        assert one.variant != other.variant
        assert one.move != other.move
    assert {shot.move for shot in shots} <= set(MOVES)


def test_the_same_words_and_seed_give_the_same_shots() -> None:
    board = storyboard(("Stars", "Far away"), ("Bread", "Fresh bread"), ("", "And so on"))
    assert direct(board, Look.AUTO, 5) == direct(board, Look.AUTO, 5)
    assert direct(board, Look.AUTO, 5) != direct(board, Look.AUTO, 6)


def test_a_scene_that_lasts_longer_keeps_its_picture() -> None:
    short = storyboard(("Stars", "Far away"), ("Bread", "Fresh bread"))
    longer = Storyboard(
        short.title,
        short.language,
        tuple(
            Scene(s.number, s.narration, s.visual, s.seconds + 2, s.heading) for s in short.scenes
        ),
    )
    assert direct(short, Look.WARM, 1) == direct(longer, Look.WARM, 1)


def test_every_family_that_a_subject_suits_exists() -> None:
    assert {subject.look for subject in subjects().values()} <= set(FAMILIES)
