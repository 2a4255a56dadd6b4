"""Ideas: a lamp that has just been lit, and what flies out of it."""

import math
from dataclasses import replace

import skia

from vidgen_desktop.providers.builtin.pictures import studio
from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.layers import Live, Picture, Zone
from vidgen_desktop.providers.builtin.pictures.shapes import box, circle, placed, smooth
from vidgen_desktop.providers.builtin.pictures.sheet import Mode, Sheet, around, blend, brush
from vidgen_desktop.providers.builtin.pictures.studio import Place

# The glass, in sizes around its middle.
BULB = (
    (-0.28, -1.02),
    (-0.42, -0.74),
    (-0.92, -0.22),
    (-0.80, 0.62),
    (0, 1),
    (0.80, 0.62),
    (0.92, -0.22),
    (0.42, -0.74),
    (0.28, -1.02),
)


def paint(easel: Easel) -> Picture:
    """A large bulb hanging from its cord, in rings of light."""
    spot = studio.place(easel)
    if not easel.is_wide:
        # The cord comes from above, and the words stand there on the left.
        spot = replace(spot, x=easel.width * 0.63)
    studio.room(easel, at=spot, behind=_halo, table=False, live=_sparks(easel, spot))
    sheet = easel.sheet()
    _bulb(easel, sheet, spot)
    easel.lay(sheet, 0.6, _filament(easel, spot))
    studio.foreground(easel)
    return easel.picture(Zone.LEFT)


def _halo(easel: Easel, sheet: Sheet, spot: Place) -> None:
    palette = easel.palette
    for index, size in enumerate((1.75, 1.35, 1.0)):
        tone = palette.panel.shift(light=0.015 * index)
        sheet.fill(circle(spot.x, spot.y, spot.reach * size), tone.fade(0.30 + 0.16 * index))


def _sparks(easel: Easel, spot: Place) -> Live:
    """Small shapes on their way outwards."""
    dice, unit, palette = easel.dice, easel.unit, easel.palette
    sparks = [
        (
            dice.uniform(0, math.tau),
            dice.random(),
            dice.uniform(0.5, 1.1),
            dice.randrange(3),
            dice.randrange(4),
        )
        for _ in range(30)
    ]
    tones = (palette.accent, palette.second, palette.light, palette.depth(0.6))
    pens = [[brush(tone.fade(step / 8)) for step in range(9)] for tone in tones]

    def draw(canvas: skia.Canvas, t: float) -> None:
        for angle, start, speed, form, tone in sparks:
            life = (start + t * 0.055 * speed) % 1.0
            away = spot.reach * (0.75 + 1.35 * life)
            x, y = spot.x + away * math.cos(angle), spot.y + away * math.sin(angle)
            pen = pens[tone][int(8 * math.sin(math.pi * life))]
            size = unit * (0.5 + 1.0 * life)
            if form == 0:
                canvas.drawCircle(x, y, size, pen)
            elif form == 1:
                canvas.drawRect(
                    skia.Rect.MakeXYWH(x - size, y - size * 0.35, size * 2, size * 0.7), pen
                )
            else:
                canvas.drawPath(
                    skia.Path.Polygon(
                        [
                            skia.Point(x, y - size),
                            skia.Point(x + size, y + size),
                            skia.Point(x - size, y + size),
                        ],
                        True,
                    ),
                    pen,
                )

    return draw


def _bulb(easel: Easel, sheet: Sheet, spot: Place) -> None:
    palette, size, (x, y) = easel.palette, spot.reach * 0.62, (spot.x, spot.y + spot.reach * 0.12)
    neck = y - size * 1.02
    sheet.line(x, 0, x, neck - size * 0.6, palette.near, size * 0.045)
    metal = palette.depth(0.8)
    for row in range(4):
        wide = size * (0.60 - 0.02 * row)
        top = neck - size * (0.16 + 0.135 * row)
        sheet.fill(
            box(x - wide / 2, top, wide, size * 0.15, size * 0.06),
            blend(
                (x - wide / 2, 0),
                (x + wide / 2, 0),
                (metal.shift(light=0.22), metal, metal.shift(light=-0.05)),
            ),
        )
    sheet.fill(
        box(x - size * 0.2, neck - size * 0.72, size * 0.4, size * 0.18, size * 0.08), palette.near
    )
    sheet.glow(x, y, size * 2.6, palette.light, 0.6)
    outline = smooth(placed(x, y, size, *BULB))
    glass = around(
        x,
        y + size * 0.1,
        size * 1.3,
        palette.light.fade(0.95),
        palette.accent.mix(palette.light, 0.6).fade(0.82),
        palette.accent.fade(0.62),
        stops=(0, 0.5, 1),
    )
    sheet.fill(outline, glass)
    sheet.fill(outline, palette.bright.fade(0.65), stroke=size * 0.022)
    with sheet.turned(24, x, y):
        sheet.fill(
            smooth(placed(x, y, size, (-0.7, -0.4), (-0.76, 0), (-0.62, 0.36))),
            palette.bright.fade(0.85),
            stroke=size * 0.07,
            mode=Mode.SCREEN,
        )


def _filament(easel: Easel, spot: Place) -> Live:
    """The wire inside, its light breathing."""
    size, (x, y) = spot.reach * 0.62, (spot.x, spot.y + spot.reach * 0.12)
    wire = skia.PathBuilder()
    wire.moveTo(x - size * 0.14, y - size * 1.0)
    wire.lineTo(x - size * 0.30, y - size * 0.05)
    for step in range(1, 8):
        wire.lineTo(
            x - size * 0.30 + size * 0.60 * step / 7,
            y + (size * 0.14 if step % 2 else -size * 0.05),
        )
    wire.lineTo(x + size * 0.14, y - size * 1.0)
    path = wire.detach()
    thin = brush(easel.palette.near.fade(0.75), stroke=size * 0.03)
    pens = [
        brush(
            around(
                x,
                y,
                size * 1.0,
                easel.palette.bright.fade(0.30 + 0.03 * step),
                easel.palette.bright.fade(0),
            )
        )
        for step in range(9)
    ]

    def draw(canvas: skia.Canvas, t: float) -> None:
        canvas.drawCircle(x, y, size * 1.0, pens[int(4 + 4 * math.sin(t * 1.9))])
        canvas.drawPath(path, thin)

    return draw
