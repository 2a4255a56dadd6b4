"""Runs the real program and strikes it at a chosen moment.

    python -m tests.durability.launch '<strike as JSON>' <arguments of vidgen>

The moments are Python's own audit events, so that the program needs no hooks for this.
"""

import json
import os
import re
import signal
import sqlite3
import sys
import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.durability import clocks

JUMP = "JUMP"  # instead of a signal: the clock of the wall jumps


@dataclass(frozen=True)
class Strike:
    """Send `signal` at the `number`th event of this kind whose arguments match `pattern`, or
    `after` seconds later. With `purchase`, only while a purchase in that state is stored.

    `clock` seconds are added to the clock of the wall: from the start, or from the strike on.
    """

    event: str = ""
    pattern: str = ""
    number: int = 1
    after: float = 0.0
    signal: str = "SIGKILL"
    purchase: str = ""
    clock: float = 0.0

    def command(self, *arguments: str) -> list[str]:
        """The command line of a `vidgen` that will be struck so."""
        told = json.dumps(asdict(self))
        return [sys.executable, "-m", "tests.durability.launch", told, *arguments]


class _Watch:
    """The hook. It is called for every event of every thread, so it must be quick."""

    def __init__(self, strike: Strike) -> None:
        self._strike = strike
        self._pattern = re.compile(strike.pattern, re.DOTALL)
        self._seen = 0
        self._inside = threading.local()

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event != self._strike.event or getattr(self._inside, "is_so", False):
            return
        self._inside.is_so = True  # what is done here raises events, too
        try:
            if self._pattern.search(repr(arguments)) and self._is_bought():
                self._seen += 1
                if self._seen == self._strike.number:
                    self._hit()
        finally:
            self._inside.is_so = False

    def _is_bought(self) -> bool:
        """Whether the store holds a purchase of a clip in the state that is waited for."""
        if not self._strike.purchase:
            return True
        path = Path(os.environ["VIDGEN_HOME"], "vidgen.db")
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10) as database:
            query = "SELECT count(*) FROM purchases WHERE state = ? AND step LIKE 'clip/%'"
            (found,) = database.execute(query, (self._strike.purchase,)).fetchone()
        database.close()
        return bool(found)

    def _hit(self) -> None:
        if self._strike.after:
            threading.Timer(self._strike.after, self._now).start()
        else:
            self._now()

    def _now(self) -> None:
        if self._strike.signal == JUMP:
            clocks.shift(self._strike.clock)
            return
        os.kill(os.getpid(), getattr(signal, self._strike.signal))
        if self._strike.signal == "SIGKILL":
            threading.Event().wait()  # nothing more of this thread happens


def main() -> int:
    """Watch, and become the program."""
    strike = Strike(**json.loads(sys.argv[1]))
    sys.argv[:] = ["vidgen", *sys.argv[2:]]
    if strike.clock:
        clocks.install()
        if strike.signal != JUMP:
            clocks.shift(strike.clock)
    if strike.event:
        sys.addaudithook(_Watch(strike))
    from vidgen_desktop.__main__ import main as run_program

    return run_program()


if __name__ == "__main__":
    sys.exit(main())
