"""How a child is started so that it can be ended whole, and does not outlive us."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from typing import TypedDict

import psutil

NICENESS = 5


class StartOptions(TypedDict, total=False):
    """The keyword arguments of Popen that differ between systems."""

    creationflags: int
    start_new_session: bool


def start_options() -> StartOptions:
    """A session (or process group) of the child's own, and no console window."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return {"start_new_session": True}


def tied(command: Sequence[str]) -> list[str]:
    """The command, such that Linux ends it when we are killed.

    `setpriv` sets the parent-death signal and becomes the command; doing so in Python
    between fork and exec is not safe in a program with threads.
    """
    return [*_setpriv(), *command]


def give_way(process: subprocess.Popen[bytes]) -> None:
    """Let the window go first where processors are short; alone, the child is as fast."""
    with suppress(psutil.Error):
        lower = psutil.BELOW_NORMAL_PRIORITY_CLASS if sys.platform == "win32" else NICENESS
        psutil.Process(process.pid).nice(lower)


def end_tree(process: subprocess.Popen[bytes]) -> None:
    """Kill a child and everything it started. Quick; never raises; may be called twice."""
    descendants = _descendants(process.pid) if process.returncode is None else []
    if sys.platform != "win32":
        # Its group may outlive it, if it crashed and left children behind.
        _quietly_kill_group(process.pid)
    with suppress(OSError):
        process.kill()
    for descendant in descendants:
        try:
            descendant.kill()
        except psutil.Error:
            continue


def environment() -> dict[str, str] | None:
    """What children inherit; None for all of it.

    A frozen program looks for libraries in its own folder first; the system's tools must not.
    """
    if sys.platform != "linux" or not getattr(sys, "frozen", False):
        return None
    changed = dict(os.environ)
    original = changed.pop("LD_LIBRARY_PATH_ORIG", None)
    changed.pop("LD_LIBRARY_PATH", None)
    return changed if original is None else {**changed, "LD_LIBRARY_PATH": original}


def _descendants(pid: int) -> list[psutil.Process]:
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.Error:
        return []


def _quietly_kill_group(pid: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


@cache
def _setpriv() -> tuple[str, ...]:
    if sys.platform != "linux":
        return ()
    found = shutil.which("setpriv", path="/usr/bin:/bin")
    if found is None:
        return ()
    prefix = (found, "--pdeathsig", "KILL", "--")
    # Small systems have one that cannot do it.
    trial = subprocess.run(
        [*prefix, "/bin/true"], capture_output=True, check=False, env=environment()
    )
    return prefix if trial.returncode == 0 else ()
