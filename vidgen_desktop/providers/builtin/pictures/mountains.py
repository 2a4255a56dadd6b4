"""Mountains: ranges one behind the other, each paler in the haze."""

import math

import skia

from vidgen_desktop.providers.builtin.pictures import sky
from vidgen_desktop.providers.builtin.pictures.colour import Colour
from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.layers import Live, Picture
from vidgen_desktop.providers.builtin.pictures.shapes import across, ground, polygon, relief, swell
from vidgen_desktop.providers.builtin.pictures.sheet import Mode, Sheet, brush, down


def paint(easel: Easel) -> Picture:
    """Sky and sun, two ranges in the haze, a high range, and hills with firs before them."""
    _sky(easel)
    _ranges(easel)
    _foreground(easel)
    return easel.picture()


def _sky(easel: Easel) -> None:
    width, line = easel.width, easel.horizon
    sheet = easel.sheet()
    sky.gradient(easel, sheet, line * 1.05)
    if easel.palette.is_dark:
        sky.stars(easel, sheet, 130, line * 0.8)
    x = width * easel.dice.uniform(0.62, 0.8)
    sky.sun(easel, sheet, x, line * easel.dice.uniform(0.55, 0.72), easel.unit * 6.5)
    sky.streaks(easel, sheet, line * 0.55, line * 0.95, 5)
    _range(easel, sheet, 0.06, line * 1.02, easel.unit * 20, 0.48)
    sky.haze(easel, sheet, line * 1.04, easel.unit * 9, 0.75)
    easel.backdrop(sheet)


def _ranges(easel: Easel) -> None:
    line, unit = easel.horizon, easel.unit
    sheet = easel.sheet()
    _range(easel, sheet, 0.26, line + unit * 7, unit * 26, 0.5)
    sky_mist = easel.palette.sky[2]
    with_mist = down(line - unit * 4, line + unit * 16, sky_mist.fade(0), sky_mist.fade(0.6))
    sheet.wash(with_mist, Mode.INSIDE)
    _range(easel, sheet, 0.5, line + unit * 17, unit * 24, 0.52)
    easel.lay(sheet, 0.35)


def _range(
    easel: Easel, sheet: Sheet, nearness: float, base: float, rise: float, roughness: float
) -> None:
    """One range, its slopes lit from the side where the light comes from."""
    palette, dice = easel.palette, easel.dice
    points = across(easel.width, relief(dice, 150, roughness), base, rise)
    body = palette.depth(nearness)
    mass = ground(points, easel.height, soft=False)
    sheet.fill(mass, down(base - rise, base + rise * 0.8, body, body.mix(palette.sky[2], 0.35)))
    peaks = [
        i
        for i in range(4, len(points) - 4)
        if points[i][1] == min(y for _, y in points[i - 4 : i + 5])
    ]
    lit = body.mix(palette.light, 0.30)
    with sheet.inside(mass):
        for i in peaks:
            _lit_slope(easel, sheet, points[i], rise, lit.fade(0.65))


def _lit_slope(
    easel: Easel, sheet: Sheet, peak: tuple[float, float], rise: float, lit: Colour
) -> None:
    dice, (x, y) = easel.dice, peak
    tall = rise * dice.uniform(0.45, 0.8)
    edge = [
        (x + tall * (0.06 * step + dice.uniform(-0.09, 0.05)), y + tall * step / 6)
        for step in range(1, 7)
    ]
    far = x + tall * dice.uniform(0.9, 1.3)
    path = polygon([(x, y - 2), *edge, (far, y + tall)])

    sheet.fill(path, down(y, y + tall, lit, lit.fade(0.0)))


def _foreground(easel: Easel) -> None:
    unit, palette, dice = easel.unit, easel.palette, easel.dice
    sheet = easel.sheet()
    base = easel.height * 0.84
    for nearness, lift in ((0.72, 9.0), (0.95, 0.0)):
        points = across(easel.width, swell(dice, 40, 1.1), base - lift * unit, unit * 7)
        colour = palette.depth(nearness)
        for _ in range(46):
            x, y = points[dice.randrange(len(points))]
            x += dice.uniform(-4, 4) * unit
            _fir(sheet, x, y + unit * 1.5, unit * dice.uniform(3.5, 8.5), colour, dice.random())
        sheet.fill(
            ground(points, easel.height),
            down(base - 8 * unit, easel.height, colour, colour.shift(-0.05)),
        )
    easel.lay(sheet, 1.0, _birds(easel))


def _fir(sheet: Sheet, x: float, y: float, tall: float, colour: Colour, lean: float) -> None:

    tiers = 5
    points = [(x, y - tall)]
    for side in (1, -1):
        rows = range(1, tiers + 1) if side == 1 else range(tiers, 0, -1)
        for row in rows:
            half = tall * 0.055 * row + tall * 0.03
            outer = (x + side * half, y - tall + tall * row / tiers)
            inner = (x + side * half * 0.55, y - tall + tall * (row - 0.12) / tiers)
            points += [outer, inner] if side == 1 else [inner, outer]
    sheet.fill(polygon(points), colour.shift(light=0.02 * (lean - 0.5)))


def _birds(easel: Easel) -> Live:
    dice, unit = easel.dice, easel.unit
    flock = [
        (
            dice.uniform(0.28, 0.5),
            dice.uniform(0.36, 0.45),
            dice.uniform(0.5, 0.9),
            dice.uniform(0, 6),
        )
        for _ in range(5)
    ]
    pen = brush(easel.palette.near.fade(0.8), stroke=unit * 0.22)

    def draw(canvas: skia.Canvas, t: float) -> None:
        for x, y, size, start in flock:
            px, py = easel.width * x + unit * 2.2 * t, easel.height * y - unit * 0.35 * t
            span, flap = unit * 1.6 * size, math.sin(t * 5.5 + start) * unit * 0.55 * size
            wing = skia.PathBuilder()
            wing.moveTo(px - span, py - flap)
            wing.quadTo(px - span * 0.4, py - unit * 0.5 * size, px, py)
            wing.quadTo(px + span * 0.4, py - unit * 0.5 * size, px + span, py - flap)
            canvas.drawPath(wing.detach(), pen)

    return draw
