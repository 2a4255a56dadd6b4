"""Weather: clouds at three distances, with rain, snow, or only wind and sun."""

import math

import skia

from vidgen_desktop.providers.builtin.pictures import sky
from vidgen_desktop.providers.builtin.pictures.colour import Colour
from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.layers import Live, Picture
from vidgen_desktop.providers.builtin.pictures.shapes import across, ground, swell
from vidgen_desktop.providers.builtin.pictures.sheet import Sheet, brush, down


def paint(easel: Easel) -> Picture:
    """Sky and sun, banks of cloud, hills below, and what falls or flies through the air."""
    sheet = easel.sheet()
    sky.gradient(easel, sheet, easel.height * 0.85)
    if easel.palette.is_dark:
        sky.stars(easel, sheet, 120, easel.height * 0.6)
    x, y = (
        easel.width * easel.dice.uniform(0.62, 0.78),
        easel.height * easel.dice.uniform(0.34, 0.42),
    )
    sky.sun(easel, sheet, x, y, easel.unit * 10)
    _rays(easel, sheet, x, y)
    easel.backdrop(sheet)
    _clouds(easel, 0.25, 0.2, 4, easel.height * 0.52, 13)
    _clouds(easel, 0.55, 0.5, 3, easel.height * 0.66, 19)
    _hills(easel)
    return easel.picture()


def _rays(easel: Easel, sheet: Sheet, x: float, y: float) -> None:
    """Rings around the sun, as painters of posters like them."""
    for index in range(4):
        radius = easel.unit * (17 + 9 * index)
        sheet.fill(skia.Path.Circle(x, y, radius), easel.palette.light.fade(0.11))


def _clouds(
    easel: Easel, nearness: float, depth: float, count: int, base: float, size: float
) -> None:
    sheet, dice, unit = easel.sheet(), easel.dice, easel.unit
    palette = easel.palette
    top = palette.light.mix(palette.sky[1], 0.12 + 0.3 * nearness)
    low = palette.sky[1].mix(palette.depth(nearness), 0.55)
    if palette.is_dark:
        top, low = palette.sky[2].mix(palette.light, 0.30), palette.depth(0.30 + nearness * 0.4)
    for index in range(count):
        x = easel.width * (index + dice.uniform(0.15, 0.85)) / count
        y = base + unit * dice.uniform(-5, 5)
        _cloud(easel, sheet, x, y, unit * size * dice.uniform(0.75, 1.25), top, low)
    easel.lay(sheet, depth)


def _cloud(
    easel: Easel, sheet: Sheet, x: float, y: float, size: float, top: Colour, low: Colour
) -> None:
    """Discs on a flat foot, lit from above."""
    dice = easel.dice
    build = skia.PathBuilder()
    parts = 7
    for index in range(parts):
        share = index / (parts - 1) * 2 - 1
        radius = size * (0.26 + 0.34 * (1 - share**2)) * dice.uniform(0.8, 1.15)
        build.addCircle(x + share * size * 1.15, y - radius * 0.55, radius)
    build.addRRect(
        skia.RRect.MakeRectXY(
            skia.Rect.MakeLTRB(x - size * 1.45, y - size * 0.26, x + size * 1.45, y + size * 0.10),
            size * 0.18,
            size * 0.18,
        )
    )
    cloud = build.detach()
    clip = skia.Path.Rect(
        skia.Rect.MakeLTRB(x - size * 2, y - size * 2, x + size * 2, y + size * 0.10)
    )
    with sheet.inside(clip):
        sheet.fill(cloud, down(y - size * 0.85, y + size * 0.12, top, top.mix(low, 0.35), low))


def _hills(easel: Easel) -> None:
    sheet, palette, unit = easel.sheet(), easel.palette, easel.unit
    for nearness, base, rise in ((0.62, 0.86, 7), (0.92, 0.94, 6)):
        points = across(easel.width, swell(easel.dice, 36, 1.0), easel.height * base, unit * rise)
        tone = palette.depth(nearness)
        sheet.fill(
            ground(points, easel.height),
            down(
                easel.height * base - unit * rise, easel.height, tone.mix(palette.light, 0.10), tone
            ),
        )
    easel.lay(sheet, 0.9, easel.pick([_rain, _wind, _snow])(easel))


def _rain(easel: Easel) -> Live:
    dice, unit = easel.dice, easel.unit
    drops = [(dice.random(), dice.random(), dice.uniform(0.7, 1.3)) for _ in range(110)]
    light = (
        easel.palette.light
        if easel.palette.is_dark
        else easel.palette.bright.mix(easel.palette.depth(0.4), 0.25)
    )
    pens = [
        brush(light.fade(alpha), stroke=unit * wide) for alpha, wide in ((0.55, 0.2), (0.8, 0.32))
    ]

    def draw(canvas: skia.Canvas, t: float) -> None:
        for index, (x, y, speed) in enumerate(drops):
            py = ((y + t * 0.85 * speed) % 1.15 - 0.1) * easel.height
            px = (x * 1.2 - 0.1) * easel.width - (py / easel.height) * unit * 9
            long = unit * 3.4 * speed
            canvas.drawLine(px, py, px - long * 0.10, py + long, pens[index % 2])

    return draw


def _snow(easel: Easel) -> Live:
    dice, unit = easel.dice, easel.unit
    flakes = [
        (dice.random(), dice.random(), dice.uniform(0.2, 0.75), dice.uniform(0, math.tau))
        for _ in range(120)
    ]
    pens = [brush(easel.palette.bright.fade(alpha)) for alpha in (0.55, 0.75, 0.95)]

    def draw(canvas: skia.Canvas, t: float) -> None:
        for index, (x, y, size, phase) in enumerate(flakes):
            py = ((y + t * 0.055 * (0.6 + size)) % 1.1 - 0.05) * easel.height
            px = x * easel.width + unit * 3 * math.sin(t * 0.6 + phase)
            canvas.drawCircle(px, py, unit * size, pens[index % 3])

    return draw


def _wind(easel: Easel) -> Live:
    """Lines of wind that come, run and fade, and leaves in them."""
    dice, unit = easel.dice, easel.unit
    lines = [
        (dice.random(), dice.uniform(0.30, 0.85), dice.uniform(0.6, 1.3), dice.uniform(14, 34))
        for _ in range(9)
    ]
    pens = [
        brush(easel.palette.bright.fade(0.75 * step / 8), stroke=unit * 0.3) for step in range(9)
    ]
    leaf = [brush(tone) for tone in (easel.palette.accent, easel.palette.second)]

    def draw(canvas: skia.Canvas, t: float) -> None:
        for index, (start, y, speed, long) in enumerate(lines):
            life = (start + t * 0.13 * speed) % 1.0
            px = easel.width * (life * 1.3 - 0.2)
            py = easel.height * y
            path = skia.PathBuilder()
            path.moveTo(px, py)
            path.cubicTo(
                px + unit * long * 0.35,
                py - unit * 2,
                px + unit * long * 0.65,
                py + unit * 2,
                px + unit * long,
                py - unit * 0.5,
            )
            canvas.drawPath(path.detach(), pens[int(8 * math.sin(math.pi * life))])
            lx, ly = px + unit * (long + 4), py + unit * 1.6 * math.sin(t * 2 + index)
            canvas.save()
            canvas.translate(lx, ly)
            canvas.rotate(t * 120 * speed + index * 40)
            canvas.drawOval(
                skia.Rect.MakeLTRB(-unit * 1.1, -unit * 0.45, unit * 1.1, unit * 0.45),
                leaf[index % 2],
            )
            canvas.restore()

    return draw
