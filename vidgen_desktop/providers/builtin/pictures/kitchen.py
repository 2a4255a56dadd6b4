"""Food and drink: a steaming cup, fruit in a bowl or bread on the board."""

import math

import skia

from vidgen_desktop.providers.builtin.pictures import studio
from vidgen_desktop.providers.builtin.pictures.colour import Colour
from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.layers import Live, Picture, Zone
from vidgen_desktop.providers.builtin.pictures.shapes import box, circle, oval, smooth
from vidgen_desktop.providers.builtin.pictures.sheet import Sheet, around, blend, brush
from vidgen_desktop.providers.builtin.pictures.studio import Place


def paint(easel: Easel) -> Picture:
    """A still life: the cup in front, a bowl of fruit or a pot behind it."""
    spot = studio.room(easel)
    behind = easel.sheet()
    if easel.dice.random() < 0.6:
        _bowl(easel, behind, spot)
    else:
        _pot(easel, behind, spot)
    easel.lay(behind, 0.5)
    front = easel.sheet()
    size = spot.reach * 0.62
    x, foot = spot.x - spot.reach * 0.34, spot.table + spot.reach * 0.30
    _cup(easel, front, x, foot, size)
    _beans(easel, front, spot, foot)
    easel.lay(front, 0.75, _steam(easel, x, foot - size * 1.25, size))
    studio.foreground(easel)
    return easel.picture(Zone.LEFT)


def _cup(easel: Easel, sheet: Sheet, x: float, foot: float, size: float) -> None:
    palette = easel.palette
    china = palette.light.shift(light=-0.02)
    shade = china.mix(palette.depth(0.5), 0.45)
    studio.cast_shadow(easel, sheet, x, foot + size * 0.08, size * 2.0)
    sheet.fill(
        oval(x, foot + size * 0.02, size * 2.15, size * 0.34),
        blend((x - size, 0), (x + size, 0), (china, shade)),
    )
    sheet.fill(oval(x, foot - size * 0.01, size * 1.5, size * 0.2), shade.fade(0.6))
    handle = oval(x + size * 0.80, foot - size * 0.66, size * 0.62, size * 0.60)
    sheet.fill(handle, blend((x, 0), (x + size * 1.2, 0), (china, shade)), stroke=size * 0.15)
    body = smooth(
        [(x - size * 0.80, foot - size * 1.15), (x - size * 0.72, foot - size * 0.55), (x - size * 0.40, foot - size * 0.06),
         (x, foot), (x + size * 0.40, foot - size * 0.06), (x + size * 0.72, foot - size * 0.55), (x + size * 0.80, foot - size * 1.15)]
    )  # fmt: skip
    sheet.fill(
        body, blend((x - size * 0.8, 0), (x + size * 0.8, 0), (china, china, shade), (0, 0.4, 1))
    )
    with sheet.inside(body):
        band = box(x - size, foot - size * 0.72, size * 2, size * 0.16)
        sheet.fill(band, palette.accent.fade(0.9))
        sheet.fill(
            oval(x - size * 0.52, foot - size * 0.55, size * 0.16, size * 0.75),
            palette.bright.fade(0.7),
            blur=size * 0.03,
        )
    sheet.fill(oval(x, foot - size * 1.15, size * 1.60, size * 0.36), china.shift(light=0.01))
    coffee = Colour(0.34, 0.065, 55)
    sheet.fill(
        oval(x, foot - size * 1.13, size * 1.44, size * 0.28),
        blend((x - size, 0), (x + size, 0), (coffee.shift(light=0.12), coffee)),
    )
    sheet.fill(
        oval(x - size * 0.18, foot - size * 1.16, size * 0.6, size * 0.10),
        palette.light.fade(0.35),
        blur=size * 0.03,
    )


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


def _bowl(easel: Easel, sheet: Sheet, spot: Place) -> None:
    dice, palette, size = easel.dice, easel.palette, spot.reach * 0.85
    x, foot = spot.x + spot.reach * 0.36, spot.table + spot.reach * 0.06
    studio.cast_shadow(easel, sheet, x, foot, size * 1.2)
    tones = [
        palette.accent,
        palette.second,
        palette.accent.shift(light=-0.10, hue=-14),
        palette.accent.shift(light=0.04, hue=22),
    ]
    for index, (away, up) in enumerate(
        ((-0.42, 0.62), (0.42, 0.62), (0.0, 0.86), (-0.2, 0.62), (0.22, 0.6))
    ):
        _fruit(
            sheet,
            x + size * away,
            foot - size * up,
            size * dice.uniform(0.24, 0.29),
            tones[index % 4],
            palette.light,
            palette.near,
        )
    clay = palette.depth(0.5).mix(palette.second, 0.25)
    body = smooth(
        [
            (x - size * 0.82, foot - size * 0.58),
            (x - size * 0.62, foot - size * 0.2),
            (x - size * 0.28, foot),
            (x + size * 0.28, foot),
            (x + size * 0.62, foot - size * 0.2),
            (x + size * 0.82, foot - size * 0.58),
        ]
    )
    sheet.fill(
        body,
        blend(
            (x - size * 0.8, 0),
            (x + size * 0.8, 0),
            (clay.shift(light=0.10), clay.shift(light=-0.06)),
        ),
    )
    sheet.line(
        x - size * 0.80,
        foot - size * 0.58,
        x + size * 0.80,
        foot - size * 0.58,
        clay.shift(light=0.14),
        size * 0.035,
    )


def _fruit(
    sheet: Sheet, x: float, y: float, radius: float, colour: Colour, light: Colour, dark: Colour
) -> None:
    sheet.fill(
        circle(x, y, radius),
        around(
            x - radius * 0.35,
            y - radius * 0.4,
            radius * 1.5,
            colour.mix(light, 0.45),
            colour,
            colour.shift(light=-0.14),
            stops=(0, 0.45, 1),
        ),
    )
    sheet.line(x, y - radius * 0.92, x + radius * 0.12, y - radius * 1.22, dark, radius * 0.09)
    leaf = smooth(
        [
            (x + radius * 0.1, y - radius * 1.1),
            (x + radius * 0.35, y - radius * 1.38),
            (x + radius * 0.72, y - radius * 1.3),
            (x + radius * 0.4, y - radius * 1.06),
        ],
        closed=True,
    )
    sheet.fill(leaf, dark.mix(light, 0.25))


def _pot(easel: Easel, sheet: Sheet, spot: Place) -> None:
    """A tall pot with a spout and a wooden handle."""
    palette, size = easel.palette, spot.reach * 0.92
    x, foot = spot.x + spot.reach * 0.34, spot.table + spot.reach * 0.05
    metal = palette.second.mix(palette.depth(0.55), 0.3)
    studio.cast_shadow(easel, sheet, x, foot, size * 1.1)
    sheet.fill(
        smooth(
            [
                (x + size * 0.36, foot - size * 0.95),
                (x + size * 0.85, foot - size * 0.85),
                (x + size * 0.72, foot - size * 0.35),
                (x + size * 0.42, foot - size * 0.22),
            ]
        ),
        palette.near,
        stroke=size * 0.085,
    )
    spout = smooth(
        [
            (x - size * 0.36, foot - size * 0.5),
            (x - size * 0.66, foot - size * 0.8),
            (x - size * 0.80, foot - size * 1.16),
            (x - size * 0.66, foot - size * 1.14),
            (x - size * 0.32, foot - size * 0.78),
        ],
        closed=True,
    )
    sheet.fill(spout, metal.shift(light=0.05))
    body = smooth(
        [
            (x - size * 0.30, foot - size * 1.25),
            (x - size * 0.42, foot - size * 0.7),
            (x - size * 0.52, foot - size * 0.05),
            (x - size * 0.44, foot),
            (x + size * 0.44, foot),
            (x + size * 0.52, foot - size * 0.05),
            (x + size * 0.42, foot - size * 0.7),
            (x + size * 0.30, foot - size * 1.25),
        ],
        closed=True,
    )
    sheet.fill(
        body,
        blend(
            (x - size / 2, 0),
            (x + size / 2, 0),
            (metal.shift(light=0.13), metal, metal.shift(light=-0.10)),
        ),
    )
    sheet.fill(
        oval(x - size * 0.24, foot - size * 0.6, size * 0.10, size * 0.9),
        palette.bright.fade(0.45),
        blur=size * 0.03,
    )
    sheet.fill(
        box(x - size * 0.33, foot - size * 1.33, size * 0.66, size * 0.11, size * 0.05),
        metal.shift(light=0.06),
    )
    sheet.disc(x, foot - size * 1.39, size * 0.075, palette.near)


def _beans(easel: Easel, sheet: Sheet, spot: Place, foot: float) -> None:
    dice, size = easel.dice, spot.reach * 0.085
    bean = Colour(0.36, 0.07, 50)
    for _ in range(9):
        x = spot.x + spot.reach * dice.uniform(0.30, 1.15)
        y = foot + spot.reach * dice.uniform(-0.12, 0.16)
        with sheet.turned(dice.uniform(0, 180), x, y):
            sheet.fill(
                oval(x, y + size * 0.3, size * 1.7, size),
                easel.palette.near.fade(0.4),
                blur=size * 0.2,
            )
            sheet.fill(
                oval(x, y, size * 1.7, size * 1.15),
                blend((x, y - size), (x, y + size), (bean.shift(light=0.12), bean)),
            )
            sheet.fill(
                smooth(
                    [
                        (x - size * 0.8, y),
                        (x - size * 0.2, y - size * 0.14),
                        (x + size * 0.25, y + size * 0.14),
                        (x + size * 0.8, y),
                    ]
                ),
                bean.shift(light=-0.12),
                stroke=size * 0.14,
            )
