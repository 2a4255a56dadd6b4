"""Two programs on one folder, and many videos in one program."""

from tests.durability.attack import Attack
from tests.durability.quick import named, quick, withstood
from tests.durability.thousand import judged, many
from tests.durability.together import TOGETHER
from tests.durability.windows import WINDOWS

pytestmark = [*quick]

FEW = 12


def test_of_two_that_go_on_with_one_video_one_does():
    withstood(named(TOGETHER, "two programs, one folder"), 0)


def test_who_wants_a_video_that_is_being_made_is_told_so():
    withstood(named(TOGETHER, "two programs, one folder"), 1)


def test_the_terminal_goes_on_with_the_video_of_a_window_that_was_killed():
    withstood(named(WINDOWS, "windows, one folder"), 2)


def test_a_process_that_makes_many_videos_holds_no_more_after_each():
    withstood(Attack("a few in one process", 1, lambda case: many(case, FEW), ends=judged), 0)
