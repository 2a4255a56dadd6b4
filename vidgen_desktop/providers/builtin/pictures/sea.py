"""The sea: light on the water, a boat or a lighthouse, and waves that roll."""

import math
from collections.abc import Callable

import skia

from vidgen_desktop.providers.builtin.pictures import sky
from vidgen_desktop.providers.builtin.pictures.colour import Colour
from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.layers import Live, Picture
from vidgen_desktop.providers.builtin.pictures.shapes import (
    across,
    box,
    ground,
    polygon,
    relief,
    smooth,
)
from vidgen_desktop.providers.builtin.pictures.sheet import Mode, Sheet, blend, brush, down


def paint(easel: Easel) -> Picture:
    """Sky, a far coast, the glittering sea with a boat, and three waves before the camera."""
    sun_x = easel.width * easel.dice.uniform(0.60, 0.76)
    water = easel.horizon * 1.04
    _sky(easel, sun_x, water)
    _water(easel, sun_x, water)
    _waves(easel)
    return easel.picture()


def _sky(easel: Easel, sun_x: float, water: float) -> None:
    sheet, palette = easel.sheet(), easel.palette
    sky.gradient(easel, sheet, water)
    if palette.is_dark:
        sky.stars(easel, sheet, 120, water * 0.8)
    sky.streaks(easel, sheet, water * 0.45, water * 0.9, 6)
    sky.sun(easel, sheet, sun_x, water - easel.unit * easel.dice.uniform(4, 10), easel.unit * 7)
    points = across(easel.width, relief(easel.dice, 90, 0.45), water, easel.unit * 8)
    start = len(points) // easel.dice.choice([2, 3])
    coast = [(x, y + max(0.0, (i - start) * easel.unit * 0.6)) for i, (x, y) in enumerate(points)]
    colour = palette.depth(0.18)
    sheet.fill(
        # Below the water's edge, too: the water is nearer, and sinks where the camera rises.
        ground(coast, water + 6 * easel.unit, soft=False),
        down(water - 8 * easel.unit, water, colour, colour.mix(palette.sky[2], 0.5)),
    )
    easel.backdrop(sheet)


def _water(easel: Easel, sun_x: float, water: float) -> None:
    sheet, palette, unit, dice = easel.sheet(), easel.palette, easel.unit, easel.dice
    surface = box(0, water, easel.width, easel.height - water)
    shallow = palette.sky[2].mix(palette.depth(0.35), 0.45)
    sheet.fill(surface, down(water, easel.height, shallow, palette.depth(0.5), palette.depth(0.85)))
    with sheet.inside(surface):
        path = polygon(
            [
                (sun_x - 7 * unit, water),
                (sun_x + 7 * unit, water),
                (sun_x + 26 * unit, easel.height),
                (sun_x - 26 * unit, easel.height),
            ]
        )
        light = palette.light
        sheet.fill(
            path,
            down(water, easel.height, light.fade(0.75), light.fade(0.12)),
            blur=unit * 5,
            mode=Mode.SCREEN,
        )
        for _ in range(150):
            nearness = dice.random() ** 1.6
            y = water + nearness * (easel.height - water)
            long = unit * (2 + 22 * nearness) * dice.uniform(0.5, 1.4)
            x = dice.uniform(-0.05, 1.05) * easel.width
            dark = palette.depth(0.45 + 0.5 * nearness)
            tone = dark.mix(light, 0.55) if abs(x - sun_x) < unit * (6 + 22 * nearness) else dark
            _ripple(sheet, x, y, long, unit * (0.12 + 0.5 * nearness), tone.fade(0.32))
    easel.lay(sheet, 0.25, _afloat(easel, sun_x, water))


def _ripple(sheet: Sheet, x: float, y: float, long: float, thick: float, colour: Colour) -> None:
    sheet.fill(
        smooth([(x - long / 2, y), (x, y - thick), (x + long / 2, y), (x, y + thick)], closed=True),
        colour,
    )


def _afloat(easel: Easel, sun_x: float, water: float) -> Live:
    """Glints that come and go, and a boat that bobs on its way."""
    dice, unit, palette = easel.dice, easel.unit, easel.palette
    glints = [
        (
            dice.gauss(0, 0.42),
            dice.random() ** 1.5,
            dice.uniform(0, math.tau),
            dice.uniform(1.2, 2.6),
        )
        for _ in range(46)
    ]
    pens = [brush(palette.light.fade(step / 7 * 0.9)) for step in range(8)]
    start = easel.width * dice.uniform(0.34, 0.46)
    boat = _boat(easel)

    def draw(canvas: skia.Canvas, t: float) -> None:
        for away, nearness, phase, speed in glints:
            shine = math.sin(t * speed + phase)
            if shine <= 0:
                continue
            y = water + unit * 0.6 + nearness * (easel.height - water) * 0.6
            x = sun_x + away * unit * (9 + 26 * nearness)
            long = unit * (0.9 + 4.2 * nearness) * shine
            rect = skia.Rect.MakeXYWH(x - long, y, 2 * long, unit * (0.14 + 0.34 * nearness))
            canvas.drawOval(rect, pens[int(shine * 7)])
        canvas.save()
        canvas.translate(start + unit * 0.9 * t, water + unit * (5.2 + 0.25 * math.sin(t * 1.7)))
        canvas.rotate(2.2 * math.sin(t * 1.3 + 1))
        boat(canvas)
        canvas.restore()

    return draw


def _boat(easel: Easel) -> Callable[[skia.Canvas], None]:
    unit, palette = easel.unit, easel.palette
    hull = smooth(
        [
            (-5.2 * unit, -1.4 * unit),
            (-3.6 * unit, 0.7 * unit),
            (3.4 * unit, 0.7 * unit),
            (5.4 * unit, -1.6 * unit),
        ]
    )
    main = polygon(
        [(0.2 * unit, -13.5 * unit), (0.2 * unit, -2.2 * unit), (5.0 * unit, -2.2 * unit)]
    )
    jib = polygon(
        [(-0.5 * unit, -12 * unit), (-0.5 * unit, -2.2 * unit), (-4.4 * unit, -2.2 * unit)]
    )
    wood = brush(palette.near)
    sail = brush(
        blend(
            (0, -13 * unit), (5 * unit, 0), (palette.light, palette.light.mix(palette.accent, 0.35))
        )
    )
    front = brush(palette.accent)
    mast = brush(palette.near, stroke=unit * 0.3)

    def draw(canvas: skia.Canvas) -> None:
        canvas.drawLine(-0.1 * unit, -14 * unit, -0.1 * unit, -1 * unit, mast)
        canvas.drawPath(main, sail)
        canvas.drawPath(jib, front)
        canvas.drawPath(hull, wood)

    return draw


def _waves(easel: Easel) -> None:
    """Waves close by are drawn in every frame, because they roll."""
    dice, unit, palette = easel.dice, easel.unit, easel.palette
    rows = [
        (
            easel.height * (0.80 + 0.065 * row),
            unit * (1.3 + 0.5 * row),
            dice.uniform(0, 6),
            0.72 + 0.12 * row,
        )
        for row in range(3)
    ]
    bodies = [brush(palette.depth(near)) for *_, near in rows]
    crests = [
        brush(palette.depth(near).mix(palette.light, 0.35).fade(0.75), stroke=unit * 0.28)
        for *_, near in rows
    ]

    def draw(canvas: skia.Canvas, t: float) -> None:
        for row, (base, tall, phase, _) in enumerate(rows):
            points = [
                (
                    easel.width * i / 22,
                    base
                    + tall * math.sin(i * 0.85 + phase + t * (0.8 + 0.22 * row))
                    + tall * 0.5 * math.sin(i * 0.37 - t * 0.6 + phase * 2),
                )
                for i in range(23)
            ]
            canvas.drawPath(ground(points, easel.height), bodies[row])
            canvas.drawPath(smooth(points), crests[row])

    sheet = easel.sheet()
    sheet.fill(box(0, easel.height * 0.965, easel.width, easel.height * 0.035), palette.depth(0.96))
    easel.lay(sheet, 0.9, draw)
