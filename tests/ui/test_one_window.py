"""One window for each data folder: a second start brings the first to the front, and gives way."""

import json
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from tests.ui.conftest import PATIENCE, sent
from vidgen_desktop.ui.session.door import Call, Door
from vidgen_desktop.ui.session.one_window import WindowSilent, seat_or_give_way
from vidgen_desktop.ui.session.seat import Place, Seat, place_of, take_seat

SOON = 10.0  # seconds that a knock may take on a busy machine


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return place_of(tmp_path, "default")


@pytest.fixture
def seat(place: Place) -> Iterator[Seat]:
    seat = take_seat(place)
    assert seat is not None
    yield seat
    seat.leave()


@pytest.fixture
def door(seat: Seat, place: Place) -> Iterator[Door]:
    owner = QObject()
    door = Door(owner)
    assert door.open(place)
    yield door
    door.close()
    seat.leave()


SECOND = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from vidgen_desktop.ui.session.one_window import seat_or_give_way
from vidgen_desktop.ui.session.seat import place_of
application = QCoreApplication([])
seat = seat_or_give_way(place_of(Path(sys.argv[1]), "default"), json.loads(sys.argv[2]), 10.0)
sys.exit(0 if seat is None else 7)
"""

Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start Vidgen's window a second time, as far as the question who is first."""
    started: list[subprocess.Popen[bytes]] = []

    def start(prompt: str | None, folder: Path = tmp_path) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-c", SECOND, str(folder), json.dumps(prompt)]
        started.append(subprocess.Popen(command))
        return started[-1]

    yield start
    for one in started:
        one.kill()
        one.wait()


def gave_way(qtbot: QtBot, second: "subprocess.Popen[bytes]") -> bool:
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=PATIENCE)
    return second.returncode == 0


@pytest.mark.parametrize("prompt", [None, "Bees dance.\n“Quoted” \udcff 蜜蜂", ""])
def test_a_second_start_hands_over_its_prompt_and_gives_way(
    qtbot: QtBot, door: Door, start: Start, prompt: str | None
):
    with qtbot.waitSignal(door.called, timeout=PATIENCE) as called:
        second = start(prompt)
    assert sent(called) == Call(prompt)
    assert gave_way(qtbot, second)


@pytest.mark.usefixtures("seat")
def test_a_start_while_the_first_is_not_listening_yet_waits_for_it(
    qtbot: QtBot, place: Place, start: Start
):
    second = start("Bees dance.")
    owner = QObject()
    door = Door(owner)
    with qtbot.waitSignal(door.called, timeout=PATIENCE):
        assert door.open(place)
    assert gave_way(qtbot, second)


def test_the_seat_of_a_window_that_closes_is_taken_over(place: Place, seat: Seat):
    assert take_seat(place) is None
    seat.leave()
    taken = seat_or_give_way(place, "Bees dance.", SOON)
    assert taken is not None
    taken.leave()


@pytest.mark.usefixtures("qapp", "seat")
def test_a_window_that_is_stopped_is_told_of_and_gets_no_prompt_later(place: Place):
    """Connections to a stopped process are taken by the system, and nobody speaks."""
    with socket.socket(socket.AF_UNIX) as stopped:
        stopped.bind(place.server)
        stopped.listen()
        with pytest.raises(WindowSilent, match=r"does not answer\. Wait until it does"):
            seat_or_give_way(place, "Bees dance.", 0.2)
        caller, _ = stopped.accept()
        with caller:
            assert caller.recv(100) == b""


def test_what_is_no_call_is_put_down_and_the_next_is_heard(
    qtbot: QtBot, door: Door, place: Place, start: Start
):
    calls: list[Call] = []
    door.called.connect(calls.append)
    for rubbish in (b"\x00\xff rubbish\n", b'{"prompt": 3, "activation": ""}\n', b"[]\n"):
        caller = QLocalSocket()
        with qtbot.waitSignal(caller.disconnected, timeout=PATIENCE):
            caller.connectToServer(place.server)
            caller.write(rubbish)
    second = start(None)
    assert gave_way(qtbot, second)
    assert calls == [Call()]


KILLED = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QObject
from vidgen_desktop.ui.session.door import Door
from vidgen_desktop.ui.session.seat import place_of, take_seat
application = QCoreApplication([])
place = place_of(Path(sys.argv[1]), "default")
seat, owner = take_seat(place), QObject()
assert seat is not None and Door(owner).open(place)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_window_leaves_is_in_nobodys_way(
    qtbot: QtBot, place: Place, start: Start, tmp_path: Path
):
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    assert Path(place.server).exists()
    seat = seat_or_give_way(place, None, SOON)
    assert seat is not None
    owner = QObject()
    door = Door(owner)
    assert door.open(place)
    with qtbot.waitSignal(door.called, timeout=PATIENCE):
        second = start(None)
    assert gave_way(qtbot, second)
    seat.leave()


@pytest.mark.usefixtures("seat")
def test_each_folder_and_each_profile_has_a_window_of_its_own(tmp_path: Path):
    for place in (place_of(tmp_path / "other", "default"), place_of(tmp_path, "another")):
        own = take_seat(place)
        assert own is not None
        own.leave()


def test_a_folder_too_deep_for_a_socket_is_met_elsewhere(
    qtbot: QtBot, tmp_path: Path, start: Start
):
    deep = tmp_path / ("d" * 100)
    place = place_of(deep, "default")
    seat = take_seat(place)
    assert seat is not None
    owner = QObject()
    door = Door(owner)
    assert door.open(place)
    with qtbot.waitSignal(door.called, timeout=PATIENCE):
        second = start(None, deep)
    assert gave_way(qtbot, second)
    door.close()
    seat.leave()
