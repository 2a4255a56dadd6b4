"""Trees: whole ones in a row, and trunks in the mist."""

from vidgen_desktop.providers.builtin.pictures import leaves
from vidgen_desktop.providers.builtin.pictures.colour import Colour
from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.shapes import (
    across,
    ground,
    oval,
    placed,
    polygon,
    smooth,
    swell,
)
from vidgen_desktop.providers.builtin.pictures.sheet import (
    Mode,
    Sheet,
    blend,
    down,
)


def grove(easel: Easel, nearness: float, depth: float, base: float, tall: float) -> None:
    """A row of trees with full crowns, each lit from the side of the sun."""
    sheet, dice, unit = easel.sheet(), easel.dice, easel.unit
    colour = easel.palette.depth(nearness)
    points = across(easel.width, swell(dice, 30, 1.1), base, unit * 4)
    count = int(easel.width / unit / tall * 2.6)
    for index in range(count):
        x = easel.width * (index + dice.uniform(-0.3, 0.8)) / count
        y = points[min(29, max(0, int(29 * x / easel.width)))][1] + unit
        own = unit * tall * dice.uniform(0.65, 1.2)
        tone = colour.shift(light=dice.uniform(-0.035, 0.02), hue=dice.uniform(-10, 10))
        _tree(easel, sheet, x, y, own, tone, dice.choice(["round", "poplar", "round", "fir"]))
    mist = easel.palette.sky[2]
    sheet.wash(
        down(
            base - unit * tall * 0.5,
            base + unit * 6,
            mist.fade(0),
            mist.fade(0.45 * (1 - nearness)),
        ),
        Mode.INSIDE,
    )
    sheet.fill(
        ground(points, easel.height),
        down(base - unit * 4, easel.height, colour.shift(light=0.03), colour.shift(light=-0.05)),
    )
    for _ in range(60):
        px, py = points[dice.randrange(len(points))]
        leaves.tuft(
            sheet,
            dice,
            px + dice.uniform(-3, 3) * unit,
            py + unit * 0.6,
            unit * (1.2 + 2.4 * depth),
            colour,
        )
    easel.lay(sheet, depth)


def _tree(
    easel: Easel, sheet: Sheet, x: float, y: float, tall: float, tone: Colour, kind: str
) -> None:
    lit = tone.mix(easel.palette.light, 0.16)
    sheet.fill(
        polygon(placed(x, y, tall, (-0.03, 0), (-0.015, -0.6), (0.015, -0.6), (0.03, 0))),
        tone.shift(light=-0.10),
    )
    if kind == "fir":
        for tier in range(4):
            half, foot = tall * (0.23 - 0.04 * tier), y - tall * (0.12 + 0.2 * tier)
            path = smooth(
                [
                    (x - half, foot),
                    (x - half * 0.35, foot - tall * 0.13),
                    (x, foot - tall * 0.34),
                    (x + half * 0.35, foot - tall * 0.13),
                    (x + half, foot),
                    (x, foot + tall * 0.02),
                ],
                closed=True,
            )
            sheet.fill(path, blend((x + half, 0), (x - half, 0), (lit, tone)))
        return
    wide = tall * (0.30 if kind == "poplar" else 0.62)
    middle = y - tall * 0.58
    crown = oval(x, middle, wide, tall * 0.84)
    sheet.fill(
        crown,
        blend(
            (x + wide * 0.5, middle - tall * 0.3),
            (x - wide * 0.4, middle + tall * 0.4),
            (lit, tone, tone.shift(light=-0.03)),
        ),
    )
    with sheet.inside(crown):
        for _ in range(5):
            px, py = (
                x + easel.dice.uniform(-0.3, 0.45) * wide,
                middle + easel.dice.uniform(-0.32, 0.3) * tall,
            )
            sheet.fill(oval(px, py, wide * 0.42, tall * 0.13), lit.fade(0.35))


def trunk(easel: Easel, sheet: Sheet, x: float, thick: float, colour: Colour) -> None:
    """Draw one bare trunk from beyond the frame to its roots."""
    dice, base = easel.dice, easel.height * 0.80
    lean, root = dice.uniform(-1.5, 1.5) * thick, thick * dice.uniform(0.35, 0.7)
    path = polygon(
        [
            (x - thick * 0.42 + lean, -5),
            (x + thick * 0.42 + lean, -5),
            (x + thick * 0.55, base - thick * 3),
            (x + thick * 0.6 + root, base + thick),
            (x - thick * 0.6 - root, base + thick),
            (x - thick * 0.55, base - thick * 3),
        ]
    )
    sheet.fill(
        path,
        blend(
            (x - thick, 0),
            (x + thick, 0),
            (colour, colour, colour.mix(easel.palette.light, 0.2)),
            (0, 0.5, 1),
        ),
    )


def trunks(
    easel: Easel, nearness: float, depth: float, count: int, thick: float, low: float
) -> None:
    """Lay a row of trunks with hanging leaves above and grass below."""
    sheet, dice, unit = easel.sheet(), easel.dice, easel.unit
    colour = easel.palette.depth(nearness)
    count = count if easel.is_wide else max(4, count // 2)
    for index in range(count):
        x = easel.width * (index + dice.uniform(0.1, 0.9)) / count
        trunk(easel, sheet, x, unit * thick * dice.uniform(0.7, 1.3), colour)
    for _ in range(26):
        x, size = dice.uniform(0, easel.width), unit * dice.uniform(6, 14) * (0.6 + depth)
        leaves.broad(
            sheet,
            dice,
            x,
            -size * 0.25,
            size,
            180 + dice.uniform(-50, 50),
            colour.shift(light=dice.uniform(-0.02, 0.03)),
        )
    points = across(easel.width, swell(dice, 30, 1.1), easel.height * low, unit * 4)
    sheet.fill(
        ground(points, easel.height),
        down(easel.height * low - unit * 4, easel.height, colour, colour.shift(light=-0.05)),
    )
    for _ in range(int(70 * depth + 20)):
        px, py = points[dice.randrange(len(points))]
        leaves.tuft(
            sheet,
            dice,
            px + dice.uniform(-3, 3) * unit,
            py + unit,
            unit * (1.5 + 3 * depth),
            colour,
        )
    easel.lay(sheet, depth)
