"""Money: piles of coins that rise like a stair, a plant growing on the last."""

import math

import skia

from vidgen_desktop.providers.builtin.pictures import leaves, studio
from vidgen_desktop.providers.builtin.pictures.colour import Colour
from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.layers import Live, Picture, Zone
from vidgen_desktop.providers.builtin.pictures.shapes import cylinder, oval, placed, polygon
from vidgen_desktop.providers.builtin.pictures.sheet import Sheet, blend, brush
from vidgen_desktop.providers.builtin.pictures.studio import Place

SPARKLE = (
    (0, -1),
    (0.22, -0.22),
    (1, 0),
    (0.22, 0.22),
    (0, 1),
    (-0.22, 0.22),
    (-1, 0),
    (-0.22, -0.22),
)


def paint(easel: Easel) -> Picture:
    """Four piles of coins on the table, one coin still turning in the air."""
    spot = studio.room(easel)
    gold = Colour(0.80, 0.135, 84)
    size = spot.reach * 0.27
    back = easel.sheet()
    counts = [2, 5, 8, 12]
    left = spot.x - spot.reach * 0.92
    for index, count in enumerate(counts):
        x = left + index * spot.reach * 0.60
        y = spot.table + spot.reach * (0.20 if index % 2 else 0.30)
        top = _pile(easel, back, x, y, size, count + easel.dice.choice([0, 0, 1]), gold)
        if index == len(counts) - 1:
            _sprout(easel, back, x, top, spot.reach * 0.55)
    easel.lay(back, 0.6, _spinning(easel, spot, size, gold))
    studio.foreground(easel)
    return easel.picture(Zone.LEFT)


def _pile(
    easel: Easel, sheet: Sheet, x: float, y: float, size: float, count: int, gold: Colour
) -> float:
    """Coins lying on each other; returns the height of the top."""
    dice, thick = easel.dice, size * 0.30
    studio.cast_shadow(easel, sheet, x, y + size * 0.12, size * 2.1)
    for _ in range(count):
        own = x + dice.uniform(-0.05, 0.05) * size
        _coin(sheet, own, y, size, thick, gold)
        y -= thick * 0.86
    face = gold.shift(light=0.06)
    top = y + thick * 0.86 - thick
    sheet.fill(oval(x, top, size * 1.5, size * 0.36), face.shift(light=-0.10), stroke=size * 0.035)
    return top


def _coin(sheet: Sheet, x: float, y: float, size: float, thick: float, gold: Colour) -> None:
    rim = blend(
        (x - size, 0),
        (x + size, 0),
        (
            gold.shift(light=-0.10),
            gold.shift(light=0.10),
            gold.shift(light=-0.02),
            gold.shift(light=-0.24),
        ),
        (0, 0.28, 0.55, 1),
    )
    sheet.fill(cylinder(x, y, size * 2, size * 0.52, thick), rim)
    for step in range(-9, 10):
        angle = math.asin(step / 10)
        px, py = x + size * math.sin(angle), y + size * 0.26 * math.cos(angle)
        sheet.line(
            px,
            py - thick * 0.85,
            px,
            py - thick * 0.12,
            gold.shift(light=-0.26).fade(0.45),
            size * 0.022,
        )
    sheet.fill(
        oval(x, y - thick, size * 2, size * 0.52),
        blend((x - size, y), (x + size, y), (gold.shift(light=0.13), gold.shift(light=0.03))),
    )


def _sprout(easel: Easel, sheet: Sheet, x: float, y: float, tall: float) -> None:
    green = easel.palette.second.mix(Colour(0.6, 0.13, 145), 0.6)
    stem = green.shift(light=-0.06)
    sheet.line(x, y, x + tall * 0.04, y - tall * 0.7, stem, tall * 0.05)
    for turn, up, size in (
        (-58, 0.28, 0.52),
        (54, 0.44, 0.50),
        (-26, 0.66, 0.42),
        (30, 0.70, 0.40),
    ):
        leaves.broad(sheet, easel.dice, x + tall * 0.02, y - tall * up, tall * size, turn, green)


def _spinning(easel: Easel, spot: Place, size: float, gold: Colour) -> Live:
    """A coin in the air that shows its face, its rim, its back."""
    x, y = spot.x - spot.reach * 0.52, spot.y - spot.reach * 0.36
    face, rim = brush(gold.shift(light=0.06)), brush(gold.shift(light=-0.16))
    line = brush(gold.shift(light=-0.10), stroke=size * 0.09)
    star = easel.palette.bright
    sparkle = brush(star)

    def draw(canvas: skia.Canvas, t: float) -> None:
        turn = math.cos(t * 1.9)
        high = y + size * 0.16 * math.sin(t * 1.2)
        wide = max(abs(turn), 0.05) * size * 1.15
        edge = size * 0.16 * math.sin(t * 1.9)
        body = skia.Rect.MakeLTRB(
            x - wide + edge, high - size * 1.15, x + wide + edge, high + size * 1.15
        )
        canvas.drawOval(body, rim)
        canvas.drawOval(
            skia.Rect.MakeLTRB(x - wide, high - size * 1.15, x + wide, high + size * 1.15), face
        )
        canvas.drawOval(
            skia.Rect.MakeLTRB(
                x - wide * 0.78, high - size * 0.9, x + wide * 0.78, high + size * 0.9
            ),
            line,
        )
        canvas.drawLine(x, high - size * 0.45, x, high + size * 0.45, line)
        for number in range(4):
            shine = math.sin(t * 1.5 + number * 1.6)
            if shine > 0:
                px = x + size * 1.9 * math.cos(number * 1.7 + 0.4)
                py = high + size * 1.7 * math.sin(number * 1.7 + 0.4)
                arm = size * 0.22 * shine
                canvas.drawPath(polygon(placed(px, py, arm, *SPARKLE)), sparkle)

    return draw
