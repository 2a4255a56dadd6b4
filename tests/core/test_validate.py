"""A request is made sound, or the field that is wrong is named in plain words."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidgen_desktop.core.choices import Boundary, Transition
from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.core.model import Request
from vidgen_desktop.core.validate import LONGEST_PROMPT, checked, clean_text


@pytest.mark.parametrize("prompt", ["", "   \n\t ", "\x00\x07", "\u200b\u200f", "\ud800"])
def test_a_prompt_with_nothing_to_see_is_refused(prompt: str):
    with pytest.raises(InvalidRequest, match="empty") as refusal:
        checked(Request(prompt))
    assert refusal.value.field == "prompt"


def test_a_prompt_of_the_greatest_length_is_accepted_and_one_more_is_not():
    assert len(checked(Request("a" * LONGEST_PROMPT)).prompt) == LONGEST_PROMPT
    with pytest.raises(InvalidRequest, match="20,001"):
        checked(Request("a" * (LONGEST_PROMPT + 1)))


def test_control_characters_go_and_lines_stay():
    assert clean_text(" one\x00\r\ntwo\x1b[31m\rthree\t! ") == "one\ntwo[31m\nthree\t!"


@pytest.mark.parametrize(
    "prompt", ["🐝 Bees", "قصة القهوة", "咖啡的历史", "コーヒーの歴史", "커피"]
)
def test_every_script_survives(prompt: str):
    assert checked(Request(prompt)).prompt == prompt


@pytest.mark.parametrize("seconds", [4.99, 600.01, -1, math.nan, math.inf])
def test_a_length_out_of_range_is_refused(seconds: float):
    with pytest.raises(InvalidRequest) as refusal:
        checked(Request("Bees", seconds=seconds))
    assert refusal.value.field == "seconds"


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        (Request("Bees", speed=0.49), "speed"),
        (Request("Bees", fps=25), "fps"),
        (Request("Bees", seed=-1), "seed"),
    ],
)
def test_other_fields_out_of_range_are_named(request_: Request, field: str):
    with pytest.raises(InvalidRequest) as refusal:
        checked(request_)
    assert refusal.value.field == field


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str):
    assert clean_text(clean_text(text)) == clean_text(text)


def joined(*exceptions: tuple[int, Transition], transition: Transition = Transition.CUT) -> Request:
    boundaries = tuple(Boundary(after, kind) for after, kind in exceptions)
    return Request("Bees", transition=transition, boundaries=boundaries)


@pytest.mark.parametrize("scene", [0, -1, 1001])
def test_transitions_follow_scenes_that_can_be(scene: int):
    with pytest.raises(InvalidRequest, match=f"no scene {scene}") as refusal:
        checked(joined((scene, Transition.DIP)))
    assert refusal.value.field == "boundaries"


def test_a_scene_has_one_transition_after_it():
    with pytest.raises(InvalidRequest, match="Scene 3 has more than one"):
        checked(joined((3, Transition.DIP), (1, Transition.DIP), (3, Transition.CROSSFADE)))


def test_exceptions_are_put_in_order_and_those_that_are_none_go():
    wanted = joined((4, Transition.CUT), (2, Transition.DIP), (3, Transition.CROSSFADE))
    kept = ((2, Transition.DIP), (3, Transition.CROSSFADE))
    assert checked(wanted) == joined(*kept)
    crossfaded = joined(*kept, transition=Transition.CROSSFADE)
    assert checked(crossfaded).boundaries == (Boundary(2, Transition.DIP),)
