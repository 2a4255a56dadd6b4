"""The forest: crowns in the mist or trunks in shafts of light, leaves before the camera."""

import math

import skia

from vidgen_desktop.providers.builtin.pictures import leaves, sky, trees
from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.layers import Live, Picture
from vidgen_desktop.providers.builtin.pictures.shapes import (
    across,
    ground,
    oval,
    polygon,
    swell,
)
from vidgen_desktop.providers.builtin.pictures.sheet import Mode, Sheet, blend, brush, down


def paint(easel: Easel) -> Picture:
    """The forest's edge under an open sky, or its inside with light falling through."""
    if easel.pick([True, False]):
        _open_sky(easel)
        trees.grove(easel, 0.30, 0.25, easel.horizon + easel.unit * 10, 16.0)
        trees.grove(easel, 0.58, 0.55, easel.horizon + easel.unit * 22, 21.0)
    else:
        _clearing(easel)
        trees.trunks(easel, 0.30, 0.25, 12, 2.0, 0.74)
        trees.trunks(easel, 0.58, 0.55, 6, 3.8, 0.80)
    _frame(easel)
    return easel.picture()


def _open_sky(easel: Easel) -> None:
    sheet, unit, line = easel.sheet(), easel.unit, easel.horizon
    sky.gradient(easel, sheet, line * 1.15)
    if easel.palette.is_dark:
        sky.stars(easel, sheet, 110, line)
    sky.sun(easel, sheet, easel.width * easel.dice.uniform(0.6, 0.75), line * 0.72, unit * 8)
    sky.streaks(easel, sheet, line * 0.5, line, 4)
    for nearness, drop in ((0.07, 2.0), (0.16, 6.0)):
        for _ in range(40):
            x = easel.dice.uniform(0, easel.width)
            size = unit * easel.dice.uniform(6, 11)
            y = line + unit * drop
            tone = easel.palette.depth(nearness)
            sheet.fill(oval(x, y, size, size * easel.dice.uniform(1.0, 1.8)), tone)
        sheet.fill(
            skia.Path.Rect(skia.Rect.MakeLTRB(0, line + unit * drop, easel.width, easel.height)),
            easel.palette.depth(nearness),
        )
    sky.haze(easel, sheet, line + unit * 12, unit * 12, 0.7)
    easel.backdrop(sheet)


def _clearing(easel: Easel) -> None:
    sheet, palette, unit = easel.sheet(), easel.palette, easel.unit
    sky.gradient(easel, sheet, easel.height * 0.75)
    x, y = easel.width * 0.66, easel.height * 0.36
    sheet.glow(x, y, unit * 75, palette.light, 0.75 if not palette.is_dark else 0.4)
    for _ in range(22):
        place, thick = easel.dice.uniform(0, easel.width), unit * easel.dice.uniform(0.5, 1.1)
        trees.trunk(easel, sheet, place, thick, palette.depth(0.07).fade(0.8))
    points = across(easel.width, swell(easel.dice, 30, 0.9), easel.height * 0.74, unit * 4)
    floor = down(easel.height * 0.7, easel.height, palette.depth(0.12), palette.depth(0.3))
    sheet.fill(ground(points, easel.height), floor)
    sky.haze(easel, sheet, easel.height * 0.70, unit * 16, 0.55)
    _shafts(easel, sheet, x, y - unit * 40)
    easel.backdrop(sheet)


def _shafts(easel: Easel, sheet: Sheet, x: float, y: float) -> None:
    light, long = easel.palette.light, easel.unit * 190
    for _ in range(7):
        angle, wide = easel.dice.uniform(1.75, 2.75), easel.dice.uniform(0.02, 0.055)
        ends = [
            (x + long * math.cos(angle + side), y + long * math.sin(angle + side))
            for side in (-wide, wide)
        ]
        middle = (x + long * math.cos(angle), y + long * math.sin(angle))
        strength = 0.13 if easel.palette.is_dark else 0.26
        fill = blend((x, y), middle, (light.fade(strength), light.fade(0.0)))
        sheet.fill(polygon([(x, y), *ends]), fill, blur=easel.unit * 1.2, mode=Mode.SCREEN)


def _frame(easel: Easel) -> None:
    """Large leaves come in from the corners below, and motes float in the light."""
    sheet, palette, dice, unit = easel.sheet(), easel.palette, easel.dice, easel.unit
    points = across(easel.width, swell(dice, 30, 0.8), easel.height * 0.93, unit * 3)
    for index in range(34):
        x = easel.width * (index + dice.random()) / 34
        edge = abs(x / easel.width - 0.5) * 2
        tall = unit * (9 + 34 * edge**3) * dice.uniform(0.75, 1.15)
        tone = palette.depth(dice.uniform(0.76, 0.98))
        if dice.random() < 0.22:
            tone = tone.mix(palette.second, 0.4)
        turn = dice.uniform(-30, 30) - 26 * (x / easel.width - 0.5) * edge
        shape = dice.choice([leaves.broad, leaves.fern, leaves.broad, leaves.blade])
        shape(sheet, dice, x, easel.height * 0.97, tall, turn, tone)
    sheet.fill(ground(points, easel.height), palette.depth(0.98))
    easel.lay(sheet, 1.0, _motes(easel))


def _motes(easel: Easel) -> Live:
    dice, unit = easel.dice, easel.unit
    motes = [
        (
            dice.uniform(0.2, 1.0),
            dice.uniform(0.15, 0.85),
            dice.uniform(0.12, 0.38),
            dice.uniform(0, math.tau),
            dice.uniform(0.4, 1.1),
        )
        for _ in range(38)
    ]
    tone = easel.palette.light.mix(easel.palette.accent, 0.3)
    pens = [brush(tone.fade(step / 6)) for step in range(7)]

    def draw(canvas: skia.Canvas, t: float) -> None:
        for x, y, size, phase, speed in motes:
            px = easel.width * x + unit * 3 * math.sin(t * 0.4 * speed + phase)
            py = easel.height * y - unit * speed * t + unit * 1.2 * math.cos(t * 0.7 + phase)
            shine = 0.55 + 0.45 * math.sin(t * 1.6 * speed + phase)
            canvas.drawCircle(px, py, unit * size, pens[int(shine * 6)])

    return draw
