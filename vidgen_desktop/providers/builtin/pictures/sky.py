"""Skies: the far end of most pictures, with their light."""

import math

from vidgen_desktop.providers.builtin.pictures.colour import Colour
from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.shapes import circle, oval
from vidgen_desktop.providers.builtin.pictures.sheet import Sheet, blend


def gradient(easel: Easel, sheet: Sheet, low: float) -> None:
    """Fill the sheet with the palette's sky, the horizon at `low` pixels from the top."""
    top, middle, horizon = easel.palette.sky
    sheet.wash(blend((0, 0), (0, low), (top, middle, horizon), (0.0, 0.55, 1.0)))


def sun(easel: Easel, sheet: Sheet, x: float, y: float, radius: float) -> None:
    """A sun (or in dark palettes a moon) with its light on the sky around it."""
    light = easel.palette.light
    strength = 0.30 if easel.palette.is_dark else 0.75
    sheet.glow(x, y, radius * 9, light, strength * 0.6)
    sheet.glow(x, y, radius * 3.4, light, strength)
    sheet.fill(circle(x, y, radius), light.shift(light=0.02))
    if easel.palette.name.startswith("night"):
        _moon_seas(easel, sheet, x, y, radius)


def _moon_seas(easel: Easel, sheet: Sheet, x: float, y: float, radius: float) -> None:
    shade = easel.palette.light.shift(light=-0.07, chroma=0.8)
    with sheet.inside(circle(x, y, radius)):
        for _ in range(6):
            angle, away = easel.dice.uniform(0, math.tau), easel.dice.uniform(0, 0.75) * radius
            size = easel.dice.uniform(0.16, 0.42) * radius
            sheet.disc(
                x + away * math.cos(angle),
                y + away * math.sin(angle),
                size,
                shade,
                blur=size * 0.12,
            )


def stars(easel: Easel, sheet: Sheet, count: int, low: float) -> None:
    """Stars above a line, few bright and many faint."""
    dice = easel.dice
    for _ in range(count):
        x, y = dice.uniform(0, easel.width), dice.uniform(0, 1) ** 1.25 * low
        size = easel.unit * (0.07 + 0.17 * dice.random() ** 5)
        faint = 0.25 + 0.6 * dice.random() ** 2
        sheet.disc(x, y, size, easel.palette.light.fade(faint))
        if size > easel.unit * 0.19:
            sheet.glow(x, y, size * 7, easel.palette.light, 0.45)


def streaks(easel: Easel, sheet: Sheet, top: float, bottom: float, count: int) -> None:
    """Long thin clouds near the horizon."""
    dice, light = easel.dice, easel.palette.sky[2].shift(light=0.03)
    for _ in range(count):
        y = dice.uniform(top, bottom)
        wide = easel.width * dice.uniform(0.25, 0.6)
        x = dice.uniform(0, easel.width)
        tall = easel.unit * dice.uniform(0.7, 2.2)
        sheet.fill(oval(x, y, wide, tall), light.fade(dice.uniform(0.25, 0.6)), blur=tall * 0.6)


def haze(easel: Easel, sheet: Sheet, y: float, tall: float, strength: float) -> None:
    """A bank of mist lying at a height."""
    mist: Colour = easel.palette.sky[2]
    clear = mist.fade(0.0)
    sheet.wash(blend((0, y - tall), (0, y + tall), (clear, mist.fade(strength), clear)))
