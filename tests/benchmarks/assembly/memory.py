"""The peak memory of an assembly: the program and all its children.

Run as a program, it assembles a video of so many minutes. `peak` starts it like that, in a
process of its own, and adds up the memory of that process and of all its descendants every
50 ms: proportional set sizes, so that pages which several share count once in all. A child that
has only just been started still is the program itself, in the same memory, and is left out.
"""

import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path

import psutil

from tests.benchmarks.assembly.inputs import Inputs
from tests.benchmarks.assembly.ours import assemble

EVERY = 0.05  # seconds between samples
MEGABYTE = 1024 * 1024


def peak(inputs: Path, minutes: int) -> float:
    """Megabytes at most while a video of so many minutes is assembled."""
    Inputs(inputs).long(minutes)  # made beforehand, so that making them is not measured
    command = [sys.executable, "-m", __name__, str(inputs), str(minutes)]
    child = subprocess.Popen(command)
    ended = threading.Event()
    found: list[int] = []

    def sample() -> None:
        while not ended.wait(EVERY):
            found.append(_used(child.pid))

    thread = threading.Thread(target=sample)
    thread.start()
    status = child.wait()
    ended.set()
    thread.join()
    if status != 0:
        raise SystemExit(f"the assembly of {minutes} min ended with status {status}")
    return max(found) / MEGABYTE


def _used(pid: int) -> int:
    """The bytes of a process and its descendants; one that ends just now counts nothing."""
    total = 0
    with suppress(psutil.Error):
        root = psutil.Process(pid)
        program = root.cmdline()
        total = _own(root)
        for process in root.children(recursive=True):
            with suppress(psutil.Error):
                if process.cmdline() != program:
                    total += _own(process)
    return total


def _own(process: psutil.Process) -> int:
    """Only Linux tells a process's part of what is shared; elsewhere that counts nothing."""
    used = process.memory_full_info()
    return getattr(used, "pss", used.uss)


def main() -> None:
    """Assemble `minutes` from the inputs in a folder."""
    inputs, minutes = Path(sys.argv[1]), int(sys.argv[2])
    given = Inputs(inputs).long(minutes)
    with tempfile.TemporaryDirectory(prefix="vidgen-bench-", dir=inputs) as folder:
        assemble(given, Path(folder) / "house")


if __name__ == "__main__":
    main()
