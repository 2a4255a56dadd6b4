"""Leaves and grass, for forests and for still lives."""

import math
import random

from vidgen_desktop.providers.builtin.pictures.colour import Colour
from vidgen_desktop.providers.builtin.pictures.shapes import smooth
from vidgen_desktop.providers.builtin.pictures.sheet import Sheet, blend


def broad(
    sheet: Sheet, _dice: random.Random, x: float, y: float, tall: float, turn: float, colour: Colour
) -> None:
    """A broad leaf with a middle rib and veins, its foot at (x, y), turned from upright."""
    half = tall * 0.24
    outline = smooth(
        [
            (x, y),
            (x - half * 0.75, y - tall * 0.22),
            (x - half, y - tall * 0.48),
            (x - half * 0.6, y - tall * 0.78),
            (x, y - tall),
            (x + half * 0.6, y - tall * 0.78),
            (x + half, y - tall * 0.48),
            (x + half * 0.75, y - tall * 0.22),
        ],
        closed=True,
    )
    with sheet.turned(turn, x, y):
        light = colour.shift(light=0.07)
        sheet.fill(outline, blend((x - half, y), (x + half, y - tall), (light, colour)))
        vein = colour.shift(light=0.10).fade(0.7)
        sheet.line(x, y, x, y - tall * 0.92, vein, max(0.8, tall * 0.012))
        for step in range(1, 6):
            foot = y - tall * (0.08 + 0.14 * step)
            reach = half * 0.8 * math.sin(math.pi * (0.18 + 0.13 * step))
            for side in (-1, 1):
                sheet.line(
                    x,
                    foot,
                    x + side * reach,
                    foot - tall * 0.1,
                    vein.fade(0.6),
                    max(0.6, tall * 0.007),
                )


def fern(
    sheet: Sheet, dice: random.Random, x: float, y: float, tall: float, turn: float, colour: Colour
) -> None:
    """A fern's frond: a bent stem with small leaves on both sides."""
    bend = dice.choice([-1, 1]) * dice.uniform(0.12, 0.3)
    stem = [(x + bend * tall * (step / 12) ** 2, y - tall * step / 12) for step in range(13)]
    with sheet.turned(turn, x, y):
        sheet.fill(smooth(stem), colour, stroke=max(1.0, tall * 0.014))
        for index in range(1, 13):
            px, py = stem[index]
            long = tall * 0.20 * math.sin(math.pi * (0.12 + 0.86 * index / 13))
            for side in (-1, 1):
                tip = (px + side * long, py - long * 0.42)
                middle = (px + side * long * 0.5, py - long * 0.42)
                under = (px + side * long * 0.55, py + long * 0.02)
                sheet.fill(smooth([(px, py), middle, tip, under], closed=True), colour)


def blade(
    sheet: Sheet, dice: random.Random, x: float, y: float, tall: float, turn: float, colour: Colour
) -> None:
    """A bundle of long narrow leaves."""
    for _ in range(5):
        lean = turn * 0.5 + dice.uniform(-24, 24)
        own, wide = tall * dice.uniform(0.6, 1.05), tall * 0.035
        with sheet.turned(lean, x, y):
            curve = dice.uniform(-0.16, 0.16) * own
            path = smooth(
                [
                    (x - wide, y),
                    (x - wide * 0.8 + curve * 0.4, y - own * 0.5),
                    (x + curve, y - own),
                    (x + wide * 0.9 + curve * 0.4, y - own * 0.5),
                    (x + wide, y),
                ]
            )
            sheet.fill(path, colour.shift(light=dice.uniform(-0.02, 0.03)))


def tuft(
    sheet: Sheet, dice: random.Random, x: float, y: float, tall: float, colour: Colour
) -> None:
    """A little grass."""
    for _ in range(4):
        lean = dice.uniform(-0.5, 0.5) * tall
        top = y - tall * dice.uniform(0.5, 1.0)
        wide = tall * 0.07
        sheet.fill(
            smooth(
                [
                    (x - wide, y),
                    (x + lean * 0.5, (y + top) / 2),
                    (x + lean, top),
                    (x + wide + lean * 0.5, (y + top) / 2),
                    (x + wide, y),
                ]
            ),
            colour,
        )
