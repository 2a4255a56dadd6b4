"""Lost answers, cancels and stops: told as they are, and gone on with to the same video."""

from tests.durability.asking_to_end import ENDINGS
from tests.durability.lost import LOST
from tests.durability.quick import named, quick, withstood

pytestmark = [*quick]


def test_a_lost_answer_is_not_asked_for_again_and_the_person_decides():
    withstood(named(LOST, "the answer is lost"), 1)


def test_cancelled_while_a_clip_is_being_made():
    withstood(named(ENDINGS, "cancel in every step"), 14)


def test_stopped_by_the_system():
    withstood(named(ENDINGS, "SIGTERM and log-out"), 0)
