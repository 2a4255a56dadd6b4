"""The room in which single things are shown: a wall, a disc of colour, a table, soft light."""

from collections.abc import Callable
from dataclasses import dataclass

from vidgen_desktop.providers.builtin.pictures import leaves
from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.layers import Live
from vidgen_desktop.providers.builtin.pictures.shapes import box, circle, oval, placed, polygon
from vidgen_desktop.providers.builtin.pictures.sheet import Sheet, blend, down


@dataclass(frozen=True, slots=True)
class Place:
    """Where the thing stands: its middle, half its size and the table's line, in pixels."""

    x: float
    y: float
    reach: float
    table: float


def place(easel: Easel) -> Place:
    """The place for a thing that stands on the table."""
    x, y = easel.focus
    return Place(x, y, easel.reach, y + easel.reach * 0.80)


def room(
    easel: Easel,
    *,
    at: Place | None = None,
    behind: Callable[[Easel, Sheet, Place], None] | None = None,
    table: bool = True,
    live: Live | None = None,
) -> Place:
    """Paint the wall with what is `behind` the thing (a plain form, if not said), and the
    table; returns where the thing stands.
    """
    spot = at or place(easel)
    sheet, palette = easel.sheet(), easel.palette
    top, middle, low = palette.sky
    sheet.wash(blend((0, 0), (easel.width, easel.height), (top, middle, middle.mix(low, 0.5))))
    _window_light(easel, sheet)
    glow = 0.30 if palette.is_dark else 0.55
    sheet.glow(spot.x, spot.y, spot.reach * 2.6, palette.light, glow)
    (behind or _form)(easel, sheet, spot)
    easel.backdrop(sheet, live)
    if table:
        _table(easel, spot)
    return spot


def _window_light(easel: Easel, sheet: Sheet) -> None:
    """Light falling through a window that is not in the picture."""
    light, unit = easel.palette.light, easel.unit
    strength = 0.07 if easel.palette.is_dark else 0.20
    x, slant = easel.width * easel.dice.uniform(0.0, 0.2), easel.height * 0.55
    for _ in range(easel.dice.choice([2, 3])):
        wide = unit * easel.dice.uniform(16, 26)
        path = polygon(
            [(x, 0), (x + wide, 0), (x + wide + slant, easel.height), (x + slant, easel.height)]
        )
        sheet.fill(
            path, down(0, easel.height, light.fade(strength), light.fade(0)), blur=unit * 0.8
        )
        x += wide + unit * 4


def _form(easel: Easel, sheet: Sheet, spot: Place) -> None:
    """A large plain form behind the thing: a disc, an arch or a rounded tile."""
    palette, size = easel.palette, spot.reach * 1.12
    tone, lower = palette.panel.shift(light=0.02), palette.panel.shift(light=-0.05)
    form = easel.pick(["disc", "arch", "tile"])
    if form == "disc":
        path = circle(spot.x, spot.y - spot.reach * 0.05, size)
    elif form == "arch":
        path = box(
            spot.x - size * 0.85, spot.y - size, size * 1.7, size * 2 + easel.unit * 20, size * 0.85
        )
    else:
        path = box(spot.x - size, spot.y - size, size * 2, size * 2, size * 0.28)
    sheet.fill(
        path, blend((spot.x - size, spot.y - size), (spot.x + size, spot.y + size), (tone, lower))
    )


def _table(easel: Easel, spot: Place) -> None:
    sheet, palette = easel.sheet(), easel.palette
    board = palette.depth(0.62)
    sheet.fill(
        box(-2, spot.table, easel.width + 4, easel.height - spot.table + 2),
        down(spot.table, easel.height, board.shift(light=0.05), board.shift(light=-0.10)),
    )
    sheet.line(0, spot.table, easel.width, spot.table, palette.light.fade(0.35), easel.unit * 0.25)
    easel.lay(sheet, 0.45)


def cast_shadow(easel: Easel, sheet: Sheet, x: float, y: float, wide: float) -> None:
    """The shadow of a thing on the table, falling to the right."""
    dark = easel.palette.near.shift(light=-0.05)
    sheet.fill(
        oval(x + wide * 0.14, y, wide * 1.35, wide * 0.11), dark.fade(0.38), blur=wide * 0.035
    )
    sheet.fill(oval(x, y, wide * 0.95, wide * 0.05), dark.fade(0.55), blur=wide * 0.012)


def plant(easel: Easel, sheet: Sheet, x: float, table: float, tall: float) -> None:
    """A plant in a pot, to stand beside something."""
    dice, palette = easel.dice, easel.palette
    pot = tall * 0.34
    tone = palette.second.mix(palette.depth(0.6), 0.35)
    for index in range(7):
        turn = -54 + 18 * index + dice.uniform(-7, 7)
        own = tall * dice.uniform(0.62, 0.95) * (1 - abs(turn) / 170)
        leaves.broad(
            sheet,
            dice,
            x,
            table - pot * 0.85,
            own,
            turn,
            tone.shift(light=dice.uniform(-0.08, 0.06)),
        )
    cast_shadow(easel, sheet, x, table, pot)
    body = polygon(placed(x, table, pot, (-0.52, -1), (0.52, -1), (0.38, 0), (-0.38, 0)))
    clay = palette.accent.mix(palette.depth(0.6), 0.35)
    sheet.fill(
        body,
        blend(
            (x - pot / 2, 0), (x + pot / 2, 0), (clay.shift(light=0.07), clay.shift(light=-0.06))
        ),
    )
    sheet.fill(
        box(x - pot * 0.58, table - pot * 1.08, pot * 1.16, pot * 0.2, pot * 0.05),
        clay.shift(light=0.03),
    )


def foreground(easel: Easel) -> None:
    """Out-of-focus leaves at the edge of the picture, close to the camera."""
    sheet, dice, unit = easel.sheet(), easel.dice, easel.unit
    tone = easel.palette.depth(0.92)
    side = dice.choice([-1, 1]) if not easel.is_wide else 1
    x = easel.width * (1.01 if side > 0 else -0.01)
    for index in range(4):
        leaves.broad(
            sheet,
            dice,
            x,
            easel.height * (1.02 - 0.03 * index),
            unit * dice.uniform(24, 38),
            -side * (8 + 19 * index),
            tone.mix(easel.palette.second, dice.uniform(0, 0.25)),
        )
    easel.lay(sheet, 1.0)
