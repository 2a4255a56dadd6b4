"""Samples of voices are paid for, counted and limited, though they belong to no video."""

from dataclasses import replace

import pytest

from vidgen_desktop.core.buying.months import month_of
from vidgen_desktop.core.buying.purchase import Limits, Wanted
from vidgen_desktop.core.buying.sampling import SamplePurse
from vidgen_desktop.core.errors import BudgetExceeded
from vidgen_desktop.core.model import now
from vidgen_desktop.core.money import PriceSource
from vidgen_desktop.store.repository import SqliteStore

WANTED = Wanted("voice/0/1", "router", "kokoro", "A sample of Sky", 40, "abc")


def test_what_is_delivered_or_may_be_billed_is_in_the_ledger(store: SqliteStore) -> None:
    purse = SamplePurse(store, Limits(per_video=0, per_month=1_000))
    purse.done(purse.open(WANTED), 30, PriceSource.REPORTED)
    purse.unknown(purse.open(WANTED))
    purse.failed(purse.open(WANTED))
    purse.failed(purse.open(WANTED), 5, PriceSource.COMPUTED)
    lines = store.ledger(month_of(now()))
    assert [line.micros for line in lines] == [30, 40, 5]
    assert {(line.what, line.model) for line in lines} == {("A sample of Sky", "kokoro")}
    assert store.total_micros() == 75


def test_a_sample_keeps_to_the_limit_of_the_month(store: SqliteStore) -> None:
    purse = SamplePurse(store, Limits(per_month=60))
    purse.done(purse.open(WANTED), 30, PriceSource.COMPUTED)
    with pytest.raises(BudgetExceeded, match="A sample of Sky"):
        purse.open(WANTED)
    purse.open(replace(WANTED, estimate_micros=30))
    with pytest.raises(BudgetExceeded, match="Nobody has told"):
        purse.open(replace(WANTED, estimate_micros=0, unpriced=True))
