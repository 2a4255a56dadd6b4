"""A backup becomes the database again: asked for, with what can be known of the time since."""

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from vidgen_desktop.core.backups import RESTORED_CODE
from vidgen_desktop.core.buying.purchase import Limits, PurchaseState, Wanted
from vidgen_desktop.core.errors import InvalidRequest, StoreError, UnknownPurchase
from vidgen_desktop.core.model import Request, Status
from vidgen_desktop.core.money import PriceSource
from vidgen_desktop.store.backups import backup
from vidgen_desktop.store.backups.restoring import restore
from vidgen_desktop.store.migrate import OWN
from vidgen_desktop.store.repository import SqliteStore, open_store


def wanted(scene: int) -> Wanted:
    return Wanted(f"clip/{scene}", "studio", "film-1", f"Scene {scene}", 50_000, "f" * 64)


def damage(path: Path) -> bytes:
    """Overwrite the beginning; returns what is there then."""
    content = bytearray(path.read_bytes())
    content[:4096] = os.urandom(4096)
    path.write_bytes(content)
    return bytes(content)


def claimed(store: SqliteStore, title: str = "x") -> tuple[SqliteStore, int]:
    made = store.create(Request(title), title)
    run = store.claim(made.id)
    assert run is not None
    return run, made.id


def test_the_damaged_one_is_kept_with_its_journal(path: Path) -> None:
    with open_store(path, "default") as store:
        store.create(Request("x"), "in the backup")
        copy = backup.back_up(path, OWN.head)
        store.create(Request("y"), "after it")
    content = damage(path)
    journal = path.with_name("vidgen.db-journal").read_bytes()
    restored = restore(path, copy)
    assert restored.kept is not None
    assert restored.kept.name.startswith("vidgen-damaged-")
    assert restored.kept.read_bytes() == content
    aside = restored.kept.with_name(f"{restored.kept.name}-journal")
    assert aside.read_bytes() == journal
    assert copy.exists()
    with open_store(path, "default") as store:
        assert [one.title for one in store.list()] == ["in the backup"]
    assert not list(path.parent.glob(".*"))  # nothing half-way


def test_a_whole_one_is_kept_too_and_can_come_back(store: SqliteStore, path: Path) -> None:
    run, number = claimed(store, "first")
    run.fail(number, "code", "why", store.get(number).created_at)
    copy = backup.back_up(path, OWN.head)
    later, other = claimed(store, "second")
    later.fail(other, "code", "why", store.get(other).created_at)
    restored = store.restore(copy)
    assert [one.title for one in store.list()] == ["first"]  # the same store goes on with it
    assert restored.kept is not None
    assert restored.kept.name.startswith("vidgen-replaced-")
    store.restore(restored.kept)
    assert [one.title for one in store.list()] == ["second", "first"]


def test_nothing_is_restored_while_a_video_is_made(store: SqliteStore, path: Path) -> None:
    run, number = claimed(store)
    copy = backup.back_up(path, OWN.head)
    before = path.read_bytes()
    with pytest.raises(InvalidRequest, match="being made"):
        store.restore(copy)
    with pytest.raises(StoreError, match="Another Vidgen"):
        restore(path, copy)
    assert path.read_bytes() == before
    run.set_title(number, "goes on")


def test_a_purchase_after_the_backup_is_not_made_again(path: Path) -> None:
    """The rows that can still be read say what was bought; the page with the rest is gone."""
    with open_store(path, "default") as store:
        run, number = claimed(store)
        first = run.prepare(number, wanted(1), Limits())
        copy = backup.back_up(path, OWN.head)
        run.submitted(first.id, "job-1")
        second = run.prepare(number, wanted(2), Limits())
        run.submitted(second.id, "job-2")
        run.settle(second.id, PurchaseState.DONE, 50_000, PriceSource.REPORTED)
        unsent = run.prepare(number, wanted(3), Limits())
    break_the_table(path, "scenes")
    restored = restore(path, copy)
    assert any("3 purchases and 1 entry" in note for note in restored.notes)
    with open_store(path, "default") as store:
        assert store.get(number).cost_micros == store.total_micros() == 50_000
        states = {one.id: (one.state, one.job) for one in store.purchases(number)}
        assert states == {
            first.id: (PurchaseState.SUBMITTED, "job-1"),
            second.id: (PurchaseState.DONE, "job-2"),
            unsent.id: (PurchaseState.UNKNOWN, None),
        }
        store.reset(number)
        again = store.claim(number)
        assert again is not None
        assert again.prepare(number, wanted(1), Limits()).job == "job-1"
        assert again.prepare(number, wanted(2), Limits()).id == second.id
        with pytest.raises(UnknownPurchase):
            again.prepare(number, wanted(3), Limits())


@pytest.mark.parametrize("damage", [False, True], ids=["a whole one", "a damaged one"])
def test_what_was_bought_for_a_lost_video_is_settled(path: Path, *, damage: bool) -> None:
    """Nobody could decide about it: what a service has taken counts as bought, at its estimate."""
    with open_store(path, "default") as store:
        store.create(Request("known to the backup"), "x")
        copy = backup.back_up(path, OWN.head)
        run, number = claimed(store)
        taken, gone, open_one = (run.prepare(number, wanted(n), Limits()) for n in (1, 2, 3))
        run.submitted(taken.id, "job-1")
        run.settle(gone.id, PurchaseState.DONE, 50_000, PriceSource.REPORTED)
        run.undelivered(gone.id)
        run.unknown(open_one.id)
        unpriced = replace(wanted(5), estimate_micros=0, unpriced=True)
        run.submitted(run.prepare(number, unpriced, Limits()).id, "job-5")
    if damage:
        break_the_table(path, "scenes")
    restore(path, copy)
    with open_store(path, "default") as store:
        assert list(store.open_purchases()) == []
        assert store.total_micros() == 50_000 + taken.wanted.estimate_micros
        sources = {line.step: line.source for line in store.ledger()}
        assert sources["clip/1"] is PriceSource.COMPUTED
        assert sources["clip/5"] is PriceSource.UNKNOWN
        known = store.create(Request("another"), "y")
        run = store.claim(known.id)
        assert run is not None
        limits = Limits(per_month=store.total_micros() + wanted(4).estimate_micros)
        run.prepare(known.id, wanted(4), limits)  # nothing is reserved for what is lost


def test_what_a_purchase_cost_is_in_the_ledger_though_its_line_is_lost(path: Path) -> None:
    with open_store(path, "default") as store:
        run, number = claimed(store)
        known = run.prepare(number, wanted(1), Limits())
        run.settle(known.id, PurchaseState.DONE, 40_000, PriceSource.REPORTED)
        held = run.prepare(number, wanted(2), Limits())
        copy = backup.back_up(path, OWN.head)
        run.settle(held.id, PurchaseState.FAILED, 30_000, PriceSource.REPORTED)
        new, free = (run.prepare(number, wanted(n), Limits()) for n in (3, 4))
        run.settle(new.id, PurchaseState.DONE, 20_000, PriceSource.COMPUTED)
        run.settle(free.id, PurchaseState.FAILED, 0, None)
        spoilt = run.prepare(number, wanted(5), Limits())
    with closing(sqlite3.connect(path)) as connection, connection:
        nonsense = "UPDATE purchases SET cost_micros = 'much' WHERE id = ?"
        connection.execute(nonsense, (spoilt.id,))
    break_the_table(path, "cost_entries")
    restore(path, copy)
    with open_store(path, "default") as store:
        lines = [(line.step, line.micros, line.source) for line in store.ledger()]
        assert lines == [
            (known.wanted.step, 40_000, PriceSource.REPORTED),
            (held.wanted.step, 30_000, PriceSource.REPORTED),
            (new.wanted.step, 20_000, PriceSource.COMPUTED),
        ]
        assert store.get(number).cost_micros == store.total_micros() == 90_000


def break_the_table(path: Path, name: str) -> None:
    """Damage the one page on which a table begins."""
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        page = connection.execute(query, (name,)).fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    content = bytearray(path.read_bytes())
    content[(page - 1) * size : page * size] = b"\xff" * size
    path.write_bytes(content)


def test_where_nothing_can_be_known_it_is_said_and_nothing_goes_on_by_itself(path: Path) -> None:
    with open_store(path, "default") as store:
        run, number = claimed(store)
        run.prepare(number, wanted(1), Limits())
        waiting = store.create(Request("waits"), "waits").id
        copy = backup.back_up(path, OWN.head)
    damage(path)
    restored = restore(path, copy)
    assert any("2 videos are not finished" in note for note in restored.notes)
    with open_store(path, "default") as store:
        assert store.left() == []
        for known in (store.get(number), store.get(waiting)):
            assert (known.status, known.error_code) == (Status.FAILED, RESTORED_CODE)
            assert "could be bought again" in (known.error or "")
            assert known.notes == ()  # what is told as the error is not told twice
        (bought,) = store.purchases(number)
        assert bought.state is PurchaseState.UNKNOWN
        with pytest.raises(UnknownPurchase):
            store.prepare(number, wanted(1), Limits())


def test_what_had_failed_keeps_its_reason_and_tells_the_backup_beside_it(path: Path) -> None:
    with open_store(path, "default") as store:
        run, number = claimed(store)
        run.fail(number, "media", "The clip is broken.", store.get(number).created_at)
        copy = backup.back_up(path, OWN.head)
    restored = restore(path, copy)
    assert any("1 video is not finished" in note for note in restored.notes)
    with open_store(path, "default") as store:
        known = store.get(number)
        assert (known.error_code, known.error) == ("media", "The clip is broken.")
        (note,) = known.notes
        assert "could be bought again" in note


def test_going_back_twice_tells_of_the_last_backup_alone(path: Path) -> None:
    with open_store(path, "default") as store:
        claimed(store)
        first = backup.back_up(path, OWN.head)
    restore(path, first)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE generations SET error = 'as in an earlier backup'")
    second = backup.back_up(path, OWN.head)
    restore(path, second)
    with open_store(path, "default") as store:
        (known,) = store.list()
        assert known.error_code == RESTORED_CODE
        assert "could be bought again" in (known.error or "")
        assert known.notes == ()


def test_numbers_of_lost_videos_are_not_given_again(path: Path) -> None:
    with open_store(path, "default") as store:
        store.create(Request("x"), "x")
        copy = backup.back_up(path, OWN.head)
        lost = store.create(Request("y"), "y").id
    folder = path.parent / "workspaces" / str(lost + 4)
    folder.mkdir(parents=True)
    (folder / "take-1.mp4").write_bytes(b"of a lost video")
    damage(path)
    restore(path, copy)
    with open_store(path, "default") as store:
        assert store.create(Request("z"), "z").id == lost + 5


def test_an_older_backup_is_brought_up_to_date(path: Path) -> None:
    path.parent.mkdir()
    old = Path(__file__).parent / "databases" / "0001.db"
    before = old.read_bytes()
    restored = restore(path, old)
    assert restored.kept is None
    assert restored.backup.revision == "0001"
    with open_store(path, "default") as store:
        assert store.count() == restored.backup.generations
    assert old.read_bytes() == before


def test_a_backup_that_is_no_good_changes_nothing(store: SqliteStore, path: Path) -> None:
    store.create(Request("x"), "x")
    copy = backup.back_up(path, OWN.head)
    before = path.read_bytes()
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="newer version"):
        restore(path, copy)
    damage(copy)
    with pytest.raises(StoreError, match=r"damaged itself\. Choose another backup\.$"):
        restore(path, copy)
    with pytest.raises(StoreError, match=r"no backup .* Choose another backup\.$"):
        restore(path, path.parent / "nothing.db")
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*damaged*"))
