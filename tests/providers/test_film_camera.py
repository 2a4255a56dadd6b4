"""The camera always moves a little, never shows the edge of a picture, and never jumps."""

from itertools import pairwise

import pytest

from vidgen_desktop.providers.builtin.film.camera import MOVES, ease, place, view_at
from vidgen_desktop.providers.builtin.pictures.layers import MARGIN

FRAME = (1280, 720)
PICTURE = (round(1280 * MARGIN), round(720 * MARGIN))
LENGTHS = [0.5, 2.0, 6.0, 13.9, 14.1, 65.0, 180.0]


def corner_ways(move: str, seconds: float, depth: float, step: float) -> list[float]:
    """How far the fastest corner of the frame moves in each step, in pixels."""
    places = [
        place(view_at(move, t * step, seconds, 0.3), depth, FRAME, PICTURE)
        for t in range(int(seconds / step) + 1)
    ]
    return [
        max(
            abs((b.x + b.scale * x) - (a.x + a.scale * x))
            + abs((b.y + b.scale * y) - (a.y + a.scale * y))
            for x in (0, PICTURE[0])
            for y in (0, PICTURE[1])
        )
        for a, b in pairwise(places)
    ]


@pytest.mark.parametrize("seconds", LENGTHS)
@pytest.mark.parametrize("move", MOVES)
def test_the_picture_always_covers_the_frame(move: str, seconds: float) -> None:
    for phase in (0.0, 0.31, 0.77):
        for step in range(101):
            view = view_at(move, seconds * step / 100, seconds, phase)
            for depth in (0.0, 0.5, 1.0):
                at = place(view, depth, FRAME, PICTURE)
                assert at.x <= 0
                assert at.y <= 0
                assert at.x + at.scale * PICTURE[0] >= FRAME[0]
                assert at.y + at.scale * PICTURE[1] >= FRAME[1]


@pytest.mark.parametrize("seconds", LENGTHS)
@pytest.mark.parametrize("move", MOVES)
def test_nothing_stands_still_for_two_seconds(move: str, seconds: float) -> None:
    ways = corner_ways(move, max(seconds, 2.0), depth=0.6, step=1.0)
    assert min(ways) > 0.8


@pytest.mark.parametrize("seconds", LENGTHS)
@pytest.mark.parametrize("move", MOVES)
def test_nothing_rushes(move: str, seconds: float) -> None:
    assert max(corner_ways(move, seconds, depth=1.0, step=1 / 24)) < 3.0


def test_a_move_begins_and_ends_softly() -> None:
    speeds = [ease((n + 1) / 100) - ease(n / 100) for n in range(100)]
    assert ease(0) == 0
    assert ease(1) == 1
    assert speeds[0] < speeds[50] / 2
    assert speeds[-1] < speeds[50] / 2
    assert min(speeds) > 0
