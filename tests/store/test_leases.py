"""Only the run that holds a generation writes about it; money is written by whoever knows."""

from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from vidgen_desktop.core.buying.purchase import Limits, PurchaseState, Wanted
from vidgen_desktop.core.errors import InvalidRequest, LeaseLost
from vidgen_desktop.core.model import Generation, Request, Result, Status, Storyboard, Take, now
from vidgen_desktop.core.money import PriceSource
from vidgen_desktop.store.repository import SqliteStore, open_store

WANTED = Wanted("clip/1", "cloud", "film-1", "A clip", 500, "digest")


@pytest.fixture
def made(store: SqliteStore) -> Generation:
    return store.create(Request("Bees"), "Bees")


@pytest.fixture
def other(store: SqliteStore, path: Path) -> Generator[SqliteStore]:  # noqa: ARG001 - it is first
    """Another process."""
    with open_store(path, "default") as opened:
        yield opened


@pytest.fixture
def run(store: SqliteStore, made: Generation) -> SqliteStore:
    claimed = store.claim(made.id)
    assert claimed is not None
    return claimed


def overtake(other: SqliteStore, generation: int) -> SqliteStore:
    """Take it from an owner who is there and silent."""
    assert other.seize(generation, other.get(generation).beats)
    other.reset(generation)
    claimed = other.claim(generation)
    assert claimed is not None
    return claimed


def writes(run: SqliteStore, generation: int, file: Path) -> dict[str, Callable[[], object]]:
    board, take = Storyboard("Bees", "en", ()), Take(1, str(file), str(file), 1.0, "p")
    result = Result(str(file), str(file), 1.0)
    return {
        "progress": lambda: run.save_progress(generation, 50.0, "x", now()),
        "touch": lambda: run.touch(generation, now()),
        "title": lambda: run.set_title(generation, "Wasps"),
        "note": lambda: run.add_note(generation, "A note."),
        "storyboard": lambda: run.save_storyboard(generation, board),
        "take": lambda: run.save_take(generation, take),
        "record": lambda: run.record(generation, "k", "f", "v", files=[file], seconds=0.0),
        "buy": lambda: run.prepare(generation, WANTED, Limits()),
        "release": lambda: run.release(generation),
        "complete": lambda: run.complete(generation, result),
        "fail": lambda: run.fail(generation, "x", "x", now()),
        "hold": lambda: run.held(generation).__enter__(),
    }


def test_every_write_of_a_run_is_a_sign_of_life(
    run: SqliteStore, made: Generation, tmp_path: Path
) -> None:
    (tmp_path / "take.mp4").touch()
    for name, write in writes(run, made.id, tmp_path / "take.mp4").items():
        if name in {"release", "hold"}:
            continue
        before = run.get(made.id).beats
        write()
        assert run.get(made.id).beats > before, name


def test_a_run_that_was_overtaken_writes_nothing(
    run: SqliteStore, other: SqliteStore, made: Generation, tmp_path: Path
) -> None:
    (tmp_path / "take.mp4").touch()
    winner = overtake(other, made.id)
    before = other.get(made.id)
    for write in writes(run, made.id, tmp_path / "take.mp4").values():
        with pytest.raises(LeaseLost):
            write()
    assert other.get(made.id) == before
    assert winner.purchases(made.id) == winner.takes(made.id) == []
    assert winner.save_progress(made.id, 1.0, "x", now())


def test_the_next_run_of_the_same_process_is_another_one(
    store: SqliteStore, run: SqliteStore, made: Generation
) -> None:
    run.fail(made.id, "x", "x", now())
    store.reset(made.id)
    assert store.claim(made.id) is not None
    with pytest.raises(LeaseLost):
        run.touch(made.id, now())


def test_what_became_of_a_purchase_is_written_whoever_makes_the_video_now(
    run: SqliteStore, other: SqliteStore, made: Generation
) -> None:
    bought = run.prepare(made.id, WANTED, Limits())
    overtake(other, made.id)
    assert run.submitted(bought.id, "job-1").state is PurchaseState.SUBMITTED
    assert run.settle(bought.id, PurchaseState.DONE, 500, PriceSource.REPORTED) == 500
    assert other.get(made.id).cost_micros == 500
    assert other.prepare(made.id, WANTED, Limits()).job == "job-1"  # and nothing is bought twice


def test_what_is_released_is_left_as_it_stands(
    run: SqliteStore, other: SqliteStore, made: Generation
) -> None:
    run.save_progress(made.id, 44.0, "Making scene 2 of 5", now())
    assert other.left() == []
    run.release(made.id)
    (left,) = other.left()
    assert (left.id, left.status, left.progress) == (made.id, Status.PROCESSING, 44.0)
    assert other.is_left(made.id)
    assert other.reset(made.id).status is Status.PENDING
    assert run.left() == other.left() == []


def test_of_two_who_want_to_go_on_one_may(
    run: SqliteStore, store: SqliteStore, other: SqliteStore, made: Generation
) -> None:
    run.release(made.id)
    other.reset(made.id)
    with pytest.raises(InvalidRequest, match="another Vidgen"):
        store.reset(made.id)


def test_an_owner_who_shows_life_is_not_replaced(
    run: SqliteStore, other: SqliteStore, made: Generation
) -> None:
    seen = other.get(made.id).beats
    run.touch(made.id, now())
    assert not other.seize(made.id, seen)
    run.touch(made.id, now())


def test_a_cancel_of_what_is_left_ends_it(
    run: SqliteStore, other: SqliteStore, made: Generation
) -> None:
    assert other.request_cancel(made.id) is Status.PROCESSING
    run.release(made.id)
    assert other.request_cancel(made.id) is Status.FAILED
    assert other.get(made.id).is_cancelled


def test_while_it_is_held_nobody_takes_it(
    run: SqliteStore, other: SqliteStore, made: Generation
) -> None:
    beats = other.get(made.id).beats
    with run.held(made.id):
        assert other.get(made.id).beats == beats  # readers go on
    assert not other.seize(made.id, beats)
