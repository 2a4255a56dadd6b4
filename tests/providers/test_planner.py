"""Scenes: their seconds, their words, and what they show."""

import string
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.providers.writing import letters, planned, spoken, words, written
from vidgen_desktop.core.model import Scene, Storyboard

PAGE = (
    "Bees visit hundreds of flowers every day. They drink nectar with a long tongue and carry "
    "it home in a special stomach. Inside the hive, worker bees pass the nectar from mouth to "
    "mouth. They spread it in the comb and fan it with their wings until the water is gone. "
    "What is left is honey. The bees close each cell with wax, and the honey keeps for years."
)
LONG_SENTENCE = (
    "The ocean covers most of our planet, and below its surface lie mountains higher than any "
    "on land, valleys deeper than any canyon, and creatures that have never seen the light of "
    "the sun because no light has ever reached the depths in which they live, hunt and glow."
)

PROMPTS = st.one_of(
    st.text(min_size=1, max_size=400),
    st.text(alphabet=string.ascii_letters + " .,;!?\n", min_size=1, max_size=1500),
    st.text(alphabet="蜜蜂从花朵中采集，。！？的了", min_size=1, max_size=400),
    st.text(alphabet="🐝👩‍🚀❤️ ", min_size=1, max_size=60),
    st.text(alphabet="\u202e\u200f\u200d\ufeff مرحبا", min_size=1, max_size=80),
    st.text(alphabet=".!?…-—*#[]()\n ", min_size=1, max_size=80),
    st.lists(
        st.sampled_from(
            [
                *("# Heading", "Scene 1:", "[Scene: sea]", "NARRATOR: Hello.", "- one", "1. two"),
                *("(music)", "Plain words.", "Make a video about bees.", "", "Title: X", "---"),
                *("2. three", "Visual: a red door", "INT. KITCHEN - DAY", "0:05 Now.", "> quoted"),
            ]
        ),
        min_size=1,
        max_size=12,
    ).map("\n".join),
)


def least(storyboard: Storyboard) -> float:
    """The seconds that the narration needs at least, scene by scene."""
    return sum(max(spoken(s.narration), 2.0) if s.narration else 0.0 for s in storyboard.scenes)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    prompt=PROMPTS,
    seconds=st.floats(5.0, 600.0),
    fps=st.sampled_from([24, 30]),
    pictures=st.integers(0, 12),
)
@example(prompt="\x00", seconds=5.0, fps=24, pictures=0)
@example(prompt="a" * 20_000, seconds=30.0, fps=24, pictures=0)
@example(prompt="word " * 4_000, seconds=600.0, fps=30, pictures=3)
@example(prompt="蜜" * 20_000, seconds=30.0, fps=24, pictures=0)
@example(prompt="One. " * 4_000, seconds=5.0, fps=24, pictures=0)
@example(prompt="\ud800\udfff", seconds=10.0, fps=24, pictures=1)
@example(prompt="-\n\n" * 500, seconds=10.0, fps=24, pictures=0)
def test_any_text_of_any_length_becomes_whole_scenes(
    prompt: str, seconds: float, fps: int, pictures: int
) -> None:
    files = tuple(f"{number}.png" for number in range(pictures))
    script = written(prompt, fps=fps, pictures=files)
    storyboard = planned(prompt, seconds, fps=fps, pictures=files)
    scenes = storyboard.scenes

    assert scenes
    assert [scene.number for scene in scenes] == list(range(1, len(scenes) + 1))
    if least(storyboard) <= seconds:
        assert abs(storyboard.seconds - seconds) <= 0.5 / fps + 1e-6
    else:
        assert storyboard.seconds >= seconds - 0.5
    for scene in scenes:
        assert scene.seconds >= 2.0 or len(scenes) == 1
        assert scene.seconds >= spoken(scene.narration) - 1e-6
        assert abs(scene.seconds * fps - round(scene.seconds * fps)) < 1e-6
        assert scene.visual

    said = " ".join(sentence for part in script.paragraphs for sentence in part)
    assert letters(" ".join(scene.narration for scene in scenes)) == letters(said)
    assert all(a.visual != b.visual for a, b in pairwise(scenes))
    used = [scene.picture for scene in scenes if scene.picture]
    assert used == list(files[: len(used)])
    assert len(used) == len(files) or any("pictures are used" in n for n in storyboard.notes)


@pytest.mark.parametrize("seconds", [5, 12.5, 30, 60, 180, 600])
@pytest.mark.parametrize("prompt", ["Coffee", "How bees make honey", PAGE, LONG_SENTENCE])
def test_words_are_spoken_once_and_in_order(prompt: str, seconds: float) -> None:
    storyboard = planned(prompt, seconds)
    assert words(" ".join(scene.narration for scene in storyboard.scenes)) == words(prompt)


@pytest.mark.parametrize("seconds", [30, 45, 60, 120, 600])
@pytest.mark.parametrize("prompt", ["Coffee", PAGE, PAGE * 3])
def test_scenes_have_the_pace_of_a_person(prompt: str, seconds: float) -> None:
    lengths = [scene.seconds for scene in planned(prompt, seconds).scenes]
    assert all(2.0 <= length <= 12.0 for length in lengths)
    easy = [length for length in lengths if 3.0 <= length <= 8.0]
    assert len(easy) >= 0.6 * len(lengths)


def test_ten_minutes_are_about_a_hundred_scenes() -> None:
    assert 80 <= len(planned("Volcanoes", 600).scenes) <= 125


def test_a_topic_is_spoken_first_and_the_rest_is_shown() -> None:
    scenes = planned("How bees make honey", 30).scenes
    assert [scene.narration for scene in scenes] == ["How bees make honey", *[""] * 5]
    headings = [scene.heading for scene in scenes]
    assert headings == ["How bees make honey", "Bees", "Honey", "", "", ""]


def test_silence_is_spread_between_sentences() -> None:
    scenes = planned("The sun rises over the hills. The birds begin to sing.", 60).scenes
    spoken_at = [scene.number for scene in scenes if scene.narration]
    assert spoken_at[0] == 1
    assert spoken_at[-1] > 3


def test_narration_that_needs_longer_wins_and_a_note_says_so() -> None:
    storyboard = planned(PAGE, 10)
    assert storyboard.seconds > 20
    [note] = storyboard.notes
    assert note.startswith("The script takes ")
    assert note.endswith(" to read, so the video is longer than the 10 s you asked for.")


def test_a_script_that_fits_needs_no_note() -> None:
    assert planned(PAGE, 45).notes == ()


def test_little_to_read_is_said() -> None:
    [note] = planned("Coffee", 30).notes
    assert note.startswith("The script takes only 1 s to read; the rest of the 30 s")
    [note] = planned("🐝🐝🐝", 30).notes
    assert note.startswith("There is nothing in the prompt to read aloud")


def test_a_long_sentence_is_divided_at_its_clauses() -> None:
    parts = [scene.narration for scene in planned(LONG_SENTENCE, 30).scenes if scene.narration]
    assert len(parts) >= 3
    for part, following in pairwise(parts):
        assert part.endswith(",") or following.split()[0] in ("and", "because", "in")


def test_divided_speech_is_not_torn_by_silence() -> None:
    scenes = planned(LONG_SENTENCE, 90).scenes
    spoken_at = [scene.number for scene in scenes if scene.narration]
    assert spoken_at == list(range(1, len(spoken_at) + 1))


def test_explicit_scenes_stay_scenes_with_their_headings_and_directions() -> None:
    storyboard = planned(
        "Scene 1: Dawn\n[Scene: a red sky]\nThe sun rises.\n\nScene 2: Noon\nIt is hot.", 12
    )
    narrated = [scene for scene in storyboard.scenes if scene.narration]
    assert [scene.narration for scene in narrated] == ["The sun rises.", "It is hot."]
    assert [scene.heading for scene in narrated] == ["Dawn", "Noon"]
    assert narrated[0].visual.startswith("a red sky, ")
    assert "red sky" not in narrated[1].visual


def test_pictures_go_to_the_scenes_in_order() -> None:
    pictures = tuple(f"{name}.png" for name in "abcdef")
    storyboard = planned(PAGE, 30, pictures=pictures)
    assert pictures_of(storyboard.scenes) == list(pictures)
    assert storyboard.notes == () or "pictures are used" not in " ".join(storyboard.notes)


def test_more_pictures_than_scenes_are_told() -> None:
    pictures = tuple(f"{number}.png" for number in range(20))
    storyboard = planned("Coffee", 10, pictures=pictures)
    used = pictures_of(storyboard.scenes)
    assert used == list(pictures[: len(used)])
    assert f"Only {len(used)} of your 20 pictures are used" in " ".join(storyboard.notes)


def test_a_short_topic_shows_all_of_its_pictures() -> None:
    pictures = tuple(f"{number}.png" for number in range(12))
    assert pictures_of(planned("Coffee", 30, pictures=pictures).scenes) == list(pictures)


def test_the_same_request_gives_the_same_scenes() -> None:
    assert planned(PAGE, 45) == planned(PAGE, 45)


def pictures_of(scenes: Sequence[Scene]) -> list[str]:
    return [scene.picture for scene in scenes if scene.picture]
