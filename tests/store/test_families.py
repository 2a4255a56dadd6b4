"""Versions of a finished video begin with all that is recorded of it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from vidgen_desktop.core.choices import Captions
from vidgen_desktop.core.errors import Forbidden, InvalidRequest, NotFound
from vidgen_desktop.core.model import Generation, Request, Result, Scene, Status, Storyboard, Take
from vidgen_desktop.core.money import CostEntry, PriceSource
from vidgen_desktop.store.repository import SqliteStore, open_store

BOARD = Storyboard("Bees", "en", (Scene(1, "They hum.", "a bee", 4.5), Scene(2, "", "a hive", 5.5)))
REVISED = Request("bees", captions=Captions.BURNED)


def take(scene: int, name: str) -> Take:
    return Take(scene, f"/w/{name}.mp4", f"/w/{name}.png", 4.5, "built-in")


def finish(store: SqliteStore, generation: Generation) -> Generation:
    store.claim(generation.id)
    store.complete(generation.id, Result(f"/v/{generation.id}.mp4", "/v/p.jpg", 10.0))
    return store.get(generation.id)


@pytest.fixture
def finished(store: SqliteStore, tmp_path: Path) -> Generation:
    made = store.create(Request("bees"), "Bees")
    store.save_storyboard(made.id, BOARD)
    for each in (take(1, "a"), take(1, "a2"), take(2, "b")):
        store.save_take(made.id, each)
    voice = tmp_path / "voice.wav"
    voice.write_bytes(b"hum")
    store.record(made.id, "voice/1", "f", voice, files=[voice], seconds=2.0)
    store.record(made.id, "plan", "g", BOARD, files=[], seconds=1.0)
    store.charge(made.id, CostEntry("clip/1", "cloud", "a clip", 500, PriceSource.REPORTED))
    store.add_note(made.id, "The script needs 10 s.")
    return finish(store, made)


def test_a_version_begins_with_scenes_takes_and_steps(
    store: SqliteStore, finished: Generation, tmp_path: Path
) -> None:
    version = store.create(REVISED, "Bees", of=finished.id)
    assert (version.status, version.progress, version.result) == (Status.PENDING, 0.0, None)
    assert (version.request, version.revises) == (REVISED, finished.id)
    assert version == store.get(version.id)
    assert store.storyboard(version.id) == BOARD
    assert store.takes(version.id) == [take(1, "a2"), take(2, "b")]
    assert store.recorded(version.id, "voice/1", "f", Path) == tmp_path / "voice.wav"
    assert store.last(version.id, "plan", Storyboard) == BOARD
    (tmp_path / "voice.wav").write_bytes(b"another")
    assert store.recorded(version.id, "voice/1", "f", Path) is None


def test_a_version_has_cost_nothing_yet(store: SqliteStore, finished: Generation) -> None:
    version = store.create(REVISED, "Bees", of=finished.id)
    assert (version.cost_micros, store.costs(version.id), version.notes) == (0, [], ())
    assert store.total_micros() == 500


def test_what_a_version_records_is_its_own(store: SqliteStore, finished: Generation) -> None:
    version = store.create(REVISED, "Bees", of=finished.id)
    store.record(version.id, "plan", "h", "another", files=[], seconds=1.0)
    store.save_take(version.id, take(1, "c"))
    store.save_storyboard(version.id, Storyboard("Other", "en", ()))
    assert store.recorded(finished.id, "plan", "g", Storyboard) == BOARD
    assert store.takes(finished.id) == [take(1, "a2"), take(2, "b")]
    assert store.storyboard(finished.id) == BOARD


def test_all_versions_are_of_one_family(store: SqliteStore, finished: Generation) -> None:
    second = finish(store, store.create(REVISED, "Bees", of=finished.id))
    third = store.create(REVISED, "Bees", of=second.id)
    other = store.create(Request("wasps"), "Wasps")
    assert [one.family for one in (finished, second, third)] == [finished.id] * 3
    assert [store.versions(one.id) for one in (finished, second, third, other)] == [3, 3, 3, 1]
    assert [one.version for one in store.list()] == [1, 3, 2, 1]


def test_the_family_outlives_its_first(store: SqliteStore, finished: Generation) -> None:
    second = finish(store, store.create(REVISED, "Bees", of=finished.id))
    assert store.delete(finished.id) == 1
    assert store.takes(second.id) == [take(1, "a2"), take(2, "b")]
    third = store.create(REVISED, "Bees", of=second.id)
    assert (third.revises, store.versions(third.id), third.version) == (finished.id, 2, 3)
    assert store.delete(second.id) == 1
    store.request_cancel(third.id)
    assert store.delete(third.id) == 0


@pytest.mark.parametrize("status", [Status.PENDING, Status.PROCESSING, Status.FAILED])
def test_only_a_finished_video_has_versions(store: SqliteStore, status: Status) -> None:
    made = store.create(Request("bees"), "Bees")
    if status is Status.PROCESSING:
        store.claim(made.id)
    if status is Status.FAILED:
        store.request_cancel(made.id)
    with pytest.raises(InvalidRequest, match=f"is {status}"):
        store.create(REVISED, "Bees", of=made.id)
    assert store.count() == 1


def test_versions_are_of_ones_own_videos(
    store: SqliteStore, finished: Generation, path: Path
) -> None:
    with open_store(path, "someone else") as other:
        for call in (lambda: other.create(REVISED, "", finished.id), lambda: other.versions(1)):
            with pytest.raises(Forbidden):
                call()
    for call in (lambda: store.create(REVISED, "", 999), lambda: store.versions(999)):
        with pytest.raises(NotFound):
            call()
    assert store.count() == 1


def test_a_version_is_made_whole_or_not_at_all(
    store: SqliteStore, finished: Generation, path: Path
) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "CREATE TRIGGER broken BEFORE INSERT ON steps BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    with pytest.raises(Exception, match="no"):
        store.create(REVISED, "Bees", of=finished.id)
    assert (store.count(), store.versions(finished.id)) == (1, 1)
