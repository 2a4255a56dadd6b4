"""Several processes that buy at once; tests/properties/ has purchases in any order."""

import subprocess
import sys
from pathlib import Path

from tests.store.test_purchases import begun
from vidgen_desktop.store.repository import open_store

BUYERS, TRIES, EACH = 3, 40, 10_000
MOST = 37  # purchases that fit under the limit of the test with processes

BUYER = """
import sys
from pathlib import Path
from vidgen_desktop.core.errors import BudgetExceeded
from vidgen_desktop.core.buying.purchase import Limits, Wanted
from vidgen_desktop.store.repository import open_store

path, generation, tries, each, limit = Path(sys.argv[1]), *map(int, sys.argv[2:])
bought = 0
with open_store(path, "default") as store:
    print("ready", flush=True)
    sys.stdin.readline()  # all processes begin together
    for n in range(tries):
        wanted = Wanted(f"clip/{n}", "cloud", "m", "a clip", each, "f")
        try:
            store.prepare(generation, wanted, Limits(per_month=limit))
            bought += 1
        except BudgetExceeded:
            pass
print(bought)
"""


def test_processes_that_buy_at_once_pass_no_limit_together(path: Path) -> None:
    with open_store(path, "default") as store:
        limit = MOST * EACH + EACH - 1
        children = [
            subprocess.Popen(
                [
                    *(sys.executable, "-c", BUYER, str(path), str(begun(store))),
                    *(str(TRIES), str(EACH), str(limit)),
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for _ in range(BUYERS)
        ]
        for child in children:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
        ended = [child.communicate("go\n") for child in children]
        assert [error for _, error in ended] == [""] * BUYERS
        assert sum(int(said) for said, _ in ended) == len(store.open_purchases()) == MOST
