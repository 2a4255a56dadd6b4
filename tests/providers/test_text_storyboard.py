"""Storyboards by text models: our division and lengths, their pictures."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.providers.scribe import RATES, SENTENCES, Room, opened_room, spoken, storyboard
from tests.servers.canary import Canary
from vidgen_desktop.core.buying.purchase import PurchaseState
from vidgen_desktop.core.casting import Cast, Role
from vidgen_desktop.core.choices import Aspect, Look
from vidgen_desktop.core.errors import ProviderError
from vidgen_desktop.core.model import Request, Script, Storyboard
from vidgen_desktop.providers.builtin.writer import BuiltinWriter

SCRIPT = Script("A jar", "en", tuple((sentence,) for sentence in SENTENCES))
WISH = Request("how bees make honey", seconds=40)


@pytest.fixture
def room(canary: Canary, tmp_path: Path) -> Iterator[Room]:
    with opened_room(canary.key, tmp_path) as room:
        yield room


def planned(room: Room, script: Script = SCRIPT, wish: Request = WISH) -> Storyboard:
    return room.shaped(*RATES).plan(script, wish, spoken, room.work)


def test_every_word_is_kept_the_length_fits_and_all_scenes_have_one_look(room: Room) -> None:
    board = planned(room)
    assert " ".join(scene.narration for scene in board.scenes).split() == [
        word for sentence in SENTENCES for word in sentence.split()
    ]
    assert board.seconds == pytest.approx(40.0, abs=0.5)
    for scene in board.scenes:
        assert scene.seconds >= spoken(scene.narration)
        assert scene.visual.startswith(f"A bee named Mina works at place {scene.number} ")
        assert "close-up, slow push in. dawn" in scene.visual
        assert scene.visual.endswith("Macro documentary, golden colours; Mina is a bee.")
        assert scene.heading == f"Place {scene.number}"
    assert [bought.wanted.step for bought in room.purse.purchases] == ["plan"]


def test_the_model_is_told_lengths_words_shape_and_mood(room: Room) -> None:
    wish = replace(
        WISH,
        aspect=Aspect.TALL,
        look=Look.NIGHT,
        cast=Cast(clips_by=Role.PICTURE),
        reference="bee.png",
    )
    board = planned(room, wish=wish)
    rules = room.scribe.messages()[0]["content"]
    for words in ("still pictures", "tall (9:16", "deep blues", "reference picture"):
        assert words in rules
    material = room.scribe.material()
    assert [scene["narration"] for scene in material["scenes"]] == [
        scene.narration for scene in board.scenes
    ]
    assert "wanted" not in material["scenes"][0]


def test_what_the_person_wants_to_see_and_their_headings_stay(room: Room) -> None:
    prompt = (
        "Scene 1: Dawn\n[Show: a red barn]\nThe farm wakes up early in the morning today.\n\n"
        "Scene 2: Noon\n[Show: a tractor]\nEverybody is at work out in the fields by now."
    )
    script = BuiltinWriter().write(Request(prompt, seconds=12), room.work)
    board = planned(room, script, Request(prompt, seconds=12))
    told = room.scribe.material()["scenes"]
    assert "red barn" in told[0]["wanted"]
    assert {scene.heading for scene in board.scenes} >= {"Dawn", "Noon"}


def test_a_scene_with_the_persons_own_picture_is_not_asked_for(room: Room) -> None:
    wish = replace(WISH, pictures=("own.png",))
    board = planned(room, wish=wish)
    asked = [scene["number"] for scene in room.scribe.material()["scenes"]]
    assert asked == [scene.number for scene in board.scenes[1:]]
    assert board.scenes[0].picture == "own.png"


def test_a_long_video_is_asked_for_in_parts_that_keep_one_look(room: Room) -> None:
    script = Script("Bees", "en", tuple((sentence,) for sentence in SENTENCES * 6))
    board = planned(room, script, replace(WISH, seconds=200))
    first, second = room.scribe.material(0), room.scribe.material(1)
    assert len(first["scenes"]) == 20
    assert "look" not in first
    assert second["look"] == "Macro documentary, golden colours; Mina is a bee"
    assert second["narration_before"] == first["scenes"][-1]["narration"]
    assert len({scene.visual.rpartition("left. ")[2] for scene in board.scenes}) == 1
    assert room.purse.states == [PurchaseState.DONE] * len(room.scribe.asked)


@pytest.mark.parametrize("counting", ["from-zero", "reversed"])
def test_scenes_are_found_by_number_or_else_by_order(counting: str, room: Room) -> None:
    numbers = list(range(1, len(planned(room).scenes) + 1))
    given = storyboard([{"number": number} for number in numbers])
    body = json.loads(given)
    if counting == "reversed":
        body["scenes"].reverse()
    else:
        for shot in body["scenes"]:
            shot["number"] -= 1
    room.scribe.answers.append(json.dumps(body))
    board = room.openai(*RATES).plan(SCRIPT, WISH, spoken, room.work)
    for number, scene in enumerate(board.scenes, 1):
        assert scene.visual.startswith(f"A bee named Mina works at place {number} ")


@pytest.mark.parametrize(
    ("shots", "changes", "told"),
    [
        (3, {}, "Scenes are missing: 4, 5, 6."),
        (6, {"shot": "  "}, "“shot” is empty in scene 1"),
        (6, {"shot": "蜜蜂飞过草地上的花朵"}, "must be in English"),
    ],
)
def test_what_no_video_model_could_use_is_mended(
    shots: int, changes: dict[str, object], told: str, room: Room
) -> None:
    numbers = [{"number": number} for number in range(1, shots + 1)]
    room.scribe.answers.append(storyboard(numbers, **changes))
    planned(room)
    assert told in room.scribe.messages(1)[-1]["content"]
    assert room.purse.states == [PurchaseState.DONE] * 2


def test_a_storyboard_that_stays_useless_is_told_of(room: Room) -> None:
    room.scribe.answers.extend(["{}", "{}"])
    with pytest.raises(ProviderError, match=r"the storyboard.*look: Field required"):
        planned(room)
    assert len(room.scribe.asked) == 2


def test_progress_goes_on_with_the_parts(room: Room) -> None:
    script = Script("Bees", "en", tuple((sentence,) for sentence in SENTENCES * 6))
    seen: list[float] = []
    work = replace(room.work, progress=seen.append)
    room.shaped().plan(script, replace(WISH, seconds=200), spoken, work)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    assert len(seen) == len(room.scribe.asked) > 1
