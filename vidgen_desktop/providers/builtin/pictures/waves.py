"""Sound made visible: threads of light that swing across the picture."""

import math

import skia

from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.layers import Live, Picture
from vidgen_desktop.providers.builtin.pictures.shapes import smooth
from vidgen_desktop.providers.builtin.pictures.sheet import around, blend, brush

THREADS = 22
KNOTS = 30


def paint(easel: Easel) -> Picture:
    """A room of dusk with one light in it, and the threads."""
    sheet, palette = easel.sheet(), easel.palette
    top, middle, low = palette.sky
    sheet.wash(blend((0, 0), (0, easel.height), (top, middle, low), (0, 0.6, 1)))
    x, y = easel.width * 0.62, easel.height * 0.62
    glow = palette.panel.fade(0.75)
    sheet.disc(x, y, easel.width * 0.5, around(x, y, easel.width * 0.5, glow, glow.fade(0)))
    easel.backdrop(sheet)
    easel.lay(easel.sheet(), 0.5, _threads(easel))
    return easel.picture()


def _threads(easel: Easel) -> Live:
    palette, unit, dice = easel.palette, easel.unit, easel.dice
    phase, pull = dice.uniform(0, math.tau), dice.uniform(0.8, 1.3)
    tones = [palette.second.mix(palette.accent, 0.0), palette.accent, palette.bright]
    pens = [
        brush(
            tones[0 if share < 0.45 else 1 if share < 0.9 else 2].fade(0.30 + 0.65 * share),
            stroke=unit * (0.16 + 0.34 * share),
        )
        for share in (index / (THREADS - 1) for index in range(THREADS))
    ]
    middle = easel.height * 0.63

    def draw(canvas: skia.Canvas, t: float) -> None:
        for index, pen in enumerate(pens):
            share = index / (THREADS - 1)
            tall = easel.height * (0.03 + 0.20 * share)
            points = [
                (
                    easel.width * knot / KNOTS,
                    middle
                    + easel.height * 0.10 * (0.5 - share)
                    + tall
                    * math.sin(math.pi * knot / KNOTS) ** 1.5
                    * math.sin(knot * 0.55 * pull + phase + share * 2.2 + t * 1.25)
                    * math.sin(knot * 0.21 + phase - t * 0.5),
                )
                for knot in range(KNOTS + 1)
            ]
            canvas.drawPath(smooth(points), pen)

    return draw
