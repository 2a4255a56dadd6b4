"""The money: every entry counted once, whoever writes at the same time."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from vidgen_desktop.core.errors import NotFound
from vidgen_desktop.core.model import Request
from vidgen_desktop.core.money import CostEntry, PriceSource
from vidgen_desktop.store.repository import SqliteStore, open_store

THREADS, ENTRIES = 16, 125

CHARGER = """
import sys, threading
from pathlib import Path
from vidgen_desktop.core.money import CostEntry, PriceSource
from vidgen_desktop.store.repository import open_store

path, generation, threads, entries = Path(sys.argv[1]), *map(int, sys.argv[2:])
faults = []
with open_store(path, "default") as store:
    sys.stdin.readline()  # all processes begin together
    def work(number):
        try:
            for _ in range(entries):
                store.charge(generation, CostEntry("c", "p", "w", number, PriceSource.COMPUTED))
                store.get(generation)
        except Exception as error:
            faults.append(error)
    workers = [threading.Thread(target=work, args=(n + 1,)) for n in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
sys.exit(str(faults) if faults else 0)
"""


def entry(micros: int, step: str = "clip/1") -> CostEntry:
    return CostEntry(step, "provider", "a clip", micros, PriceSource.REPORTED)


def test_an_entry_changes_ledger_generation_and_profile_together(store: SqliteStore) -> None:
    first = store.create(Request("x"), "x")
    second = store.create(Request("x"), "x")
    assert store.charge(first.id, entry(1_200_000)) == 1_200_000
    assert store.charge(first.id, entry(300_000, "voice/1")) == 1_500_000
    assert store.charge(second.id, entry(7)) == 7
    assert store.costs(first.id) == [entry(1_200_000), entry(300_000, "voice/1")]
    assert store.get(first.id).cost_micros == 1_500_000
    assert store.total_micros() == 1_500_007


def test_a_refused_entry_changes_nothing(store: SqliteStore) -> None:
    made = store.create(Request("x"), "x")
    store.charge(made.id, entry(5))
    with pytest.raises(NotFound):
        store.charge(made.id + 1, entry(1_000))
    assert store.total_micros() == 5
    assert store.get(made.id).cost_micros == 5


def test_amounts_beyond_32_bits_are_exact(store: SqliteStore) -> None:
    made = store.create(Request("x"), "x")
    store.charge(made.id, entry(2**40 + 1))
    store.charge(made.id, entry(2**40 + 1))
    assert store.total_micros() == store.get(made.id).cost_micros == 2**41 + 2


def test_sixteen_threads_end_at_the_right_total(store: SqliteStore) -> None:
    made = store.create(Request("x"), "x")
    faults: list[Exception] = []

    def work(number: int) -> None:
        try:
            for _ in range(ENTRIES):
                store.charge(made.id, entry(number))
        except Exception as error:  # noqa: BLE001 - whatever it is, the test reports it
            faults.append(error)

    workers = [threading.Thread(target=work, args=(n + 1,)) for n in range(THREADS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert not faults
    expected = ENTRIES * sum(range(1, THREADS + 1))
    assert store.get(made.id).cost_micros == expected
    assert store.total_micros() == expected
    assert len(store.costs(made.id)) == THREADS * ENTRIES


def test_four_processes_of_four_threads_end_at_the_right_total(path: Path) -> None:
    with open_store(path, "default") as store:
        made = store.create(Request("x"), "x")
        processes = [
            subprocess.Popen(
                [sys.executable, "-c", CHARGER, str(path), str(made.id), "4", str(ENTRIES)],
                stdin=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for _ in range(4)
        ]
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        # While they write, the window goes on reading.
        while any(process.poll() is None for process in processes):
            assert store.get(made.id).cost_micros <= 4 * ENTRIES * 10
        complaints = [process.communicate()[1] for process in processes]
        assert complaints == [""] * 4
        assert store.get(made.id).cost_micros == store.total_micros() == 4 * ENTRIES * 10
