"""The bar follows the design's table, never goes back, and is written sparingly."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidgen_desktop.core.model import Status
from vidgen_desktop.core.progress import (
    HEARTBEAT_INTERVAL,
    WINDOWS,
    ProgressGate,
    Reading,
    StageName,
    is_stale,
)
from vidgen_desktop.core.run.parts import Parts

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


class Clock:
    """Counts the seconds that a test lets pass."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.mark.parametrize(
    ("stage", "start", "end"),
    [
        ("enhance", 0, 10),
        ("plan", 10, 20),
        ("clips", 30, 70),
        ("stitch", 70, 80),
        ("audio", 80, 90),
        ("finish", 90, 100),
    ],
)
def test_a_stage_fills_exactly_its_window(stage: str, start: float, end: float):
    window = WINDOWS[StageName(stage)]
    assert (window.percent(0), window.percent(1)) == (start, end)


def test_windows_follow_each_other_without_overlap():
    for earlier, later in pairwise(WINDOWS.values()):
        assert earlier.end <= later.start


@given(st.floats(allow_nan=False))
def test_no_fraction_leaves_its_window(fraction: float):
    window = WINDOWS[StageName.CLIPS]
    assert window.start <= window.percent(fraction) <= window.end


@given(st.lists(st.floats(0, 100)))
def test_accepted_readings_never_go_backwards(percents: list[float]):
    gate = ProgressGate()
    accepted = [p for p in percents if gate.offer(Reading(p, ""))]
    assert accepted == sorted(accepted)


def test_a_smaller_reading_is_refused_and_changes_nothing():
    gate = ProgressGate()
    gate.offer(Reading(40, "Making scene 2 of 3"))
    assert not gate.offer(Reading(39, "Making scene 1 of 3"))
    assert gate.latest == Reading(40, "Making scene 2 of 3")


def test_at_most_one_write_a_second():
    clock = Clock()
    gate = ProgressGate(clock=clock)
    written = 0
    for tenth in range(100):
        clock.seconds = tenth / 10
        gate.offer(Reading(tenth, ""))
        written += gate.take_due() is not None
    assert written == 10


def test_the_last_pending_reading_is_written_in_the_end():
    clock = Clock()
    gate = ProgressGate(clock=clock)
    gate.offer(Reading(1, ""))
    gate.take_due()
    gate.offer(Reading(2, ""))
    assert gate.take_due() is None
    clock.seconds = 1.0
    assert gate.take_due() == Reading(2, "")
    assert gate.take_due() is None


def test_a_stage_boundary_is_written_though_a_second_has_not_passed():
    gate = ProgressGate(clock=Clock())
    gate.offer(Reading(10, ""))
    gate.take_due()
    gate.offer(Reading(20, ""))
    assert gate.take_due(force=True) == Reading(20, "")


def test_a_heartbeat_is_due_only_after_a_quiet_time():
    clock = Clock()
    gate = ProgressGate(clock=clock)
    gate.offer(Reading(1, ""))
    gate.take_due()
    assert not gate.heartbeat_due()
    clock.seconds = HEARTBEAT_INTERVAL
    assert gate.heartbeat_due()
    assert not gate.heartbeat_due()


@pytest.mark.parametrize(
    ("status", "quiet_seconds", "stale"),
    [
        (Status.PROCESSING, 59, False),
        (Status.PROCESSING, 60, True),
        (Status.PENDING, 299, False),
        (Status.PENDING, 300, True),
        (Status.COMPLETED, 10_000, False),
        (Status.FAILED, 10_000, False),
    ],
)
def test_the_stale_rule(status: Status, quiet_seconds: int, stale: bool):
    at = NOON + timedelta(seconds=quiet_seconds)
    assert is_stale(status, NOON, NOON, at) is stale


def test_parts_count_by_their_weight():
    parts = Parts({"short": 1.0, "long": 3.0})
    parts.update("long", 0.5)
    assert parts.fraction == pytest.approx(0.375)
    parts.update("short", 1.0)
    assert parts.finished == 1
    parts.update("long", 7.0)
    assert parts.fraction == 1.0
