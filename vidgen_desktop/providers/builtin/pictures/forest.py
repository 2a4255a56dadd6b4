"""The forest: crowns in the mist or trunks in shafts of light, leaves before the camera."""

import math

import skia

from vidgen_desktop.providers.builtin.pictures import leaves, sky
from vidgen_desktop.providers.builtin.pictures.colour import Colour
from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.layers import Live, Picture
from vidgen_desktop.providers.builtin.pictures.shapes import (
    across,
    ground,
    oval,
    polygon,
    smooth,
    swell,
)
from vidgen_desktop.providers.builtin.pictures.sheet import Mode, Sheet, blend, brush, down


def paint(easel: Easel) -> Picture:
    """The forest's edge under an open sky, or its inside with light falling through."""
    if easel.dice.random() < 0.65:
        _open_sky(easel)
        _grove(easel, 0.30, 0.25, easel.horizon + easel.unit * 10, 16.0)
        _grove(easel, 0.58, 0.55, easel.horizon + easel.unit * 22, 21.0)
    else:
        _clearing(easel)
        _trunks(easel, 0.30, 0.25, 12, 2.0, 0.74)
        _trunks(easel, 0.58, 0.55, 6, 3.8, 0.80)
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


def _grove(easel: Easel, nearness: float, depth: float, base: float, tall: float) -> None:
    """A row of trees with full crowns, each lit from the side of the sun."""
    sheet, dice, unit = easel.sheet(), easel.dice, easel.unit
    colour = easel.palette.depth(nearness)
    points = across(easel.width, swell(dice, 30, 1.1), base, unit * 4)
    count = int(easel.width / unit / tall * 2.6)
    for index in range(count):
        x = easel.width * (index + dice.uniform(-0.3, 0.8)) / count
        y = points[min(29, max(0, int(29 * x / easel.width)))][1] + unit
        own = unit * tall * dice.uniform(0.65, 1.2)
        tone = colour.shift(light=dice.uniform(-0.035, 0.02), hue=dice.uniform(-10, 10))
        _tree(easel, sheet, x, y, own, tone, dice.choice(["round", "poplar", "round", "fir"]))
    mist = easel.palette.sky[2]
    sheet.wash(
        down(
            base - unit * tall * 0.5,
            base + unit * 6,
            mist.fade(0),
            mist.fade(0.45 * (1 - nearness)),
        ),
        Mode.INSIDE,
    )
    sheet.fill(
        ground(points, easel.height),
        down(base - unit * 4, easel.height, colour.shift(light=0.03), colour.shift(light=-0.05)),
    )
    for _ in range(60):
        px, py = points[dice.randrange(len(points))]
        leaves.tuft(
            sheet,
            dice,
            px + dice.uniform(-3, 3) * unit,
            py + unit * 0.6,
            unit * (1.2 + 2.4 * depth),
            colour,
        )
    easel.lay(sheet, depth)


def _tree(
    easel: Easel, sheet: Sheet, x: float, y: float, tall: float, tone: Colour, kind: str
) -> None:
    lit = tone.mix(easel.palette.light, 0.16)
    sheet.fill(
        polygon(
            [
                (x - tall * 0.03, y),
                (x - tall * 0.015, y - tall * 0.6),
                (x + tall * 0.015, y - tall * 0.6),
                (x + tall * 0.03, y),
            ]
        ),
        tone.shift(light=-0.10),
    )
    if kind == "fir":
        for tier in range(4):
            half, foot = tall * (0.23 - 0.04 * tier), y - tall * (0.12 + 0.2 * tier)
            path = smooth(
                [
                    (x - half, foot),
                    (x - half * 0.35, foot - tall * 0.13),
                    (x, foot - tall * 0.34),
                    (x + half * 0.35, foot - tall * 0.13),
                    (x + half, foot),
                    (x, foot + tall * 0.02),
                ],
                closed=True,
            )
            sheet.fill(path, blend((x + half, 0), (x - half, 0), (lit, tone)))
        return
    wide = tall * (0.30 if kind == "poplar" else 0.62)
    middle = y - tall * 0.58
    crown = oval(x, middle, wide, tall * 0.84)
    sheet.fill(
        crown,
        blend(
            (x + wide * 0.5, middle - tall * 0.3),
            (x - wide * 0.4, middle + tall * 0.4),
            (lit, tone, tone.shift(light=-0.03)),
        ),
    )
    with sheet.inside(crown):
        for _ in range(5):
            px, py = (
                x + easel.dice.uniform(-0.3, 0.45) * wide,
                middle + easel.dice.uniform(-0.32, 0.3) * tall,
            )
            sheet.fill(oval(px, py, wide * 0.42, tall * 0.13), lit.fade(0.35))
    for side, up in ((1, 0.36), (-1, 0.46)):
        sheet.line(
            x,
            y - tall * up,
            x + side * wide * 0.2,
            y - tall * (up + 0.13),
            tone.shift(light=-0.10),
            tall * 0.014,
        )


def _clearing(easel: Easel) -> None:
    sheet, palette, unit = easel.sheet(), easel.palette, easel.unit
    sky.gradient(easel, sheet, easel.height * 0.75)
    x, y = easel.width * 0.66, easel.height * 0.36
    sheet.glow(x, y, unit * 75, palette.light, 0.75 if not palette.is_dark else 0.4)
    for _ in range(22):
        place, thick = easel.dice.uniform(0, easel.width), unit * easel.dice.uniform(0.5, 1.1)
        _trunk(easel, sheet, place, thick, palette.depth(0.07).fade(0.8))
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


def _trunk(easel: Easel, sheet: Sheet, x: float, thick: float, colour: Colour) -> None:
    dice, base = easel.dice, easel.height * 0.80
    lean, root = dice.uniform(-1.5, 1.5) * thick, thick * dice.uniform(0.35, 0.7)
    path = polygon([
        (x - thick * 0.42 + lean, -5), (x + thick * 0.42 + lean, -5),
        (x + thick * 0.55, base - thick * 3), (x + thick * 0.6 + root, base + thick),
        (x - thick * 0.6 - root, base + thick), (x - thick * 0.55, base - thick * 3),
    ])  # fmt: skip
    sheet.fill(
        path,
        blend(
            (x - thick, 0),
            (x + thick, 0),
            (colour, colour, colour.mix(easel.palette.light, 0.2)),
            (0, 0.5, 1),
        ),
    )


def _trunks(
    easel: Easel, nearness: float, depth: float, count: int, thick: float, low: float
) -> None:
    sheet, dice, unit = easel.sheet(), easel.dice, easel.unit
    colour = easel.palette.depth(nearness)
    count = count if easel.is_wide else max(4, count // 2)
    for index in range(count):
        x = easel.width * (index + dice.uniform(0.1, 0.9)) / count
        _trunk(easel, sheet, x, unit * thick * dice.uniform(0.7, 1.3), colour)
    for _ in range(26):
        x, size = dice.uniform(0, easel.width), unit * dice.uniform(6, 14) * (0.6 + depth)
        leaves.broad(
            sheet,
            dice,
            x,
            -size * 0.25,
            size,
            180 + dice.uniform(-50, 50),
            colour.shift(light=dice.uniform(-0.02, 0.03)),
        )
    points = across(easel.width, swell(dice, 30, 1.1), easel.height * low, unit * 4)
    sheet.fill(
        ground(points, easel.height),
        down(easel.height * low - unit * 4, easel.height, colour, colour.shift(light=-0.05)),
    )
    for _ in range(int(70 * depth + 20)):
        px, py = points[dice.randrange(len(points))]
        leaves.tuft(
            sheet,
            dice,
            px + dice.uniform(-3, 3) * unit,
            py + unit,
            unit * (1.5 + 3 * depth),
            colour,
        )
    easel.lay(sheet, depth)


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
        (dice.uniform(0.2, 1.0), dice.uniform(0.15, 0.85), dice.uniform(0.12, 0.38), dice.uniform(0, math.tau), dice.uniform(0.4, 1.1))
        for _ in range(38)
    ]  # fmt: skip
    tone = easel.palette.light.mix(easel.palette.accent, 0.3)
    pens = [brush(tone.fade(step / 6)) for step in range(7)]

    def draw(canvas: skia.Canvas, t: float) -> None:
        for x, y, size, phase, speed in motes:
            px = easel.width * x + unit * 3 * math.sin(t * 0.4 * speed + phase)
            py = easel.height * y - unit * speed * t + unit * 1.2 * math.cos(t * 0.7 + phase)
            shine = 0.55 + 0.45 * math.sin(t * 1.6 * speed + phase)
            canvas.drawCircle(px, py, unit * size, pens[int(shine * 6)])

    return draw
