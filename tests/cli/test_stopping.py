"""`vidgen cancel` and `vidgen delete`."""

import threading
from collections.abc import Generator

import pytest

from tests.cli.conftest import CommandLine
from vidgen_desktop.core.buying.purchase import Limits, PurchaseState, Wanted
from vidgen_desktop.core.model import Request, Status, Take, now
from vidgen_desktop.core.money import PriceSource
from vidgen_desktop.store.repository import SqliteStore


def make(vidgen: CommandLine) -> int:
    with vidgen.store() as store:
        return store.create(Request("Bees."), "Bees").id


@pytest.fixture
def window(vidgen: CommandLine) -> Generator[SqliteStore]:
    """The database as another process has it open, which makes a video."""
    with vidgen.store() as store:
        made = store.create(Request("Bees."), "Bees").id
        run = store.claim(made)
        assert run is not None
        yield run


def test_a_pending_one_is_cancelled_at_once(vidgen: CommandLine) -> None:
    made = make(vidgen)
    said = vidgen("cancel", str(made))
    assert said.code == 0
    assert "was cancelled." in said.err
    assert vidgen.known()[0].is_cancelled


def test_one_that_runs_elsewhere_is_asked_and_its_answer_awaited(
    vidgen: CommandLine, window: SqliteStore
) -> None:
    def answer() -> None:
        while not window.cancellation_requested(1):
            threading.Event().wait(0.01)
        window.fail(1, "cancelled", "Cancelled by user", now())

    thread = threading.Thread(target=answer)
    thread.start()
    said = vidgen("cancel", "1", "--json")
    thread.join()
    assert said.code == 0
    (record,) = said.records
    assert record["is_cancelled"] is True


def test_a_cancel_says_what_it_has_cost_and_what_it_may(vidgen: CommandLine) -> None:
    made = make(vidgen)
    with vidgen.store() as store:
        paid, open_one = (
            store.prepare(made, Wanted(f"clip/{n}", "shop", "film", "x", 500_000, f"{n}"), Limits())
            for n in (1, 2)
        )
        store.settle(paid.id, PurchaseState.DONE, 400_000, PriceSource.REPORTED)
        store.save_take(made, Take(1, "/1.mp4", "/1.png", 5.0, "shop/film"))
        store.submitted(open_one.id, "job-2")
    said = vidgen("cancel", str(made))
    assert "Spent: $0.40. 1 finished scene was kept." in said.err
    assert "Up to $0.50 more may still be billed." in said.err


@pytest.mark.parametrize(
    ("micros", "said"), [(0, "What was spent is not known."), (400_000, "Spent: at least $0.40.")]
)
def test_a_cancel_does_not_say_that_nothing_was_spent_where_nobody_knows(
    vidgen: CommandLine, micros: int, said: str
) -> None:
    made = make(vidgen)
    with vidgen.store() as store:
        wanted = Wanted("clip/1", "shop", "film", "x", 0, "1", unpriced=True)
        bought = store.prepare(made, wanted, Limits())
        store.settle(bought.id, PurchaseState.DONE, micros, PriceSource.UNKNOWN)
    assert said in vidgen("cancel", str(made)).err


@pytest.mark.usefixtures("short_answer")
def test_one_that_does_not_answer_is_told(vidgen: CommandLine, window: SqliteStore) -> None:
    said = vidgen("cancel", "1")
    assert said.code == 1
    assert "has not answered yet" in said.err
    assert window.get(1).cancellation_requested


def test_one_whose_process_is_gone_is_cancelled_at_once(vidgen: CommandLine) -> None:
    with vidgen.store() as gone:
        made = gone.create(Request("Bees."), "Bees").id
        gone.claim(made)
    said = vidgen("cancel", str(made))
    assert said.code == 0
    assert vidgen.known()[0].is_cancelled


def test_cancelling_twice_is_no_error(vidgen: CommandLine) -> None:
    made = make(vidgen)
    vidgen("cancel", str(made))
    said = vidgen("cancel", str(made))
    assert said.code == 0
    assert "already" in said.err


def test_what_is_finished_cannot_be_cancelled(vidgen: CommandLine) -> None:
    vidgen("generate", "Bees dance. They show the way.")
    said = vidgen("cancel", "1")
    assert said.code == 1
    assert "completed; there is nothing to cancel" in said.err
    assert vidgen.known()[0].status is Status.COMPLETED


def test_an_unknown_one_is_not_found(vidgen: CommandLine) -> None:
    assert vidgen("cancel", "7").code == 3
    assert vidgen("delete", "7", "--yes").code == 3


def test_delete_removes_what_is_not_active(vidgen: CommandLine) -> None:
    made = make(vidgen)
    assert vidgen("delete", str(made), "--yes").code == 2
    vidgen("cancel", str(made))
    assert vidgen("delete", str(made), "--yes").code == 0
    assert vidgen.known() == []


def test_delete_does_not_go_on_where_nobody_can_be_asked(vidgen: CommandLine) -> None:
    made = make(vidgen)
    vidgen("cancel", str(made))
    said = vidgen("delete", str(made))
    assert said.code == 2
    assert "--yes" in said.err
    assert len(vidgen.known()) == 1
