"""`make bench-assembly`: five cases, each beside what it is compared with, in one run."""

import argparse
import tempfile
from pathlib import Path

from tests.benchmarks.assembly.bench import Bench
from tests.benchmarks.assembly.cases import CASES


def main() -> None:
    """Read the command line, run the cases, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--case", action="append", choices=list(CASES), help="only this")
    parser.add_argument("--runs", type=int, default=3, help="of each thing, in turns (3)")
    parser.add_argument("--takes", type=int, default=12, help="of case 4.3 (12)")
    parser.add_argument("--profile", action="store_true", help="show where our time goes")
    parser.add_argument("--folder", type=Path, help="a folder that keeps the inputs")
    chosen = parser.parse_args()
    if chosen.folder:
        chosen.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="vidgen-bench-", dir=chosen.folder) as name:
        folder = Path(name)
        bench = Bench(
            folder, chosen.folder or folder / "inputs", chosen.runs, chosen.profile, chosen.takes
        )
        for number in chosen.case or CASES:
            print(f"== {number}: {CASES[number].__doc__}")
            CASES[number](bench)
        bench.table()


if __name__ == "__main__":
    main()
