"""Storyboards, takes, and steps that are not done twice."""

from pathlib import Path

import pytest

from vidgen_desktop.core.errors import StoreError
from vidgen_desktop.core.model import (
    Cue,
    Generation,
    Request,
    Scene,
    Script,
    Speech,
    Storyboard,
    Take,
)
from vidgen_desktop.store.repository import SqliteStore

STORYBOARD = Storyboard(
    "Whales",
    "en",
    (
        Scene(1, "They sing.", "a whale", 4.5, "Song", None),
        Scene(2, "They dive.", "the deep", 5.5, "", "/mine/deep.png"),
    ),
    ("The script needs 10 s.",),
)


@pytest.fixture
def made(store: SqliteStore) -> Generation:
    return store.create(Request("whales"), "Whales")


def test_there_is_no_storyboard_until_it_is_planned(store: SqliteStore, made: Generation) -> None:
    assert store.storyboard(made.id) is None


def test_a_storyboard_comes_back_as_it_was(store: SqliteStore, made: Generation) -> None:
    store.save_storyboard(made.id, STORYBOARD)
    assert store.storyboard(made.id) == STORYBOARD


def test_saving_replaces_the_scenes(store: SqliteStore, made: Generation) -> None:
    store.save_storyboard(made.id, STORYBOARD)
    shorter = Storyboard("Whale", "en", (Scene(1, "One.", "one", 3.0),))
    store.save_storyboard(made.id, shorter)
    assert store.storyboard(made.id) == shorter


def test_an_empty_storyboard_is_not_the_same_as_none(store: SqliteStore, made: Generation) -> None:
    store.save_storyboard(made.id, Storyboard("Nothing", "en", ()))
    assert store.storyboard(made.id) == Storyboard("Nothing", "en", ())


def take(scene: int, name: str) -> Take:
    return Take(scene, f"/w/{name}.mp4", f"/w/{name}.png", 4.5, "built-in")


def test_the_newest_take_of_a_scene_is_selected(store: SqliteStore, made: Generation) -> None:
    store.save_take(made.id, take(2, "b"))
    store.save_take(made.id, take(1, "a"))
    store.save_take(made.id, take(1, "a2"))
    assert store.takes(made.id) == [take(1, "a2"), take(2, "b")]


def test_saving_a_take_again_does_not_double_it(store: SqliteStore, made: Generation) -> None:
    store.save_take(made.id, take(1, "a"))
    store.save_take(made.id, take(1, "b"))
    store.save_take(made.id, take(1, "a"))
    assert store.takes(made.id) == [take(1, "a")]
    with store._connections.reading() as session:
        rows = session.connection().exec_driver_sql("SELECT count(*) FROM takes").scalar()
    assert rows == 2


def test_takes_of_scenes_that_are_gone_are_not_used(store: SqliteStore, made: Generation) -> None:
    store.save_take(made.id, take(1, "a"))
    store.save_take(made.id, take(3, "c"))
    store.save_storyboard(made.id, STORYBOARD)
    assert store.takes(made.id) == [take(1, "a")]


SPEECH = Speech(1, "/w/1.wav", 2.5, (Cue(0.0, 1.0, "They"), Cue(1.0, 2.5, "sing.")), "e", "en")
SCRIPT = Script("Whales", "en", (("They sing.", "They dive."), ("They rest.",)))


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (SPEECH, Speech),
        (SCRIPT, Script),
        (STORYBOARD, Storyboard),
        (take(1, "a"), Take),
        ((take(1, "a"), take(2, "b")), tuple[Take, ...]),
        ("text", str),
        (Path("/w/été.mp4"), Path),
    ],
)
def test_a_recorded_result_comes_back_as_it_was(
    store: SqliteStore, made: Generation, value: object, kind: type
) -> None:
    store.record(made.id, "clip/1", "print", value, files=[], seconds=2.0)
    assert store.recorded(made.id, "clip/1", "print", kind) == value


def test_a_result_of_other_inputs_is_not_believed(store: SqliteStore, made: Generation) -> None:
    store.record(made.id, "clip/1", "print", "value", files=[], seconds=2.0)
    assert store.recorded(made.id, "clip/1", "other print", str) is None
    assert store.recorded(made.id, "clip/2", "print", str) is None


def test_a_result_of_an_older_form_is_not_believed(store: SqliteStore, made: Generation) -> None:
    store.record(made.id, "clip/1", "print", {"scene": "one"}, files=[], seconds=2.0)
    assert store.recorded(made.id, "clip/1", "print", Take) is None


def test_recording_again_replaces(store: SqliteStore, made: Generation) -> None:
    store.record(made.id, "clip/1", "old", "old", files=[], seconds=2.0)
    store.record(made.id, "clip/1", "new", "new", files=[], seconds=2.0)
    assert store.recorded(made.id, "clip/1", "old", str) is None
    assert store.recorded(made.id, "clip/1", "new", str) == "new"


def test_a_result_is_believed_while_its_files_are_whole(
    store: SqliteStore, made: Generation, tmp_path: Path
) -> None:
    clip, poster = tmp_path / "1.mp4", tmp_path / "1.png"
    clip.write_bytes(b"clip")
    poster.write_bytes(b"poster")
    store.record(made.id, "clip/1", "f", "value", files=[clip, poster], seconds=2.0)
    assert store.recorded(made.id, "clip/1", "f", str) == "value"
    clip.write_bytes(b"cli")
    assert store.recorded(made.id, "clip/1", "f", str) is None
    clip.write_bytes(b"clip")
    assert store.recorded(made.id, "clip/1", "f", str) == "value"
    poster.unlink()
    assert store.recorded(made.id, "clip/1", "f", str) is None
    poster.mkdir()
    assert store.recorded(made.id, "clip/1", "f", str) is None


def test_a_step_whose_file_was_never_written_is_not_recorded(
    store: SqliteStore, made: Generation, tmp_path: Path
) -> None:
    with pytest.raises(StoreError):
        store.record(made.id, "clip/1", "f", "v", files=[tmp_path / "none.mp4"], seconds=2.0)
    assert store.recorded(made.id, "clip/1", "f", str) is None


def test_deleting_a_generation_leaves_nothing_of_it(store: SqliteStore, made: Generation) -> None:
    store.save_storyboard(made.id, STORYBOARD)
    store.save_take(made.id, take(1, "a"))
    store.record(made.id, "plan", "f", "v", files=[], seconds=1.0)
    store.request_cancel(made.id)
    store.delete(made.id)
    with store._connections.reading() as session:
        left = {
            table: session.connection().exec_driver_sql(f"SELECT count(*) FROM {table}").scalar()
            for table in ("generations", "scenes", "takes", "steps")
        }
    assert set(left.values()) == {0}
