"""A connected world: a globe of points that turns, messages flying over it."""

import math

import skia

from vidgen_desktop.providers.builtin.pictures.colour import Colour
from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.layers import Live, Picture, Zone
from vidgen_desktop.providers.builtin.pictures.shapes import XY, circle, oval, placed
from vidgen_desktop.providers.builtin.pictures.sheet import Sheet, around, brush

TOWNS = 17
POINTS = 420
FACING = 0.1  # what is less turned to us is behind the edge


def paint(easel: Easel) -> Picture:
    """The ball with its light, its points and what flies above it."""
    x, y = easel.focus
    radius = easel.reach * 0.92
    sheet = easel.sheet()
    _ball(easel, sheet, x, y, radius)
    easel.lay(sheet, 0.5, _world(easel, x, y, radius))
    return easel.picture(Zone.LEFT)


def _ball(easel: Easel, sheet: Sheet, x: float, y: float, radius: float) -> None:
    palette = easel.palette
    sea = palette.second
    body = Colour(0.36 if palette.is_dark else 0.44, max(0.07, sea.chroma * 0.8), sea.hue)
    sheet.shadow(circle(x, y, radius), palette.near.fade(0.45), dy=radius * 0.1, blur=radius * 0.1)
    light = around(
        x - radius * 0.4,
        y - radius * 0.5,
        radius * 1.7,
        body.shift(light=0.16),
        body,
        body.shift(light=-0.08),
        stops=(0, 0.5, 1),
    )
    sheet.fill(circle(x, y, radius), light)
    thin = palette.light.fade(0.16)
    for share in (0.25, 0.62, 0.9):
        sheet.fill(oval(x, y, radius * 2 * share, radius * 2), thin, stroke=radius * 0.008)
    for share in (-0.6, -0.3, 0.0, 0.3, 0.6):
        half = math.sqrt(1 - share**2) * radius
        sheet.line(x - half, y + share * radius, x + half, y + share * radius, thin, radius * 0.008)
    sheet.fill(circle(x, y, radius), palette.second.fade(0.8), stroke=radius * 0.018)


def _world(easel: Easel, x: float, y: float, radius: float) -> Live:
    """Points in clusters like towns on continents, and arcs between some of them."""
    dice, palette = easel.dice, easel.palette
    towns = [
        (dice.uniform(-0.8, 0.8), math.tau * index / TOWNS + dice.uniform(-0.2, 0.2))
        for index in range(TOWNS)
    ]
    points = [
        (min(0.96, max(-0.96, lat + dice.gauss(0, 0.15))), long + dice.gauss(0, 0.26))
        for lat, long in (dice.choice(towns) for _ in range(POINTS))
    ]
    dots = [brush(palette.light.fade(0.25 + 0.75 * step / 6)) for step in range(7)]
    # Neighbours are on the same side of the globe, so that most messages can be seen.
    arcs = [
        (town, towns[(index + dice.choice([2, 3])) % TOWNS], dice.random())
        for index, town in enumerate(towns)
    ]
    trail = brush(palette.accent, stroke=radius * 0.016)
    head = brush(palette.bright)

    def at(lat: float, long: float, t: float) -> tuple[float, float, float]:
        level, turned = math.sqrt(1 - lat * lat), long + t * 0.16
        return level * math.sin(turned), lat, level * math.cos(turned)

    def draw(canvas: skia.Canvas, t: float) -> None:
        for lat, long in points:
            px, py, near = at(lat, long, t)
            if near > 0:
                size = radius * (0.009 + 0.011 * near)
                canvas.drawCircle(x + px * radius, y + py * radius, size, dots[int(near * 6)])
        for one, other, start in arcs:
            a, b = at(*one, t), at(*other, t)
            if a[2] >= FACING and b[2] >= FACING:
                lift = 1 + 0.75 * math.dist(a, b)
                over = ((a[0] + b[0]) / 2 * lift, (a[1] + b[1]) / 2 * lift)
                places = placed(x, y, radius, a[:2], over, b[:2])
                share = (t * 0.4 + start) % 1.0
                _message(canvas, places, share, trail, head, radius * 0.03)

    return draw


def _message(
    canvas: skia.Canvas,
    places: list[XY],
    share: float,
    trail: skia.Paint,
    head: skia.Paint,
    size: float,
) -> None:
    """An arc from the first place over the second to the third, and how far it has got."""
    (ax, ay), (ox, oy), (bx, by) = places
    path = skia.PathBuilder()
    path.moveTo(ax, ay)
    path.quadTo(ox, oy, bx, by)
    canvas.drawPath(path.detach(), trail)
    left = 1 - share
    hx = left * left * ax + 2 * share * left * ox + share * share * bx
    hy = left * left * ay + 2 * share * left * oy + share * share * by
    canvas.drawCircle(hx, hy, size, head)
