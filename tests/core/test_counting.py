"""Counts, days and moments in words."""

from datetime import date, datetime, timedelta

import pytest

from vidgen_desktop.core.counting import counted, minutes
from vidgen_desktop.core.days import day, moment
from vidgen_desktop.core.model_info import ModelInfo


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 scenes"), (1, "1 scene"), (2, "2 scenes"), (1200, "1,200 scenes")]
)
def test_one_is_one(number: int, said: str):
    assert counted(number, "scene") == said
    assert counted(number, "entry", "entries").endswith("entry" if number == 1 else "entries")


def test_days_and_moments():
    assert day(date(2027, 1, 6)) == "6 Jan 2027"
    assert moment(datetime(2026, 11, 21, 13, 51).astimezone()) == "21 Nov 2026, 13:51"


def test_the_last_day_of_a_model_is_one_day():
    today = date(2027, 1, 5)
    model = ModelInfo("m", "M", frozenset(), shutdown=today + timedelta(days=1))
    assert model.ending(today) == "It will be shut down on 6 Jan 2027, in 1 day."


def test_a_wait_is_told_in_minutes_however_long_it_is():
    told = [minutes(seconds) for seconds in (60, 90, 604_800)]
    assert told == ["1 minute", "1.5 minutes", "10080 minutes"]  # it said 1.01e+04
