"""Food and drink: a steaming cup, fruit in a bowl or bread on the board."""

import math

import skia

from vidgen_desktop.providers.builtin.pictures import studio, tableware
from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.layers import Live, Picture, Zone
from vidgen_desktop.providers.builtin.pictures.shapes import smooth
from vidgen_desktop.providers.builtin.pictures.sheet import blend, brush


def paint(easel: Easel) -> Picture:
    """A still life: the cup in front, a bowl of fruit or a pot behind it."""
    spot = studio.room(easel)
    behind = easel.sheet()
    if easel.pick([True, False]):
        tableware.bowl(easel, behind, spot)
    else:
        tableware.pot(easel, behind, spot)
    easel.lay(behind, 0.5)
    front = easel.sheet()
    size = spot.reach * 0.62
    x, foot = spot.x - spot.reach * 0.34, spot.table + spot.reach * 0.30
    tableware.cup(easel, front, x, foot, size)
    tableware.beans(easel, front, spot, foot)
    easel.lay(front, 0.75, _steam(easel, x, foot - size * 1.25, size))
    studio.foreground(easel)
    return easel.picture(Zone.LEFT)


def _steam(easel: Easel, x: float, y: float, size: float) -> Live:
    """Three ribbons of steam that wind upwards."""
    light = easel.palette.light
    ribbons = [(-0.34, 0.0, 0.9), (0.02, 2.1, 1.15), (0.34, 4.0, 0.8)]
    shader = blend(
        (0, y), (0, y - size * 1.7), (light.fade(0), light.fade(0.5), light.fade(0)), (0, 0.35, 1)
    )
    pen = brush(shader, stroke=size * 0.10, blur=size * 0.045)

    def draw(canvas: skia.Canvas, t: float) -> None:
        for away, phase, tall in ribbons:
            points = [
                (
                    x + size * (away + 0.15 * math.sin(step * 0.95 - t * 1.5 + phase) * step / 7),
                    y - size * 0.24 * step * tall,
                )
                for step in range(8)
            ]
            canvas.drawPath(smooth(points), pen)

    return draw
