"""Whether a video that another process makes is said to be stale: by silence, not by a clock."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.conftest import PATIENCE
from tests.ui.service import FakeService
from vidgen_desktop.core.model import Generation, Request, now
from vidgen_desktop.core.run.silence import LEASE_SECONDS, TICK_SECONDS
from vidgen_desktop.ui.main_window import MainWindow

LOOKS = int(LEASE_SECONDS / TICK_SECONDS) + 1


class Clock:
    """Running time that passes faster than ours."""

    def __init__(self, step: float = TICK_SECONDS) -> None:
        self.step = step
        self._at = 0.0

    def __call__(self) -> float:
        self._at += self.step
        return self._at


@pytest.fixture
def made(qtbot: QtBot, window: MainWindow, service: FakeService) -> Generation:
    """A video that somebody makes who was last heard of an hour ago, on the page."""
    store = service.store
    generation = store.create(Request("Old"), "Old")
    store.claim(generation.id)
    store.save_progress(generation.id, 30.0, "Making scene 1 of 8", now() - timedelta(hours=1))
    window.follower.show(generation.id)
    qtbot.waitUntil(window.page.progress.isVisible, timeout=PATIENCE)
    window.watcher.clock = Clock()
    return store.get(generation.id)


def look(qtbot: QtBot, window: MainWindow, times: int) -> None:
    for _ in range(times):
        with qtbot.waitSignal(window.watcher.silent, timeout=PATIENCE):
            window.watcher.look()


@pytest.mark.usefixtures("made")
def test_no_time_of_day_makes_it_stale(qtbot: QtBot, window: MainWindow):
    look(qtbot, window, 3)
    assert not window.page.progress.stale.isVisible()


@pytest.mark.usefixtures("made")
def test_a_machine_that_slept_a_day_between_two_looks_makes_it_no_older(
    qtbot: QtBot, window: MainWindow
):
    window.watcher.clock = Clock(step=86_400.0)
    look(qtbot, window, 5)
    assert not window.page.progress.stale.isVisible()


def test_silence_offers_to_wait_or_to_cancel(
    qtbot: QtBot, window: MainWindow, service: FakeService, made: Generation
):
    notice = window.page.progress.stale
    look(qtbot, window, LOOKS + 1)
    assert notice.isVisible()
    assert notice.words.text().startswith("Nothing has happened for more than a minute.")
    qtbot.mouseClick(notice.wait_button, Qt.MouseButton.LeftButton)
    assert not notice.isVisible()
    look(qtbot, window, 3)
    assert not notice.isVisible()
    look(qtbot, window, LOOKS)
    assert notice.isVisible()
    qtbot.mouseClick(notice.cancel_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: service.store.cancellation_requested(made.id), timeout=PATIENCE)


def test_a_sign_of_life_ends_the_silence(
    qtbot: QtBot, window: MainWindow, service: FakeService, made: Generation
):
    look(qtbot, window, LOOKS + 1)
    assert window.page.progress.stale.isVisible()
    service.store.touch(made.id, now())
    look(qtbot, window, 2)
    assert not window.page.progress.stale.isVisible()
