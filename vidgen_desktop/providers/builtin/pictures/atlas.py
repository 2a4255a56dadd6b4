"""History and travel: an old map with a route, a compass, and a rolled edge."""

import math
from itertools import pairwise

import skia

from vidgen_desktop.providers.builtin.pictures import compass, temple
from vidgen_desktop.providers.builtin.pictures.colour import Colour
from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.layers import Live, Picture, Zone
from vidgen_desktop.providers.builtin.pictures.shapes import (
    XY,
    box,
    placed,
    polygon,
    smooth,
)
from vidgen_desktop.providers.builtin.pictures.sheet import Mode, Sheet, around, blend, brush


def paint(easel: Easel) -> Picture:
    """A map on a desk with a compass lying on it, or a temple in the evening light."""
    return easel.pick([_map_on_desk, temple.paint])(easel)


def _map_on_desk(easel: Easel) -> Picture:
    paper = _paper(easel)
    _desk(easel)
    sheet = easel.sheet()
    route = _map(easel, sheet, paper)
    easel.lay(sheet, 0.4, _journey(easel, route))
    top = easel.sheet()
    x, y = easel.focus
    x, y = x + easel.reach * (0.62 if easel.is_wide else 0.5), y + easel.reach * 0.40
    compass.draw(easel, top, x, y, easel.reach * 0.44)
    easel.lay(top, 0.85, compass.needle(easel, x, y, easel.reach * 0.44))
    return easel.picture(Zone.LEFT)


def _paper(easel: Easel) -> Colour:
    """Old paper in every palette, a little in the colour of its light."""
    light = easel.palette.light
    return Colour(0.88, 0.045, 80).mix(Colour(0.88, 0.05, light.hue), 0.4)


def _desk(easel: Easel) -> None:
    sheet, palette, unit, dice = easel.sheet(), easel.palette, easel.unit, easel.dice
    wood = palette.depth(0.78)
    sheet.wash(
        blend(
            (0, 0),
            (easel.width, easel.height),
            (wood.shift(light=0.06), wood, wood.shift(light=-0.07)),
        )
    )
    y = 0.0
    while y < easel.height:
        y += unit * dice.uniform(9, 15)
        sheet.line(0, y, easel.width, y, palette.near.fade(0.35), unit * 0.25)
        for _ in range(4):
            x, long = dice.uniform(0, easel.width), unit * dice.uniform(10, 40)
            up = y - unit * dice.uniform(1.5, 8)
            sheet.fill(
                smooth([(x, up), (x + long / 2, up - unit * 0.5), (x + long, up)]),
                palette.near.fade(0.10),
                stroke=unit * 0.2,
            )
    sheet.glow(easel.width * 0.62, easel.height * 0.3, unit * 95, palette.light, 0.26)
    easel.backdrop(sheet)


def _map(easel: Easel, sheet: Sheet, paper: Colour) -> list[XY]:
    dice, unit = easel.dice, easel.unit
    left, top = (
        easel.width * ((0.40 if easel.has_words else 0.2) if easel.is_wide else 0.05),
        easel.height * (0.07 if easel.is_wide else 0.36),
    )
    wide, tall = (
        easel.width * (0.57 if easel.is_wide else 0.90),
        easel.height * (0.80 if easel.is_wide else 0.45),
    )
    outline = _torn(easel, left, top, wide, tall)
    with sheet.turned(dice.uniform(-4, -1.5), left + wide / 2, top + tall / 2):
        sheet.shadow(outline, easel.palette.near.fade(0.6), dx=unit, dy=unit * 1.8, blur=unit * 2)
        sheet.fill(
            outline,
            blend(
                (left, top),
                (left + wide, top + tall),
                (paper.shift(light=0.04), paper, paper.shift(light=-0.04)),
            ),
        )
        with sheet.inside(outline):
            route = _lands(easel, sheet, (left, top, wide, tall), paper)
            brown = Colour(0.55, 0.07, 60)
            for fold in (1 / 3, 2 / 3):
                x = left + wide * fold
                sheet.fill(
                    box(x - unit * 2, top, unit * 2, tall),
                    blend((x - unit * 2, 0), (x, 0), (brown.fade(0), brown.fade(0.22))),
                )
                sheet.fill(
                    box(x, top, unit * 2, tall),
                    blend(
                        (x, 0),
                        (x + unit * 2, 0),
                        (paper.shift(light=0.06).fade(0.6), paper.fade(0)),
                    ),
                )
            burnt = around(
                left + wide / 2,
                top + tall / 2,
                wide * 0.62,
                brown.fade(0),
                brown.fade(0),
                brown.fade(0.42),
                stops=(0, 0.62, 1),
            )
            sheet.fill(box(left, top, wide, tall), burnt, mode=Mode.MULTIPLY)
    return route


def _torn(easel: Easel, left: float, top: float, wide: float, tall: float) -> skia.Path:
    dice, rough = easel.dice, easel.unit * 0.7
    corners = [(left, top), (left + wide, top), (left + wide, top + tall), (left, top + tall)]
    points = [
        (
            start[0] + (end[0] - start[0]) * step / 24 + dice.uniform(-rough, rough),
            start[1] + (end[1] - start[1]) * step / 24 + dice.uniform(-rough, rough),
        )
        for start, end in pairwise([*corners, corners[0]])
        for step in range(24)
    ]
    return polygon(points)


def _lands(
    easel: Easel, sheet: Sheet, at: tuple[float, float, float, float], paper: Colour
) -> list[XY]:
    """Coasts with depth lines around them, hills and woods on them, and a route across."""
    dice, unit, palette, (left, top, wide, tall) = easel.dice, easel.unit, easel.palette, at
    ink = Colour(0.38, 0.06, 55)
    for share in range(1, 8):
        x, y = left + wide * share / 8, top + tall * share / 8
        sheet.line(x, top, x, top + tall, ink.fade(0.13), unit * 0.12)
        sheet.line(left, y, left + wide, y, ink.fade(0.13), unit * 0.12)
    land = paper.mix(palette.second, 0.30).shift(light=-0.03)
    stops: list[XY] = []
    for fx, fy, size in (
        (0.24, 0.30, 0.24),
        (0.70, 0.30, 0.27),
        (0.40, 0.74, 0.22),
        (0.82, 0.76, 0.16),
    ):
        cx, cy = (
            left + wide * (fx + dice.uniform(-0.03, 0.03)),
            top + tall * (fy + dice.uniform(-0.03, 0.03)),
        )
        coast = _coast(easel, cx, cy, min(wide, tall * 1.3) * size)
        for ring in range(3, 0, -1):
            sheet.fill(
                coast, palette.second.shift(light=-0.12).fade(0.13), stroke=unit * 1.3 * ring
            )
        sheet.fill(coast, land)
        sheet.fill(coast, ink.fade(0.8), stroke=unit * 0.26)
        with sheet.inside(coast):
            for _ in range(9):
                x, y = cx + dice.gauss(0, 6) * unit, cy + dice.gauss(0, 5) * unit
                hill = unit * dice.uniform(0.9, 1.7)
                sheet.fill(
                    polygon(placed(x, y, hill, (-1, 0), (0, -1.25), (1, 0)), closed=False),
                    ink.fade(0.6),
                    stroke=unit * 0.2,
                )
                sheet.line(
                    x, y - hill * 1.25, x + hill * 0.25, y - hill * 0.2, ink.fade(0.4), unit * 0.16
                )
        stops.append((cx, cy))
    first, second, third, last = stops
    return [
        first,
        (second[0] - unit * 4, second[1] + unit * 8),
        (third[0] + unit * 6, third[1] - unit * 3),
        last,
    ]


def _coast(easel: Easel, x: float, y: float, size: float) -> skia.Path:
    dice, points = easel.dice, list[XY]()
    parts = [(dice.uniform(0, math.tau), dice.uniform(0.10, 0.24) / (n + 1.4)) for n in range(12)]
    for step in range(56):
        angle = math.tau * step / 56
        radius = 0.72 + sum(
            tall * math.sin(angle * (n + 2) + start) for n, (start, tall) in enumerate(parts)
        )
        radius += dice.uniform(-0.025, 0.025)
        points.append(
            (x + size * 1.15 * radius * math.cos(angle), y + size * 0.85 * radius * math.sin(angle))
        )
    return smooth(points, closed=True)


def _journey(easel: Easel, route: list[XY]) -> Live:
    """A dashed line that is drawn from stop to stop, a pin where it ends."""
    palette, unit = easel.palette, easel.unit
    curve = smooth(route)
    measure = skia.PathMeasure(curve, False)
    length = measure.getLength()
    ink = palette.accent if palette.accent.light < 0.7 else palette.accent.shift(light=-0.20)
    pen = brush(ink, stroke=unit * 0.55)
    pen.setPathEffect(skia.DashPathEffect.Make([unit * 1.5, unit * 1.3], 0))
    spot, hole = brush(ink), brush(palette.bright)
    whole = max(3.0, min(9.0, easel.seconds * 0.8))

    def draw(canvas: skia.Canvas, t: float) -> None:
        share = min(1.0, 0.12 + 0.88 * t / whole)
        part = skia.Path()
        measure.getSegment(0, length * share, part, True)
        canvas.drawPath(part, pen)
        canvas.drawCircle(*route[0], unit * 1.1, spot)
        head, _ = measure.getPosTan(length * share)
        x, y = head.fX, head.fY - unit * (3.2 + 0.3 * math.sin(t * 3))
        drop = smooth(
            placed(x, y, unit, (0, 3.2), (-1.8, 0), (0, -2.1), (1.8, 0)),
            closed=True,
        )
        canvas.drawPath(drop, spot)
        canvas.drawCircle(x, y - unit * 0.1, unit * 0.75, hole)

    return draw
