"""Whatever the stages report, from whichever thread: the bar never goes back, and ends once."""

import threading
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.house import FakeHouse
from tests.profiles import examples
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.events import Completed, Ended, Progressed
from vidgen_desktop.core.model import Result, Status
from vidgen_desktop.core.pipeline import House
from vidgen_desktop.core.progress import (
    HEARTBEAT_INTERVAL,
    WINDOWS,
    WRITE_INTERVAL,
    ProgressGate,
    Reading,
    StageName,
)
from vidgen_desktop.core.run.context import StageContext

fractions = st.floats(-1, 2) | st.sampled_from([0.0, 0.5, 1.0])
reports = st.lists(st.tuples(fractions, st.sampled_from(["", "Making scene 2 of 3"])), max_size=8)
ENDS = ("done", "fault", "bug", "cancel")


@dataclass
class Reporting:
    """A stage that reports what it is told, from two threads at once, and then ends so."""

    name: StageName
    here: list[tuple[float, str]]
    there: list[tuple[float, str]]
    end: str
    house: FakeHouse

    def run(self, context: StageContext) -> None:
        other = threading.Thread(target=self._report, args=(context, self.there))
        other.start()
        self._report(context, self.here)
        other.join()
        if self.end == "fault":
            raise MediaError("The clip cannot be read.")
        if self.end == "bug":
            raise LookupError("nobody thought of this")
        if self.end == "cancel":
            self.house.token.cancel()
            context.token.check()
        context.draft.result = Result("video.mp4", "poster.png", 1.0)

    def _report(self, context: StageContext, told: list[tuple[float, str]]) -> None:
        for fraction, text in told:
            context.progress(fraction, text or None)


@given(
    st.lists(st.tuples(reports, reports), min_size=6, max_size=6),
    st.integers(0, 5),
    st.sampled_from(ENDS),
)
@examples(12)
def test_a_run_reaches_100_exactly_when_it_completes(
    told: list[tuple[list[tuple[float, str]], list[tuple[float, str]]]], last: int, end: str
) -> None:
    with TemporaryDirectory() as folder:
        house = FakeHouse(Path(folder))
        house.house = _with_stages(house, told, last, end)
        try:
            made = house.submit()
            outcome = house.run(made)
            known = house.store.get(made.id)
        finally:
            house.close()
    seen = house.seen(Progressed)
    percents = [event.percent for event in seen]
    assert percents == sorted(percents)
    done = end == "done"
    assert isinstance(outcome, Completed) is done
    assert percents.count(100.0) == done
    assert (known.progress == 100.0) is done is (known.status is Status.COMPLETED)
    assert known.progress <= percents[-1]
    assert [type(event) for event in house.events].count(Ended) == 1
    assert isinstance(house.events[-1], Ended)
    for event in seen[:-1]:
        window = WINDOWS[event.stage]
        assert window.start <= event.percent <= window.end
    walked = list(StageName) if done else list(StageName)[: last + 1]
    for stage in walked[:-1]:  # the end of each stage is exact
        assert WINDOWS[stage].end in percents


def _with_stages(
    house: FakeHouse,
    told: list[tuple[list[tuple[float, str]], list[tuple[float, str]]]],
    last: int,
    end: str,
) -> House:
    stages = [
        Reporting(name, here, there, end if number == last else "done", house)
        for number, (name, (here, there)) in enumerate(zip(StageName, told, strict=True))
    ]
    return replace(house.house, stages=stages)


moves = st.lists(
    st.tuples(
        st.sampled_from(["offer", "take", "force", "beat"]), st.floats(0, 100), st.floats(0, 3)
    ),
    max_size=40,
)


@given(moves)
@examples(150)
def test_the_gate_writes_seldom_never_back_and_forgets_nothing(
    told: list[tuple[str, float, float]],
) -> None:
    at = [0.0]
    gate = ProgressGate(clock=lambda: at[0])
    written: list[tuple[float, Reading, bool]] = []
    beats: list[float] = []
    for move, percent, passed in told:
        at[0] += passed
        match move:
            case "offer":
                before = gate.latest
                assert gate.offer(Reading(percent, "")) is (percent >= before.percent)
            case "beat":
                if gate.heartbeat_due():
                    beats.append(at[0])
            case _:
                due = gate.take_due(force=move == "force")
                if due is not None:
                    written.append((at[0], due, move == "force"))
    percents = [reading.percent for _, reading, _ in written]
    assert percents == sorted(percents)
    for one, after in pairwise(beats):
        assert after - one >= HEARTBEAT_INTERVAL
    for (one, _, _), (after, _, forced) in pairwise(written):
        assert forced or after - one >= WRITE_INTERVAL
    last = gate.take_due(force=True) or (written[-1][1] if written else gate.latest)
    assert last == gate.latest
