"""kill -9 while files are made and moved: no step is done twice, no file is partial."""

from tests.durability.kills import KILLS
from tests.durability.quick import named, quick, withstood

pytestmark = [*quick]


def test_killed_as_the_storyboard_was_recorded():
    withstood(named(KILLS, "kill between steps"), 2)


def test_killed_in_an_encode():
    withstood(named(KILLS, "kill in an encode"), 0)


def test_killed_as_the_scenes_are_joined():
    withstood(named(KILLS, "kill in the join"), 0)


def test_killed_with_half_of_the_files_in_the_videos_folder():
    withstood(named(KILLS, "kill in the final move"), 2)


def test_killed_at_some_moment():
    withstood(named(KILLS, "kill at random"), 0)
