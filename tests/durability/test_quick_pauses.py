"""A process that was stopped too long, a clock that jumps, a machine that sleeps."""

from tests.durability.pauses import PAUSES
from tests.durability.quick import named, quick, withstood

pytestmark = [*quick]


def test_who_was_overtaken_while_stopped_writes_nothing():
    withstood(named(PAUSES, "SIGSTOP beyond the lease"), 1)


def test_a_jump_of_the_clock_makes_no_living_video_stale():
    withstood(named(PAUSES, "the clock jumps a day"), 1)


def test_a_machine_that_sleeps_goes_on():
    withstood(named(PAUSES, "the machine sleeps"), 1)
