"""The store with 100,000 generations, beside raw sqlite3 doing the same, and journals compared.

Every floor reads or writes the same rows in the same file with prepared statements and no
mapping, with the same pragmas.
"""

import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tests.benchmarks.report import ratios, report
from vidgen_desktop.core.buying.months import Month, month_of
from vidgen_desktop.core.buying.purchase import Limits, Wanted
from vidgen_desktop.core.model import Request, now
from vidgen_desktop.core.money import CostEntry, PriceSource
from vidgen_desktop.store.database.journal import journal_for
from vidgen_desktop.store.database.mapping import search_text, to_json
from vidgen_desktop.store.repository import SqliteStore, open_store

ROWS = 100_000
RUNS = 9
WORDS = ("bees", "whales", "rivers", "bread", "engines", "letters", "islands", "winter")


def main() -> None:
    """Fill a database, then measure each verb beside its floor."""
    with tempfile.TemporaryDirectory(prefix="vidgen-bench-") as folder:
        path = Path(folder) / "vidgen.db"
        with open_store(path, "default") as store, closing(raw(path)) as floor:
            fill(floor)
            print(f"{ROWS:,} generations, SQLite {sqlite3.sqlite_version}, {store.journal_mode()}")
            reads(store, floor)
            writes(store, floor)
            money(store, floor)
        starts(path)
        journals(Path(folder))


def raw(path: Path) -> sqlite3.Connection:
    """A bare connection with the store's pragmas."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute(f"PRAGMA journal_mode={journal_for(sqlite3.sqlite_version_info)}")
    connection.execute("PRAGMA synchronous=FULL")
    return connection


def fill(connection: sqlite3.Connection) -> None:
    """Rows as the store writes them, with prompts of about 200 characters."""
    at = now().strftime("%Y-%m-%d %H:%M:%S.%f")
    connection.execute("BEGIN")
    for n in range(ROWS):
        words = f"{WORDS[n % 8]} and {WORDS[n // 8 % 8]} in the year {n}"
        request = Request(f"A video about {words}. " * 5)
        connection.execute(
            "INSERT INTO generations (profile, request_json, title, search_text, status,"
            " created_at, resolution, fps) VALUES ('default', ?, ?, ?, 'pending', ?, '720p', 24)",
            (to_json(request), words, search_text(words, request.prompt), at),
        )
    connection.execute("COMMIT")
    connection.execute("ANALYZE")


def reads(store: SqliteStore, floor: sqlite3.Connection) -> None:
    """One generation, a page, a count and searches."""
    ids = "SELECT id FROM generations WHERE profile = 'default'"
    page = "SELECT * FROM generations WHERE profile = 'default' ORDER BY id DESC LIMIT 100"

    def ask(query: str) -> Callable[[], object]:
        return lambda: floor.execute(query).fetchall()

    beside(
        "one generation (get)",
        lambda: store.get(ROWS // 2),
        ask(f"SELECT * FROM generations WHERE id = {ROWS // 2}"),
        repeat=200,
        goal="under 5 ms",
    )
    beside("the first page of 100 (list)", store.list, ask(page), repeat=20)
    beside(
        "the last page of 100 (list, offset)",
        lambda: store.list(offset=ROWS - 100),
        ask(f"{page} OFFSET {ROWS - 100}"),
        repeat=5,
    )
    beside(
        "how many there are (count)",
        store.count,
        ask("SELECT count(*) FROM generations WHERE profile = 'default'"),
        repeat=5,
    )
    for what, words in (("found often", "whales"), ("found nowhere", "zebra crossing")):
        like = " AND ".join(f"search_text LIKE '%{word}%'" for word in words.split())
        beside(
            f"a search, {what} (list)",
            lambda words=words: store.list(words),
            ask(f"{ids} AND {like} ORDER BY id DESC LIMIT 100"),
            repeat=3,
        )


def writes(store: SqliteStore, floor: sqlite3.Connection) -> None:
    """A reading of the progress and an entry in the ledger, each safely on the disk."""
    store.claim(1)
    entry = CostEntry("clip/1", "provider", "a clip", 1, PriceSource.COMPUTED)

    def progress() -> None:
        floor.execute("BEGIN IMMEDIATE")
        floor.execute("SELECT * FROM generations WHERE id = 1").fetchone()
        floor.execute("UPDATE generations SET progress_updated_at = ? WHERE id = 1", (str(now()),))
        floor.execute("COMMIT")

    def charge() -> None:
        floor.execute("BEGIN IMMEDIATE")
        floor.execute("UPDATE generations SET cost_micros = cost_micros + 1 WHERE id = 1")
        floor.execute("UPDATE profiles SET total_cost_micros = total_cost_micros + 1")
        floor.execute(
            "INSERT INTO cost_entries (profile, generation_id, step, provider, what, micros,"
            " source, created_at) VALUES ('default', 1, 'clip/1', 'p', 'a clip', 1, 'reported',"
            " '2026-11-01 00:00:00.000000')"
        )
        floor.execute("COMMIT")

    beside("a sign of life (touch)", lambda: store.touch(1, now()), progress, repeat=20)
    beside("a cost entry (charge)", lambda: store.charge(1, entry), charge, repeat=20)


def money(store: SqliteStore, floor: sqlite3.Connection) -> None:
    """The sums of the Costs page over as many entries, and a purchase within limits."""
    floor.execute("BEGIN")
    for n in range(ROWS):
        at = f"{2024 + n // 50_000}-{n // 4_200 % 12 + 1:02}-{n % 28 + 1:02} 12:00:00.000000"
        floor.execute(
            "INSERT INTO cost_entries (profile, generation_id, step, provider, what, micros,"
            " source, created_at) VALUES ('default', ?, 'clip/1', ?, 'a clip', 9, 'reported', ?)",
            (n // 8 + 1, WORDS[n % 4], at),
        )
    floor.execute("COMMIT")
    floor.execute("ANALYZE")
    print(f"{ROWS:,} entries in the ledger")

    def ask(query: str) -> Callable[[], object]:
        return lambda: floor.execute(query).fetchall()

    sums = "sum(micros), count(*) FROM cost_entries WHERE profile = 'default' GROUP BY"
    by_month = ask(f"SELECT substr(created_at, 1, 7), provider, {sums} 1, 2")
    beside("costs by month and provider", store.spending, by_month, repeat=1, goal="under 200 ms")
    month = month_of(now())
    sum_of = ask(
        "SELECT sum(micros) FROM cost_entries WHERE profile = 'default' AND created_at >="
        f" '{month.start:%Y-%m-%d %H:%M:%S}' AND created_at < '{month.end:%Y-%m-%d %H:%M:%S}'"
    )
    beside("costs of this month", lambda: store.spent_in(month), sum_of, repeat=3)
    by_video = ask(f"SELECT generation_id, provider, {sums} 1, 2 ORDER BY 3 DESC")
    beside("costs by video, of all time", store.spent_on, by_video, repeat=1)
    in_month = Month(2025, 6)
    beside("costs by video, of a month", lambda: store.spent_on(in_month), sum_of, repeat=1)
    number = iter(range(ROWS))

    def buy() -> None:
        wanted = Wanted(f"clip/{next(number)}", "p", "m", "a clip", 1, "f")
        store.prepare(1, wanted, Limits(per_video=10**12, per_month=10**12))

    def insert() -> None:
        floor.execute("BEGIN IMMEDIATE")
        floor.execute("UPDATE generations SET cost_micros = cost_micros + 1 WHERE id = 1")
        floor.execute("COMMIT")

    beside("a purchase within limits (prepare)", buy, insert, repeat=20)


def beside(
    what: str,
    ours: Callable[[], object],
    floor: Callable[[], object],
    *,
    repeat: int,
    goal: str = "",
) -> None:
    """Measure both in turns, and print milliseconds and the ratio."""
    pairs = [(timed(ours, repeat), timed(floor, repeat)) for _ in range(RUNS)]
    mine, theirs = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    report(what, [1000 * seconds for seconds in mine], goal, " ms")
    report("  times raw sqlite3", ratios(mine, theirs))


def timed(work: Callable[[], object], repeat: int) -> float:
    """Seconds of one call, of several in a row."""
    begin = time.perf_counter()
    for _ in range(repeat):
        work()
    return (time.perf_counter() - begin) / repeat


def starts(path: Path) -> None:
    """The whole `vidgen show` beside a Python that only imports SQLAlchemy's ORM."""

    def run(*arguments: str) -> float:
        return timed(
            lambda: subprocess.run(
                [sys.executable, *arguments],
                check=True,
                capture_output=True,
                env={"VIDGEN_HOME": str(path.parent)},
            ),
            1,
        )

    run("-m", "vidgen_desktop", "show", "1")  # the first writes byte code
    pairs = [
        (run("-m", "vidgen_desktop", "show", "1", "--json"), run("-c", "import sqlalchemy.orm"))
        for _ in range(RUNS)
    ]
    mine, theirs = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    report("vidgen show, the whole command", mine, "under 0.5 s", " s")
    report("  times python -c 'import sqlalchemy.orm'", ratios(mine, theirs))


def journals(folder: Path) -> None:
    """A small durable write with each journal, beside the slowest."""
    taken: dict[str, list[float]] = {}
    for mode in ("delete", "truncate", "persist", "wal"):
        with closing(sqlite3.connect(folder / f"{mode}.db", isolation_level=None)) as connection:
            connection.execute(f"PRAGMA journal_mode={mode}")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("CREATE TABLE t (x)")

            def write(connection: sqlite3.Connection = connection) -> None:
                connection.execute("INSERT INTO t VALUES (1)")

            taken[mode] = [timed(write, 30) for _ in range(RUNS)]
    for mode, values in taken.items():
        report(f"a durable write, journal {mode}", [1000 * v for v in values], unit=" ms")
        report("  times journal delete", ratios(values, taken["delete"]))


if __name__ == "__main__":
    main()
