"""People: figures side by side in plain strong shapes, none with a face, each its own."""

import math

import skia

from vidgen_desktop.providers.builtin.pictures import portrait
from vidgen_desktop.providers.builtin.pictures.colour import Colour
from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.layers import Live, Picture, Zone
from vidgen_desktop.providers.builtin.pictures.shapes import circle
from vidgen_desktop.providers.builtin.pictures.sheet import blend, brush

# Rows from the back to the front; each person's place and size, in sizes.
GROUPS: tuple[tuple[tuple[tuple[float, float, float], ...], ...], ...] = (
    (((-1.02, 0.30, 0.86), (1.06, 0.26, 0.88)), ((0.0, 0.12, 1.10),)),
    (((-0.72, 0.20, 1.02), (0.74, 0.14, 1.06)),),
    (
        ((-0.72, -0.10, 0.62), (0.02, -0.16, 0.62), (0.76, -0.08, 0.62)),
        ((-1.16, 0.42, 0.80), (0.0, 0.34, 0.86), (1.16, 0.42, 0.80)),
    ),
)


def paint(easel: Easel) -> Picture:
    """Three people, two or a small crowd, before circles that overlap."""
    _back(easel)
    x, y = easel.focus
    size = easel.reach * 0.60
    rows = easel.pick(GROUPS)
    coats = _coats(easel)
    for number, row in enumerate(rows):
        sheet = easel.sheet()
        for across, down, share in row:
            coats.append(coats.pop(0))
            at = (x + size * across, y + size * down)
            portrait.draw(easel, sheet, *at, size * share, coats[0])
        talk = _words_fly(easel, x, y - size * 0.8, size) if number == len(rows) - 1 else None
        easel.lay(sheet, 0.45 + 0.3 * number / max(1, len(rows) - 1), talk)
    return easel.picture(Zone.LEFT)


def _coats(easel: Easel) -> list[Colour]:
    """A different colour for each."""
    palette = easel.palette
    coats = [palette.accent, palette.second, palette.depth(0.72), palette.accent.shift(light=-0.14)]
    easel.dice.shuffle(coats)
    return coats


def _back(easel: Easel) -> None:
    sheet, palette = easel.sheet(), easel.palette
    top, middle, low = palette.sky
    sheet.wash(blend((0, 0), (easel.width, easel.height), (top, middle, low.mix(middle, 0.4))))
    x, y = easel.focus
    sheet.glow(x, y, easel.reach * 2.4, palette.light, 0.25 if palette.is_dark else 0.45)
    easel.backdrop(sheet)
    rings = easel.sheet()
    for dx, dy, size, tone in (
        (-0.55, -0.12, 0.82, palette.second),
        (0.58, -0.02, 0.76, palette.accent),
        (0.02, -0.42, 0.70, palette.light),
    ):
        centre = (x + easel.reach * dx, y + easel.reach * dy)
        radius = easel.reach * size
        fill = blend(
            (centre[0], centre[1] - radius),
            (centre[0], centre[1] + radius),
            (tone.fade(0.62), tone.fade(0.25)),
        )
        rings.fill(circle(*centre, radius), fill)
    easel.lay(rings, 0.15)


def _words_fly(easel: Easel, x: float, y: float, size: float) -> Live:
    """Speech bubbles without words: dots that talk."""
    palette, dice = easel.palette, easel.dice
    bubbles = [(-1.35, 0.10, palette.bright, 0.0), (1.25, -0.12, palette.accent, 1.7)]
    dots = brush(palette.depth(0.8))
    lag = dice.uniform(0, 2)

    def draw(canvas: skia.Canvas, t: float) -> None:
        for away, up, tone, start in bubbles:
            shown = min(1.0, max(0.0, (t - 0.5 - start * 0.5) / 0.6))
            if shown <= 0:
                continue
            grown = 1 - (1 - shown) ** 3
            bx, by = x + size * away, y + size * (up + 0.04 * math.sin(t * 1.3 + start + lag))
            canvas.save()
            canvas.translate(bx, by)
            canvas.scale(grown, grown)
            rect = skia.Rect.MakeXYWH(-size * 0.42, -size * 0.24, size * 0.84, size * 0.48)
            pen = brush(tone)
            canvas.drawRoundRect(rect, size * 0.2, size * 0.2, pen)
            tail = 1 if away < 0 else -1
            canvas.drawPath(
                skia.Path.Polygon(
                    [
                        skia.Point(tail * size * 0.1, size * 0.2),
                        skia.Point(tail * size * 0.34, size * 0.16),
                        skia.Point(tail * size * 0.38, size * 0.44),
                    ],
                    True,
                ),
                pen,
            )
            for dot in range(3):
                lift = size * 0.045 * max(0.0, math.sin(t * 4 - dot * 0.8 + start))
                canvas.drawCircle(size * 0.2 * (dot - 1), -lift, size * 0.055, dots)
            canvas.restore()

    return draw
