"""One JSON line per record, with the generation and stage, from any thread and process."""

import json
import logging
import subprocess
import sys
import threading
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from vidgen_desktop import logs
from vidgen_desktop.config import Folders
from vidgen_desktop.core.run.scope import scope

WRITER = """
import logging, sys
from pathlib import Path
from vidgen_desktop import logs
from vidgen_desktop.config import Folders

where = Folders(Path(sys.argv[1]), Path(sys.argv[1]))
logs.configure_logs(where, file_bytes=20_000, files=60)
print("ready", flush=True)
sys.stdin.readline()
for n in range(1000):
    logging.getLogger("vidgen.test").info("process %s line %03d %s", sys.argv[2], n, "x" * 100)
"""

log = logging.getLogger("vidgen.test")


@pytest.fixture
def folders(tmp_path: Path) -> Generator[Folders]:
    yield Folders(tmp_path / "home", tmp_path / "videos")
    logs.release_logs()


def lines(folders: Folders) -> list[dict[str, Any]]:
    text = (folders.logs / logs.FILE_NAME).read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_a_line_says_when_what_and_for_which_generation(folders: Folders) -> None:
    logs.configure_logs(folders)
    with scope(7, "clips"):
        log.info("progress %.1f", 44.0)
    (line,) = lines(folders)
    assert line["event"] == "progress 44.0"
    assert (line["level"], line["logger"]) == ("info", "vidgen.test")
    assert (line["generation"], line["stage"]) == (7, "clips")
    assert line["timestamp"].endswith("Z")


def test_outside_a_run_there_is_no_generation(folders: Folders) -> None:
    logs.configure_logs(folders)
    log.warning("the disk is slow")
    (line,) = lines(folders)
    assert "generation" not in line
    assert "stage" not in line


def test_each_thread_has_its_own_generation(folders: Folders) -> None:
    logs.configure_logs(folders)

    def work(generation: int) -> None:
        with scope(generation, "clips"):
            for _ in range(20):
                log.info("of %d", generation)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(lines(folders)) == 100
    assert all(line["event"] == f"of {line['generation']}" for line in lines(folders))


def test_a_traceback_is_in_its_line(folders: Folders) -> None:
    logs.configure_logs(folders)
    try:
        _ = 7 / 0
    except ZeroDivisionError:
        log.exception("a bug")
    (line,) = lines(folders)
    assert line["level"] == "error"
    assert "ZeroDivisionError: division by zero" in line["exception"]
    assert "test_logs.py" in line["exception"]


@pytest.mark.parametrize("text", ["鯨は歌う 😺", "line\nbreak", "a “quote”", "lone \udce9 byte"])
def test_any_text_is_one_line_and_comes_back(folders: Folders, text: str) -> None:
    logs.configure_logs(folders)
    log.info("title %s", text)
    (line,) = lines(folders)
    assert line["event"] == f"title {text}"


def test_details_are_kept_only_when_asked_for(folders: Folders) -> None:
    logs.configure_logs(folders)
    log.debug("a detail")
    logging.getLogger("alembic").info("of others")
    assert not (folders.logs / logs.FILE_NAME).exists()  # made by the first line
    logs.configure_logs(folders, verbose=2)
    log.debug("a detail")
    assert [line["event"] for line in lines(folders)] == ["a detail"]


def test_the_terminal_is_quiet_unless_asked(
    folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.configure_logs(folders)
    log.error("failed")
    assert capsys.readouterr().err == ""
    logs.configure_logs(folders, verbose=1)
    with scope(3, "plan"):
        log.info("progress 12.0")
    err = capsys.readouterr().err
    assert "progress 12.0" in err
    assert "generation=3" in err
    assert capsys.readouterr().out == ""


def test_configuring_again_does_not_double_the_lines(folders: Folders) -> None:
    for _ in range(3):
        logs.configure_logs(folders)
    log.info("once")
    assert len(lines(folders)) == 1


def test_a_folder_that_cannot_be_written_is_told_and_not_fatal(
    folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    folders.data.write_text("in the way")
    logs.configure_logs(folders)
    log.error("failed")
    log.error("failed again")
    err = capsys.readouterr().err
    assert err.count("No log is kept") == 1
    assert "failed again" in err


@pytest.mark.parametrize("name", [logs.FILE_NAME, ".__vidgen.lock"])
def test_a_file_that_cannot_be_opened_is_told_too(
    folders: Folders, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (folders.logs / name).mkdir(parents=True)
    logs.configure_logs(folders)
    log.error("failed")
    err = capsys.readouterr().err
    assert "No log is kept" in err
    assert "failed" in err


def test_the_files_rotate_and_are_five(folders: Folders) -> None:
    logs.configure_logs(folders, file_bytes=2_000)
    for n in range(200):
        log.info("line %03d %s", n, "x" * 100)
    files = sorted(path for path in folders.logs.iterdir() if path.name.startswith("vidgen"))
    assert len(files) == 5
    assert all(path.stat().st_size <= 2_500 for path in files)
    assert lines(folders)[-1]["event"].startswith("line 199")


def test_processes_share_the_file_through_its_rotations(folders: Folders) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folders.data), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in "abc"
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    complaints = [writer.communicate()[1] for writer in writers]
    assert complaints == [""] * 3
    files = [path for path in folders.logs.iterdir() if path.name.startswith("vidgen")]
    assert len(files) > 1
    events = [json.loads(line)["event"] for path in files for line in path.read_text().splitlines()]
    expected = {f"process {name} line {n:03}" for name in "abc" for n in range(1000)}
    # 3,000 lines of about 280 bytes are 840 kB; sixty files of 20 kB keep them all.
    assert {event.rpartition(" ")[0] for event in events} == expected
    assert len(events) == 3000
    assert max(path.stat().st_size for path in files) <= 21_000


def test_nothing_that_writes_is_loaded_until_there_is_something_to_write(tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
from vidgen_desktop import logs
from vidgen_desktop.config import Folders

logs.configure_logs(Folders(Path(sys.argv[1]), Path(sys.argv[1])))
print("structlog" in sys.modules, "concurrent_log_handler" in sys.modules)
"""
    said = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert said.stdout == "False False\n"
