"""A temple of old on its hill, the sun behind its columns."""

from vidgen_desktop.providers.builtin.pictures import sky
from vidgen_desktop.providers.builtin.pictures.colour import Colour
from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.layers import Picture
from vidgen_desktop.providers.builtin.pictures.shapes import (
    across,
    box,
    ground,
    placed,
    polygon,
    relief,
    smooth,
    swell,
)
from vidgen_desktop.providers.builtin.pictures.sheet import Mode, Sheet, blend, down

COLUMNS = 6


def paint(easel: Easel) -> Picture:
    """Sky and far ranges, the hill with the temple, cypresses before it."""
    x = easel.width * (0.66 if easel.is_wide else 0.52)
    size = easel.unit * (34 if easel.is_wide else 38)
    foot = easel.height * 0.76
    _evening(easel, x, foot - size * 0.55)
    sheet = easel.sheet()
    points = across(easel.width, swell(easel.dice, 30, 0.7), foot + easel.unit * 7, easel.unit * 5)
    tone = easel.palette.depth(0.52)
    _temple(easel, sheet, x, foot, size)
    hill = smooth(placed(x, foot, size, (-1.9, 0.3), (-0.9, 0.02), (0.9, 0.02), (1.9, 0.3)))
    sheet.fill(
        ground(
            [
                (0, foot + size * 0.3),
                *placed(x, foot, size, (-1.1, 0.03), (1.1, 0.03)),
                (easel.width, foot + size * 0.3),
            ],
            easel.height,
        ),
        tone,
    )
    sheet.fill(hill, tone.mix(easel.palette.light, 0.2), stroke=easel.unit * 0.3)
    sheet.fill(
        ground(points, easel.height), down(foot, easel.height, tone, tone.shift(light=-0.06))
    )
    easel.lay(sheet, 0.5)
    _cypresses(easel)
    return easel.picture()


def _evening(easel: Easel, x: float, y: float) -> None:
    sheet, line = easel.sheet(), easel.horizon
    sky.gradient(easel, sheet, line * 1.2)
    if easel.palette.is_dark:
        sky.stars(easel, sheet, 90, line * 0.7)
    sky.sun(easel, sheet, x + easel.unit * 6, y, easel.unit * 13)
    sky.streaks(easel, sheet, line * 0.5, line, 5)
    for nearness, base, rise in ((0.08, 1.08, 16), (0.24, 1.18, 14)):
        points = across(easel.width, relief(easel.dice, 90, 0.44), line * base, easel.unit * rise)
        tone = easel.palette.depth(nearness)
        fade = tone.mix(easel.palette.sky[2], 0.4)
        top = line * base - easel.unit * rise
        sheet.fill(ground(points, easel.height, soft=False), down(top, line * 1.3, tone, fade))
    easel.backdrop(sheet)


def _temple(easel: Easel, sheet: Sheet, x: float, foot: float, size: float) -> None:
    """Steps, columns with their shade, beam and gable; one column may be broken."""
    stone = easel.palette.depth(0.42).mix(easel.palette.light, 0.35)
    shade = easel.palette.depth(0.70)
    for step in range(3):
        half, top = size * (0.98 - 0.05 * step), foot - size * 0.045 * (step + 1)
        sheet.fill(box(x - half, top, half * 2, size * 0.05), stone.shift(light=-0.02 * (2 - step)))
    base, head = foot - size * 0.135, foot - size * 0.76
    broken = easel.dice.choice([None, None, 0, COLUMNS - 1])
    for index in range(COLUMNS):
        middle = x + size * 0.80 * (index / (COLUMNS - 1) * 2 - 1)
        top = head + size * 0.24 if index == broken else head
        _column(sheet, middle, top, base, size * 0.062, stone, shade)
    left = -0.90 if broken != 0 else -0.58
    right = 0.90 if broken != COLUMNS - 1 else 0.58
    beam = box(x + size * left, head - size * 0.10, size * (right - left), size * 0.10)
    sheet.fill(beam, stone)
    sheet.fill(
        box(x + size * left, head - size * 0.02, size * (right - left), size * 0.025),
        shade.fade(0.5),
    )
    gable = polygon(
        placed(
            x, head, size, (left - 0.04, -0.10), ((left + right) / 2, -0.40), (right + 0.04, -0.10)
        )
    )
    lit = (stone.shift(light=0.05), stone.shift(light=-0.06))
    sheet.fill(gable, blend((x - size, head), (x + size, head), lit))
    inner = polygon(
        placed(
            x, head, size, (left + 0.16, -0.13), ((left + right) / 2, -0.325), (right - 0.16, -0.13)
        )
    )
    sheet.fill(inner, shade.fade(0.45))
    low = box(x - size, base - size * 0.22, size * 2, size * 0.35)
    sheet.fill(
        low, down(base - size * 0.22, foot, shade.fade(0), shade.fade(0.4)), mode=Mode.INSIDE
    )


def _column(
    sheet: Sheet, x: float, top: float, base: float, half: float, stone: Colour, shade: Colour
) -> None:
    tones = (stone.shift(light=0.07), stone, stone.mix(shade, 0.6))
    shaft = [(x - half, base), (x - half * 0.82, top), (x + half * 0.82, top), (x + half, base)]
    sheet.fill(polygon(shaft), blend((x - half, 0), (x + half, 0), tones))
    for flute in (-0.45, 0.0, 0.45):
        sheet.line(
            x + half * flute,
            top + half,
            x + half * flute * 1.15,
            base,
            shade.fade(0.28),
            half * 0.14,
        )
    for y in (top - half * 0.5, base - half * 0.4):
        sheet.fill(
            box(x - half * 1.35, y, half * 2.7, half * 0.6, half * 0.15), stone.shift(light=0.03)
        )


def _cypresses(easel: Easel) -> None:
    """Slim dark trees at the sides, and the near ground."""
    sheet, dice, unit = easel.sheet(), easel.dice, easel.unit
    base = easel.height * 0.90
    points = across(easel.width, swell(dice, 30, 0.9), base, unit * 4)
    for index in range(9):
        side = dice.choice([0.0, 1.0]) if index else 0.0
        x = easel.width * (abs(side - dice.uniform(0.02, 0.24) ** 1.2))
        tall = unit * dice.uniform(16, 34)
        y = points[min(29, int(29 * x / easel.width))][1] + unit
        leaf = placed(
            x, y, tall, (0, 0), (-0.07, -0.2), (-0.085, -0.5), (0, -1), (0.085, -0.5), (0.07, -0.2)
        )
        tone = easel.palette.depth(dice.uniform(0.84, 0.96))
        lit = tone.mix(easel.palette.light, 0.14)
        sheet.fill(
            smooth(leaf, closed=True),
            blend((x + tall * 0.08, 0), (x - tall * 0.08, 0), (lit, tone)),
        )
    near = easel.palette.depth(0.95)
    sheet.fill(
        ground(points, easel.height),
        down(base - unit * 4, easel.height, near, near.shift(light=-0.04)),
    )
    easel.lay(sheet, 0.95)
