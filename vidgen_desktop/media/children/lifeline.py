"""How a child is started so that it can be ended whole, and does not outlive us."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import cache

import psutil

from vidgen_desktop.starting import child_environment

NICENESS = 5


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
        [*prefix, "/bin/true"], capture_output=True, check=False, env=child_environment()
    )
    return prefix if trial.returncode == 0 else ()
