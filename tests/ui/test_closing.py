"""Closing the window while videos are being made: nothing of them is lost, whatever is chosen."""

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import PATIENCE
from tests.ui.pressing import press
from tests.ui.service import FakeService
from tests.ui.using import hold, idle, make
from vidgen_desktop.core.model import Status
from vidgen_desktop.ui.main_window import MainWindow
from vidgen_desktop.ui.questions import CloseQuestion, Closing


def test_while_nothing_runs_it_does_not_ask(qtbot: QtBot, window: MainWindow):
    with qtbot.waitSignal(window.closed):
        window.close()
    assert not window.isVisible()


@pytest.mark.parametrize("running", [1, 3])
def test_the_question_has_the_choice_that_loses_nothing_as_its_default(
    window: MainWindow, running: int
):
    question = CloseQuestion(window, running)
    assert question.box.defaultButton().text() == "Stop and go on next time"
    assert question.box.escapeButton() is question.buttons[Closing.STAY]
    cancel = question.buttons[Closing.CANCEL].text()
    assert cancel == ("Cancel the video" if running == 1 else "Cancel the videos")


def test_it_can_be_taken_back(qtbot: QtBot, window: MainWindow, service: FakeService):
    hold(qtbot, window, service, "clip/1")
    press(window, "Stay")
    window.close()
    assert window.isVisible()
    assert window.runner.active


def test_it_can_stop_what_runs_so_that_it_goes_on_next_time(
    qtbot: QtBot, window: MainWindow, service: FakeService
):
    window.runner.set_at_a_time(1)
    hold(qtbot, window, service, "clip/3")
    make(qtbot, window, "The second one waits.")
    qtbot.waitUntil(lambda: len(window.runner.active) == 2, timeout=PATIENCE)
    press(window, "Stop and go on next time")
    with qtbot.waitSignal(window.closed, timeout=PATIENCE):
        window.close()
    stopped, waiting = service.store.get(1), service.store.get(2)
    assert (stopped.status, stopped.owner) == (Status.PROCESSING, None)
    assert len(service.store.takes(1)) == 2
    assert waiting.status is Status.PENDING


def test_it_can_cancel_what_runs(qtbot: QtBot, window: MainWindow, service: FakeService):
    hold(qtbot, window, service, "clip/2")
    press(window, "Cancel the video")
    with qtbot.waitSignal(window.closed, timeout=PATIENCE):
        window.close()
    assert service.store.get(1).is_cancelled


def test_it_can_finish_first(qtbot: QtBot, window: MainWindow, service: FakeService):
    hold(qtbot, window, service, "clip/2")
    press(window, "Finish in the background")
    window.close()
    assert not window.isVisible()
    assert window.runner.active
    with qtbot.waitSignal(window.closed, timeout=PATIENCE):
        service.release()
    assert service.store.get(1).status is Status.COMPLETED


def test_a_hidden_window_that_is_wanted_again_stays(
    qtbot: QtBot, window: MainWindow, service: FakeService
):
    hold(qtbot, window, service, "clip/2")
    press(window, "Finish in the background")
    window.close()
    window.come_forward()
    assert window.isVisible()
    service.release()
    idle(qtbot, window)
    assert window.isVisible()


def test_what_was_asked_for_in_the_last_moment_is_stored(
    qtbot: QtBot, window: MainWindow, service: FakeService
):
    hold(qtbot, window, service, "clip/2")
    make(qtbot, window, "One more.")
    window.leave()
    assert [one.title for one in service.store.list()] == ["One more.", "Bees dance."]


def test_it_can_end_without_being_asked(qtbot: QtBot, window: MainWindow, service: FakeService):
    hold(qtbot, window, service, "clip/2")
    with qtbot.waitSignal(window.closed, timeout=PATIENCE):
        window.leave()
    assert not window.isVisible()
    assert service.store.get(1).owner is None
    window.leave()  # the end of the application leaves once more
