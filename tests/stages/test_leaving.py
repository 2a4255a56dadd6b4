"""Stopping without a cancel, losing a generation to another process, and going on."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.fakes.house import PROMPT, FakeHouse
from vidgen_desktop.core import pipeline
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.errors import LeaseLost, StoreError
from vidgen_desktop.core.events import Completed, Failed, WasCancelled, WasStopped
from vidgen_desktop.core.model import Generation, Request, Status
from vidgen_desktop.core.ports import Work
from vidgen_desktop.store.repository import SqliteStore, open_store


@pytest.fixture
def house(tmp_path: Path) -> Iterator[FakeHouse]:
    with closing(FakeHouse(tmp_path)) as house:
        yield house


@pytest.fixture
def other(house: FakeHouse) -> Iterator[SqliteStore]:
    """The database as another process has it."""
    with open_store(house.folder / "vidgen.db", "default") as opened:
        yield opened


def stop(house: FakeHouse) -> Callable[[Work], None]:
    def hook(work: Work) -> None:
        house.token.stop()
        work.token.check()

    return hook


def take_from(other: SqliteStore, generation: int) -> None:
    """As from an owner who is silent, which this one is not: threads beside it show life."""
    while not other.seize(generation, other.get(generation).beats):
        pass


def videos(house: FakeHouse) -> list[str]:
    return sorted(path.name for path in (house.folder / "Videos").iterdir())


def interrupted(house: FakeHouse, step: str) -> Generation:
    """A generation that was stopped when a step began."""
    made = house.submit()
    house.diary.hooks[step] = stop(house)
    assert isinstance(house.run(made), WasStopped)
    house.diary.hooks.clear()
    return made


def test_a_stop_leaves_it_as_it_stands_and_nothing_is_done_again(house: FakeHouse) -> None:
    made = house.submit()
    house.diary.hooks["assemble"] = stop(house)
    assert house.run(made) == WasStopped(kept_takes=3)
    known = house.store.get(made.id)
    assert (known.status, known.owner, known.error) == (Status.PROCESSING, None, None)
    assert [left.id for left in house.store.left()] == [made.id]
    assert not list(house.house.workspaces.rglob("scratch"))

    house.diary.hooks.clear()
    house.diary.done.clear()
    assert isinstance(house.run(house.store.reset(made.id)), Completed)
    assert set(house.diary.done) == {"assemble"}
    assert house.store.left() == []


def test_a_stop_before_it_began_leaves_it_waiting(house: FakeHouse) -> None:
    made, token = house.submit(), CancelToken()
    token.stop()
    assert pipeline.run(house.house, made.id, token, house.events.append) == WasStopped(0)
    assert house.store.get(made.id).status is Status.PENDING


def test_a_cancel_that_was_asked_for_wins_over_a_stop(house: FakeHouse, other: SqliteStore) -> None:
    made = house.submit()

    def both(work: Work) -> None:
        other.request_cancel(made.id)
        stop(house)(work)

    house.diary.hooks["clip/2"] = both
    assert isinstance(house.run(made), WasCancelled)
    assert house.store.get(made.id).is_cancelled


def test_who_was_overtaken_ends_and_changes_nothing(house: FakeHouse, other: SqliteStore) -> None:
    made = house.submit()

    def overtaken(work: Work) -> None:
        take_from(other, made.id)
        other.reset(made.id)
        work.token.wait(30)  # the pulse finds it

    house.diary.hooks["clip/2"] = overtaken
    outcome = house.run(made)
    assert isinstance(outcome, Failed)
    assert outcome.code == LeaseLost.code
    known = other.get(made.id)
    assert (known.status, known.error) == (Status.PENDING, None)
    assert not (house.folder / "Videos").exists()


def test_the_video_gets_no_name_once_it_is_anothers(house: FakeHouse, other: SqliteStore) -> None:
    """Between the last look of the pulse and the final move."""
    made = house.submit()

    def seize(_work: Work) -> None:
        take_from(other, made.id)

    house.diary.hooks["assemble"] = seize
    outcome = house.run(made)
    assert isinstance(outcome, Failed)
    assert outcome.code == LeaseLost.code
    assert not list((house.folder / "Videos").glob("*"))


def test_a_file_whose_content_has_changed_is_made_again(house: FakeHouse) -> None:
    made = interrupted(house, "assemble")
    take = Path(house.store.takes(made.id)[1].path)
    whole = take.read_bytes()
    take.write_bytes(whole[::-1])  # as long as before
    house.diary.done.clear()
    assert isinstance(house.run(house.store.reset(made.id)), Completed)
    assert "clip/2" in house.diary.done
    assert not {"clip/1", "clip/3"} & set(house.diary.done)


def test_a_record_of_before_there_were_digests_is_believed_by_its_sizes(house: FakeHouse) -> None:
    made = interrupted(house, "assemble")
    with closing(sqlite3.connect(house.folder / "vidgen.db")) as database, database:
        database.execute(
            "UPDATE steps SET files_json = (SELECT json_group_array(json_array("
            "json_extract(value, '$[0]'), json_extract(value, '$[1]'))) FROM json_each(files_json))"
        )
    house.diary.done.clear()
    assert isinstance(house.run(house.store.reset(made.id)), Completed)
    assert set(house.diary.done) == {"assemble"}


@pytest.mark.parametrize("are_links", [True, False])
def test_what_had_its_name_before_a_crash_gets_no_second_one(
    house: FakeHouse, are_links: bool
) -> None:
    made = house.submit()
    assert isinstance(house.run(made), Completed)
    before = videos(house)
    with closing(sqlite3.connect(house.folder / "vidgen.db")) as database, database:
        # Killed between the move and its record: the whole video is in its workspace, too.
        database.execute("DELETE FROM steps WHERE key = 'publish'")
        database.execute("UPDATE generations SET status = 'processing', owner = NULL")
        (value,) = database.execute(
            "SELECT value_json FROM steps WHERE key = 'assemble'"
        ).fetchone()
    for file in house.store.files(made.id):
        twin = house.folder / "Videos" / f"Bees dance{file.suffix}"
        if file.is_absolute() and str(file) in value and not file.exists():
            file.hardlink_to(twin) if are_links else shutil.copyfile(twin, file)
    house.diary.done.clear()
    assert isinstance(house.run(house.store.reset(made.id)), Completed)
    assert not house.diary.done
    assert videos(house) == before


def test_a_run_that_cannot_say_how_it_ended_can_be_gone_on_with(
    house: FakeHouse, other: SqliteStore
) -> None:
    path = house.folder / "vidgen.db"
    with (
        open_store(path, "default", patience=1.5) as impatient,
        closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as busy,
    ):
        made = impatient.create(Request(PROMPT, seconds=12), "Bees")
        house.house = replace(house.house, store=impatient)
        house.diary.hooks["clip/2"] = lambda _: busy.execute("BEGIN IMMEDIATE") and None
        outcome = house.run(made)
        busy.rollback()
        assert isinstance(outcome, Failed)
        assert outcome.code == StoreError.code
        assert impatient.get(made.id).status is Status.PROCESSING
        assert [left.id for left in impatient.left()] == [made.id]
        assert other.left() == []  # to others, its owner is there
        house.diary.hooks.clear()
        assert isinstance(house.run(impatient.reset(made.id)), Completed)
