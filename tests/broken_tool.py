"""An ffmpeg that does not work, named as the person names theirs."""

import shlex
import sys
from pathlib import Path

import pytest

from tests.measure import FFMPEG
from vidgen_desktop.media.children.binary import OVERRIDE

NO_PROGRAM = "no program"
OVER_A_FILE = "crashed over a file"  # whichever it is given; it works otherwise
ONCE = "crashed once"
_SCRIPTS = {
    "killed": "kill -KILL $$",
    "crashed": "kill -SEGV $$",
    # Megabytes in which ffmpeg starts, but finds no room for its threads or what they need.
    "short of memory": f'ulimit -v 100000; exec {shlex.quote(FFMPEG)} "$@"',
}
WAYS = (NO_PROGRAM, *_SCRIPTS)
_SCRIPTS[OVER_A_FILE] = f"""
case "$*" in *file:*) kill -SEGV $$;; esac
exec {shlex.quote(FFMPEG)} "$@"
"""
_SCRIPTS[ONCE] = f"""
mkdir "$0 already" 2> /dev/null && kill -SEGV $$
exec {shlex.quote(FFMPEG)} "$@"
"""


def break_ffmpeg(way: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on ffmpeg cannot be started or is ended by the system, until `mend_ffmpeg`."""
    tool = folder / f"ffmpeg {way}"
    if way == NO_PROGRAM:
        tool.write_text("This may not be executed.")
    elif sys.platform == "win32":
        pytest.skip("the scripts are of POSIX")
    else:
        tool.write_text(f"#!/bin/sh\n{_SCRIPTS[way]}\n")
        tool.chmod(0o755)
    monkeypatch.setenv(OVERRIDE, str(tool))


def mend_ffmpeg(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one that comes with the program works again."""
    monkeypatch.delenv(OVERRIDE)
