"""`python -m tests.fuzz [--count 5000] [--seed N] [--jobs 2] [ROAD…]`: the deep form.

Each road is walked by a process of its own under strace, whose children are followed. Ends
with 1 where anything crashed, was opened that is not the program's own, or was called.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.bait import watching
from tests.fuzz.roads import ROADS, walk
from tests.fuzz.texts import Bait, hostile_texts
from tests.fuzz.traced import Seen, can_trace, read_trace, traced

COUNT = 5000
MOST_TOLD = 12  # of each kind
HEAD = f"| {'road':<14} | texts | refused | crashes | files | connections | seconds |"


@dataclass
class Walked:
    """How one road was walked."""

    name: str
    texts: int
    refused: int
    crashes: list[str]
    seen: Seen
    seconds: float

    @property
    def row(self) -> str:
        """A line of the table."""
        counts = (len(self.crashes), len(self.seen.foreign), len(self.seen.connections))
        crashes, files, connections = counts
        return (
            f"| {self.name:<14} | {self.texts:>5} | {self.refused:>7} | {crashes:>7} | "
            f"{files:>5} | {connections:>11} | {self.seconds:>7.1f} |"
        )

    @property
    def is_good(self) -> bool:
        """Whether there are zeros where zeros must be."""
        return not (self.crashes or self.seen.foreign or self.seen.connections)


def main() -> int:
    """Walk the roads, or, as a child, one of them."""
    asked = _arguments()
    if asked.walk:
        return _walk(asked)
    trace = can_trace()
    if not trace:
        _say("strace cannot be used here: only the bait is watched.")
    _say(f"seed {asked.seed}, {asked.count} texts\n{HEAD}\n|{'---|' * 7}")
    with (
        tempfile.TemporaryDirectory(prefix="vidgen-fuzz-") as name,
        watching(Path(name, "bait")) as watch,
        ThreadPoolExecutor(asked.jobs) as pool,
    ):
        names = asked.roads or list(ROADS)
        jobs = [
            pool.submit(_walked, road, asked, watch.bait, Path(name), trace=trace) for road in names
        ]
        walked: list[Walked] = []
        for job in jobs:
            walked.append(job.result())
            _say(walked[-1].row)
        taken = watch.taken()
    return _verdict(walked, taken)


def _verdict(walked: list[Walked], taken: list[str]) -> int:
    whole = Walked("fuzz", 0, 0, [], Seen(), 0.0)
    for one in walked:
        whole.texts += one.texts
        whole.refused += one.refused
        whole.crashes += one.crashes
        whole.seconds += one.seconds
        whole.seen.foreign |= one.seen.foreign
        whole.seen.connections |= one.seen.connections
        whole.seen.calls += one.seen.calls
    _say(whole.row)
    _say(f"{whole.seen.calls} calls of the kernel were looked at; the bait: {taken or 'untouched'}")
    for told in (whole.crashes, sorted(whole.seen.foreign), sorted(whole.seen.connections)):
        for line in told[:MOST_TOLD]:
            _say(line)
    return 0 if whole.is_good and not taken else 1


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _walked(name: str, asked: argparse.Namespace, bait: Bait, base: Path, *, trace: bool) -> Walked:
    folder, log, report = base / name, base / f"{name}.trace", base / f"{name}.json"
    command = [
        *(sys.executable, "-m", "tests.fuzz", "--walk", name, "--count", str(asked.count)),
        *("--seed", str(asked.seed), "--bait", str(bait.file), bait.url),
        *("--folder", str(folder), "--report", str(report)),
    ]
    scratch = base / f"{name}.scratch"
    scratch.mkdir()
    began = time.monotonic()
    done = subprocess.run(
        traced(command, log) if trace else command,
        capture_output=True,
        env={**os.environ, "TMPDIR": str(scratch), "VIDGEN_HOME": str(scratch / "home")},
        check=False,
    )
    seconds = time.monotonic() - began
    seen = read_trace(log, bait.file, base) if trace else Seen()
    if not report.exists():
        words = done.stderr.decode(errors="replace")[-2000:]
        return Walked(name, 0, 0, [f"{name} ended with {done.returncode}: {words}"], seen, seconds)
    told = json.loads(report.read_text("ascii"))
    return Walked(name, told["texts"], told["refused"], told["crashes"], seen, seconds)


def _walk(asked: argparse.Namespace) -> int:
    bait = Bait(Path(asked.bait[0]), asked.bait[1])
    texts = hostile_texts(asked.seed, asked.count, bait)
    tally = walk(asked.walk, texts, asked.folder)
    told = {"texts": tally.texts, "refused": tally.refused, "crashes": tally.crashes}
    asked.report.write_text(json.dumps(told), encoding="ascii")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("roads", nargs="*", metavar="ROAD", help=", ".join(ROADS))
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--seed", type=int, default=random.randrange(2**31))
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--walk", help=argparse.SUPPRESS)
    parser.add_argument("--bait", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--report", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
