"""What can be changed in a finished video, and where its versions keep their files."""

from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import pytest

from vidgen_desktop.core.choices import Boundary, Captions, CaptionStyle, Fit, Transition
from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.core.model import Generation, Request, Status, now
from vidgen_desktop.core.revision import ASSEMBLY, check_boundaries, check_revision
from vidgen_desktop.core.run.workspace import Workspace

ORIGINAL = Request("Bees")


@pytest.mark.parametrize(
    "change",
    [
        {"captions": Captions.BURNED},
        {"caption_style": CaptionStyle.POP, "caption_words": True},
        {"music": "none"},
        {"transition": Transition.CROSSFADE, "boundaries": (Boundary(1, Transition.CUT),)},
        {"fit": Fit.CONTAIN, "take_sound": True},
        {"captions": Captions.OFF, "output": "/videos/bees.mp4"},
    ],
)
def test_the_assembly_can_be_changed(change: dict[str, object]):
    check_revision(ORIGINAL, replace(ORIGINAL, **change))


OTHERS: dict[str, object] = {
    "prompt": "Wasps",
    "seconds": 31.0,
    "fps": 30,
    "voice": "none",
    "pictures": ("a.png",),
    "seed": 7,
}


@pytest.mark.parametrize("field", OTHERS)
def test_what_was_filmed_and_spoken_cannot(field: str):
    with pytest.raises(InvalidRequest, match=field) as refused:
        check_revision(ORIGINAL, replace(ORIGINAL, music="none", **{field: OTHERS[field]}))
    assert refused.value.field == field


def test_a_version_differs_in_more_than_its_name():
    for same in (ORIGINAL, replace(ORIGINAL, output="/videos/bees.mp4")):
        with pytest.raises(InvalidRequest, match="Nothing was changed") as refused:
            check_revision(ORIGINAL, same)
        assert refused.value.field == ""  # no single choice is wrong


def test_the_assembly_is_made_of_choices_that_exist():
    assert {field.name for field in fields(Request)} >= ASSEMBLY


def test_a_transition_needs_a_scene_that_follows():
    request = replace(ORIGINAL, boundaries=(Boundary(2, Transition.DIP),))
    check_boundaries(request, 3)
    with pytest.raises(InvalidRequest, match="2 scenes, so nothing follows scene 2"):
        check_boundaries(request, 2)
    check_boundaries(ORIGINAL, 1)


@pytest.fixture
def generation() -> Callable[[int, int | None], Generation]:
    def make(number: int, revises: int | None) -> Generation:
        return Generation(
            *(number, "default", ORIGINAL, "Bees", Status.PENDING, 0.0, None, None, now()),
            *(None, None, 0, False, None, None, (), None, revises),
        )

    return make


def test_versions_write_beside_each_other_inside_their_family(
    tmp_path: Path, generation: Callable[[int, int | None], Generation]
):
    first, second, third = generation(4, None), generation(7, 4), generation(9, 4)
    own = [Workspace.of(tmp_path, one).base for one in (first, second, third)]
    assert own == [tmp_path / "4", tmp_path / "4/versions/7", tmp_path / "4/versions/9"]
    assert {Workspace.of_family(tmp_path, one).base for one in (first, second, third)} == {own[0]}
    kept = [Workspace.of(tmp_path, one).keep("sound.m4a") for one in (first, second)]
    scratch = Workspace.of(tmp_path, second).scratch
    for file in (*kept, scratch / "half.mp4"):
        file.touch()
    Workspace.of(tmp_path, first).clear_scratch()
    assert (scratch / "half.mp4").exists()
    Workspace.of(tmp_path, second).clear_scratch()
    assert not scratch.exists()
    assert all(file.exists() for file in kept)
