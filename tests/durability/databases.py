"""The database is locked, read-only, corrupt, from another version, or gone while it is used."""

import ctypes
import os
import re
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.durability import judge
from tests.durability.attack import Attack, Case
from tests.durability.person import Running, Said
from tests.durability.studio import FITTING
from tests.small_disk import mount, unmount

STEPS = 16  # of the usual video
BRIEFLY, LONG = 2.0, 14.0  # seconds; the program waits 10 for a database in use
DISK = 64_000_000  # bytes
READ_ONLY, REMOUNT = 1, 32  # of mount(2)
PREVIOUS = max((Path(__file__).parents[1] / "store" / "databases").glob("*.db"))


def locked_briefly(case: Case) -> None:
    """Another program holds it for a moment: it is waited for."""
    running = _at_a_step(case)
    with _held(case):
        threading.Event().wait(BRIEFLY)
    said = case.struck(running)
    if case.verdict.struck:
        case.verdict.other.append(f"it did not wait: {_told(said)}")
    case.verdict.struck = True


def locked_for_long(case: Case) -> None:
    """Another program holds it for longer than anybody would wait."""
    running = _at_a_step(case)
    with _held(case):
        threading.Event().wait(LONG)
        looked = case.person.types("list")
        _says(case, looked, r"in use by another program|Honey|Bees")
    said = case.struck(running)
    if case.verdict.struck:
        _says(case, said, "in use by another program")


def read_only(case: Case) -> None:
    """The disk of the data folder may only be read."""
    home = case.person.home
    aside = home.with_name("aside")
    home.rename(aside)
    mount(home, DISK)
    shutil.copytree(aside, home, dirs_exist_ok=True)
    _killed(case)
    _remount(home, READ_ONLY)
    for command in (("resume", "1", "--yes"), ("cancel", "1"), ("generate", "More bees", "--yes")):
        _says(case, case.person.types(*command), r"cannot be (written|saved|made|used)")
    _says(case, case.person.types("list"), "Bees")
    _remount(home, 0)


def corrupt(case: Case) -> None:
    """A page is overwritten while nobody has it open. The last backup is of the second start: what
    was bought since then is read from what is left.
    """
    _killed(case)
    shutil.rmtree(case.person.home / "backups", ignore_errors=True)
    _killed(case, case.person.start("resume", "1", "--json", "--yes"))
    case.person.types("list")  # what the kill left half written is taken back
    database = _database(case)
    content = bytearray(database.read_bytes())
    content[4096:8192] = os.urandom(4096)
    database.write_bytes(content)
    _is_left_alone(case, "damaged")
    _restored(case)


def newer(case: Case) -> None:
    """A newer program has had it."""
    _killed(case)
    now = _revision(case, "9999")
    _is_left_alone(case, "newer version of Vidgen")
    _revision(case, now)


def deleted(case: Case) -> None:
    """It is deleted while a video is made."""
    running = _at_a_step(case)
    for path in case.person.home.glob("vidgen.db*"):
        path.unlink()
    said = running.end()
    _says(case, said, "deleted, moved or replaced")
    _says(case, case.person.types("list"), r"is gone|missing|not there")
    _restored(case)
    case.look_back()


def previous(case: Case) -> None:
    """The version before has made it: it is brought up to date, after a backup."""
    shutil.copy(PREVIOUS, _database(case))
    known = {row["id"] for row in case.person.rows("SELECT id FROM generations")}
    spent = _spent(case)
    said = case.person.generate().end()
    case.verdict.completed = said.outcome.get("outcome") == "completed"
    if not case.verdict.completed:
        case.verdict.other.append(_told(said))
    backups = case.person.types("backups", "--json").records
    if [one["revision"] for one in backups] != [PREVIOUS.stem]:
        case.verdict.other.append(f"not backed up first: {backups}")
    if not known < {row["id"] for row in case.person.rows("SELECT id FROM generations")}:
        case.verdict.other.append("videos of before are gone")
    if _spent(case) - spent != case.studio.billed_micros():
        case.verdict.ledger.append(f"{_spent(case) - spent}, {case.studio.billed_micros()} billed")
    judge.quick_check(case.person, case.verdict)
    judge.whole_under_final_names(case.person, case.verdict)
    judge.nothing_left(case.person, case.verdict)


WAYS: tuple[Callable[[Case], None], ...] = (
    locked_briefly,
    read_only,
    corrupt,
    newer,
    deleted,
    previous,
    locked_for_long,
)


def _go_on(case: Case) -> None:
    try:
        if _way(case) is not previous:
            case.go_on()
    finally:
        if _way(case) is read_only:
            unmount(case.person.home)


def _way(case: Case) -> Callable[[Case], None]:
    return WAYS[case.number % len(WAYS)]


def _at_a_step(case: Case, given: Running | None = None) -> Running:
    """A video under way, with some steps done: other ones each time."""
    running = given or case.person.generate()
    left = case.chance.randrange(1, STEPS // 2 if given else STEPS - 2)
    for event in running.events():
        left -= event.get("state") == "done"
        if left < 0:
            break
    return running


def _killed(case: Case, given: Running | None = None) -> None:
    running = _at_a_step(case, given)
    running.kill()
    before = case.before
    case.struck(running)
    if given is not None:
        case.before = before


@contextmanager
def _held(case: Case) -> Iterator[None]:
    """Another program writes, and takes its time."""
    with closing(sqlite3.connect(_database(case), timeout=30, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


def _is_left_alone(case: Case, words: str) -> None:
    """Every command says so, and the file stays as it is."""
    before = judge.digest_of(_database(case))
    for command in (("list",), ("resume", "1", "--yes"), ("generate", "More bees", "--yes")):
        _says(case, case.person.types(*command), words)
    if judge.digest_of(_database(case)) != before:
        case.verdict.other.append("the file was changed")


def _restored(case: Case) -> None:
    """Not without a word; with it, from the latest backup."""
    asked = case.person.types("restore")
    if asked.code != 2:
        case.verdict.other.append(f"restored without asking: {_told(asked)}")
    _says(case, case.person.types("restore", "--yes"), "is the database now")


def _says(case: Case, said: Said, words: str) -> None:
    if not re.search(words, _told(said)):
        case.verdict.other.append(f"not “{words}” but: {_told(said)}")


def _told(said: Said) -> str:
    return str(said.outcome.get("error") or "") + said.out[-300:] + said.errors[-600:]


def _database(case: Case) -> Path:
    return case.person.home / "vidgen.db"


def _revision(case: Case, new: str) -> str:
    with closing(sqlite3.connect(_database(case))) as database, database:
        (now,) = database.execute("SELECT version_num FROM alembic_version").fetchone()
        database.execute("UPDATE alembic_version SET version_num = ?", (new,))
    return str(now)


def _spent(case: Case) -> int:
    (row,) = case.person.rows("SELECT coalesce(sum(micros), 0) AS micros FROM cost_entries")
    return int(row["micros"])


def _remount(folder: Path, how: int) -> None:
    done = ctypes.CDLL(None).mount(None, os.fsencode(folder), None, how | REMOUNT, None)
    if done != 0:
        raise OSError(f"{folder} cannot be mounted anew")


DATABASES = (
    Attack("a database in trouble", 35, lambda case: _way(case)(case), FITTING, ends=_go_on),
)
