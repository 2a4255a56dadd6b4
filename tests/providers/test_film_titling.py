"""Words on pictures can be read, on every palette and whatever is behind them."""

import numpy as np
import pytest

from tests.providers.filming import SHAPES, job
from vidgen_desktop.providers.builtin.film.titling import (
    ENOUGH,
    readable,
    room_for,
    title_for,
    veiled,
    worst_contrast,
)
from vidgen_desktop.providers.builtin.pictures.layers import Zone
from vidgen_desktop.providers.builtin.pictures.palette import FAMILIES, VARIANTS, palette

CAPTIONS = 0.18  # of the height, at the bottom


def grounds() -> dict[str, np.ndarray]:
    """Pixels as they may lie behind words, (N, 3)."""
    noise = np.random.default_rng(1)
    half = np.zeros((5000, 3))
    half[2500:] = 255
    return {
        "black": np.zeros((5000, 3)),
        "white": np.full((5000, 3), 255.0),
        "grey": np.full((5000, 3), 120.0),
        "half black, half white": half,
        "noise": noise.uniform(0, 255, (5000, 3)),
        "red": np.tile([200.0, 30.0, 30.0], (5000, 1)),
    }


@pytest.mark.parametrize("ground", grounds())
@pytest.mark.parametrize("family", FAMILIES)
def test_words_can_be_read_on_anything(family: str, ground: str) -> None:
    behind = grounds()[ground]
    for variant in range(len(VARIANTS)):
        colour, veil = readable(palette(family, variant), behind)
        seen = behind if veil is None else veiled(behind, veil, veil.alpha)
        assert worst_contrast(colour, seen) >= ENOUGH


def test_a_calm_ground_needs_no_veil() -> None:
    _, veil = readable(palette("night", 0), np.full((500, 3), 20.0))
    assert veil is None


@pytest.mark.parametrize("zone", Zone)
@pytest.mark.parametrize("shape", SHAPES)
def test_words_keep_to_the_margins_and_off_the_captions(shape: str, zone: Zone) -> None:
    width, height = SHAPES[shape]
    for heading in ("One", "A heading that is rather long and needs some lines, then more of it"):
        scene = job(width=width, height=height, heading=heading, is_title=True)
        frame = np.full((height, width, 3), 90, np.uint8)
        title = title_for(scene, zone, palette("calm", 0), [frame])
        assert title is not None
        area = title.area
        assert area.left >= width * 0.05
        assert area.top >= height * 0.05
        assert area.left + area.width <= width * 0.96
        assert area.top + area.height <= height * (1 - CAPTIONS)


def test_right_to_left_words_stand_on_the_right() -> None:
    scene = job(heading="שלום")
    frame = np.full((180, 320, 3), 90, np.uint8)
    title = title_for(scene, Zone.HIGH, palette("calm", 0), [frame])
    assert title is not None
    assert title.area.left + title.area.width == pytest.approx(320 * 0.93, abs=4)


def test_no_words_no_title() -> None:
    frame = np.zeros((180, 320, 3), np.uint8)
    for heading in ("", "\x00\u202e", "\ud800"):
        assert title_for(job(heading=heading), Zone.HIGH, palette("calm", 0), [frame]) is None


def test_there_is_room_in_every_shape() -> None:
    for width, height in SHAPES.values():
        room = room_for(job(width=width, height=height), Zone.LEFT)
        assert room.width > width * 0.3
        assert room.height > height * 0.2
