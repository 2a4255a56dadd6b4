"""Whatever happens in whatever order: the ledger adds up, and no limit is passed."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.store.test_purchases import again, begun, clip, stopped
from vidgen_desktop.core.errors import BudgetExceeded, UnknownPurchase
from vidgen_desktop.core.money import PriceSource
from vidgen_desktop.core.purchase import Decision, Limits, Purchase, PurchaseState
from vidgen_desktop.store.repository import SqliteStore, open_store

LIMITS = Limits(per_video=1_000, per_month=1_500)
BILLED = PriceSource.REPORTED
EXAMPLES = 12
BUYERS, TRIES, EACH = 3, 40, 10_000
MOST = 37  # purchases that fit under the limit of the test with processes

BUYER = """
import sys
from pathlib import Path
from vidgen_desktop.core.errors import BudgetExceeded
from vidgen_desktop.core.purchase import Limits, Wanted
from vidgen_desktop.store.repository import open_store

path, generation, tries, each, limit = Path(sys.argv[1]), *map(int, sys.argv[2:])
bought = 0
with open_store(path, "default") as store:
    print("ready", flush=True)
    sys.stdin.readline()  # all processes begin together
    for n in range(tries):
        wanted = Wanted(f"clip/{n}", "cloud", "m", "a clip", each, "f")
        try:
            store.prepare(generation, wanted, Limits(per_month=limit))
            bought += 1
        except BudgetExceeded:
            pass
print(bought)
"""


def test_processes_that_buy_at_once_pass_no_limit_together(path: Path) -> None:
    with open_store(path, "default") as store:
        limit = MOST * EACH + EACH - 1
        children = [
            subprocess.Popen(
                [
                    *(sys.executable, "-c", BUYER, str(path), str(begun(store))),
                    *(str(TRIES), str(EACH), str(limit)),
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for _ in range(BUYERS)
        ]
        for child in children:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
        ended = [child.communicate("go\n") for child in children]
        assert [error for _, error in ended] == [""] * BUYERS
        assert sum(int(said) for said, _ in ended) == len(store.open_purchases()) == MOST


class Buying(RuleBasedStateMachine):
    """A person, a run that may die, and a service that answers or does not."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="vidgen-test-"))
        self.path = self.folder / "vidgen.db"
        shutil.copyfile(Buying.template, self.path)
        self.store: SqliteStore = open_store(self.path, "default")
        self.generation = begun(self.store)

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    def one_of(self, which: int, *states: PurchaseState) -> Purchase | None:
        """One of the purchases that stand so."""
        found = [one for one in self.store.open_purchases() if one.state in states]
        return found[which % len(found)] if found else None

    @rule(scene=st.integers(1, 3), micros=st.integers(0, 700))
    def buy(self, scene: int, micros: int) -> None:
        wanted = clip(scene, micros, fingerprint=f"{scene}")
        before = self.store.purchases(self.generation)
        same = [
            one
            for one in before
            if one.wanted.step == wanted.step and one.state is not PurchaseState.FAILED
        ]
        try:
            bought = self.store.prepare(self.generation, wanted, LIMITS)
        except UnknownPurchase:
            assert [one for one in same if not one.state.is_taken and not one.is_undelivered]
            assert len(self.store.purchases(self.generation)) == len(before)
        except BudgetExceeded:
            assert not same
            assert list(self.store.purchases(self.generation)) == list(before)
        else:
            if bought.state is PurchaseState.PREPARED:  # it will be sent now
                assert not same
            else:
                assert bought.id in {one.id for one in same}

    @rule(which=st.integers(0, 9))
    def answer_with_a_job(self, which: int) -> None:
        if found := self.one_of(which, PurchaseState.PREPARED, PurchaseState.UNKNOWN):
            self.store.submitted(found.id, f"job-{found.id}")

    @rule(which=st.integers(0, 9))
    def lose_the_answer(self, which: int) -> None:
        if found := self.one_of(which, *(s for s in PurchaseState if s.is_open)):
            self.store.unknown(found.id)

    @rule(which=st.integers(0, 9), share=st.floats(0, 1), times=st.integers(1, 3), ok=st.booleans())
    def end(self, which: int, share: float, times: int, *, ok: bool) -> None:
        found = self.one_of(which, *(state for state in PurchaseState if state.is_open))
        if found is None or not found.may_be_billed:
            return
        cost = int(found.wanted.estimate_micros * share)
        state = PurchaseState.DONE if ok else PurchaseState.FAILED
        before = self.store.total_micros()
        for _ in range(times):
            self.store.settle(found.id, state, cost, BILLED)
        assert self.store.total_micros() == before + cost

    @rule(which=st.integers(0, 9))
    def find_it_gone(self, which: int) -> None:
        bought = self.store.purchases(self.generation)
        done = [one for one in bought if one.state is PurchaseState.DONE]
        if done:
            before = self.store.total_micros()
            gone = self.store.undelivered(done[which % len(done)].id)
            assert gone.is_undelivered or not gone.cost_micros
            assert self.store.total_micros() == before

    @rule(which=st.integers(0, 9), decision=st.sampled_from(Decision))
    def decide(self, which: int, decision: Decision) -> None:
        if found := self.one_of(which, PurchaseState.UNKNOWN):
            self.store.decide(found.id, decision)

    @rule()
    def cancel_and_resume(self) -> None:
        stopped(self.store, self.generation)
        assert self.one_of(0, PurchaseState.PREPARED) is None
        again(self.store, self.generation)

    @rule()
    def crash(self) -> None:
        self.store.close()
        self.store = open_store(self.path, "default")

    @precondition(lambda self: self.store.count() < 3)
    @rule(delete=st.booleans())
    def begin_another(self, *, delete: bool) -> None:
        if delete:
            stopped(self.store, self.generation)
            self.store.delete(self.generation)
        self.generation = begun(self.store)

    @invariant()
    def it_adds_up(self) -> None:
        lines = self.store.ledger()
        assert all(line.micros >= 0 for line in lines)
        assert sum(line.micros for line in lines) == self.store.total_micros()
        assert sum(one.micros for one in self.store.spending()) == self.store.total_micros()
        known = self.store.get(self.generation)
        assert known.cost_micros == sum(e.micros for e in self.store.costs(self.generation))
        settled = [p for p in self.store.purchases(self.generation) if p.cost_micros is not None]
        assert known.cost_micros == sum(one.cost_micros or 0 for one in settled)

    @invariant()
    def no_limit_is_passed(self) -> None:
        pending = [one for one in self.store.open_purchases() if one.may_be_billed]
        reserved = sum(one.wanted.estimate_micros for one in pending)
        assert self.store.total_micros() + reserved <= (LIMITS.per_month or 0)
        own = [one for one in pending if one.generation == self.generation]
        here = sum(one.wanted.estimate_micros for one in own)
        cost = self.store.get(self.generation).cost_micros
        assert cost + here <= (LIMITS.per_video or 0)


def test_whatever_happens_the_ledger_adds_up(path: Path) -> None:
    open_store(path, "default").close()  # migrated once: each example begins with a copy
    Buying.template = path
    calm = settings(
        max_examples=EXAMPLES,
        stateful_step_count=20,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],  # shrinking, on a real disk, outlasts the patience
        suppress_health_check=[HealthCheck.too_slow],
    )
    run_state_machine_as_test(Buying, settings=calm)
