"""Who is there, as the system's own locks tell it."""

import signal
import subprocess
import sys
import threading
from collections.abc import Generator
from pathlib import Path

import psutil
import pytest

from vidgen_desktop.core.errors import StoreError
from vidgen_desktop.store.makers.presence import Presence

THERE = """
import sys
from pathlib import Path
from vidgen_desktop.store.makers.presence import Presence
here = Presence(Path(sys.argv[1]))
print(here.id, flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "running"


@pytest.fixture
def other(folder: Path) -> Generator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", THERE, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield process
        process.kill()


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_who_only_looks_leaves_no_trace(folder: Path) -> None:
    here = Presence(folder)
    assert not here.is_alive("0" * 32)
    assert not here.is_alive(None)
    assert not here.is_alive("../vidgen")
    assert not folder.exists()


def test_several_in_one_process_see_each_other_come_and_go(folder: Path) -> None:
    one, two = Presence(folder), Presence(folder)
    assert one.id == one.id != two.id
    assert one.is_alive(one.id)
    name = two.id
    assert one.is_alive(name)
    two.close()
    assert not one.is_alive(name)
    one.close()
    assert list(folder.iterdir()) == []


def test_a_process_is_there_until_it_is_killed(folder: Path, other: subprocess.Popen[str]) -> None:
    here, name = Presence(folder), said(other)
    assert here.is_alive(name)
    other.kill()
    other.wait()
    assert not here.is_alive(name)
    assert (folder / f"{name}.lock").exists()
    assert here.id  # whoever comes tidies up
    assert [path.stem for path in folder.iterdir()] == [here.id]
    here.close()


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="nobody can be stopped here")
def test_one_that_is_stopped_is_still_there(folder: Path, other: subprocess.Popen[str]) -> None:
    here, name = Presence(folder), said(other)
    psutil.Process(other.pid).suspend()
    assert here.is_alive(name)


def test_who_looks_at_the_same_time_takes_nobody_for_alive(folder: Path) -> None:
    gone = Presence(folder)
    name = gone.id
    gone.close()
    (folder / f"{name}.lock").touch()  # as a killed one leaves it
    found: list[bool] = []
    looks = [
        threading.Thread(target=lambda: found.append(Presence(folder).is_alive(name)))
        for _ in range(8)
    ]
    for look in looks:
        look.start()
    for look in looks:
        look.join()
    assert found == [False] * 8


def test_many_who_come_at_once_are_all_there(folder: Path) -> None:
    everybody = [Presence(folder) for _ in range(8)]
    arrivals = [threading.Thread(target=lambda one=one: one.id) for one in everybody]
    for arrival in arrivals:
        arrival.start()
    for arrival in arrivals:
        arrival.join()
    assert all(here.is_alive(one.id) for here in everybody for one in everybody)
    for one in everybody:
        one.close()


def test_a_file_that_cannot_be_opened_is_told_of_once(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    owner = "0" * 32
    (folder / f"{owner}.lock").mkdir(parents=True)  # which nobody can open for writing
    here = Presence(folder)
    assert here.is_alive(owner)
    assert here.is_alive(owner)
    assert caplog.text.count("It is not known whether") == 1


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be made and locked"):
        _ = Presence(tmp_path / "file" / "running").id
