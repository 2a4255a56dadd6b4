"""Health: a heart with its pulse running through the picture, and cells around it."""

import math

import skia

from vidgen_desktop.providers.builtin.pictures import helix
from vidgen_desktop.providers.builtin.pictures.colour import Colour
from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.layers import Live, Picture, Zone
from vidgen_desktop.providers.builtin.pictures.shapes import XY, box, circle, polygon, smooth
from vidgen_desktop.providers.builtin.pictures.sheet import Sheet, around, blend, brush

BEATS = 1.15  # a second


def paint(easel: Easel) -> Picture:
    """Cells far away, then the heart that beats and its trace, or the thread of life."""
    _back(easel)
    return easel.pick([_beating, helix.paint])(easel)


def _beating(easel: Easel) -> Picture:
    x, y = easel.focus
    size = easel.reach * 0.78
    cells = easel.sheet()
    _cells(easel, cells, x, y)
    easel.lay(cells, 0.3)
    easel.lay(easel.sheet(), 0.6, _heart(easel, x, y, size))
    easel.lay(easel.sheet(), 0.8, _trace(easel, y + size * 0.16))
    return easel.picture(Zone.LEFT)


def _back(easel: Easel) -> None:
    sheet, palette, unit = easel.sheet(), easel.palette, easel.unit
    top, middle, low = palette.sky
    sheet.wash(blend((0, 0), (easel.width, easel.height), (top, middle, low.mix(middle, 0.45))))
    x, y = easel.focus
    for index in range(4):
        radius = easel.reach * (2.2 - 0.42 * index)
        sheet.fill(circle(x, y, radius), palette.panel.fade(0.22 + 0.08 * index))
    step = unit * 4.4
    for column in range(int(easel.width / step) + 1):
        sheet.line(
            column * step, 0, column * step, easel.height, palette.light.fade(0.10), unit * 0.12
        )
    for row in range(int(easel.height / step) + 1):
        sheet.line(0, row * step, easel.width, row * step, palette.light.fade(0.10), unit * 0.12)
    easel.backdrop(sheet)


def _cells(easel: Easel, sheet: Sheet, x: float, y: float) -> None:
    dice, palette, reach = easel.dice, easel.palette, easel.reach
    for index in range(15):
        angle = math.tau * index / 15 + dice.uniform(-0.15, 0.15)
        away = reach * dice.uniform(0.98, 1.3)
        cx, cy = x + away * math.cos(angle), y + away * 0.85 * math.sin(angle)
        size = reach * dice.uniform(0.08, 0.19)
        tone = dice.choice(
            [
                palette.second,
                palette.accent.mix(palette.light, 0.3),
                palette.second.mix(palette.light, 0.4),
            ]
        )
        sheet.fill(
            circle(cx, cy, size),
            around(
                cx - size * 0.3,
                cy - size * 0.3,
                size * 1.6,
                tone.mix(palette.light, 0.5).fade(0.85),
                tone.fade(0.75),
            ),
        )
        sheet.fill(circle(cx, cy, size), palette.light.fade(0.5), stroke=size * 0.06)
        sheet.disc(
            cx + size * 0.1, cy + size * 0.08, size * 0.36, tone.shift(light=-0.12).fade(0.75)
        )
        sheet.disc(cx + size * 0.04, cy, size * 0.12, palette.light.fade(0.6))
    for _ in range(12):
        px, py = x + dice.gauss(0, 1.0) * reach, y + dice.gauss(0, 0.8) * reach
        arm = reach * dice.uniform(0.035, 0.06)
        tone = palette.light.fade(0.75)
        sheet.fill(box(px - arm, py - arm * 0.32, arm * 2, arm * 0.64, arm * 0.2), tone)
        sheet.fill(box(px - arm * 0.32, py - arm, arm * 0.64, arm * 2, arm * 0.2), tone)


def _heart(easel: Easel, x: float, y: float, size: float) -> Live:
    palette = easel.palette
    # A heart is red in every palette, a little in its accent colour.
    red = Colour(0.64, 0.19, 22).mix(palette.accent, 0.22)
    shape = _heart_path(size)
    body = brush(
        blend((-size, -size), (size, size), (red.shift(light=0.07), red, red.shift(light=-0.16)))
    )
    shade = brush(palette.near.fade(0.30), blur=size * 0.09)
    gleam = brush(palette.bright.fade(0.55), stroke=size * 0.085)
    arc = smooth(
        [(-size * 0.70, -size * 0.12), (-size * 0.66, -size * 0.42), (-size * 0.42, -size * 0.60)]
    )
    rings = [brush(red.fade(0.5 * (1 - step / 10)), stroke=easel.unit * 0.5) for step in range(10)]

    def draw(canvas: skia.Canvas, t: float) -> None:
        canvas.save()
        canvas.translate(x, y)
        since = (t * BEATS) % 1.0
        for lag in (0.0, 0.5):
            life = (t * BEATS * 0.5 + lag) % 1.0
            canvas.save()
            canvas.scale(1.04 + 0.42 * life, 1.04 + 0.42 * life)
            canvas.drawPath(shape, rings[int(life * 10)])
            canvas.restore()
        beat = (
            1
            + 0.055 * math.exp(-since * 7) * math.sin(since * 14)
            + 0.03 * math.exp(-abs(since - 0.3) * 14)
        )
        canvas.scale(beat, beat)
        canvas.save()
        canvas.translate(size * 0.06, size * 0.13)
        canvas.drawPath(shape, shade)
        canvas.restore()
        canvas.drawPath(shape, body)
        canvas.drawPath(arc, gleam)
        canvas.restore()

    return draw


def _heart_path(size: float) -> skia.Path:
    build = skia.PathBuilder()
    build.moveTo(0, size * 0.86)
    build.cubicTo(-size * 0.55, size * 0.46, -size, size * 0.10, -size, -size * 0.34)
    build.cubicTo(-size, -size * 0.92, -size * 0.24, -size * 1.02, 0, -size * 0.46)
    build.cubicTo(size * 0.24, -size * 1.02, size, -size * 0.92, size, -size * 0.34)
    build.cubicTo(size, size * 0.10, size * 0.55, size * 0.46, 0, size * 0.86)
    build.close()
    return build.detach()


def _trace(easel: Easel, y: float) -> Live:
    """The line of a heart monitor; it runs on from left to right without end."""
    unit, palette = easel.unit, easel.palette
    period = unit * 46
    beat: list[XY] = [
        (0, 0),
        (0.34, 0),
        (0.38, -0.06),
        (0.42, 0),
        (0.46, 0.05),
        (0.50, -0.55),
        (0.55, 0.36),
        (0.59, 0),
        (0.68, -0.10),
        (0.76, 0),
        (1.0, 0),
    ]
    points: list[XY] = []
    for lap in range(int(easel.width / period) + 3):
        points += [(period * (lap + share), high * unit * 20) for share, high in beat]
    line = polygon(points, closed=False)
    pen = brush(palette.bright, stroke=unit * 0.75)
    glow = brush(palette.bright.fade(0.30), stroke=unit * 2.4)
    start = easel.width * (0.50 if easel.is_wide and easel.has_words else 0.0)

    def draw(canvas: skia.Canvas, t: float) -> None:
        canvas.save()
        canvas.clipRect(skia.Rect.MakeLTRB(start, 0, easel.width, easel.height))
        canvas.translate(-((t * unit * 9) % period) - period * 0.5, y)
        canvas.drawPath(line, glow)
        canvas.drawPath(line, pen)
        canvas.restore()

    return draw
