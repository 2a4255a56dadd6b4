"""The peak memory of an assembly: the program and all its children.

Run as a program, it assembles a video of so many minutes. `peak` starts it like that, in a
process of its own, and adds up the resident memory of that process and of all its descendants
every 50 ms. What two processes share is counted twice, so that the sum is too high rather than
too low.
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
            found.append(_resident(child.pid))

    thread = threading.Thread(target=sample)
    thread.start()
    status = child.wait()
    ended.set()
    thread.join()
    if status != 0:
        raise SystemExit(f"the assembly of {minutes} min ended with status {status}")
    return max(found) / MEGABYTE


def _resident(pid: int) -> int:
    """The bytes of a process and its descendants; one that ends just now counts nothing."""
    total = 0
    with suppress(psutil.Error):
        root = psutil.Process(pid)
        for process in [root, *root.children(recursive=True)]:
            with suppress(psutil.Error):
                total += process.memory_info().rss
    return total


def main() -> None:
    """Assemble `minutes` from the inputs in a folder."""
    inputs, minutes = Path(sys.argv[1]), int(sys.argv[2])
    given = Inputs(inputs).long(minutes)
    with tempfile.TemporaryDirectory(prefix="vidgen-bench-", dir=inputs) as folder:
        assemble(given, Path(folder) / "house")


if __name__ == "__main__":
    main()
