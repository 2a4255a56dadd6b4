"""No handler gets a key; what comes a thousand times makes four lines; what others may read."""

import io
import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from vidgen_desktop import logs
from vidgen_desktop.config import Folders
from vidgen_desktop.keys import Key, Where
from vidgen_desktop.redaction import GONE, note_environment, redact

CANARY = "canary-4f71-0a9b-77"

log = logging.getLogger("vidgen.test")


class State(StrEnum):
    DONE = "done"


@pytest.fixture
def folders(tmp_path: Path) -> Iterator[Folders]:
    Key(CANARY, Where.SESSION)
    found = Folders(tmp_path, tmp_path / "videos")
    logs.configure_logs(found)
    yield found
    logs.release_logs()


@pytest.fixture
def foreign() -> Iterator[io.StringIO]:
    """What a library of somebody else writes with a handler of its own."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logger = logging.getLogger("somebody.else")
    logger.addHandler(handler)
    yield stream
    logger.removeHandler(handler)


def lines(folders: Folders) -> list[dict[str, Any]]:
    text = (folders.logs / logs.FILE_NAME).read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_a_key_that_is_split_over_the_arguments_is_removed(folders: Folders) -> None:
    log.warning("sent %s%s", CANARY[:6], CANARY[6:])
    assert lines(folders)[0]["event"] == f"sent {GONE}"


def test_a_key_in_quotes_is_removed_before_the_quotes_are_escaped(folders: Folders) -> None:
    log.warning('headers {"api_key": "%s"}', "0a1b2c3d4e5f")
    assert lines(folders)[0]["event"] == f'headers {{"api_key": "{GONE}"}}'


def test_a_key_in_the_quotes_of_a_traceback_is_removed_too(folders: Folders) -> None:
    try:
        int('{"api_key": "0a1b2c3d4e5f"}')
    except ValueError:
        log.exception("a bug")
    assert "0a1b2c3d4e5f" not in lines(folders)[0]["exception"]


def test_handlers_of_other_libraries_get_no_key(folders: Folders, foreign: io.StringIO) -> None:
    theirs = logging.getLogger("somebody.else")
    try:
        int(f"refused {CANARY}")
    except ValueError:
        theirs.exception("a call with %s", CANARY, stack_info=True)
    for text in (foreign.getvalue(), (folders.logs / logs.FILE_NAME).read_text("utf-8")):
        assert "ValueError: invalid literal" in text
        assert CANARY not in text


@pytest.mark.usefixtures("folders")
def test_what_is_added_to_a_record_holds_no_key() -> None:
    seen = io.StringIO()
    handler = logging.StreamHandler(seen)
    handler.setFormatter(logging.Formatter("%(message)s %(also)s", defaults={"also": ""}))
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        log.warning("added", extra={"also": {"key": CANARY}})
    finally:
        root.removeHandler(handler)
    said = seen.getvalue()
    assert "added {'key':" in said
    assert CANARY not in said


def test_warnings_of_python_hold_no_key(tmp_path: Path) -> None:
    code = f"""
import sys, warnings
from pathlib import Path
from vidgen_desktop import logs
from vidgen_desktop.config import Folders

logs.configure_logs(Folders(Path(sys.argv[1]), Path(sys.argv[1])))
warnings.warn("a slow answer for {CANARY}")
"""
    variables = {**os.environ, "VIDGEN_KEY_SOMEBODY": CANARY}
    command = [sys.executable, "-c", code, str(tmp_path)]
    subprocess.run(command, check=True, env=variables)
    written = (tmp_path / "logs" / logs.FILE_NAME).read_text("utf-8")
    assert "a slow answer for" in written
    assert CANARY not in written


def test_values_of_secret_variables_are_known() -> None:
    note_environment(
        {
            "OTHER_API_KEY": "mellow-9-tulips",
            "SOME_PASSWORD": "hunter2-hunter2",
            "KEY_FILE": "/etc/keys/first-1",
            "DB_TOKEN": "ordinary",
            "LANG": "en_GB.UTF-8",
        }
    )
    said = redact("mellow-9-tulips hunter2-hunter2 /etc/keys/first-1 ordinary en_GB.UTF-8")
    assert said == f"{GONE} {GONE} /etc/keys/first-1 ordinary en_GB.UTF-8"


def test_a_bug_that_happens_a_thousand_times_makes_four_lines(folders: Folders) -> None:
    for n in range(1000):
        try:
            _ = {}[n]
        except KeyError:
            log.exception("a bug in %s", "the list")
    found = lines(folders)
    assert [line["event"].partition(",")[0] for line in found] == [
        "a bug in the list",
        "a bug in the list (10 times now",
        "a bug in the list (100 times now",
        "a bug in the list (1000 times now",
    ]
    assert ["exception" in line for line in found] == [True, False, False, False]
    assert "KeyError" in found[1]["event"]


def test_two_bugs_of_one_kind_are_told_apart(folders: Folders) -> None:
    def first() -> None:
        _ = 1 / 0

    def second() -> None:
        _ = 2 / 0

    for work in (first, second):
        try:
            work()
        except ZeroDivisionError:
            log.exception("a bug")
    assert ["exception" in line for line in lines(folders)] == [True, True]


def test_a_line_has_a_form_without_a_persons_words(folders: Folders) -> None:
    log.warning("%s of %d in %s (%s): %r", "clip/3", 8, State.DONE, "not_found", "My divorce")
    log.warning("failed: %s", ValueError("My divorce"))
    log.warning("nothing to hide in %.1f s", 2.0)
    logging.getLogger("somebody.else").warning("opened My divorce")
    told = [line.get("wordless", line["event"]) for line in lines(folders)]
    assert told == [
        "clip/3 of 8 in done (not_found): …",
        "failed: ValueError",
        "nothing to hide in 2.0 s",
        "…",
    ]
