"""Makes a database with the program of an earlier time, for test_old_databases.py.

    git archive COMMIT | tar -x -C OLD          # the last commit with that revision
    cd OLD && VIDGEN_HOME=ANOTHER PYTHONPATH=. python .../make.py REVISION TARGET

Run it where `vidgen_desktop` is the old one: everything in the database is written by it. The
name of the home is kept in the paths.
"""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

HOME = Path(os.environ["VIDGEN_HOME"])
PROMPT = "Bees dance in the dark hive. They show the others the way to the flowers."
VIDGEN = (sys.executable, "-m", "vidgen_desktop")
OPTIONS = ("--length", "5", "--music", "none", "--json")


def finished() -> None:
    """Generation 1 is completed."""
    subprocess.run([*VIDGEN, "generate", PROMPT, *OPTIONS], check=True, stdout=subprocess.DEVNULL)


def killed() -> None:
    """The next one was being made when the power went."""
    command = [*VIDGEN, "generate", f"Once more: {PROMPT}", *OPTIONS]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert process.stdout is not None
    for line in process.stdout:
        if "plan" in line and '"done"' in line:
            break
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def revised() -> None:
    """A version of generation 1, since revision 0002."""
    command = [*VIDGEN, "revise", "1", "--captions", "burned"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def bought() -> None:
    """Purchases of every kind, since revision 0003: done, failed, submitted and prepared."""
    from vidgen_desktop.core.buying.purchase import Limits, PurchaseState, Wanted
    from vidgen_desktop.core.casting import Cast, Choice
    from vidgen_desktop.core.model import Request
    from vidgen_desktop.core.money import PriceSource
    from vidgen_desktop.store.repository import open_store

    with open_store(HOME / "vidgen.db", "default") as store:
        request = Request("Paid bees", cast=Cast(clips=Choice("studio", "film-1")))
        made = store.create(request, "Paid bees")
        run = store.claim(made.id)
        keeper = store if isinstance(run, bool) else run  # a store of the run, since 0004
        assert keeper is not None

        def prepare(scene: int) -> int:
            wanted = Wanted(f"clip/{scene}", "studio", "film-1", f"Scene {scene}", 50_000, "f" * 64)
            return keeper.prepare(made.id, wanted, Limits()).id

        done, failed, submitted, _prepared = (prepare(scene) for scene in (1, 2, 3, 4))
        store.submitted(done, "job-1")
        store.settle(done, PurchaseState.DONE, 50_000, PriceSource.REPORTED)
        store.settle(failed, PurchaseState.FAILED, 0, None)
        store.submitted(submitted, "job-3")


def main() -> None:
    """Make it, and copy it without what is no longer used in it."""
    revision, target = sys.argv[1], Path(sys.argv[2]).absolute()
    shutil.rmtree(HOME, ignore_errors=True)
    finished()
    killed()
    if revision >= "0002":
        revised()
    if revision >= "0003":
        bought()
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(HOME / "vidgen.db")) as connection:
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        assert found == revision, f"this program makes revision {found}"
        connection.execute("VACUUM INTO ?", (str(target),))
    shutil.rmtree(HOME)


if __name__ == "__main__":
    main()
