"""A compass of brass, and its needle."""

import math

import skia

from vidgen_desktop.providers.builtin.pictures.colour import Colour
from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.layers import Live
from vidgen_desktop.providers.builtin.pictures.shapes import (
    circle,
    polygon,
)
from vidgen_desktop.providers.builtin.pictures.sheet import (
    Sheet,
    around,
    blend,
    brush,
)


def draw(easel: Easel, sheet: Sheet, x: float, y: float, size: float) -> None:
    """Draw the case and the rose; `size` is the radius."""
    palette = easel.palette
    brass = Colour(0.72, 0.11, 80)
    sheet.shadow(
        circle(x, y, size), palette.near.fade(0.65), dx=size * 0.08, dy=size * 0.14, blur=size * 0.1
    )
    sheet.fill(circle(x, y - size * 1.12, size * 0.16), brass.shift(light=-0.1), stroke=size * 0.07)
    sheet.fill(
        circle(x, y, size),
        blend(
            (x - size, y - size),
            (x + size, y + size),
            (brass.shift(light=0.15), brass, brass.shift(light=-0.18)),
        ),
    )
    sheet.fill(
        circle(x, y, size * 0.84),
        around(x, y, size, palette.bright, palette.bright.mix(brass, 0.25)),
    )
    for step in range(32):
        angle = math.tau * step / 32
        inner = 0.62 if step % 8 == 0 else 0.70 if step % 4 == 0 else 0.74
        sheet.line(
            x + size * inner * math.sin(angle),
            y - size * inner * math.cos(angle),
            x + size * 0.79 * math.sin(angle),
            y - size * 0.79 * math.cos(angle),
            palette.ink.fade(0.75),
            size * 0.018,
        )
    for step in range(8):
        angle, long = math.tau * step / 8, size * (0.5 if step % 2 == 0 else 0.3)
        tip = (x + long * math.sin(angle), y - long * math.cos(angle))
        for side, tone in ((-1, palette.ink.fade(0.65)), (1, brass.fade(0.9))):
            base = angle + side * 0.55
            sheet.fill(
                polygon(
                    [
                        (x, y),
                        (x + size * 0.13 * math.sin(base), y - size * 0.13 * math.cos(base)),
                        tip,
                    ]
                ),
                tone,
            )


def needle(easel: Easel, x: float, y: float, size: float) -> Live:
    """The needle, which swings and comes to rest."""
    red, dark = brush(easel.palette.accent.shift(light=-0.08)), brush(easel.palette.ink)
    start = easel.dice.uniform(-40, 40)
    north = polygon([(-size * 0.07, 0), (0, -size * 0.62), (size * 0.07, 0)])
    south = polygon([(-size * 0.07, 0), (0, size * 0.62), (size * 0.07, 0)])

    def draw(canvas: skia.Canvas, t: float) -> None:
        canvas.save()
        canvas.translate(x, y)
        canvas.rotate(start + 26 * math.exp(-t * 0.5) * math.sin(t * 2.6) + 5 * math.sin(t * 0.8))
        canvas.drawPath(south, dark)
        canvas.drawPath(north, red)
        canvas.drawCircle(0, 0, size * 0.07, dark)
        canvas.restore()

    return draw
