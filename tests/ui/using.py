"""What a person does with the window in many tests."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.conftest import PATIENCE
from tests.ui.service import FakeService
from vidgen_desktop.ui.main_window import MainWindow


def make(qtbot: QtBot, window: MainWindow, prompt: str = "Bees dance.") -> None:
    window.show_new()
    window.prompt.field.edit.setPlainText(prompt)
    qtbot.mouseClick(window.prompt.submit, Qt.MouseButton.LeftButton)


def hold(qtbot: QtBot, window: MainWindow, service: FakeService, step: str) -> None:
    """Make a video and stop the clock at a step, with the page showing it."""
    service.reached.clear()
    service.released.clear()
    service.holds = {step}
    make(qtbot, window)
    qtbot.waitUntil(service.reached.is_set, timeout=PATIENCE)
    qtbot.waitUntil(window.page.progress.isVisible, timeout=PATIENCE)


def idle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.runner.active, timeout=PATIENCE)
