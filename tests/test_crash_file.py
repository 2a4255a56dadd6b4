"""A hard crash is found by the next start, with where every thread was."""

import subprocess
import sys
from pathlib import Path

from vidgen_desktop import crash_file

WATCHED = """
import ctypes, faulthandler, os, sys
from pathlib import Path
from vidgen_desktop import crash_file

crash_file.watch(Path(sys.argv[1]))

def paint_the_window():
    ctypes.string_at(0)
"""


def end(folder: Path, code: str) -> int:
    command = [sys.executable, "-c", WATCHED + code, str(folder)]
    return subprocess.run(command, check=False, capture_output=True).returncode


def test_a_crash_is_found_once_and_kept_for_a_report(tmp_path: Path) -> None:
    assert end(tmp_path, "paint_the_window()") != 0
    (crash,) = crash_file.untold(tmp_path)
    assert "Segmentation fault" in crash.text or "access violation" in crash.text
    assert "in paint_the_window" in crash.text
    crash_file.mark_told([crash])
    assert crash_file.untold(tmp_path) == []
    newest = crash_file.newest(tmp_path)
    assert newest is not None
    assert newest.text == crash.text


def test_an_abort_is_a_crash(tmp_path: Path) -> None:
    assert end(tmp_path, "os.abort()") != 0
    assert "Abort" in crash_file.untold(tmp_path)[0].text


def test_every_other_end_leaves_nothing(tmp_path: Path) -> None:
    assert end(tmp_path, "") == 0
    assert end(tmp_path, "raise ValueError('a bug')") == 1
    assert end(tmp_path, "sys.exit(3)") == 3
    assert list(tmp_path.iterdir()) == []


def test_a_kill_is_no_crash_and_its_empty_file_goes(tmp_path: Path) -> None:
    end(tmp_path, "os.kill(os.getpid(), 9)")
    assert len(list(tmp_path.iterdir())) == 1
    assert crash_file.untold(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_a_program_that_runs_has_not_crashed(tmp_path: Path) -> None:
    code = 'crash_file._open["file"].write(b"so far so good"); print("ready", flush=True); input()'
    running = subprocess.Popen(
        [sys.executable, "-c", WATCHED + code, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert running.stdout is not None
    assert running.stdout.readline() == b"ready\n"
    assert crash_file.untold(tmp_path) == []
    assert len(list(tmp_path.iterdir())) == 1
    running.communicate(b"\n")
    assert list(tmp_path.iterdir()) == []


def test_only_a_few_are_kept(tmp_path: Path) -> None:
    for number in range(8):
        (tmp_path / f"crash-{number:x}-no.txt").write_text("Fatal Python error")
    crashes = crash_file.untold(tmp_path)
    assert len(crashes) == 8
    crash_file.mark_told(crashes)
    assert len(list(tmp_path.iterdir())) == crash_file.KEPT


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert end(tmp_path / "file" / "logs", "") == 0
