"""Neither sleep nor a jump of the clock is silence, and neither uses up anybody's patience."""

from vidgen_desktop.core.run.running import Running
from vidgen_desktop.core.run.silence import LEASE_SECONDS, Silence

HOUR = 3600.0


def test_silence_is_counted_from_the_last_beat() -> None:
    silence = Silence()
    assert [silence.look(7, at) for at in (100.0, 101.0, 102.5)] == [0.0, 1.0, 2.5]
    assert silence.look(8, 103.0) == 0.0
    assert silence.look(8, 104.0) == 1.0


def test_who_slept_or_was_stopped_has_not_seen_a_silence() -> None:
    silence = Silence()
    silence.look(7, 0.0)
    assert silence.look(7, HOUR) < LEASE_SECONDS / 10
    assert silence.look(7, HOUR - 50.0) < LEASE_SECONDS / 10  # nor has one whose clock went back
    looks = int(LEASE_SECONDS) + 1
    assert silence.look(7, HOUR) < max(silence.look(7, HOUR + n) for n in range(1, looks))


def test_running_time_counts_what_lies_between_looks_up_to_a_limit() -> None:
    times = iter([0.0, 3.0, HOUR, HOUR + 1.0])
    running = Running(most=10.0, clock=lambda: next(times))
    assert [running.passed() for _ in range(3)] == [3.0, 13.0, 14.0]
