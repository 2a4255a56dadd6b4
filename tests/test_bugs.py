"""What nothing caught: logged once with its traceback, told once, and the rest goes on."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

BEGIN = """
import sys, threading
from pathlib import Path
from vidgen_desktop import logs
from vidgen_desktop.bugs import hook
from vidgen_desktop.config import Folders
from vidgen_desktop.core.errors import DiskFull
from vidgen_desktop.core.run.scope import scope

logs.configure_logs(Folders(Path(sys.argv[1]), Path(sys.argv[1])))
hook.install()

def beside(work):
    thread = threading.Thread(target=work, name="beside")
    thread.start()
    thread.join()
"""


def run(folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", BEGIN + code, str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )


def lines(folder: Path) -> list[dict[str, Any]]:
    text = (folder / "logs" / "vidgen.log").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_what_the_main_thread_did_not_catch(tmp_path: Path) -> None:
    done = run(tmp_path, 'raise ValueError("in the main thread")')
    assert done.returncode == 1
    said = "Something went wrong inside Vidgen. To pass it on: vidgen report\n"
    assert done.stderr == said
    (line,) = lines(tmp_path)
    assert line["level"] == "critical"
    assert line["event"] == "a bug that nothing caught, in MainThread"
    assert "ValueError: in the main thread" in line["exception"]


def test_a_thread_that_fails_tells_once_and_the_program_goes_on(tmp_path: Path) -> None:
    code = """
def fail():
    with scope(7, "clips"):
        raise KeyError("in a thread")

for _ in range(1000):
    beside(fail)
print("went on")
"""
    done = run(tmp_path, code)
    assert (done.returncode, done.stdout) == (0, "went on\n")
    assert done.stderr.count("Something went wrong inside Vidgen.") == 1
    found = lines(tmp_path)
    assert len(found) == 4
    assert "KeyError: 'in a thread'" in found[0]["exception"]
    assert "1000 times now" in found[3]["event"]


def test_what_cannot_be_raised_is_logged_and_not_told(tmp_path: Path) -> None:
    code = """
class Bad:
    def __del__(self):
        raise OSError("in a finalizer")

del [Bad()][0]
"""
    done = run(tmp_path, code)
    assert (done.returncode, done.stderr) == (0, "")
    (line,) = lines(tmp_path)
    assert "in a finalizer" in line["exception"]


def test_a_fault_in_a_thread_tells_its_own_sentence(tmp_path: Path) -> None:
    code = """
def fail():
    raise DiskFull("The disk is full.", "Make room.")

hook.listen(print)
beside(fail)
"""
    assert run(tmp_path, code).stdout == "The disk is full. Make room.\n"


@pytest.mark.parametrize("end", ["SystemExit(3)", "KeyboardInterrupt()"])
def test_an_end_that_is_wanted_is_no_bug(tmp_path: Path, end: str) -> None:
    code = f"""
def fail():
    raise {end}

beside(fail)
"""
    done = run(tmp_path, code)
    assert (done.returncode, done.stderr) == (0, "")
    assert not (tmp_path / "logs" / "vidgen.log").exists()


def test_a_listener_that_fails_is_survived(tmp_path: Path) -> None:
    code = """
def tell(sentence):
    raise RuntimeError("nobody listens")

def fail():
    raise KeyError("in a thread")

hook.listen(tell)
beside(fail)
print("went on")
"""
    done = run(tmp_path, code)
    assert done.stdout == "went on\n"
    assert "(KeyError, RuntimeError)" in done.stderr
