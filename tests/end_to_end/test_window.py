"""A person at the real window: types a prompt, watches, and sees the video play."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from vidgen_desktop.config import Settings
from vidgen_desktop.core.model import Status
from vidgen_desktop.engine import Engine
from vidgen_desktop.ui.look.style import Theme
from vidgen_desktop.ui.main_window import MainWindow

pytestmark = pytest.mark.slow

LONG_ENOUGH = 60_000  # milliseconds that a short video may take on a busy machine


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, engine: Engine) -> Iterator[MainWindow]:
    """The window as `app.open_window` builds it, on the real engine."""
    settings = Settings()
    window = MainWindow(engine, settings, Theme(qapp, settings.appearance))
    with qtbot.waitExposed(window):
        window.show()
    window.begin()
    yield window
    if window.runner.active:
        with qtbot.waitSignal(window.runner.ended, timeout=LONG_ENOUGH):
            window.runner.cancel_all()
    window.close()


def submit(qtbot: QtBot, window: MainWindow, prompt: str) -> None:
    """Type the prompt, choose the shortest length and press the button."""
    qtbot.keyClicks(window.prompt.field.edit, prompt)
    window.prompt.choices.length.box.setEditText("5 s")
    qtbot.mouseClick(window.prompt.submit, Qt.MouseButton.LeftButton)


def test_a_typed_prompt_becomes_a_playing_video(qtbot: QtBot, window: MainWindow, engine: Engine):
    readings: list[float] = []
    window.runner.progressed.connect(lambda _, percent, __: readings.append(percent))
    with qtbot.waitSignal(window.runner.ended, timeout=LONG_ENOUGH):
        submit(qtbot, window, "Bees dance.")

    (stored,) = engine.store.list()
    assert stored.status is Status.COMPLETED
    assert stored.result is not None
    assert Path(stored.result.video).exists()
    assert readings == sorted(readings)
    assert readings[-1] == 100
    _sees_it_play(qtbot, window)


def _sees_it_play(qtbot: QtBot, window: MainWindow) -> None:
    player = window.page.player
    qtbot.waitUntil(lambda: player.is_playing, timeout=LONG_ENOUGH)
    frames: list[None] = []
    player.framed.connect(lambda: frames.append(None))
    qtbot.waitUntil(lambda: len(frames) >= 5, timeout=LONG_ENOUGH)


def test_the_cancel_button_ends_it_and_the_library_says_so(
    qtbot: QtBot, window: MainWindow, engine: Engine
):
    with qtbot.waitSignal(window.runner.accepted, timeout=LONG_ENOUGH):
        submit(qtbot, window, "Bees dance. Flowers wait for them in the sun.")
    cancel = window.page.progress.cancel
    qtbot.waitUntil(lambda: bool(engine.store.takes(1)), timeout=LONG_ENOUGH)
    assert cancel.isVisible()
    with qtbot.waitSignal(window.runner.ended, timeout=LONG_ENOUGH):
        qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    assert engine.store.get(1).is_cancelled
    qtbot.waitUntil(lambda: not cancel.isVisible())
    qtbot.waitUntil(window.page.ended.isVisible)
