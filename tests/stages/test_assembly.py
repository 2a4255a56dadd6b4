"""How takes become one video: what is encoded, what is copied, and what a version repeats."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.fakes.house import FakeHouse
from vidgen_desktop.core.choices import Boundary, Captions, Transition
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.events import Completed, Failed, Noted, StepChanged, StepState
from vidgen_desktop.core.model import Generation, Request
from vidgen_desktop.core.ports import Work

REQUEST = Request("Bees dance. They fly. Flowers wait.", seconds=12)
SCENE = 12 / 3


@pytest.fixture
def house(tmp_path: Path) -> Iterator[FakeHouse]:
    with closing(FakeHouse(tmp_path)) as house:
        yield house


def made(house: FakeHouse, request: Request) -> tuple[Generation, list[str]]:
    """A finished generation, and the lines of its video."""
    generation = house.submit(request)
    outcome = house.run(generation)
    assert isinstance(outcome, Completed)
    return generation, Path(outcome.result.video).read_text().splitlines()


def pieces(lines: list[str]) -> list[str]:
    return [line for line in lines if line.endswith("]")]


def test_plain_takes_are_joined_as_they_are(house: FakeHouse):
    _, lines = made(house, REQUEST)
    assert pieces(lines) == ["scene 1 [96]", "scene 2 [96]", "scene 3 [96]"]
    assert house.diary.done["conform"] == house.diary.done["bridge"] == 0


def test_takes_of_one_foreign_encoder_are_joined_as_they_are(house: FakeHouse):
    house.clips.encoders = dict.fromkeys((1, 2, 3), "foreign A")
    made(house, REQUEST)
    assert house.diary.done["conform"] == 0


def test_takes_of_different_encoders_are_made_one_kind(house: FakeHouse):
    house.clips.encoders = {1: "foreign A", 2: "foreign B"}
    _, lines = made(house, REQUEST)
    assert pieces(lines) == [
        "foreign A scene 1 with  [96]",
        "foreign B scene 2 with  [96]",
        "scene 3 [96]",
    ]
    assert house.diary.done["conform"] == 2  # the third has the tool's own kind already


def test_burned_captions_are_drawn_once_and_the_clean_takes_stay(house: FakeHouse):
    generation, lines = made(house, replace(REQUEST, captions=Captions.BURNED))
    assert pieces(lines)[0] == "scene 1 with Bees dance. [96]"
    assert house.diary.done["conform"] == 3
    assert Path(house.store.takes(generation.id)[0].path).read_text() == "scene 1"


def test_a_crossfade_overlaps_frames_and_the_video_keeps_its_length(house: FakeHouse):
    generation, lines = made(house, replace(REQUEST, transition=Transition.CROSSFADE))
    assert pieces(lines) == [
        "scene 1 [96]",  # 96 and the 10 frames that overlap, without those
        "scene 1 crossfade scene 2 [10]",
        "scene 2 [86]",
        "scene 2 crossfade scene 3 [10]",
        "scene 3 [86]",
    ]
    result = house.store.get(generation.id).result
    assert result is not None
    assert result.seconds == pytest.approx(12)


def test_a_boundary_can_differ_from_the_rest(house: FakeHouse):
    request = replace(
        REQUEST,
        transition=Transition.DIP,
        boundaries=(Boundary(1, Transition.CUT),),
    )
    _, lines = made(house, request)
    assert pieces(lines) == [
        "scene 1 [96]",
        "scene 2 [89]",
        "scene 2 dip scene 3 [14]",
        "scene 3 [89]",
    ]


def test_a_voice_starts_where_its_scene_does_in_the_overlapping_video(house: FakeHouse):
    _, lines = made(house, replace(REQUEST, transition=Transition.CROSSFADE, music="none"))
    voices = [line for line in lines if line.endswith(".wav")]
    assert voices == ["0.250 voice-1.wav", "4.250 voice-2.wav", "8.250 voice-3.wav"]


def test_the_takes_own_sound_is_mixed_if_wanted(house: FakeHouse):
    _, lines = made(house, replace(REQUEST, take_sound=True))
    assert [line for line in lines if "sound-" in line] == [
        "0.000 sound-1.wav",
        "4.000 sound-2.wav",
        "8.000 sound-3.wav",
    ]


def test_switching_the_takes_own_sound_on_and_off_fits_no_picture_again(house: FakeHouse):
    house.clips.encoders = {1: "foreign A", 2: "silent foreign B"}
    request = replace(REQUEST, captions=Captions.BURNED)
    version, quiet = made(house, request)
    pictures = {f"unify/{number}" for number in (1, 2, 3)}
    heard = replace(request, take_sound=True)
    for wanted, again in (
        (heard, {"own sound": 2, "mix": 1, "assemble": 1}),
        (replace(heard, music="none"), {"mix": 1, "assemble": 1}),
        (replace(request, music="none"), {"mix": 1, "assemble": 1}),
    ):
        house.diary.done.clear()
        version = house.store.create(wanted, "Bees", of=version.id)
        outcome = house.run(version)
        assert isinstance(outcome, Completed)
        reused = {e.step for e in house.seen(StepChanged) if e.state is StepState.REUSED}
        assert pictures <= reused
        assert dict(house.diary.done) == again
        lines = Path(outcome.result.video).read_text().splitlines()
        own = ["0.000 sound-1.wav", "8.000 sound-3.wav"] if wanted.take_sound else []
        assert [line for line in lines if "sound-" in line] == own
        assert pieces(lines) == pieces(quiet)


def test_a_takes_own_sound_does_not_wait_for_its_picture_to_fit(house: FakeHouse):
    def until_mixed(work: Work) -> None:
        while house.diary.done["mix"] == 0:
            work.token.wait(0.01)

    house.diary.hooks["conform"] = until_mixed
    made(house, replace(REQUEST, captions=Captions.BURNED, take_sound=True))


def test_the_sound_is_mixed_while_scenes_are_still_being_filmed(house: FakeHouse):
    def until_mixed(work: Work) -> None:
        while house.diary.done["mix"] == 0:
            work.token.wait(0.01)
            assert house.diary.done["clip/3"] == 0

    house.diary.hooks["clip/3"] = until_mixed
    made(house, REQUEST)


def test_a_fault_in_the_sound_stops_the_filming_early(house: FakeHouse):
    def broken(_: Work) -> None:
        raise MediaError("The music is broken.")

    def after_the_fault(work: Work) -> None:
        work.token.wait(0.5)

    house.diary.hooks["mix"] = broken
    house.diary.hooks["clip/1"] = house.diary.hooks["clip/2"] = after_the_fault
    outcome = house.run(house.submit(REQUEST))
    assert isinstance(outcome, Failed)
    assert outcome.message == "The music is broken."
    assert house.diary.done["clip/3"] == 0


def test_a_maker_without_posters_gets_one(house: FakeHouse):
    house.clips.with_poster = False
    generation, _ = made(house, REQUEST)
    takes = house.store.takes(generation.id)
    posters = [Path(take.poster).read_text() for take in takes]
    assert posters == ["still at 1.60"] * 3


CHANGED = ["music", "no captions", "burned", "dip"]
CHANGES = [
    (replace(REQUEST, music="none"), {"mix", "assemble"}),
    (replace(REQUEST, captions=Captions.OFF), {"assemble"}),
    (replace(REQUEST, captions=Captions.BURNED), {"conform", "assemble"}),
    (replace(REQUEST, transition=Transition.DIP), {"bridge", "assemble"}),
]


@pytest.mark.parametrize(
    ("wanted", "again"), CHANGES, ids=["music", "no captions", "burned", "dip"]
)
def test_a_version_repeats_only_what_its_change_touches(
    house: FakeHouse, wanted: Request, again: set[str]
):
    first, _ = made(house, REQUEST)
    house.diary.done.clear()

    version = house.store.create(wanted, "Bees", of=first.id)
    outcome = house.run(version)

    assert isinstance(outcome, Completed)
    assert set(house.diary.done) == again
    original = house.store.get(first.id).result
    assert original is not None
    assert Path(original.video).is_file()
    assert outcome.result.video != original.video


def test_a_version_with_one_other_transition_bridges_only_that(house: FakeHouse):
    first, _ = made(house, replace(REQUEST, transition=Transition.CROSSFADE))
    wanted = replace(
        REQUEST,
        transition=Transition.CROSSFADE,
        boundaries=(Boundary(2, Transition.CUT),),
    )
    house.diary.done.clear()
    assert isinstance(house.run(house.store.create(wanted, "Bees", of=first.id)), Completed)
    reused = {e.step for e in house.seen(StepChanged) if e.state is StepState.REUSED}
    assert "bridge/1" in reused
    assert house.diary.done["bridge"] == 0
    assert not any(key.startswith(("clip", "voice")) for key in house.diary.done)


def test_a_version_that_gains_crossfades_says_how_much_shorter_it_is(house: FakeHouse):
    first, _ = made(house, REQUEST)
    faded = replace(REQUEST, transition=Transition.CROSSFADE)
    version = house.store.create(faded, "Bees", of=first.id)
    outcome = house.run(version)
    assert isinstance(outcome, Completed)
    assert outcome.result.seconds == pytest.approx(12 - 20 / 24, abs=0.001)
    said = "The video is 0.8 s shorter: crossfades overlap the scenes."
    assert [note.text for note in house.seen(Noted)] == [said]
    assert house.store.get(version.id).notes == (said,)

    # Filmed for crossfades, a video is as long as with cuts; and cuts overlap nothing.
    original, _ = made(house, faded)
    plain = house.store.create(REQUEST, "Bees", of=original.id)
    assert isinstance(house.run(plain), Completed)
    assert [house.store.get(one.id).notes for one in (first, original, plain)] == [(), (), ()]


def test_a_version_films_nothing_again_even_if_the_maker_has_another_name_now(house: FakeHouse):
    first, _ = made(house, REQUEST)
    house.clips.name = "renamed"
    house.diary.done.clear()
    version = house.store.create(replace(REQUEST, music="none"), "Bees", of=first.id)
    assert isinstance(house.run(version), Completed)
    assert set(house.diary.done) == {"mix", "assemble"}
