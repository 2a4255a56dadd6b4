"""Things on a kitchen table: cup, bowl, pot and beans."""

from vidgen_desktop.providers.builtin.pictures import studio
from vidgen_desktop.providers.builtin.pictures.colour import Colour
from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.shapes import (
    box,
    circle,
    oval,
    placed,
    smooth,
)
from vidgen_desktop.providers.builtin.pictures.sheet import (
    Sheet,
    around,
    blend,
)
from vidgen_desktop.providers.builtin.pictures.studio import Place

# Outlines, in sizes around the middle of the foot.
BOWL = ((-0.82, -0.58), (-0.62, -0.2), (-0.28, 0), (0.28, 0), (0.62, -0.2), (0.82, -0.58))
SPOUT = (
    (-0.36, -0.5),
    (-0.66, -0.8),
    (-0.8, -1.16),
    (-0.66, -1.14),
    (-0.32, -0.78),
)
POT = (
    (-0.3, -1.25),
    (-0.42, -0.7),
    (-0.52, -0.05),
    (-0.44, 0),
    (0.44, 0),
    (0.52, -0.05),
    (0.42, -0.7),
    (0.3, -1.25),
)


def cup(easel: Easel, sheet: Sheet, x: float, foot: float, size: float) -> None:
    """Draw a cup of coffee on its saucer, its foot at (x, foot)."""
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
        placed(
            x,
            foot,
            size,
            (-0.8, -1.15),
            (-0.72, -0.55),
            (-0.4, -0.06),
            (0, 0),
            (0.4, -0.06),
            (0.72, -0.55),
            (0.8, -1.15),
        )
    )
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


def bowl(easel: Easel, sheet: Sheet, spot: Place) -> None:
    """Draw a bowl of fruit, to the right of the middle."""
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
    body = smooth(placed(x, foot, size, *BOWL))
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
        placed(x, y, radius, (0.1, -1.1), (0.35, -1.38), (0.72, -1.3), (0.4, -1.06)),
        closed=True,
    )
    sheet.fill(leaf, dark.mix(light, 0.25))


def pot(easel: Easel, sheet: Sheet, spot: Place) -> None:
    """A tall pot with a spout and a wooden handle."""
    palette, size = easel.palette, spot.reach * 0.92
    x, foot = spot.x + spot.reach * 0.34, spot.table + spot.reach * 0.05
    metal = palette.second.mix(palette.depth(0.55), 0.3)
    studio.cast_shadow(easel, sheet, x, foot, size * 1.1)
    sheet.fill(
        smooth(placed(x, foot, size, (0.36, -0.95), (0.85, -0.85), (0.72, -0.35), (0.42, -0.22))),
        palette.near,
        stroke=size * 0.085,
    )
    spout = smooth(placed(x, foot, size, *SPOUT), closed=True)
    sheet.fill(spout, metal.shift(light=0.05))
    body = smooth(placed(x, foot, size, *POT), closed=True)
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


def beans(easel: Easel, sheet: Sheet, spot: Place, foot: float) -> None:
    """Scatter coffee beans on the table."""
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
                smooth(placed(x, y, size, (-0.8, 0), (-0.2, -0.14), (0.25, 0.14), (0.8, 0))),
                bean.shift(light=-0.12),
                stroke=size * 0.14,
            )
