"""A thousand generations in one process: what it holds must not grow.

python -m tests.durability.thousand COUNT   prints a JSON line of measures after each
"""

import json
import os
import statistics
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from tests.durability import judge
from tests.durability.attack import Attack, Case
from vidgen_desktop.config import load_settings
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import Cast, Choice
from vidgen_desktop.core.choices import Captions
from vidgen_desktop.core.events import Completed
from vidgen_desktop.core.files import lasting
from vidgen_desktop.core.model import Request
from vidgen_desktop.engine import open_engine

COUNT = 1000
PATIENCE = 4 * 3600.0  # seconds
WARM = 0.1  # of the runs, in which caches are filled
MOST_GROWTH = 1.0  # MB for each hundred, by least squares
MOST_POOLED = 8  # files: four connections to the database, each with its journal
LEAST_FOR_MEMORY = 100  # runs, before a slope means anything
REQUEST = Request(
    "Bees dance in the dark hive and show the others the way.",
    seconds=5,
    voice="none",
    music="none",
    captions=Captions.OFF,
    cast=Cast(clips=Choice("studio", "film-1")),
)


@dataclass(frozen=True)
class Measure:
    """What the process holds between two generations."""

    threads: int
    open_files: int
    children: int
    temporary: int
    megabytes: float


def main(count: int) -> int:
    """Make so many videos, and delete each."""
    with closing(open_engine(load_settings())) as engine:
        for _ in range(count):
            known = engine.submit(REQUEST)
            outcome = engine.run(known.id, CancelToken(), lambda _: None)
            if not isinstance(outcome, Completed):
                sys.stderr.write(f"{outcome}\n")
                return 1
            engine.delete(known.id)
            sys.stdout.write(f"{json.dumps(asdict(_measured()))}\n")
            sys.stdout.flush()
    return 0


def grown(measures: list[Measure]) -> list[str]:
    """What has grown, in words."""
    warm = measures[max(1, round(len(measures) * WARM)) :]
    found: list[str] = []
    for name in ("threads", "open_files", "children", "temporary"):
        values = [getattr(one, name) for one in warm]
        third = max(1, len(values) // 3)
        first, last = max(values[:third]), max(values[-third:])
        if last > first:
            found.append(f"{name} grew from {first} to {last}")
    if len(warm) >= LEAST_FOR_MEMORY and (slope := megabytes_a_hundred(warm)) > MOST_GROWTH:
        found.append(f"memory grew by {slope:.2f} MB for each hundred")
    return found


def megabytes_a_hundred(measures: list[Measure]) -> float:
    """The slope of the memory, by least squares."""
    sizes = [one.megabytes for one in measures]
    return 100 * statistics.linear_regression(range(len(sizes)), sizes).slope


def many(case: Case, count: int) -> None:
    """So many in one process."""
    temporary = case.person.home.parent / "temporary"
    temporary.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tests.durability.thousand", str(count)],
        env=case.person.environment | {"TMPDIR": str(temporary)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    case.person.errors.append(done.stderr)
    measures = [Measure(**json.loads(line)) for line in done.stdout.splitlines()]
    if done.returncode or len(measures) != count:
        case.verdict.other.append(f"{len(measures)} of {count} were made: {done.stderr[-300:]}")
        return
    case.verdict.other += grown(measures)
    case.verdict.figures = _figures(measures)


def judged(case: Case) -> None:
    """All were made, and are gone; the ledger has them all."""
    case.verdict.completed = not case.person.rows("SELECT id FROM generations")
    verdict, studio = case.verdict, case.studio
    (ledger,) = case.person.rows("SELECT sum(micros) AS micros FROM cost_entries")
    if ledger["micros"] != studio.billed_micros():
        verdict.ledger.append(f"{ledger['micros']}, and {studio.billed_micros()} was billed")
    judge.quick_check(case.person, verdict)
    judge.nothing_left(case.person, verdict)


def thousand(case: Case) -> None:
    """The long form."""
    many(case, COUNT)


def _measured() -> Measure:
    for thread in threading.enumerate():
        if thread.name.startswith(lasting.THREADS):  # it ends once the disk has the last video
            thread.join()
    own = psutil.Process()
    # The store keeps up to four connections, and opens one more when more happens at once.
    pooled = sum(Path(one.path).name.startswith("vidgen.db") for one in own.open_files())
    return Measure(
        own.num_threads(),
        # Not on Windows, where these attacks do not run.
        own.num_fds() - pooled + max(pooled, MOST_POOLED),
        len(own.children(recursive=True)),
        sum(1 for _ in Path(os.environ["TMPDIR"]).rglob("*")),
        own.memory_info().rss / 1e6,
    )


def _figures(measures: list[Measure]) -> str:
    warm = measures[round(len(measures) * WARM) :]
    first, last = measures[0], measures[-1]
    return (
        f"threads {first.threads} to {last.threads}, open files {first.open_files} to "
        f"{last.open_files}, children {last.children}, temporary files {last.temporary}, "
        f"memory {first.megabytes:.0f} to {last.megabytes:.0f} MB "
        f"({megabytes_a_hundred(warm):+.2f} MB for each hundred)"
    )


THOUSAND = (Attack("1,000 in one process", 1, thousand, ends=judged),)

if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
