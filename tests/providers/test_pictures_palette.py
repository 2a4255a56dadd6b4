"""Palettes are one family in variations, and their colours can be shown and told apart."""

import math
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidgen_desktop.core.choices import Look
from vidgen_desktop.providers.builtin.pictures.colour import Colour, contrast, luminance
from vidgen_desktop.providers.builtin.pictures.palette import FAMILIES, VARIANTS, palette

ALL = [(family, variant) for family in FAMILIES for variant in range(len(VARIANTS))]


def apart(one: Colour, other: Colour) -> float:
    """The distance in OKLab."""
    a = [one.chroma * math.cos(math.radians(one.hue)), one.chroma * math.sin(math.radians(one.hue))]
    b = [
        other.chroma * math.cos(math.radians(other.hue)),
        other.chroma * math.sin(math.radians(other.hue)),
    ]
    return math.dist([one.light, *a], [other.light, *b])


def test_every_look_has_a_family() -> None:
    assert {look.value for look in Look if look is not Look.AUTO} <= set(FAMILIES)


@pytest.mark.parametrize(("family", "variant"), ALL)
def test_the_two_colours_of_words_read_on_their_covers(family: str, variant: int) -> None:
    colours = palette(family, variant)
    bright, ink = luminance(colours.bright.rgb()), luminance(colours.ink.rgb())
    assert contrast(bright, ink) > 12
    assert contrast(ink, luminance(colours.light.rgb())) > 7
    assert contrast(bright, luminance(colours.near.rgb())) > 7


@pytest.mark.parametrize(("family", "variant"), ALL)
def test_the_accent_stands_out_and_depth_runs_from_haze_to_dark(family: str, variant: int) -> None:
    colours = palette(family, variant)
    assert apart(colours.accent, colours.sky[1]) > 0.12
    assert apart(colours.accent, colours.second) > 0.08
    ramp = [colours.depth(step / 8).light for step in range(9)]
    assert all(near < far for far, near in pairwise(ramp))
    assert ramp[0] - ramp[-1] > 0.2


@pytest.mark.parametrize("family", FAMILIES)
def test_variants_differ_but_stay_in_the_family(family: str) -> None:
    variants = [palette(family, number) for number in range(len(VARIANTS))]
    for one, other in combinations(variants, 2):
        skies = [apart(a, b) for a, b in zip(one.sky, other.sky, strict=True)]
        assert max(skies) > 0.008
        assert max(skies) < 0.25
        assert apart(one.near, other.near) < 0.15


@given(st.floats(0, 1), st.floats(0, 0.4), st.floats(0, 360))
def test_every_colour_has_its_place_on_the_screen(light: float, chroma: float, hue: float) -> None:
    assert all(0 <= part <= 1 for part in Colour(light, chroma, hue).rgb())


def test_known_colours_are_what_they_should_be() -> None:
    assert Colour(1.0, 0.0, 0.0).rgb() == pytest.approx((1, 1, 1), abs=1e-3)
    red = Colour(0.6280, 0.2577, 29.23).rgb()
    assert red == pytest.approx((1, 0, 0), abs=0.01)
    assert Colour(0.0, 0.0, 0.0, 0.5).argb == 0x80000000


def test_mixing_ends_at_its_ends() -> None:
    one, other = Colour(0.3, 0.1, 20), Colour(0.8, 0.05, 200)
    assert one.mix(other, 0.0).rgb() == pytest.approx(one.rgb())
    assert one.mix(other, 1.0).rgb() == pytest.approx(other.rgb())
