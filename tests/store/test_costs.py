"""What was spent: by month, video and provider, in the time zone of the computer."""

import csv
import io
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.store.test_purchases import FREELY, begun, clip
from vidgen_desktop.core.buying.costs import Accuracy, LedgerLine, MonthSum, VideoSum, write_csv
from vidgen_desktop.core.buying.months import Month, month_from, month_of, months_between
from vidgen_desktop.core.buying.purchase import Limits, PurchaseState
from vidgen_desktop.core.errors import BudgetExceeded
from vidgen_desktop.core.model import now
from vidgen_desktop.core.money import CostEntry, PriceSource
from vidgen_desktop.store.repository import SqliteStore, open_store

REPORTED = PriceSource.REPORTED


@pytest.fixture
def auckland(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A computer thirteen hours ahead of UTC, in summer."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system does not let a program choose its time zone")
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def spend(store: SqliteStore, generation: int, provider: str, micros: int) -> None:
    store.charge(generation, CostEntry("clip/1", provider, "a clip", micros, REPORTED))


def move(path: Path, entry: int, to: str) -> None:
    """Let an entry have been written at another time (UTC)."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE cost_entries SET created_at = ? WHERE id = ?", (to, entry))


@pytest.mark.usefixtures("auckland")
def test_months_begin_where_the_person_lives(path: Path, store: SqliteStore) -> None:
    made = begun(store)
    for micros in (1, 10, 100):
        spend(store, made, "cloud", micros)
    move(path, 1, "2026-10-31 10:59:59.999999")  # 23:59:59 on the last of October there
    move(path, 2, "2026-10-31 11:00:00.000000")
    move(path, 3, "2026-11-30 10:59:59.000000")
    assert store.spending() == [
        MonthSum(Month(2026, 11), "cloud", 110, 2, 2),
        MonthSum(Month(2026, 10), "cloud", 1, 1, 1),
    ]
    assert store.spent_in(Month(2026, 11)) == 110
    assert store.spent_in(Month(2026, 12)) == 0


@pytest.mark.usefixtures("auckland")
def test_a_month_in_which_clocks_are_moved_is_whole() -> None:
    september = Month(2026, 9)  # clocks go forward on the 27th
    assert september.start == datetime(2026, 8, 31, 12, tzinfo=UTC)
    assert september.end == datetime(2026, 9, 30, 11, tzinfo=UTC)
    assert month_of(september.start) == september
    assert month_of(september.end) == september.next


def test_months_are_read_and_counted() -> None:
    assert month_from(" 2026-02 ") == Month(2026, 2)
    assert str(Month(2026, 2)) == "2026-02"
    assert months_between(Month(2025, 12), Month(2026, 2)) == (
        Month(2025, 12),
        Month(2026, 1),
        Month(2026, 2),
    )
    for wrong in ("2026-13", "2026-00", "26-01", "2026-1", "", "2026-01-01", "0001-01"):
        with pytest.raises(ValueError, match="is no month"):
            month_from(wrong)


def test_nothing_spent_is_nothing(store: SqliteStore) -> None:
    assert store.spending() == store.spent_on() == store.accuracy() == store.ledger() == []
    assert store.spent_in(month_of(now())) == 0


def test_each_video_is_listed_and_deleted_ones_together(store: SqliteStore) -> None:
    bees, wasps, gone = begun(store, "Bees"), begun(store, "Wasps"), begun(store, "Gone")
    spend(store, bees, "cloud", 5)
    spend(store, bees, "cloud", 6)
    spend(store, bees, "cloud", 0)  # free is no purchase, wherever one looks
    spend(store, bees, "voice", 1)
    spend(store, wasps, "cloud", 20)
    spend(store, gone, "cloud", 3)
    store.fail(gone, "x", "x", now())
    store.delete(gone)
    expected = [
        VideoSum(wasps, "Wasps", "cloud", 20, 1, 1),
        VideoSum(bees, "Bees", "cloud", 11, 3, 2),
        VideoSum(None, "", "cloud", 3, 1, 1),
        VideoSum(bees, "Bees", "voice", 1, 1, 1),
    ]
    assert store.spent_on() == store.spent_on(month_of(now())) == expected
    assert store.spent_on(Month(2020, 1)) == []
    assert sum(one.micros for one in store.spending()) == store.total_micros() == 35
    assert sum(one.paid for one in store.spending()) == sum(one.paid for one in expected) == 5


def test_estimates_are_compared_with_what_it_cost(store: SqliteStore) -> None:
    made = begun(store)
    for scene, cost in ((1, 90), (2, 130)):
        bought = store.prepare(made, clip(scene, 100), FREELY)
        store.settle(bought.id, PurchaseState.DONE, cost, REPORTED)
    failed = store.prepare(made, clip(3, 100), FREELY)
    store.settle(failed.id, PurchaseState.FAILED, 0, None)
    spend(store, made, "cloud", 7)  # without a purchase there was no estimate
    assert store.accuracy() == [Accuracy("cloud", 2, 200, 220)]


def test_what_had_no_known_price_was_not_estimated_at_nothing(store: SqliteStore) -> None:
    made = begun(store)
    for scene, unpriced in ((1, False), (2, True)):
        wanted = replace(clip(scene, 0 if unpriced else 100), unpriced=unpriced)
        bought = store.prepare(made, wanted, FREELY)
        store.settle(bought.id, PurchaseState.DONE, 100, REPORTED)
    assert store.accuracy() == [Accuracy("cloud", 1, 100, 100)]
    assert [line.estimate_micros for line in store.ledger()] == [100, None]


def test_other_profiles_are_not_seen(path: Path, store: SqliteStore) -> None:
    spend(store, begun(store), "cloud", 5)
    with closing(open_store(path, "other")) as other:
        assert other.spending() == other.spent_on() == other.accuracy() == other.ledger() == []


def test_last_months_costs_do_not_count_for_this_months_limit(
    path: Path, store: SqliteStore
) -> None:
    made = begun(store)
    spend(store, made, "cloud", 900)
    limits = Limits(per_month=1_000)
    with pytest.raises(BudgetExceeded):
        store.prepare(made, clip(1, 101), limits)
    earlier = month_of(now()).start.timestamp() - 1
    move(path, 1, str(datetime.fromtimestamp(earlier, UTC).replace(tzinfo=None)))
    store.prepare(made, clip(1, 1_000), limits)


def test_the_ledger_says_all_that_is_known(store: SqliteStore) -> None:
    made = begun(store, "Bees")
    bought = store.prepare(made, clip(1, 500_000), FREELY)
    store.settle(bought.id, PurchaseState.DONE, 480_000, REPORTED)
    [line] = store.ledger(month_of(now()))
    assert line == LedgerLine(
        at=line.at,
        generation=made,
        title="Bees",
        step="clip/1",
        provider="cloud",
        model="film-1",
        what="Scene 1, 5 s",
        micros=480_000,
        source=REPORTED,
        estimate_micros=500_000,
    )


def test_the_csv_is_exact_and_holds_no_formulas() -> None:
    at = datetime(2026, 11, 21, 12, tzinfo=UTC)
    evil = '=HYPERLINK("http://x","y")'
    lines = [
        LedgerLine(at, 7, evil, "clip/1", "cloud", "film-1", 'a "clip",\n5 s', 1, REPORTED, None),
        LedgerLine(at, None, "", "plan", "cloud", "m", "w", 2**40, REPORTED, 250_000),
    ]
    out = io.StringIO(newline="")
    write_csv(lines, out)
    rows = list(csv.reader(io.StringIO(out.getvalue(), newline="")))
    assert rows[0][:3] == ["when", "generation", "title"]
    assert rows[1][1:] == [
        *("7", f"'{evil}", "clip/1", "cloud", "film-1", 'a "clip",\n5 s', "0.000001"),
        *("reported", ""),
    ]
    assert rows[2][1:3] == ["", ""]
    assert rows[2][7:] == ["1099511.627776", "reported", "0.250000"]
    assert datetime.fromisoformat(rows[1][0]) == at
