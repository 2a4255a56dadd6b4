"""Whatever is bought, lost, cancelled, resumed, deleted or restarted: the ledger adds up."""

import shutil
import sqlite3
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.profiles import examples
from tests.properties.making import Made, begin, finish, go_on, stop
from vidgen_desktop.core.buying.months import month_of
from vidgen_desktop.core.buying.purchase import Decision, Limits, Purchase, PurchaseState, Wanted
from vidgen_desktop.core.errors import BudgetExceeded, LeaseLost, UnknownPurchase
from vidgen_desktop.core.model import now
from vidgen_desktop.core.money import CostEntry, PriceSource
from vidgen_desktop.store.repository import SqliteStore, open_store

PER_VIDEO, PER_MONTH = 1_000, 1_500
LIMITS = Limits(per_video=PER_VIDEO, per_month=PER_MONTH)
MOST_VIDEOS = 4
EARLIER = """
    UPDATE cost_entries
    SET created_at = strftime('%Y-%m-%d %H:%M:%f000', created_at, '-31 days')
"""
OPEN = tuple(state for state in PurchaseState if state.is_open)
which = st.integers(0, 9)
costs = st.integers(0, 700)


class Buying(RuleBasedStateMachine):
    """A person, runs that may die, two programs on one file, and services that answer or not.

    What the ledger must say is reckoned beside it, in plain sums.
    """

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="vidgen-test-"))
        self.path = self.folder / "vidgen.db"
        shutil.copyfile(Buying.template, self.path)
        self.programs = [open_store(self.path, "default") for _ in range(2)]
        self.videos = [begin(self.store(), 0)]
        self.spent: Counter[int] = Counter()  # by generation; 0: none, or deleted
        self.this_month = 0

    def teardown(self) -> None:
        for program in self.programs:
            program.close()
        shutil.rmtree(self.folder)

    def store(self, at: int = 0) -> SqliteStore:
        """Either program's view."""
        return self.programs[at % 2]

    def one_of(self, at: int, *states: PurchaseState) -> Purchase | None:
        """One of the purchases that stand so, of any video."""
        found = [
            one
            for made in self.videos
            for one in self.store(at).purchases(made.id)
            if one.state in states
        ]
        return found[at % len(found)] if found else None

    def pay(self, generation: int, micros: int) -> None:
        """Note what must be in the ledger from now on."""
        self.spent[generation] += micros
        self.this_month += micros

    @rule(at=which, scene=st.integers(1, 3), micros=costs)
    def buy(self, at: int, scene: int, micros: int) -> None:
        made = self.videos[at % len(self.videos)]
        if made.running is None:
            return
        wanted = Wanted(f"clip/{scene}", "cloud", "film", f"Scene {scene}", micros, f"{scene}")
        family = [
            one
            for other in self.videos
            if other.family == made.family
            for one in self.store(at).purchases(other.id)
        ]
        same = [
            one
            for one in family
            if one.wanted.step == wanted.step and one.state is not PurchaseState.FAILED
        ]
        before = self.store(at).purchases(made.id)
        try:
            bought = made.running.prepare(made.id, wanted, LIMITS)
        except UnknownPurchase:
            assert [one for one in same if not one.state.is_taken and not one.is_undelivered]
            assert len(self.store(at).purchases(made.id)) == len(before)
        except BudgetExceeded:
            assert not same
            assert list(self.store(at).purchases(made.id)) == list(before)
        else:
            if bought.state is not PurchaseState.PREPARED:
                assert bought.id in {one.id for one in same}
                return
            assert not same  # it will be sent now, and was not before
            self.check_limits(made, micros)

    def check_limits(self, made: Made, micros: int) -> None:
        """What was just reserved passes no limit, even if all of it is billed."""
        if not micros:
            return
        pending = [one for one in self.store().open_purchases() if one.may_be_billed]
        reserved = sum(one.wanted.estimate_micros for one in pending)
        here = sum(one.wanted.estimate_micros for one in pending if one.generation == made.id)
        assert self.this_month + reserved <= PER_MONTH
        assert self.spent[made.id] + here <= PER_VIDEO

    @rule(at=which)
    def answer_with_a_job(self, at: int) -> None:
        found = self.one_of(at, PurchaseState.PREPARED, PurchaseState.UNKNOWN)
        if found is not None and found.may_be_billed:
            assert self.store(at + 1).submitted(found.id, f"job-{found.id}").job

    @rule(at=which)
    def find_it_gone(self, at: int) -> None:
        """What was paid stays paid, and waits; what cost nothing may be wanted again."""
        if found := self.one_of(at, PurchaseState.DONE):
            gone = self.store(at).undelivered(found.id)
            assert gone.cost_micros == found.cost_micros
            assert gone.is_undelivered if gone.cost_micros else gone.state is PurchaseState.FAILED

    @rule(at=which)
    def lose_the_answer(self, at: int) -> None:
        if found := self.one_of(at, *PurchaseState):
            after = self.store(at + 1).unknown(found.id).state
            assert after is (PurchaseState.UNKNOWN if found.state.is_open else found.state)

    @rule(at=which, share=st.floats(0, 2), times=st.integers(1, 3), ok=st.booleans())
    def end(self, at: int, share: float, times: int, *, ok: bool) -> None:
        """The bill comes, once or more often, early or late, lower or higher than thought."""
        found = self.one_of(at, *PurchaseState)
        if found is None:
            return
        cost = int(found.wanted.estimate_micros * share)
        state = PurchaseState.DONE if ok else PurchaseState.FAILED
        for turn in range(times):
            self.store(at + turn).settle(found.id, state, cost + turn, PriceSource.REPORTED)
        if found.cost_micros is None:
            self.pay(found.generation, cost)

    @rule(at=which, decision=st.sampled_from(Decision))
    def decide(self, at: int, decision: Decision) -> None:
        if found := self.one_of(at, PurchaseState.UNKNOWN):
            self.store(at).decide(found.id, decision)

    @rule(at=which, micros=costs)
    def pay_without_a_purchase(self, at: int, micros: int) -> None:
        made = self.videos[at % len(self.videos)]
        entry = CostEntry("plan", "cloud", "Words", micros, PriceSource.COMPUTED)
        if at % 3:
            self.store(at).charge(made.id, entry)
            self.pay(made.id, micros)
        else:
            self.store(at).charge_sample(entry, "voice")
            self.pay(0, micros)

    @rule(at=which)
    def stop_or_go_on(self, at: int) -> None:
        made = self.videos[at % len(self.videos)]
        if made.running is not None:
            stop(self.store(at), made)
            left = [one.state for one in self.store(at).purchases(made.id)]
            assert PurchaseState.PREPARED not in left  # nobody knows whether it was sent
        elif not made.finished:
            go_on(self.store(at), made, at)

    @rule(at=which)
    def finish_and_begin_a_version(self, at: int) -> None:
        made = self.videos[at % len(self.videos)]
        if made.running is not None:
            finish(made, self.folder)
        elif made.finished and len(self.videos) < MOST_VIDEOS:
            self.videos.append(begin(self.store(at), at, of=made))

    @precondition(lambda self: len(self.videos) < MOST_VIDEOS)
    @rule(at=which)
    def begin_another(self, at: int) -> None:
        self.videos.append(begin(self.store(at), at))

    @precondition(lambda self: len(self.videos) > 1)
    @rule(at=which)
    def delete(self, at: int) -> None:
        made = self.videos[at % len(self.videos)]
        if made.running is not None:
            stop(self.store(at), made)
        bought = self.store(at).purchases(made.id)
        for one in bought:
            if one.state is PurchaseState.SUBMITTED:
                self.pay(made.id, one.wanted.estimate_micros)
        self.store(at).delete(made.id)
        for one in bought:  # what comes too late changes nothing any more
            state = PurchaseState.DONE
            assert self.store(at).settle(one.id, state, 9, PriceSource.REPORTED) is None
        self.videos.remove(made)
        self.spent[0] += self.spent.pop(made.id, 0)

    @rule(at=which)
    def restart(self, at: int) -> None:
        """A program is killed; what it was making is left, and gone on with by either."""
        self.store(at).close()
        self.programs[at % 2] = open_store(self.path, "default")
        left = {known.id for known in self.store(at).left()}
        mine = [made for made in self.videos if made.running and made.program == at % 2]
        assert left == {made.id for made in mine}
        for made in mine:
            go_on(self.store(at // 2), made, at // 2)

    @rule(at=which)
    def overtake(self, at: int) -> None:
        """The other program takes a video over; the first finds out before it buys anything."""
        made = self.videos[at % len(self.videos)]
        if made.running is None:
            return
        earlier, other = made.running, made.program + 1
        earlier.release(made.id)
        go_on(self.store(other), made, other)
        before = self.store(at).purchases(made.id)
        with pytest.raises(LeaseLost):
            earlier.prepare(made.id, Wanted("clip/1", "cloud", "film", "a", 1, "1"), LIMITS)
        assert list(self.store(at).purchases(made.id)) == list(before)

    @rule()
    def a_month_passes(self) -> None:
        with closing(sqlite3.connect(self.path)) as file, file:
            file.execute(EARLIER)
        self.this_month = 0

    @invariant()
    def it_adds_up(self) -> None:
        for store in self.programs:
            lines = store.ledger()
            assert all(line.micros >= 0 for line in lines)
            whole = sum(self.spent.values())
            assert sum(line.micros for line in lines) == store.total_micros() == whole
            assert store.spent_in(month_of(now())) == self.this_month
        for made in self.videos:
            cost = self.store().get(made.id).cost_micros
            assert cost == self.spent[made.id]
            assert cost == sum(entry.micros for entry in self.store().costs(made.id))

    @invariant()
    def months_and_videos_add_up_too(self) -> None:
        store = self.store(1)
        sums = store.spending()
        assert sum(one.micros for one in sums) == store.total_micros()
        for month in {one.month for one in sums}:
            lines = store.ledger(month)
            in_month = sum(one.micros for one in sums if one.month == month)
            assert in_month == store.spent_in(month) == sum(line.micros for line in lines)
            assert in_month == sum(one.micros for one in store.spent_on(month))
        assert sum(one.micros for one in store.spent_on()) == store.total_micros()


def test_whatever_happens_the_ledger_adds_up(tmp_path: Path) -> None:
    path = tmp_path / "vidgen.db"
    open_store(path, "default").close()  # migrated once: each example begins with a copy
    Buying.template = path
    # Shrinking, on a real disk, would outlast the patience.
    calm = settings(examples(8), stateful_step_count=30, phases=[Phase.generate])
    run_state_machine_as_test(Buying, settings=calm)
