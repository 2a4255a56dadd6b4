"""`make torture`: the long form of all attacks, and their table."""

import argparse
import secrets
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.durability import table
from tests.durability.asking_to_end import ENDINGS
from tests.durability.attack import Attack, run
from tests.durability.databases import DATABASES
from tests.durability.disk.fillings import FILLINGS
from tests.durability.kills import KILLS
from tests.durability.lost import LOST
from tests.durability.pauses import PAUSES
from tests.durability.table import Line
from tests.durability.thousand import THOUSAND
from tests.durability.together import TOGETHER
from tests.durability.windows import WINDOWS
from tests.signals import hear_all

ATTACKS: tuple[Attack, ...] = (
    *KILLS,
    *LOST,
    *ENDINGS,
    *TOGETHER,
    *WINDOWS,
    *PAUSES,
    *FILLINGS,
    *DATABASES,
    *THOUSAND,
)
QUICK = 2  # runs of each in the quick form


def main() -> int:
    """Run what is asked for; 0 where nothing was wrong."""
    wanted = _arguments()
    hear_all()
    seed = secrets.randbelow(10**6) if wanted.seed is None else int(wanted.seed)
    if wanted.keep:
        wanted.keep.mkdir(parents=True, exist_ok=True)
    say(f"seed {seed}\n\n{table.head()}")
    lines: list[Line] = []
    with ThreadPoolExecutor(wanted.jobs) as pool:
        for attack in _chosen(wanted.attack):
            count = wanted.count or (QUICK if wanted.quick else attack.count)
            numbers = range(wanted.first, wanted.first + count)
            runs = pool.map(lambda n, a=attack: run(a, n, seed, wanted.keep), numbers)
            lines.append(Line(attack.name, list(runs)))
            say(table.row(lines[-1]))
    for text in (*table.figures(lines), *table.faults(lines)):
        say(text)
    return 0 if all(line.is_good for line in lines) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make torture", description=__doc__)
    parser.add_argument("--attack", action="append", help="only those with this in their name")
    parser.add_argument("--count", type=int, help="runs of each, instead of its own number")
    parser.add_argument("--first", type=int, default=0, help="the number of the first run")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} runs of each")
    parser.add_argument("--seed", type=int, help="of what is random; without it, a new one")
    parser.add_argument("--jobs", type=int, default=2, help="runs side by side")
    parser.add_argument("--keep", type=Path, help="move the homes of bad runs to this folder")
    return parser.parse_args()


def say(text: str) -> None:
    """A line of the table, as soon as it is known."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _chosen(parts: Sequence[str] | None) -> list[Attack]:
    return [one for one in ATTACKS if not parts or any(part in one.name for part in parts)]


if __name__ == "__main__":
    sys.exit(main())
