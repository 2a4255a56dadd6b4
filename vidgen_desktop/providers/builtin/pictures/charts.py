"""Figures: bars that grow, a line that climbs, a ring that fills."""

import math

import skia

from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.layers import Live, Picture, Zone
from vidgen_desktop.providers.builtin.pictures.shapes import box, circle, smooth
from vidgen_desktop.providers.builtin.pictures.sheet import Sheet, blend, brush

GROWING = 2.4  # seconds until the figures stand


def paint(easel: Easel) -> Picture:
    """A board with bars and a line, a smaller board with a ring before it."""
    _wall(easel)
    x, y = easel.focus
    reach = easel.reach
    wide, tall = reach * (1.16 if easel.is_wide else 1.12), reach * 0.92
    board = easel.sheet()
    _board(easel, board, x, y, wide, tall)
    easel.lay(board, 0.45, _bars(easel, x, y, wide, tall))
    small = easel.sheet()
    at = (x - wide * 0.80, y + tall * 0.62)
    if not easel.is_wide:
        at = (x - wide * 0.62, y + tall * 0.86)
    size = reach * 0.40
    _board(easel, small, *at, size, size)
    easel.lay(small, 0.85, _ring(easel, *at, size * 0.58))
    return easel.picture(Zone.LEFT)


def _wall(easel: Easel) -> None:
    sheet, palette, unit, dice = easel.sheet(), easel.palette, easel.unit, easel.dice
    top, middle, low = palette.sky
    sheet.wash(blend((0, 0), (easel.width, easel.height), (top, middle, low.mix(middle, 0.5))))
    x, y = easel.focus
    sheet.glow(
        x, y - easel.reach * 0.4, easel.reach * 2.6, palette.light, 0.25 if palette.is_dark else 0.5
    )
    for index in range(5):
        radius = easel.reach * (1.2 + 0.42 * index)
        sheet.fill(
            circle(x, y, radius), palette.light.fade(0.16 - 0.025 * index), stroke=unit * 0.22
        )
    for _ in range(16):
        px, py = dice.uniform(0, easel.width), dice.uniform(0, easel.height)
        arm = unit * 0.9
        tone = palette.depth(0.4).fade(0.5)
        sheet.line(px - arm, py, px + arm, py, tone, unit * 0.2)
        sheet.line(px, py - arm, px, py + arm, tone, unit * 0.2)
    easel.backdrop(sheet)


def _board(easel: Easel, sheet: Sheet, x: float, y: float, wide: float, tall: float) -> None:
    palette, unit = easel.palette, easel.unit
    path = box(x - wide, y - tall, wide * 2, tall * 2, unit * 2.6)
    face = palette.depth(0.9) if palette.is_dark else palette.bright
    sheet.shadow(path, palette.near.fade(0.42), dy=unit * 2.4, blur=unit * 3.2)
    sheet.fill(
        path,
        blend(
            (x, y - tall), (x, y + tall), (face.shift(light=0.015), face.mix(palette.sky[1], 0.12))
        ),
    )
    sheet.fill(path, palette.light.fade(0.22), stroke=unit * 0.18)
    if wide == tall:
        return
    for index, tone in enumerate((palette.accent, palette.second, palette.depth(0.4))):
        sheet.disc(x - wide * 0.88 + unit * 2.4 * index, y - tall * 0.82, unit * 0.7, tone)
    sheet.line(
        x + wide * 0.45,
        y - tall * 0.82,
        x + wide * 0.86,
        y - tall * 0.82,
        palette.depth(0.35).fade(0.7),
        unit * 1.1,
    )
    for row in range(5):
        line = y + tall * (0.74 - 0.31 * row)
        sheet.line(
            x - wide * 0.88, line, x + wide * 0.88, line, palette.depth(0.4).fade(0.30), unit * 0.16
        )


def _heights(easel: Easel, count: int) -> list[float]:
    """Heights that rise on the whole, with a setback."""
    heights = [
        0.24 + 0.62 * index / (count - 1) + easel.dice.uniform(-0.07, 0.07)
        for index in range(count)
    ]
    heights[easel.dice.randrange(2, count - 2)] -= 0.13
    return [min(0.97, max(0.12, height)) for height in heights]


def _bars(easel: Easel, x: float, y: float, wide: float, tall: float) -> Live:
    palette, unit, count = easel.palette, easel.unit, 8
    heights, line_up = _heights(easel, count), _heights(easel, count)
    foot, room, step = y + tall * 0.74, tall * 1.35, wide * 1.70 / count
    left = x - wide * 0.85
    weak, strong = palette.second, palette.accent
    pens = [
        brush(blend((0, foot - room), (0, foot), (tone, tone.mix(palette.depth(0.5), 0.35))))
        for tone in [weak] * (count - 1) + [strong]
    ]
    ink = palette.light if palette.is_dark else palette.depth(0.85)
    pen, dot, core = brush(ink, stroke=unit * 0.6), brush(ink), brush(strong)

    def draw(canvas: skia.Canvas, t: float) -> None:
        for index, height in enumerate(heights):
            grown = _settle((t - 0.12 * index) / (GROWING * 0.55)) * (
                1 + 0.012 * math.sin(t * 1.4 + index)
            )
            top = foot - room * height * grown * 0.84
            rect = skia.Rect.MakeLTRB(
                left + step * index + step * 0.18,
                top,
                left + step * (index + 1) - step * 0.18,
                foot,
            )
            canvas.drawRoundRect(rect, unit * 0.7, unit * 0.7, pens[index])
        drawn = _settle((t - 0.5) / GROWING)
        points = [
            (
                left + step * (index + 0.5),
                foot - room * (0.22 + 0.72 * height) - unit * 0.3 * math.sin(t * 1.1 + index * 1.7),
            )
            for index, height in enumerate(line_up)
        ]
        count_shown = max(2, round(drawn * len(points)))
        canvas.drawPath(smooth(points[:count_shown]), pen)
        for px, py in points[:count_shown]:
            canvas.drawCircle(px, py, unit * 1.05, dot)
            canvas.drawCircle(px, py, unit * 0.5, core)

    return draw


def _settle(share: float) -> float:
    share = min(1.0, max(0.0, share))
    return 1 - (1 - share) ** 3


def _ring(easel: Easel, x: float, y: float, radius: float) -> Live:
    palette, share = easel.palette, easel.dice.uniform(0.58, 0.84)
    track = brush(palette.depth(0.35).fade(0.4), stroke=radius * 0.34)
    fill = brush(palette.accent, stroke=radius * 0.34)
    other = brush(palette.second, stroke=radius * 0.34)
    rect = skia.Rect.MakeLTRB(x - radius, y - radius, x + radius, y + radius)

    def draw(canvas: skia.Canvas, t: float) -> None:
        grown = _settle((t - 0.4) / GROWING)
        canvas.drawArc(rect, 0, 360, False, track)
        canvas.drawArc(rect, -90 + 360 * share * grown, 360 * 0.16 * grown, False, other)
        canvas.drawArc(rect, -90, 360 * share * grown, False, fill)
        canvas.drawCircle(x, y, radius * (0.30 + 0.02 * math.sin(t * 2)), brush(palette.depth(0.6)))

    return draw
