"""Buying in a running generation: never twice, never beyond a limit, and the books agree."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.fakes.paid import ESTIMATE, POINTS, PRICE, PayingHouse
from vidgen_desktop.cli.carry import conclude
from vidgen_desktop.core.buying.costs import unknown_cost
from vidgen_desktop.core.buying.purchase import Decision, Limits, PurchaseState
from vidgen_desktop.core.cancel import CANCELLED_CODE
from vidgen_desktop.core.errors import BudgetExceeded, SpendingLimit
from vidgen_desktop.core.events import Completed, CostAdded, Failed, WasCancelled
from vidgen_desktop.core.model import Status, now
from vidgen_desktop.core.money import PriceSource, show_micros, show_spent
from vidgen_desktop.core.ports import Work

ROOT = Path(__file__).parents[2]
SCENES = 3
LOST = 2  # the scene at which a child is killed


@pytest.fixture
def house(tmp_path: Path) -> Iterator[PayingHouse]:
    with closing(PayingHouse(tmp_path)) as house:
        yield house


def agree(house: PayingHouse, generation: int) -> None:
    """The shop's books and our ledger tell the same."""
    entries = house.store.costs(generation)
    assert len(entries) == len(house.shop.orders())
    total = sum(entry.micros for entry in entries)
    assert total == house.shop.billed == house.store.total_micros()
    assert house.store.get(generation).cost_micros == total


def test_every_purchase_is_an_entry_told_at_once(house: PayingHouse) -> None:
    generation = house.submit()
    assert isinstance(house.run(generation), Completed)
    agree(house, generation.id)
    told = house.seen(CostAdded)
    assert [event.total_micros for event in told] == [PRICE * n for n in range(1, SCENES + 1)]
    assert {event.entry.step for event in told} == {f"clip/{n}" for n in range(1, SCENES + 1)}
    assert house.store.open_purchases() == []


@pytest.mark.parametrize("point", POINTS)
def test_after_a_crash_nothing_is_bought_twice(house: PayingHouse, point: str) -> None:
    generation = house.submit()
    died = subprocess.run(
        [sys.executable, "-m", "tests.fakes.paid", house.folder, str(generation.id), point, "2"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert died.returncode != 0
    assert died.stderr == ""
    assert house.store.get(generation.id).status is Status.PROCESSING
    # What `Engine.cancel` does for a generation whose process is gone.
    house.store.fail(generation.id, CANCELLED_CODE, "Cancelled by user", now())

    outcome = house.run(house.store.reset(generation.id))
    if point in {"prepared", "sent"}:  # nobody can know whether the order has arrived
        assert isinstance(outcome, Failed)
        assert outcome.code == "unknown_purchase"
        assert f"Scene {LOST}" in outcome.message
        ordered = [order["what"] for order in house.shop.orders()]
        assert ordered.count(f"Scene {LOST}") == (1 if point == "sent" else 0)
        [lost] = house.store.open_purchases()
        assert lost.state is PurchaseState.UNKNOWN
        house.store.decide(lost.id, Decision.ARRIVED)
        outcome = house.run(house.store.reset(generation.id))
    if point == "prepared":  # it never did
        assert isinstance(outcome, Failed)
        assert outcome.message == "The shop does not know it."
        [lost] = house.store.open_purchases()
        house.store.decide(lost.id, Decision.BUY_AGAIN)
        outcome = house.run(house.store.reset(generation.id))

    assert isinstance(outcome, Completed)
    ordered = sorted(order["what"] for order in house.shop.orders())
    assert ordered == [f"Scene {n}" for n in range(1, SCENES + 1)]
    agree(house, generation.id)


def test_a_limit_stops_it_and_a_higher_one_lets_it_go_on(house: PayingHouse) -> None:
    paying, house.paid.parallel = house.house, 2
    house.house = replace(paying, limits=lambda: Limits(per_video=PRICE + ESTIMATE))
    generation = house.submit()
    outcome = house.run(generation)
    assert isinstance(outcome, Failed)
    assert BudgetExceeded.limit_in(outcome.code) is SpendingLimit.VIDEO
    assert "Your limit for this video is $0.23" in outcome.message
    bought = len(house.shop.orders())
    assert 1 <= bought < SCENES
    assert len(house.store.takes(generation.id)) == bought
    agree(house, generation.id)

    house.house = replace(paying, limits=lambda: Limits(per_video=SCENES * ESTIMATE))
    assert isinstance(house.run(house.store.reset(generation.id)), Completed)
    assert len(house.shop.orders()) == SCENES
    agree(house, generation.id)


@pytest.mark.parametrize("unpriced", [False, True], ids=["priced", "at an unknown price"])
def test_a_cancel_says_what_may_still_be_billed_and_a_resume_fetches_it(
    house: PayingHouse, capsys: pytest.CaptureFixture[str], *, unpriced: bool
) -> None:
    house.paid.parallel, house.paid.unpriced = 2, unpriced

    def cancel(point: str, _: int, work: Work) -> None:
        if point == "submitted":
            house.token.cancel()
            work.token.check()

    house.hook = cancel
    generation = house.submit()
    outcome = house.run(generation)
    assert isinstance(outcome, WasCancelled)
    ordered = len(house.shop.orders())
    assert ordered >= 1
    estimate = 0 if unpriced else ordered * ESTIMATE
    assert (outcome.open_purchases, outcome.open_micros) == (ordered, estimate)
    assert outcome.open_unpriced is unpriced
    conclude(outcome, "vidgen resume 1", as_json=False)
    billed = "More may" if unpriced else f"Up to {show_micros(estimate)} more may"
    assert f"under way when this stopped. {billed} still be billed." in capsys.readouterr().err

    house.hook = lambda *_: None
    assert isinstance(house.run(house.store.reset(generation.id)), Completed)
    assert not [note for note in house.store.get(generation.id).notes if "billed" in note]
    assert len(house.shop.orders()) == SCENES
    agree(house, generation.id)


def test_what_nobody_knows_the_price_of_is_not_called_free(house: PayingHouse) -> None:
    house.paid.source = PriceSource.UNKNOWN
    generation = house.submit()
    assert isinstance(house.run(generation), Completed)
    store = house.store
    made = store.get(generation.id)
    assert (made.cost_micros, made.cost_unknown) == (0, True)
    assert store.list() == [made]
    assert show_spent(0, unknown=True) == "cost not known"
    assert {line.source for line in store.ledger()} == {PriceSource.UNKNOWN}
    assert store.unknown_costs() == SCENES
    assert unknown_cost(SCENES) == "What 3 purchases cost is not known, so more was spent."


def test_after_a_cancel_from_elsewhere_nothing_more_is_bought(house: PayingHouse) -> None:
    generation = house.submit()

    def cancel(point: str, _: int, __: Work) -> None:
        if point == "done":  # nobody in this process has noticed yet
            house.store.request_cancel(generation.id)

    house.hook = cancel
    assert isinstance(house.run(generation), WasCancelled)
    assert len(house.shop.orders()) == 1
    agree(house, generation.id)


def test_a_version_buys_nothing(house: PayingHouse) -> None:
    generation = house.submit()
    house.run(generation)
    request = replace(generation.request, music="none")
    version = house.store.create(request, "Bees", of=generation.id)
    assert isinstance(house.run(version), Completed)
    assert len(house.shop.orders()) == SCENES
    assert house.store.purchases(version.id) == []
    assert house.store.get(version.id).cost_micros == 0
