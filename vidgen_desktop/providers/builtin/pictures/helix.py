"""The thread of life: two strands wound around each other, turning."""

import math

import skia

from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.layers import Live, Picture, Zone
from vidgen_desktop.providers.builtin.pictures.sheet import brush

RUNGS = 30
TURNS = 2.1


def paint(easel: Easel) -> Picture:
    """The double strand, leaning, before what is already on the easel."""
    easel.lay(easel.sheet(), 0.6, _turning(easel))
    return easel.picture(Zone.LEFT)


def _turning(easel: Easel) -> Live:
    """Rungs first, then the balls of both strands, those at the back before those in front."""
    palette, (x, y), reach = easel.palette, easel.focus, easel.reach
    shades = [
        [brush(tone.mix(palette.near, 0.5 - 0.5 * step / 8)) for step in range(9)]
        for tone in (palette.accent, palette.second)
    ]
    rung = [
        brush(palette.light.fade(0.20 + 0.06 * step), stroke=reach * 0.022) for step in range(9)
    ]
    high = reach * (1.55 if easel.is_wide else 1.12)
    gleam = brush(palette.bright.fade(0.75))

    def draw(canvas: skia.Canvas, t: float) -> None:
        canvas.save()
        canvas.translate(x, y)
        canvas.rotate(24)
        balls: list[tuple[float, float, float, int]] = []
        for index in range(RUNGS):
            share = index / (RUNGS - 1) * 2 - 1
            angle = math.tau * TURNS * share / 2 + t * 0.9
            wide, across = reach * 0.44, math.cos(angle)
            down, deep = share * high, math.sin(angle)
            canvas.drawLine(-across * wide, down, across * wide, down, rung[int((1 + deep) * 4)])
            balls += [(deep, across * wide, down, 0), (-deep, -across * wide, down, 1)]
        for deep, across, down, strand in sorted(balls):
            size = reach * (0.062 + 0.022 * deep)
            canvas.drawCircle(across, down, size, shades[strand][int((1 + deep) * 4)])
            if deep > 0.3:
                canvas.drawCircle(across - size * 0.3, down - size * 0.3, size * 0.28, gleam)
        canvas.restore()

    return draw
