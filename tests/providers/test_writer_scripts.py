"""Scripts and notes: what is said, what is seen, and what is a heading."""

from tests.providers.writing import narration, written

SCRIPT = """# The life of a star

Scene 1: A cloud
[Scene: a dark cloud of gas, stars behind]
NARRATOR: Every star begins as a cloud of gas and dust.
(music)

Scene 2:
NARRATOR (softly): Gravity pulls the cloud together. It grows hot. [glowing core]
Visual: orange light everywhere
Music: strings

Scene 3: The end
When the fuel is gone, the star dies."""


def test_a_script_is_spoken_without_its_marks() -> None:
    script = written(SCRIPT)
    assert script.title == "The life of a star"
    assert script.paragraphs == (
        ("Every star begins as a cloud of gas and dust.",),
        ("Gravity pulls the cloud together.", "It grows hot."),
        ("When the fuel is gone, the star dies.",),
    )
    assert script.headings == ("A cloud", "", "The end")
    assert script.directions == (
        "a dark cloud of gas, stars behind",
        "glowing core, orange light everywhere",
        "",
    )


def test_text_beside_a_scene_number_is_spoken_where_nothing_else_is() -> None:
    script = written("Scene 1: Bees wake up.\nScene 2: They fly to the flowers.")
    assert script.paragraphs == (("Bees wake up.",), ("They fly to the flowers.",))


def test_scenes_are_known_in_other_languages() -> None:
    assert narration("Szene 1:\nSprecher: Der Tag beginnt.\n\nSzene 2:\nSprecher: Er endet.") == [
        "Der Tag beginnt.",
        "Er endet.",
    ]
    assert narration("场景一：\n旁白：太阳升起。\n\n场景二：\n旁白：太阳落下。") == [
        "太阳升起。",
        "太阳落下。",
    ]


def test_screenplay_headings_are_seen_and_not_said() -> None:
    script = written("INT. KITCHEN - DAY\n\nNARRATOR: The water boils.")
    assert script.paragraphs == (("The water boils.",),)
    assert script.directions == ("Kitchen - day",)


def test_markdown_becomes_headings_and_sentences() -> None:
    script = written(
        "## Ingredients\n- **Flour**\n- Water\n\n## Steps\n"
        "1. Mix the *flour* and `water`.\n2. Wait for [an hour](https://example.com)."
    )
    assert script.headings == ("Ingredients", "Steps")
    assert script.paragraphs == (
        ("Flour", "Water"),
        ("Mix the flour and water.", "Wait for an hour."),
    )


def test_time_codes_and_rules_of_a_script_are_dropped() -> None:
    assert narration("Scene 1:\n[0:00-0:05] The sun rises.\n---\nScene 2:\n0:05 It sets.") == [
        "The sun rises.",
        "It sets.",
    ]


def test_brackets_are_seen_and_citations_are_neither() -> None:
    script = written("The heart beats [close-up of a heart] day and night.[12]")
    assert script.paragraphs == (("The heart beats day and night.",),)
    assert script.directions == ("close-up of a heart",)


def test_a_direction_alone_makes_a_silent_scene() -> None:
    script = written("[sunset over the sea]")
    assert script.paragraphs == ((),)
    assert script.directions == ("sunset over the sea",)


def test_headings_alone_are_what_there_is_to_say() -> None:
    assert narration("# Coffee") == ["Coffee"]


def test_ordinary_marks_stay_in_ordinary_text() -> None:
    for text in (
        "Mozart (music and letters) lived in Vienna.",
        "3. Oktober 1990 war ein Mittwoch.",
        "Let x * y * z be the snake_case_name of it.",
        "Music: the language of the soul.",
        "Part of the story is sad.",
        "1984. A novel by Orwell.",
        "Act now, or it is too late.",
    ):
        assert " ".join(narration(text)) == text
