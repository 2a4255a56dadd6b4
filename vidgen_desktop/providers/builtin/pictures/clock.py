"""Time: a clock whose hands move, or sand that runs through a glass."""

import math

import skia

from vidgen_desktop.providers.builtin.pictures import studio
from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.layers import Live, Picture, Zone
from vidgen_desktop.providers.builtin.pictures.shapes import box, circle, polygon, smooth
from vidgen_desktop.providers.builtin.pictures.sheet import Sheet, around, blend, brush
from vidgen_desktop.providers.builtin.pictures.studio import Place


def paint(easel: Easel) -> Picture:
    """A clock on the wall or an hourglass on the table."""
    if easel.pick([True, False]):
        spot = studio.room(easel, behind=_rings, table=False)
        sheet = easel.sheet()
        _face(easel, sheet, spot)
        easel.lay(sheet, 0.6, _hands(easel, spot))
    else:
        spot = studio.room(easel)
        sheet = easel.sheet()
        _glass(easel, sheet, spot)
        studio.plant(easel, sheet, spot.x + spot.reach * 1.0, spot.table + 3, spot.reach * 0.8)
        easel.lay(sheet, 0.65, _sand(easel, spot))
    studio.foreground(easel)
    return easel.picture(Zone.LEFT)


def _rings(easel: Easel, sheet: Sheet, spot: Place) -> None:
    """Thin orbits of days around the clock."""
    palette = easel.palette
    for index, size in enumerate((1.28, 1.55, 1.86)):
        radius = spot.reach * size
        sheet.fill(
            circle(spot.x, spot.y, radius),
            palette.depth(0.45).fade(0.5 - 0.12 * index),
            stroke=easel.unit * 0.3,
        )
        angle = easel.dice.uniform(0, math.tau)
        tone = (palette.accent, palette.second, palette.light)[index]
        sheet.disc(
            spot.x + radius * math.cos(angle),
            spot.y + radius * math.sin(angle),
            easel.unit * (2.2 - 0.4 * index),
            tone,
        )


def _face(easel: Easel, sheet: Sheet, spot: Place) -> None:
    palette, radius, (x, y) = easel.palette, spot.reach, (spot.x, spot.y)
    rim = palette.depth(0.8)
    sheet.shadow(
        circle(x, y, radius),
        palette.near.fade(0.5),
        dx=radius * 0.07,
        dy=radius * 0.12,
        blur=radius * 0.09,
    )
    sheet.fill(
        circle(x, y, radius),
        blend(
            (x - radius, y - radius),
            (x + radius, y + radius),
            (rim.shift(light=0.10), rim.shift(light=-0.05)),
        ),
    )
    paper = palette.bright
    sheet.fill(
        circle(x, y, radius * 0.90),
        around(
            x - radius * 0.3, y - radius * 0.3, radius * 1.5, paper, paper.mix(palette.sky[2], 0.6)
        ),
    )
    for minute in range(60):
        angle = math.tau * minute / 60
        hour = minute % 5 == 0
        outer, inner = radius * 0.82, radius * (0.70 if hour else 0.77)
        sheet.line(
            x + inner * math.sin(angle),
            y - inner * math.cos(angle),
            x + outer * math.sin(angle),
            y - outer * math.cos(angle),
            palette.ink if hour else palette.ink.fade(0.45),
            radius * (0.035 if hour else 0.012),
        )
    share = easel.dice.uniform(0.2, 0.45)
    wedge = skia.PathBuilder()
    wedge.moveTo(x, y)
    wedge.arcTo(
        skia.Rect.MakeLTRB(x - radius * 0.6, y - radius * 0.6, x + radius * 0.6, y + radius * 0.6),
        -90,
        360 * share,
        False,
    )
    wedge.close()
    sheet.fill(wedge.detach(), palette.accent.fade(0.35))


def _hands(easel: Easel, spot: Place) -> Live:
    palette, radius = easel.palette, spot.reach
    start = easel.dice.uniform(0, 12)
    dark = [brush(palette.ink, stroke=radius * wide) for wide in (0.065, 0.042)]
    red, pin = brush(palette.accent, stroke=radius * 0.018), brush(palette.accent)

    def hand(canvas: skia.Canvas, turn: float, long: float, pen: skia.Paint) -> None:
        dx, dy = math.sin(turn * math.tau), -math.cos(turn * math.tau)
        canvas.drawLine(
            spot.x - dx * long * 0.16,
            spot.y - dy * long * 0.16,
            spot.x + dx * long,
            spot.y + dy * long,
            pen,
        )

    def draw(canvas: skia.Canvas, t: float) -> None:
        hours = start + t * 0.11
        hand(canvas, hours / 12, radius * 0.46, dark[0])
        hand(canvas, hours, radius * 0.68, dark[1])
        hand(canvas, t / 20, radius * 0.76, red)
        canvas.drawCircle(spot.x, spot.y, radius * 0.055, pin)

    return draw


def _glass(easel: Easel, sheet: Sheet, spot: Place) -> None:
    palette, size = easel.palette, spot.reach
    x, foot = spot.x, spot.table + size * 0.12
    wood = palette.depth(0.82)
    studio.cast_shadow(easel, sheet, x, foot + size * 0.05, size * 1.3)
    for y in (foot - size * 0.02, foot - size * 1.98):
        sheet.fill(
            box(x - size * 0.62, y - size * 0.06, size * 1.24, size * 0.14, size * 0.06),
            blend((x - size * 0.6, 0), (x + size * 0.6, 0), (wood.shift(light=0.12), wood)),
        )
    for side in (-1, 1):
        sheet.fill(
            box(x + side * size * 0.53 - size * 0.03, foot - size * 1.95, size * 0.06, size * 1.95),
            wood.shift(light=0.04),
        )
    glass = palette.light.fade(0.34)
    for way in (1, -1):
        end = foot - size
        far = end + way * size * 0.9
        bulb = smooth(
            [
                (x - size * 0.035, end),
                (x - size * 0.30, end + way * size * 0.28),
                (x - size * 0.42, end + way * size * 0.62),
                (x - size * 0.38, far),
                (x + size * 0.38, far),
                (x + size * 0.42, end + way * size * 0.62),
                (x + size * 0.30, end + way * size * 0.28),
                (x + size * 0.035, end),
            ],
            closed=True,
        )
        sheet.fill(bulb, glass)
        sheet.fill(bulb, palette.bright.fade(0.6), stroke=size * 0.014)


def _sand(easel: Easel, spot: Place) -> Live:
    """The sand goes down in the upper half and piles up in the lower one."""
    size, x, foot = spot.reach, spot.x, spot.table + spot.reach * 0.12
    grain = brush(easel.palette.accent)
    thread = brush(easel.palette.accent, stroke=size * 0.018)
    middle, whole = foot - size, max(easel.seconds, 4.0) * 1.25

    def draw(canvas: skia.Canvas, t: float) -> None:
        run = min(0.9, t / whole)
        high = size * 0.62 * (1 - run)
        wide = size * (0.06 + 0.34 * (1 - run) ** 0.7)
        canvas.drawPath(
            smooth(
                [
                    (x - wide, middle - high),
                    (x - wide * 0.8, middle - high * 0.45),
                    (x, middle - 1),
                    (x + wide * 0.8, middle - high * 0.45),
                    (x + wide, middle - high),
                ]
            ),
            grain,
        )
        pile = size * (0.08 + 0.5 * run)
        canvas.drawLine(x, middle, x, foot - size * 0.12 - pile * 0.5, thread)
        canvas.drawPath(
            polygon(
                [
                    (x - size * 0.36, foot - size * 0.1),
                    (x - size * 0.34, foot - size * 0.14),
                    (x, foot - size * 0.12 - pile),
                    (x + size * 0.34, foot - size * 0.14),
                    (x + size * 0.36, foot - size * 0.1),
                ]
            ),
            grain,
        )

    return draw
