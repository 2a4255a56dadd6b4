"""kill -9 around a purchase: nothing is bought twice, and the ledger is what the provider bills."""

from tests.durability.kills import KILLS
from tests.durability.quick import named, quick, withstood

pytestmark = [*quick]


def test_killed_before_a_create_is_sent():
    withstood(named(KILLS, "kill before submit"), 0)


def test_killed_when_the_answer_to_a_create_is_not_stored_yet():
    withstood(named(KILLS, "kill after submit"), 1)


def test_killed_when_the_answer_of_a_voice_is_on_its_way():
    withstood(named(KILLS, "kill after submit"), 3)


def test_killed_when_half_of_the_second_clip_is_here():
    withstood(named(KILLS, "kill in a download"), 1)


def test_killed_when_a_clip_is_here_and_not_recorded():
    withstood(named(KILLS, "kill after a download"), 3)
