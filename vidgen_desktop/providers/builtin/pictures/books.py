"""Learning: a pile of books, one of them open, with a pair of glasses or a pencil."""

import math

import skia

from vidgen_desktop.providers.builtin.pictures import studio
from vidgen_desktop.providers.builtin.pictures.colour import Colour
from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.layers import Live, Picture, Zone
from vidgen_desktop.providers.builtin.pictures.shapes import box, placed, polygon, smooth
from vidgen_desktop.providers.builtin.pictures.sheet import Sheet, blend, brush, down
from vidgen_desktop.providers.builtin.pictures.studio import Place


def paint(easel: Easel) -> Picture:
    """Standing books behind, a pile before them, and an open book on top."""
    spot = studio.room(easel)
    shelf = easel.sheet()
    _standing(easel, shelf, spot)
    studio.plant(easel, shelf, spot.x + spot.reach * 1.12, spot.table + 2, spot.reach * 0.72)
    easel.lay(shelf, 0.5)
    pile = easel.sheet()
    top = _pile(easel, pile, spot)
    _open_book(easel, pile, spot.x - spot.reach * 0.18, top, spot.reach * 0.92)
    easel.lay(pile, 0.75, _pages_fly(easel, spot, top))
    studio.foreground(easel)
    return easel.picture(Zone.LEFT)


def _tones(easel: Easel) -> list[Colour]:
    palette = easel.palette
    return [
        palette.accent,
        palette.second,
        palette.depth(0.75),
        palette.accent.mix(palette.depth(0.6), 0.55),
        palette.second.mix(palette.depth(0.8), 0.4),
        palette.light.shift(light=-0.06),
    ]


def _standing(easel: Easel, sheet: Sheet, spot: Place) -> None:
    dice, tones = easel.dice, _tones(easel)
    x = spot.x - spot.reach * 0.15
    studio.cast_shadow(easel, sheet, spot.x + spot.reach * 0.35, spot.table + 2, spot.reach * 1.1)
    for index in range(6):
        wide = spot.reach * dice.uniform(0.13, 0.21)
        tall = spot.reach * dice.uniform(0.95, 1.35)
        tone = tones[(index + dice.randrange(3)) % len(tones)]
        spine = box(x, spot.table - tall, wide, tall + 2, wide * 0.08)
        sheet.fill(
            spine,
            blend((x, 0), (x + wide, 0), (tone.shift(light=0.05), tone, tone.shift(light=-0.07))),
        )
        for up in (0.12, 0.86):
            sheet.fill(
                box(x, spot.table - tall * up, wide, tall * 0.02), easel.palette.light.fade(0.7)
            )
        if dice.random() < 0.6:
            sheet.fill(
                box(x + wide * 0.36, spot.table - tall * 0.72, wide * 0.28, tall * 0.34),
                easel.palette.light.fade(0.55),
            )
        x += wide + 1


def _pile(easel: Easel, sheet: Sheet, spot: Place) -> float:
    """Lying books; returns the height of the top of the pile."""
    dice, tones = easel.dice, _tones(easel)
    y = spot.table + spot.reach * 0.34
    middle = spot.x - spot.reach * 0.18
    studio.cast_shadow(easel, sheet, middle, y, spot.reach * 1.55)
    for index in range(3):
        tall, wide = spot.reach * dice.uniform(0.15, 0.2), spot.reach * dice.uniform(1.35, 1.6)
        left = middle - wide / 2 + spot.reach * dice.uniform(-0.08, 0.08)
        tone = tones[(index * 2 + 1) % len(tones)]
        cover = box(left, y - tall, wide, tall, tall * 0.16)
        sheet.fill(cover, down(y - tall, y, tone.shift(light=0.05), tone.shift(light=-0.06)))
        pages = box(left + wide * 0.04, y - tall * 0.82, wide * 0.97, tall * 0.64)
        paper = easel.palette.light.shift(light=-0.03)
        sheet.fill(pages, down(y - tall, y, paper, paper.mix(easel.palette.depth(0.5), 0.25)))
        for line in range(4):
            at = y - tall * (0.72 - 0.14 * line)
            sheet.line(left + wide * 0.06, at, left + wide, at, easel.palette.near.fade(0.12), 1)
        sheet.fill(box(left, y - tall, wide * 0.05, tall, tall * 0.1), tone.shift(light=-0.03))
        y -= tall
    return y


def _open_book(easel: Easel, sheet: Sheet, x: float, y: float, size: float) -> None:
    palette = easel.palette
    paper, shade = palette.bright, palette.bright.mix(palette.depth(0.5), 0.35)
    sheet.fill(
        smooth(
            placed(
                x,
                y,
                size,
                (-1, -0.06),
                (-0.5, 0.02),
                (0, 0.05),
                (0.5, 0.02),
                (1, -0.06),
                (1, 0.02),
                (0, 0.1),
                (-1, 0.02),
            ),
            closed=True,
        ),
        palette.accent.mix(palette.depth(0.7), 0.3),
    )
    for side in (-1, 1):
        edge = x + side * size * 0.96
        page = smooth(
            [
                (x, y + size * 0.02),
                (x + side * size * 0.05, y - size * 0.38),
                (x + side * size * 0.45, y - size * 0.50),
                (edge, y - size * 0.44),
            ]
        )
        build = skia.PathBuilder(page)
        build.lineTo(edge, y - size * 0.06)
        build.quadTo(x + side * size * 0.45, y - size * 0.13, x, y + size * 0.04)
        build.close()
        sheet.fill(build.detach(), blend((x, 0), (edge, 0), (shade, paper, paper), (0, 0.28, 1)))
        for line in range(6):
            lift = size * (0.36 - 0.055 * line)
            bow = ((0.14, -0.02), (0.45, 0.055), (0.82, 0.015))
            if line == 5:
                bow = ((0.14, -0.02), (0.32, 0.040), (0.50, 0.053))
            points = [(x + side * size * away, y - lift - size * up) for away, up in bow]
            sheet.fill(smooth(points), palette.near.fade(0.32), stroke=size * 0.012)


def _pages_fly(easel: Easel, spot: Place, top: float) -> Live:
    """Sheets of paper rise out of the book, turning as they go."""
    dice, unit = easel.dice, easel.unit
    sheets = [
        (dice.uniform(-0.7, 0.7), dice.uniform(0, 9), dice.uniform(0.7, 1.25), dice.uniform(0, 6))
        for _ in range(7)
    ]
    pens = [brush(easel.palette.bright.fade(step / 8)) for step in range(9)]
    size = spot.reach * 0.10

    def draw(canvas: skia.Canvas, t: float) -> None:
        for away, start, speed, phase in sheets:
            life = (t * 0.11 * speed + start / 9) % 1.0
            x = (
                spot.x
                - spot.reach * 0.18
                + spot.reach * away * (0.4 + life)
                + unit * 2 * math.sin(t + phase)
            )
            y = top - spot.reach * 0.45 - spot.reach * 1.1 * life
            turn = math.sin(t * 1.1 * speed + phase)
            path = polygon(
                [
                    (x - size * turn, y - size),
                    (x + size, y - size * 0.6 * turn),
                    (x + size * turn, y + size),
                    (x - size, y + size * 0.6 * turn),
                ]
            )
            canvas.drawPath(path, pens[int(8 * math.sin(math.pi * life) * 0.9)])

    return draw
