"""Amounts and months: what is shown can be read back, and every moment has its month."""

import os
import re
import time
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.profiles import examples
from vidgen_desktop.core.buying.months import Month, month_from, month_of, months_between
from vidgen_desktop.core.money import MICROS_PER_DOLLAR, show_micros, to_micros

CENT, HUNDREDTH_CENT = 10_000, 100  # in micro-dollars
# Clocks that are moved at midnight, once even on the first of a month; half hours; a lost day.
ZONES = (
    *("UTC", "Europe/Berlin", "America/New_York", "America/Asuncion", "America/Havana"),
    *("Asia/Kolkata", "Asia/Amman", "Africa/Cairo", "Pacific/Apia", "Pacific/Kiritimati"),
    *("Australia/Lord_Howe", "Asia/Beirut", "America/Sao_Paulo", "Pacific/Chatham"),
)
amounts = st.integers(0, 10**13) | st.integers(0, 20_000)
moments = st.floats(4e7, 2.1e9).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
months = st.builds(Month, st.integers(1971, 2037), st.integers(1, 12))


@given(amounts)
@examples(300)
def test_an_amount_is_shown_as_near_as_its_digits_allow(micros: int) -> None:
    shown = show_micros(micros)
    read = to_micros(_read(shown))
    nearest = CENT // 2 if read >= CENT else HUNDREDTH_CENT // 2
    assert abs(read - micros) <= nearest or read == HUNDREDTH_CENT > micros
    assert (read == 0) is (micros == 0)  # what costs something is never shown as nothing
    assert show_micros(read) == shown


@given(amounts, amounts)
@examples(100)
def test_more_is_never_shown_as_less(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert _read(show_micros(low)) <= _read(show_micros(high))


@given(st.integers(-(10**13), 10**13))
@examples(200)
def test_dollars_are_whole_micro_dollars_and_back(micros: int) -> None:
    assert to_micros(Decimal(micros) / MICROS_PER_DOLLAR) == micros


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows has one zone at a time")
@given(months, st.sampled_from(ZONES))
@examples(150)
def test_months_follow_each_other_without_gap_in_every_zone(month: Month, zone: str) -> None:
    with living_in(zone):
        assert month_of(month.start) == month
        assert month_of(month.start - timedelta(microseconds=1)).next == month
        assert month.end == month.next.start
        assert timedelta(days=27) < month.end - month.start < timedelta(days=32)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows has one zone at a time")
@given(moments, st.sampled_from(ZONES))
@examples(150)
def test_every_moment_lies_in_its_month(at: datetime, zone: str) -> None:
    with living_in(zone):
        month = month_of(at)
        assert month.start <= at < month.end


@given(months, months)
@examples(100)
def test_months_count_up_one_by_one(first: Month, last: Month) -> None:
    found = months_between(first, last)
    assert len(found) == max(0, (last.year - first.year) * 12 + last.number - first.number + 1)
    assert all(later == one.next and one < later for one, later in pairwise(found))
    assert month_from(str(first)) == first


@given(st.text(max_size=9))
@examples(100)
def test_what_is_no_month_is_refused(text: str) -> None:
    if re.fullmatch(r"\s*(19[7-9]|20[0-3])\d-(0[1-9]|1[0-2])\s*", text, re.ASCII):
        return
    with pytest.raises(ValueError, match="2026-11"):
        month_from(text)


def _read(shown: str) -> Decimal:
    return Decimal(0) if shown == "free" else Decimal(shown.removeprefix("$"))


@contextmanager
def living_in(zone: str) -> Generator[None]:
    """This computer's clock, somewhere else."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()
