"""Real windows as processes: one for each folder, ended by signals, beside the command line."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from vidgen_desktop.config import Settings, folders, home, own_command
from vidgen_desktop.core.model import Generation, Status
from vidgen_desktop.engine import Engine
from vidgen_desktop.store.repository import open_store
from vidgen_desktop.ui.look.style import Theme
from vidgen_desktop.ui.main_window import MainWindow
from vidgen_desktop.ui.session.seat import place_of, take_seat

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="other signals end a program there"),
]

PATIENCE = 60_000  # milliseconds, for a busy machine
PROMPT = "Bees dance. Flowers wait for them in the sun. Nobody is in a hurry there."


class Vidgen:
    """Starts the program in a home of the test's own, and ends what is left of it."""

    def __init__(self) -> None:
        self._started: list[subprocess.Popen[str]] = []

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        command = [*own_command(), *arguments]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self._started.append(process)
        return process

    def end(self) -> None:
        for process in self._started:
            process.kill()
            process.communicate()


@pytest.fixture
def vidgen(monkeypatch: pytest.MonkeyPatch) -> Iterator[Vidgen]:
    monkeypatch.setenv("QT_LOGGING_RULES", "qt.qpa*=false")
    vidgen = Vidgen()
    yield vidgen
    vidgen.end()


def stored() -> Sequence[Generation]:
    """What is in the database that the processes share."""
    settings = Settings()
    if not folders(settings).database.exists():
        return []
    with open_store(folders(settings).database, settings.profile) as store:
        return store.list()


def wait_until_taken(qtbot: QtBot) -> None:
    """Until a process is the window of this home."""
    place = place_of(home(), Settings().profile)

    def is_taken() -> bool:
        seat = take_seat(place)
        if seat is not None:
            seat.leave()
        return seat is None

    qtbot.waitUntil(is_taken, timeout=PATIENCE)


def wait_until_made(qtbot: QtBot, count: int) -> None:
    def are_made() -> bool:
        return [one.status for one in stored()] == [Status.PROCESSING] * count

    qtbot.waitUntil(are_made, timeout=PATIENCE)


def left() -> set[int]:
    settings = Settings()
    with open_store(folders(settings).database, settings.profile) as store:
        return {one.id for one in store.left()}


def test_a_second_start_hands_its_prompt_to_the_window_and_a_signal_stops_both_videos(
    qtbot: QtBot, vidgen: Vidgen
):
    window = vidgen.start("--prompt", PROMPT)
    wait_until_taken(qtbot)
    second = vidgen.start("--prompt", "The sea is wide. Ships cross it. Gulls follow them.")
    _, told = second.communicate(timeout=PATIENCE / 1000)
    assert (second.returncode, told.splitlines()[-1]) == (
        0,
        "Vidgen is open already. Its window comes to the front and has taken the prompt.",
    )
    wait_until_made(qtbot, 2)
    assert left() == set()
    window.send_signal(signal.SIGTERM)
    window.communicate(timeout=PATIENCE / 1000)
    assert window.returncode == 128 + signal.SIGTERM
    assert left() == {1, 2}


def test_of_several_that_start_at_once_one_is_the_window_and_ends_with_its_terminal(
    qtbot: QtBot, vidgen: Vidgen
):
    started = [vidgen.start() for _ in range(3)]
    qtbot.waitUntil(lambda: [one.poll() for one in started].count(0) == 2, timeout=PATIENCE)
    (window,) = (one for one in started if one.poll() is None)
    window.send_signal(signal.SIGHUP)
    window.communicate(timeout=PATIENCE / 1000)
    assert window.returncode == 128 + signal.SIGHUP


def test_the_window_shows_and_cancels_what_the_terminal_makes(
    qtbot: QtBot, qapp: QApplication, engine: Engine, vidgen: Vidgen
):
    window = MainWindow(engine, Settings(), Theme(qapp, Settings().appearance))
    with qtbot.waitExposed(window):
        window.show()
    window.begin()
    with closing(window):
        terminal = vidgen.start("generate", "--length", "20", "--json", PROMPT)
        qtbot.waitUntil(lambda: window.model.rowCount() == 1, timeout=PATIENCE)
        window.follower.show(1)
        panel = window.page.progress
        qtbot.waitUntil(panel.isVisible, timeout=PATIENCE)
        qtbot.waitUntil(lambda: panel.step.text().startswith("Making scene"), timeout=PATIENCE)
        panel.cancel.click()
        told, _ = terminal.communicate(timeout=PATIENCE / 1000)
        last = json.loads(told.splitlines()[-1])
        assert terminal.returncode == 130, last
        qtbot.waitUntil(window.page.ended.isVisible, timeout=PATIENCE)
        assert window.page.ended.heading.text() == "Cancelled"
