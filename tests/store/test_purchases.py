"""Buying: nothing twice, nothing beyond a limit, everything in the ledger once."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from vidgen_desktop.core.buying.purchase import Decision, Limits, PurchaseState, Wanted
from vidgen_desktop.core.cancel import Cancelled
from vidgen_desktop.core.errors import (
    BudgetExceeded,
    Forbidden,
    InvalidRequest,
    NotFound,
    UnknownPurchase,
)
from vidgen_desktop.core.model import Request, Result, now
from vidgen_desktop.core.money import CostEntry, PriceSource
from vidgen_desktop.store.repository import SqliteStore, open_store

FREELY = Limits()
DONE, FAILED = PurchaseState.DONE, PurchaseState.FAILED
REPORTED, COMPUTED = PriceSource.REPORTED, PriceSource.COMPUTED


def clip(scene: int = 1, micros: int = 500_000, fingerprint: str = "f") -> Wanted:
    return Wanted(f"clip/{scene}", "cloud", "film-1", f"Scene {scene}, 5 s", micros, fingerprint)


def begun(store: SqliteStore, prompt: str = "x") -> int:
    """A generation that is being made."""
    made = store.create(Request(prompt), prompt)
    assert store.claim(made.id)
    return made.id


def stopped(store: SqliteStore, generation: int) -> None:
    store.fail(generation, "provider", "Broken.", now())


def again(store: SqliteStore, generation: int) -> None:
    store.reset(generation)
    assert store.claim(generation)


def test_a_purchase_goes_from_prepared_to_the_ledger(store: SqliteStore) -> None:
    made = begun(store)
    bought = store.prepare(made, clip(), FREELY)
    assert (bought.state, bought.job, bought.cost_micros) == (PurchaseState.PREPARED, None, None)
    assert bought.wanted == clip()
    assert store.submitted(bought.id, "job-1").job == "job-1"

    assert store.settle(bought.id, DONE, 480_000, REPORTED) == 480_000

    [ended] = store.purchases(made)
    assert (ended.state, ended.cost_micros, ended.source) == (DONE, 480_000, REPORTED)
    assert ended.key == bought.key
    assert store.costs(made) == [CostEntry("clip/1", "cloud", "Scene 1, 5 s", 480_000, REPORTED)]
    assert store.get(made).cost_micros == store.total_micros() == 480_000


def test_a_purchase_is_charged_once_however_often_it_is_said(store: SqliteStore) -> None:
    made = begun(store)
    bought = store.prepare(made, clip(), FREELY)
    assert store.settle(bought.id, DONE, 5, REPORTED) == 5
    assert store.settle(bought.id, DONE, 5, REPORTED) is None
    assert store.settle(bought.id, FAILED, 7, REPORTED) is None
    assert store.submitted(bought.id, "late").state is DONE
    assert store.unknown(bought.id).state is DONE
    assert store.total_micros() == 5


def test_what_failed_is_in_the_ledger_only_if_it_was_billed(store: SqliteStore) -> None:
    made = begun(store)
    free = store.prepare(made, clip(1), FREELY)
    billed = store.prepare(made, clip(2), FREELY)
    assert store.settle(free.id, FAILED, 0, None) is None
    assert store.settle(billed.id, FAILED, 9, REPORTED) == 9
    assert [entry.micros for entry in store.costs(made)] == [9]


def test_what_was_delivered_for_nothing_is_in_the_ledger(store: SqliteStore) -> None:
    made = begun(store)
    bought = store.prepare(made, clip(micros=0), FREELY)
    assert store.settle(bought.id, DONE, 0, PriceSource.FREE) == 0
    assert [entry.source for entry in store.costs(made)] == [PriceSource.FREE]


def test_the_same_thing_is_found_again_after_a_resume(store: SqliteStore) -> None:
    made = begun(store)
    under_way = store.prepare(made, clip(1), FREELY)
    store.submitted(under_way.id, "job-1")
    ready = store.prepare(made, clip(2), FREELY)
    store.settle(ready.id, DONE, 3, REPORTED)
    stopped(store, made)
    again(store, made)

    found = store.prepare(made, clip(1), FREELY)
    assert (found.id, found.state, found.job) == (under_way.id, PurchaseState.SUBMITTED, "job-1")
    assert store.prepare(made, clip(2), FREELY).state is DONE
    assert len(store.purchases(made)) == 2


def test_something_else_is_another_purchase(store: SqliteStore) -> None:
    made = begun(store)
    ids = {
        store.prepare(made, wanted, FREELY).id
        for wanted in (clip(1), clip(2), clip(1, fingerprint="g"))
    }
    ids.add(store.prepare(begun(store, "other"), clip(1), FREELY).id)
    assert len(ids) == 4


def test_what_failed_is_bought_anew(store: SqliteStore) -> None:
    made = begun(store)
    first = store.prepare(made, clip(), FREELY)
    store.settle(first.id, FAILED, 0, None)
    second = store.prepare(made, clip(), FREELY)
    assert second.id != first.id
    assert second.key != first.key
    assert second.state is PurchaseState.PREPARED


def test_a_version_finds_what_its_family_bought(store: SqliteStore) -> None:
    made = begun(store)
    bought = store.prepare(made, clip(), FREELY)
    store.settle(bought.id, DONE, 3, REPORTED)
    store.complete(made, Result("v.mp4", "v.jpg", 5.0))
    version = store.create(Request("x"), "x", of=made)
    assert store.claim(version.id)
    assert store.prepare(version.id, clip(), FREELY).id == bought.id


def test_a_prepared_one_of_a_dead_run_is_unknown(path: Path) -> None:
    with open_store(path, "default") as dead:
        made = begun(dead)
        bought = dead.prepare(made, clip(), FREELY)
    with open_store(path, "default") as store:  # nobody has said how the run ended
        with pytest.raises(UnknownPurchase, match=f"purchase {bought.id}"):
            store.prepare(made, clip(), FREELY)
        [found] = store.purchases(made)
        assert found.state is PurchaseState.UNKNOWN


@pytest.mark.parametrize("ends", ["fails", "completes"])
def test_what_a_run_leaves_prepared_is_unknown_and_stays_reserved(
    store: SqliteStore, ends: str
) -> None:
    made = begun(store)
    store.prepare(made, clip(), FREELY)
    if ends == "fails":
        stopped(store, made)
    else:
        store.complete(made, Result("v.mp4", "v.jpg", 5.0))
    assert [one.state for one in store.open_purchases()] == [PurchaseState.UNKNOWN]


def test_an_unknown_one_waits_for_the_person(store: SqliteStore) -> None:
    made = begun(store)
    bought = store.prepare(made, clip(), FREELY)
    store.unknown(bought.id)
    for _ in range(2):
        with pytest.raises(UnknownPurchase, match="Scene 1, 5 s"):
            store.prepare(made, clip(), FREELY)
    assert len(store.purchases(made)) == 1


def test_to_look_again_asks_the_service_for_it(store: SqliteStore) -> None:
    made = begun(store)
    bought = store.prepare(made, clip(), FREELY)
    store.unknown(bought.id)
    store.decide(bought.id, Decision.ARRIVED)
    found = store.prepare(made, clip(), FREELY)
    assert (found.id, found.state, found.job) == (bought.id, PurchaseState.SUBMITTED, None)
    assert found.key == bought.key


def test_to_buy_again_gives_the_first_one_up(store: SqliteStore) -> None:
    made = begun(store)
    lost = store.prepare(made, clip(), FREELY)
    store.unknown(lost.id)
    assert store.decide(lost.id, Decision.BUY_AGAIN).state is FAILED
    anew = store.prepare(made, clip(), FREELY)
    assert anew.id != lost.id
    # The first answer turns up after all, and says what it cost.
    assert store.settle(lost.id, DONE, 11, REPORTED) == 11
    assert store.settle(anew.id, DONE, 12, REPORTED) == 23


def test_what_is_paid_and_cannot_be_had_is_looked_for_again_and_reserves_nothing(
    store: SqliteStore,
) -> None:
    made = begun(store)
    bought = store.prepare(made, clip(micros=500), FREELY)
    assert store.undelivered(bought.id).state is PurchaseState.PREPARED  # nothing was delivered
    store.submitted(bought.id, "job-1")
    store.settle(bought.id, DONE, 480, REPORTED)

    gone = store.undelivered(bought.id)

    assert gone.is_undelivered
    assert not gone.may_be_billed
    assert [one.id for one in store.open_purchases()] == [bought.id]  # the person may decide
    room = Limits(per_video=480 + 20)
    assert store.prepare(made, clip(2, 20), room).state is PurchaseState.PREPARED
    assert store.prepare(made, clip(micros=500), FREELY).state is DONE
    assert store.total_micros() == 480


def test_what_is_paid_and_cannot_be_had_is_bought_anew_at_the_persons_word_only(
    store: SqliteStore,
) -> None:
    made = begun(store)
    bought = store.prepare(made, clip(), FREELY)
    store.settle(bought.id, DONE, 480, REPORTED)
    store.undelivered(bought.id)
    assert store.decide(bought.id, Decision.ARRIVED).state is DONE
    store.undelivered(bought.id)

    assert store.decide(bought.id, Decision.BUY_AGAIN).state is FAILED

    second = store.prepare(made, clip(), FREELY)
    assert second.id != bought.id
    store.settle(second.id, DONE, 490, REPORTED)
    assert store.total_micros() == store.get(made).cost_micros == 970
    stopped(store, made)
    store.delete(made)
    assert store.total_micros() == 970


def test_what_has_no_known_price_is_remembered_as_that_and_never_bought_again_by_itself(
    store: SqliteStore,
) -> None:
    made = begun(store)
    bought = store.prepare(made, replace(clip(micros=0), unpriced=True), FREELY)
    assert [one.wanted.unpriced for one in store.purchases(made)] == [True]
    store.settle(bought.id, DONE, 0, PriceSource.COMPUTED)
    assert store.undelivered(bought.id).is_undelivered


def test_what_cost_nothing_and_cannot_be_had_is_simply_made_again(store: SqliteStore) -> None:
    made = begun(store)
    bought = store.prepare(made, clip(micros=0), FREELY)
    store.settle(bought.id, DONE, 0, PriceSource.FREE)
    assert store.undelivered(bought.id).state is FAILED
    assert store.prepare(made, clip(micros=0), FREELY).id != bought.id


@pytest.mark.parametrize("decision", Decision)
def test_only_what_is_unknown_is_decided(store: SqliteStore, decision: Decision) -> None:
    bought = store.prepare(begun(store), clip(), FREELY)
    for _ in range(2):
        with pytest.raises(InvalidRequest, match="nothing to decide"):
            store.decide(bought.id, decision)
        store.submitted(bought.id, "job")


def test_one_that_a_service_does_not_let_go_of_can_be_given_up(store: SqliteStore) -> None:
    made = begun(store)
    bought = store.prepare(made, clip(), FREELY)
    store.submitted(bought.id, "job")
    stopped(store, made)
    assert store.decide(bought.id, Decision.BUY_AGAIN).state is FAILED
    again(store, made)
    assert store.prepare(made, clip(), FREELY).id != bought.id


def test_a_late_answer_ends_an_unknown_one(store: SqliteStore) -> None:
    made = begun(store)
    bought = store.prepare(made, clip(), FREELY)
    store.unknown(bought.id)
    assert store.submitted(bought.id, "job").state is PurchaseState.SUBMITTED
    assert store.settle(bought.id, DONE, 2, REPORTED) == 2


def test_nothing_is_bought_for_what_was_cancelled(store: SqliteStore) -> None:
    made = begun(store)
    store.request_cancel(made)
    with pytest.raises(Cancelled):
        store.prepare(made, clip(), FREELY)
    stopped(store, made)
    with pytest.raises(Cancelled):
        store.prepare(made, clip(), FREELY)
    assert store.purchases(made) == []


def test_purchases_are_their_profiles_own(path: Path, store: SqliteStore) -> None:
    bought = store.prepare(begun(store), clip(), FREELY)
    with closing(open_store(path, "other")) as other:
        for verb in (
            lambda: other.submitted(bought.id, "j"),
            lambda: other.unknown(bought.id),
            lambda: other.settle(bought.id, DONE, 1, REPORTED),
            lambda: other.decide(bought.id, Decision.ARRIVED),
            lambda: other.prepare(bought.generation, clip(), FREELY),
            lambda: other.purchases(bought.generation),
        ):
            with pytest.raises(Forbidden):
                verb()
        assert other.open_purchases() == []
        for unknown in (0, -1, bought.id + 1, 2**70):
            with pytest.raises(NotFound):
                other.unknown(unknown)
    assert store.purchases(bought.generation) == [bought]


@pytest.mark.parametrize(
    ("state", "micros", "source"),
    [
        (DONE, -1, REPORTED),
        (DONE, 1, None),
        (DONE, 0, None),
        (FAILED, 1, None),
        (PurchaseState.UNKNOWN, 0, None),
    ],
)
def test_an_end_without_sense_is_refused(
    store: SqliteStore, state: PurchaseState, micros: int, source: PriceSource | None
) -> None:
    bought = store.prepare(begun(store), clip(), FREELY)
    with pytest.raises(ValueError, match="cannot end"):
        store.settle(bought.id, state, micros, source)
    assert store.purchases(bought.generation) == [bought]


class TestLimits:
    def test_what_is_reserved_counts(self, store: SqliteStore) -> None:
        made, limits = begun(store), Limits(per_video=1_000_000)
        store.prepare(made, clip(1, 600_000), limits)
        with pytest.raises(BudgetExceeded) as refused:
            store.prepare(made, clip(2, 410_000), limits)
        assert "“Scene 2, 5 s” would cost about $0.41." in refused.value.message
        assert "Your limit for this video is $1.00; $0.00 is spent for it" in refused.value.message
        assert "$0.60 is set aside" in refused.value.message
        assert len(store.purchases(made)) == 1
        with pytest.raises(BudgetExceeded) as refused:  # by less than a cent
            store.prepare(made, clip(2, 400_001), limits)
        assert "would cost about $0.400001. Your limit" in refused.value.message
        assert "is $1.00; $0.00 is spent for it and $0.60 is set aside" in refused.value.message
        store.prepare(made, clip(2, 400_000), limits)

    def test_an_end_frees_what_was_reserved_and_counts_what_it_cost(
        self, store: SqliteStore
    ) -> None:
        made, limits = begun(store), Limits(per_video=1_000_000)
        cheap = store.prepare(made, clip(1, 900_000), limits)
        store.settle(cheap.id, DONE, 100_000, REPORTED)
        store.prepare(made, clip(2, 900_000), limits)
        with pytest.raises(BudgetExceeded):
            store.prepare(made, clip(3, 1), limits)

    @pytest.mark.parametrize("state", ["submitted", "unknown"])
    def test_what_may_still_be_billed_stays_reserved(self, store: SqliteStore, state: str) -> None:
        made, limits = begun(store), Limits(per_video=1_000_000)
        bought = store.prepare(made, clip(1, 900_000), limits)
        if state == "submitted":
            store.submitted(bought.id, "j")
        else:
            store.unknown(bought.id)
        with pytest.raises(BudgetExceeded):
            store.prepare(made, clip(2, 200_000), limits)

    def test_the_month_counts_all_videos_of_the_profile(
        self, path: Path, store: SqliteStore
    ) -> None:
        limits = Limits(per_month=1_000_000)
        store.charge(begun(store), CostEntry("clip/1", "p", "w", 300_000, COMPUTED))
        store.prepare(begun(store), clip(1, 300_000), limits)
        with closing(open_store(path, "other")) as other:
            other.prepare(begun(other), clip(1, 1_000_000), limits)
        made = begun(store)
        with pytest.raises(BudgetExceeded, match="limit for a month is"):
            store.prepare(made, clip(1, 400_001), limits)
        store.prepare(made, clip(1, 400_000), limits)

    def test_what_costs_nothing_passes_whatever_was_spent(self, store: SqliteStore) -> None:
        made, limits = begun(store), Limits(per_video=1, per_month=1)
        store.charge(made, CostEntry("clip/1", "p", "w", 300_000, COMPUTED))
        assert store.prepare(made, clip(micros=0), limits).state is PurchaseState.PREPARED

    @pytest.mark.parametrize("limits", [Limits(per_video=10**9), Limits(per_month=10**9)])
    def test_what_nobody_knows_the_price_of_needs_to_have_no_limit(
        self, store: SqliteStore, limits: Limits
    ) -> None:
        made, wanted = begun(store), replace(clip(micros=0), unpriced=True)
        with pytest.raises(BudgetExceeded, match="Nobody has told what “Scene 1, 5 s” costs"):
            store.prepare(made, wanted, limits)
        store.prepare(made, wanted, Limits(confirm_above=1))

    def test_what_is_bought_already_needs_no_room(self, store: SqliteStore) -> None:
        made = begun(store)
        bought = store.prepare(made, clip(), FREELY)
        store.submitted(bought.id, "j")
        assert store.prepare(made, clip(), Limits(per_video=0, per_month=0)).id == bought.id

    def test_a_raised_limit_lets_it_go_on(self, store: SqliteStore) -> None:
        made = begun(store)
        with pytest.raises(BudgetExceeded):
            store.prepare(made, clip(), Limits(per_video=499_999))
        store.prepare(made, clip(), Limits(per_video=500_000))


class TestDeleting:
    def test_settles_what_is_open_and_keeps_the_money(self, store: SqliteStore) -> None:
        made = begun(store)
        taken = store.prepare(made, clip(1, 70), FREELY)
        store.submitted(taken.id, "j")
        lost = store.prepare(made, clip(2, 50), FREELY)
        store.unknown(lost.id)
        stopped(store, made)
        store.delete(made)
        assert store.open_purchases() == []
        assert store.total_micros() == 70
        store.prepare(begun(store), clip(3, 1_000_000 - 70), Limits(per_month=1_000_000))

    def test_a_late_answer_for_what_was_deleted_changes_nothing(self, store: SqliteStore) -> None:
        made = begun(store)
        bought = store.prepare(made, clip(), FREELY)
        stopped(store, made)
        store.delete(made)
        assert store.settle(bought.id, DONE, 9, REPORTED) is None
        assert store.total_micros() == 0


def test_times_tell_when_it_last_changed(store: SqliteStore) -> None:
    bought = store.prepare(begun(store), clip(), FREELY)
    later = store.submitted(bought.id, "j")
    assert later.created_at == bought.created_at
    assert timedelta(0) <= later.updated_at - bought.updated_at < timedelta(minutes=1)
