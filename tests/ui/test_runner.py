"""The runner: every run ends once, in the right way, and never holds up the window."""

import threading
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import PATIENCE, sent
from tests.ui.service import SCENES, FakeService
from vidgen_desktop.config import Settings
from vidgen_desktop.core.buying.purchase import Limits
from vidgen_desktop.core.casting import Cast, Choice
from vidgen_desktop.core.errors import InvalidRequest, MediaError
from vidgen_desktop.core.events import (
    Completed,
    Ended,
    Failed,
    Progressed,
    WasCancelled,
    WasStopped,
)
from vidgen_desktop.core.model import Generation, Request, Status
from vidgen_desktop.core.progress import StageName
from vidgen_desktop.ui.runner import GenerationRunner

REQUEST = Request("Bees dance.")


class Ends:
    """Keeps what ended, and how."""

    def __init__(self, runner: GenerationRunner) -> None:
        self.outcomes: list[tuple[int, object]] = []
        runner.ended.connect(
            lambda generation, outcome: self.outcomes.append((generation, outcome))
        )


@pytest.fixture
def ends(runner: GenerationRunner) -> Ends:
    return Ends(runner)


def submit(qtbot: QtBot, runner: GenerationRunner) -> Generation:
    with qtbot.waitSignal(runner.accepted, timeout=PATIENCE) as accepted:
        runner.submit(REQUEST)
    return sent(accepted)


def test_who_is_quicker_than_the_prices_is_asked_by_those_that_are_told(
    qtbot: QtBot, runner: GenerationRunner, service: FakeService
) -> None:
    service.settings = Settings(limits=Limits(confirm_above=5_000_000))
    runner.learns_first = True
    service.told_price = 3_000_000
    request = replace(REQUEST, cast=Cast(clips=Choice("router", "films/new")))
    with qtbot.waitSignal(runner.submitConsent, timeout=PATIENCE):
        runner.submit(request)
    assert service.store.count() == 0
    agreed = service.estimate(request).micros
    service.learned.clear()
    with qtbot.waitSignal(runner.accepted, timeout=PATIENCE):
        runner.submit(request, agreed)
    assert not service.learned
    all_ended(qtbot, runner)


def test_what_waits_for_prices_is_stored_when_the_window_closes(
    qtbot: QtBot, service: FakeService
) -> None:
    runner = GenerationRunner(service, at_a_time=1)
    runner.learns_first = service.prices_hang = True
    runner.submit(replace(REQUEST, cast=Cast(clips=Choice("router", "films/new"))))
    qtbot.waitUntil(lambda: bool(service.learned), timeout=PATIENCE)
    runner.close()
    assert service.store.count() == 1


def all_ended(qtbot: QtBot, runner: GenerationRunner) -> None:
    qtbot.waitUntil(lambda: not runner.active, timeout=PATIENCE)


def test_a_run_tells_everything_in_order_and_ends_completed(
    qtbot: QtBot, runner: GenerationRunner, service: FakeService, ends: Ends
):
    service.price = 250_000
    told: list[str] = []
    readings: list[float] = []
    costs: list[object] = []
    runner.started.connect(lambda _id: told.append("started"))
    runner.storyboardReady.connect(lambda _id, _board: told.append("storyboard"))
    runner.sceneReady.connect(lambda _id, take: told.append(f"take {take.scene}"))
    runner.noted.connect(lambda _id, _text: told.append("noted"))
    runner.progressed.connect(lambda _id, percent, _text: readings.append(percent))
    runner.costAdded.connect(lambda _id, _entry, total: costs.append(total))
    generation = submit(qtbot, runner)
    all_ended(qtbot, runner)

    assert told == ["started", "storyboard", "noted", "take 1", "take 2", "take 3", "take 4"]
    assert readings == sorted(readings)
    assert readings[-1] == 100
    assert costs == [250_000 * n for n in range(1, SCENES + 1)]
    ((ended, outcome),) = ends.outcomes
    assert ended == generation.id
    assert isinstance(outcome, Completed)


def test_a_fault_ends_as_failed(
    qtbot: QtBot, runner: GenerationRunner, service: FakeService, ends: Ends
):
    service.fault = MediaError("The clip is broken.", "Choose another one.")
    generation = submit(qtbot, runner)
    all_ended(qtbot, runner)
    assert ends.outcomes == [
        (generation.id, Failed("media", "The clip is broken.", "Choose another one."))
    ]


def test_a_bug_that_escapes_the_engine_still_ends(
    qtbot: QtBot,
    runner: GenerationRunner,
    service: FakeService,
    ends: Ends,
    caplog: pytest.LogCaptureFixture,
):
    service.bug = RuntimeError("a bug")
    generation = submit(qtbot, runner)
    all_ended(qtbot, runner)
    ((ended, outcome),) = ends.outcomes
    assert ended == generation.id
    assert isinstance(outcome, Failed)
    assert outcome.code == "bug"
    assert "a bug" in caplog.text


def test_cancelling_a_running_one_stops_it(
    qtbot: QtBot, runner: GenerationRunner, service: FakeService, ends: Ends
):
    service.holds = {"clip/3"}
    generation = submit(qtbot, runner)
    qtbot.waitUntil(service.reached.is_set, timeout=PATIENCE)
    runner.cancel(generation.id)
    all_ended(qtbot, runner)
    assert ends.outcomes == [(generation.id, WasCancelled(0, 2))]
    assert service.store.get(generation.id).is_cancelled


def test_one_cancelled_while_it_waits_never_starts(
    qtbot: QtBot, runner: GenerationRunner, service: FakeService, ends: Ends
):
    service.holds = {"enhance"}
    first = submit(qtbot, runner)
    second = submit(qtbot, runner)
    assert runner.is_waiting(second.id)
    with qtbot.waitSignal(runner.ended, timeout=PATIENCE):
        runner.cancel(second.id)
    assert ends.outcomes == [(second.id, WasCancelled(0, 0))]
    assert service.store.get(second.id).is_cancelled
    service.release()
    all_ended(qtbot, runner)
    assert service.ran == [first.id]


def test_a_cancel_of_one_does_not_stop_the_next(
    qtbot: QtBot, runner: GenerationRunner, service: FakeService, ends: Ends
):
    service.holds = {"enhance"}
    first = submit(qtbot, runner)
    second = submit(qtbot, runner)
    qtbot.waitUntil(service.reached.is_set, timeout=PATIENCE)
    service.holds = set()
    runner.cancel(first.id)
    all_ended(qtbot, runner)
    assert ends.outcomes[0] == (first.id, WasCancelled(0, 0))
    assert ends.outcomes[1][0] == second.id
    assert isinstance(ends.outcomes[1][1], Completed)


def test_as_many_run_at_a_time_as_are_set(
    qtbot: QtBot, runner: GenerationRunner, service: FakeService
):
    service.holds = {"enhance"}
    generations = [submit(qtbot, runner) for _ in range(4)]
    assert [g.id for g in generations if runner.is_waiting(g.id)] == [g.id for g in generations[1:]]
    runner.set_at_a_time(3)
    qtbot.waitUntil(lambda: len(service.ran) == 3, timeout=PATIENCE)
    assert [runner.is_waiting(g.id) for g in generations] == [False, False, False, True]
    service.release()
    all_ended(qtbot, runner)
    assert {g.status for g in service.store.list()} == {Status.COMPLETED}


def test_a_cancelled_one_can_be_resumed(
    qtbot: QtBot, runner: GenerationRunner, service: FakeService, ends: Ends
):
    service.holds = {"clip/2"}
    generation = submit(qtbot, runner)
    qtbot.waitUntil(service.reached.is_set, timeout=PATIENCE)
    runner.cancel(generation.id)
    all_ended(qtbot, runner)
    service.holds = set()
    with qtbot.waitSignal(runner.resumed, timeout=PATIENCE):
        runner.resume(generation.id)
    all_ended(qtbot, runner)
    assert [type(outcome) for _, outcome in ends.outcomes] == [WasCancelled, Completed]


def test_a_bad_request_is_refused_and_nothing_is_stored(
    qtbot: QtBot, runner: GenerationRunner, service: FakeService
):
    with qtbot.waitSignal(runner.refused, timeout=PATIENCE) as refused:
        runner.submit(Request("   "))
    fault = sent(refused)
    assert isinstance(fault, InvalidRequest)
    assert fault.field == "prompt"
    assert service.store.count() == 0
    assert not runner.active


class Flood(FakeService):
    """Sends far more readings than anybody can look at."""

    def run(self, generation, token, listen):  # noqa: ARG002
        for number in range(20_000):
            listen(Progressed(generation, number / 200, StageName.CLIPS, "Making the scenes"))
        outcome = Failed("flood", "Enough.")
        listen(Ended(generation, outcome))
        return outcome


def test_a_flood_of_readings_becomes_a_few_and_the_last_one_arrives(
    qtbot: QtBot, service: FakeService
):
    runner = GenerationRunner(Flood(service.store, service.folder, service.video), at_a_time=1)
    shown: list[float] = []
    order: list[str] = []
    runner.progressed.connect(lambda _id, percent, _text: shown.append(percent))
    runner.progressed.connect(lambda *_: order.append("progress"))
    runner.ended.connect(lambda *_: order.append("end"))
    submit(qtbot, runner)
    all_ended(qtbot, runner)
    runner.close()
    assert shown[-1] == 19_999 / 200
    assert len(shown) < 200
    assert order[-1] == "end"
    assert order.count("end") == 1


def test_signals_arrive_on_the_main_thread(qtbot: QtBot, runner: GenerationRunner):
    threads: set[threading.Thread] = set()
    runner.progressed.connect(lambda *_: threads.add(threading.current_thread()))
    runner.ended.connect(lambda *_: threads.add(threading.current_thread()))
    submit(qtbot, runner)
    all_ended(qtbot, runner)
    assert threads == {threading.main_thread()}


def test_closing_stops_what_runs_for_another_time(qtbot: QtBot, service: FakeService):
    service.holds = {"clip/1"}
    runner = GenerationRunner(service, at_a_time=1)
    generation = submit(qtbot, runner)
    qtbot.waitUntil(service.reached.is_set, timeout=PATIENCE)
    ends = Ends(runner)
    runner.close()
    stopped = service.store.get(generation.id)
    assert (stopped.status, stopped.owner) == (Status.PROCESSING, None)
    assert ends.outcomes == [(generation.id, WasStopped(0))]
