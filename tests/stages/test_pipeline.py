"""One generation through all stages: what is stored, told and kept, whatever happens."""

import errno
import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.fakes.house import PROMPT, FakeHouse
from vidgen_desktop.core.cancel import CANCELLED_MESSAGE
from vidgen_desktop.core.choices import Transition
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.events import (
    Completed,
    Ended,
    Failed,
    Noted,
    Progressed,
    StepChanged,
    StepState,
    WasCancelled,
)
from vidgen_desktop.core.model import Request, Status, Voice
from vidgen_desktop.core.ports import Work

EVERYTHING = Request(PROMPT, seconds=12, transition=Transition.CROSSFADE)
ALL_WORK = ["enhance", "plan", "voice/2", "clip/2", "music", "mix", "bridge", "assemble"]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[FakeHouse]:
    with closing(FakeHouse(tmp_path)) as house:
        yield house


def cancel(house: FakeHouse) -> None:
    """What a provider does that notices the cancel at once."""
    house.token.cancel()
    house.token.check()


def test_a_generation_completes_and_its_files_are_in_the_videos_folder(house: FakeHouse):
    generation = house.submit()
    outcome = house.run(generation)

    assert isinstance(outcome, Completed)
    stored = house.store.get(generation.id)
    assert stored.status is Status.COMPLETED
    assert stored.progress == 100
    assert stored.completed_at is not None
    assert stored.current_step is None
    assert stored.result == outcome.result
    names = sorted(path.name for path in (house.folder / "Videos").iterdir())
    assert names == ["Bees dance.jpg", "Bees dance.mp4", "Bees dance.srt", "Bees dance.vtt"]


def test_the_bar_visits_every_boundary_exactly_and_never_goes_back(house: FakeHouse):
    house.run(house.submit())
    percents = [event.percent for event in house.seen(Progressed)]
    assert percents == sorted(percents)
    assert {10, 20, 30, 70, 80, 90, 100} <= set(percents)
    assert percents.count(100) == 1
    clips = [event.text for event in house.seen(Progressed) if 30 < event.percent < 70]
    assert "Making scene 1 of 3" in clips


def test_ended_is_the_last_event_exactly_once(house: FakeHouse):
    outcome = house.run(house.submit())
    assert [event.outcome for event in house.seen(Ended)] == [outcome]
    assert isinstance(house.events[-1], Ended)


def test_the_built_in_kind_of_generation_costs_nothing(house: FakeHouse):
    generation = house.submit()
    house.run(generation)
    assert house.store.get(generation.id).cost_micros == 0
    assert house.store.total_micros() == 0


@pytest.mark.parametrize("where", ALL_WORK)
def test_a_cancel_anywhere_ends_as_cancelled_and_keeps_what_was_finished(
    house: FakeHouse, where: str
):
    house.diary.hooks[where] = lambda _: cancel(house)
    generation = house.submit(EVERYTHING)
    outcome = house.run(generation)

    assert isinstance(outcome, WasCancelled)
    stored = house.store.get(generation.id)
    assert (stored.status, stored.error) == (Status.FAILED, CANCELLED_MESSAGE)
    assert stored.is_cancelled
    assert outcome.kept_takes == len(house.store.takes(generation.id))
    assert not list(house.house.workspaces.rglob("scratch"))
    assert not (house.folder / "Videos").exists()


@pytest.mark.parametrize("where", ALL_WORK)
def test_a_resume_repeats_no_finished_step(house: FakeHouse, where: str):
    house.diary.hooks[where] = lambda _: cancel(house)
    generation = house.submit(EVERYTHING)
    house.run(generation)
    house.diary.hooks.clear()
    finished = dict(house.diary.done)

    outcome = house.run(house.store.reset(generation.id))

    assert isinstance(outcome, Completed)
    assert all(house.diary.done[what] == 1 for what in finished if what != "bridge")
    assert house.diary.done["bridge"] == 2
    reused = {e.step for e in house.seen(StepChanged) if e.state is StepState.REUSED}
    assert ("enhance" in reused) is ("enhance" in finished)


def test_a_file_that_vanished_is_made_again_and_only_that(house: FakeHouse):
    house.diary.hooks["assemble"] = lambda _: cancel(house)
    generation = house.submit()
    house.run(generation)
    house.diary.hooks.clear()
    Path(house.store.takes(generation.id)[1].path).unlink()

    assert isinstance(house.run(house.store.reset(generation.id)), Completed)
    assert house.diary.done["clip/2"] == 2
    assert house.diary.done["clip/1"] == house.diary.done["clip/3"] == 1


def test_a_generation_cancelled_while_pending_never_starts(house: FakeHouse):
    generation = house.submit()
    assert house.store.request_cancel(generation.id) is Status.FAILED
    outcome = house.run(generation)
    assert outcome == WasCancelled(0, 0)
    assert not house.diary.done
    assert house.store.get(generation.id).is_cancelled


def test_a_flag_set_by_another_process_stops_the_run(house: FakeHouse):
    generation = house.submit()

    def asked_elsewhere(work: Work) -> None:
        house.store.request_cancel(generation.id)
        work.token.wait(60)  # woken by the pulse, which reads the flag

    house.diary.hooks["clip/1"] = asked_elsewhere
    assert isinstance(house.run(generation), WasCancelled)


def test_a_fault_is_told_in_its_own_words_and_finished_scenes_are_kept(house: FakeHouse):
    def refuse(_: Work) -> None:
        raise MediaError("The clip is broken.", "Choose another.")

    house.diary.hooks["clip/3"] = refuse
    generation = house.submit()
    outcome = house.run(generation)

    assert outcome == Failed("media", "The clip is broken.", "Choose another.")
    stored = house.store.get(generation.id)
    assert stored.error == "The clip is broken. Choose another."
    assert stored.error_code == "media"
    assert {take.scene for take in house.store.takes(generation.id)} <= {1, 2}


def test_a_bug_is_logged_once_with_its_traceback_and_told_in_one_sentence(
    house: FakeHouse, caplog: pytest.LogCaptureFixture
):
    def bug(_: Work) -> None:
        raise ZeroDivisionError("secret detail")

    house.diary.hooks["plan"] = bug
    with caplog.at_level(logging.ERROR, "vidgen"):
        outcome = house.run(house.submit())
    assert isinstance(outcome, Failed)
    assert outcome.code == "bug"
    assert "secret" not in outcome.message + outcome.advice
    assert sum(record.exc_info is not None for record in caplog.records) == 1


def test_a_full_disk_is_named(house: FakeHouse):
    def full(_: Work) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    house.diary.hooks["clip/1"] = full
    outcome = house.run(house.submit())
    assert isinstance(outcome, Failed)
    assert outcome.code == "disk_full"


def test_a_folder_that_cannot_be_used_is_named(house: FakeHouse):
    workspaces = house.folder / "workspaces"
    workspaces.write_text("in the way")
    outcome = house.run(house.submit())
    assert isinstance(outcome, Failed)
    assert outcome.code == "store"
    assert str(workspaces) in outcome.message
    assert "Check the folder" in outcome.advice


def test_nobody_runs_a_generation_twice_at_once(house: FakeHouse):
    generation = house.submit()
    assert house.store.claim(generation.id)
    outcome = house.run(generation)
    assert isinstance(outcome, Failed)
    assert house.store.get(generation.id).status is Status.PROCESSING


@pytest.mark.parametrize(
    ("voices", "says"),
    [((), "No voice was found"), ((Voice("fake:sw", "Swahili", "sw"),), "speaks the language")],
)
def test_a_missing_voice_is_said_plainly_and_the_video_is_made(
    tmp_path: Path, voices: tuple[Voice, ...], says: str
):
    with closing(FakeHouse(tmp_path, voices)) as house:
        generation = house.submit()
        assert isinstance(house.run(generation), Completed)
        (note,) = house.seen(Noted)
        assert says in note.text
        assert house.store.get(generation.id).notes == (note.text,)


def test_characters_without_a_font_are_named(house: FakeHouse):
    generation = house.submit(Request("Runes ᚠᚢ here.", seconds=6))
    house.run(generation)
    (note,) = house.store.get(generation.id).notes
    assert "ᚠ ᚢ" in note


def test_no_voice_wanted_needs_no_note(house: FakeHouse):
    generation = house.submit(Request("Bees dance.", seconds=6, voice="none"))
    assert isinstance(house.run(generation), Completed)
    assert house.store.get(generation.id).notes == ()
    assert house.diary.done["voice/1"] == 0


def test_without_voice_and_music_there_is_no_mix(house: FakeHouse):
    house.run(house.submit(Request("Bees dance.", seconds=6, voice="none", music="none")))
    assert house.diary.done["mix"] == house.diary.done["music"] == 0


@pytest.mark.parametrize("title", ["Bees", "../../etc/passwd", "CON", "🐝 蜜蜂 نحلة", "a" * 500])
def test_two_videos_of_one_name_both_survive(house: FakeHouse, title: str):
    request = Request(f"{title}. More.", seconds=8)
    videos: set[str] = set()
    for _ in range(2):
        outcome = house.run(house.submit(request))
        assert isinstance(outcome, Completed)
        videos.add(outcome.result.video)
    assert len(videos) == 2
    assert {Path(video).parent for video in videos} == {house.folder / "Videos"}


def test_a_wanted_name_is_used(house: FakeHouse):
    wanted = house.folder / "elsewhere" / "my video.mp4"
    outcome = house.run(house.submit(Request("Bees.", seconds=6, output=str(wanted))))
    assert isinstance(outcome, Completed)
    assert outcome.result.video == str(wanted)


DIES_WHILE_TIDYING = """
import os, sys
from pathlib import Path
from tests.fakes.house import FakeHouse

house = FakeHouse(Path(sys.argv[1]))
generation = house.submit()

def die(event, arguments):
    if event == "os.remove" and str(arguments[0]).endswith("run-1/video.mp4"):
        os._exit(9)

sys.addaudithook(die)
house.run(generation)
"""


def test_what_a_dead_one_left_of_a_finished_video_is_removed_by_the_next_run(tmp_path: Path):
    died = subprocess.run([sys.executable, "-c", DIES_WHILE_TIDYING, tmp_path], check=False)
    assert died.returncode == 9
    with closing(FakeHouse(tmp_path)) as house:
        [left] = house.store.untidied()
        assert left.status is Status.COMPLETED
        joined = tmp_path / "workspaces" / "1" / "run-1" / "video.mp4"
        assert joined.is_file()
        second = house.submit(Request("Wasps sting.", seconds=6))
        assert isinstance(house.run(second), Completed)
        assert not joined.exists()
        assert list(house.store.untidied()) == []
        assert left.result is not None
        assert Path(left.result.video).is_file()
        assert all(Path(take.path).is_file() for take in house.store.takes(left.id))


def test_a_finished_video_has_one_name(house: FakeHouse):
    generation = house.submit()
    outcome = house.run(generation)
    assert isinstance(outcome, Completed)
    for path in (outcome.result.video, *outcome.result.captions):
        assert Path(path).stat().st_nlink == 1
