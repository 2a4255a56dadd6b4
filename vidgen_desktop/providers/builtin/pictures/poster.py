"""Plain forms: a poster of tiles in the manner of the Bauhaus, some of them turning."""

import skia

from vidgen_desktop.providers.builtin.pictures.colour import Colour
from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.layers import Live, Picture, Zone
from vidgen_desktop.providers.builtin.pictures.shapes import box, circle, placed, polygon
from vidgen_desktop.providers.builtin.pictures.sheet import Sheet, blend, brush

Tile = tuple[float, float, float]


def paint(easel: Easel) -> Picture:
    """A wall, a block of tiles with forms in them, and two large forms in front."""
    _wall(easel)
    tiles = _tiles(easel)
    sheet = easel.sheet()
    turning: list[tuple[Tile, Colour]] = []
    _block(easel, sheet, tiles, turning)
    easel.lay(sheet, 0.4, _turn(turning))
    _front(easel, tiles)
    return easel.picture(Zone.LEFT)


def _wall(easel: Easel) -> None:
    sheet, palette = easel.sheet(), easel.palette
    top, middle, low = palette.sky
    sheet.wash(blend((0, 0), (easel.width, easel.height), (middle.mix(low, 0.35), middle, top)))
    x, y = easel.focus
    sheet.glow(x, y, easel.reach * 2.5, palette.light, 0.2 if palette.is_dark else 0.4)
    easel.backdrop(sheet)


def _tiles(easel: Easel) -> list[Tile]:
    x, y = easel.focus
    count = 4
    size = easel.reach * 2.06 / count
    left, top = x - size * count / 2, y - size * count / 2
    return [
        (left + size * (i % count), top + size * (i // count), size) for i in range(count * count)
    ]


def _block(
    easel: Easel, sheet: Sheet, tiles: list[Tile], turning: list[tuple[Tile, Colour]]
) -> None:
    dice, palette = easel.dice, easel.palette
    grounds = [
        palette.accent,
        palette.second,
        palette.depth(0.85),
        palette.light,
        palette.sky[2],
        palette.depth(0.45),
    ]
    whole = box(tiles[0][0], tiles[0][1], tiles[0][2] * 4, tiles[0][2] * 4)
    sheet.shadow(
        whole, palette.near.fade(0.5), dx=easel.unit, dy=easel.unit * 2, blur=easel.unit * 2.6
    )
    above = [grounds[0]] * 4
    for index, tile in enumerate(tiles):
        left = above[index % 4 - 1] if index % 4 else grounds[0]
        choices = [tone for tone in grounds if tone not in (left, above[index % 4])]
        tone = dice.choice(choices)
        above[index % 4] = tone
        form = max(
            (t for t in grounds if t is not tone),
            key=lambda t: abs(t.light - tone.light) + dice.uniform(0, 0.3),
        )
        sheet.fill(box(tile[0], tile[1], tile[2] + 0.6, tile[2] + 0.6), tone)
        if index in (2, 7, 9, 12):
            turning.append((tile, form))
        else:
            _form(sheet, tile, form, dice.randrange(7), dice.randrange(4) * 90)


def _form(sheet: Sheet, tile: Tile, tone: Colour, form: int, turn: int) -> None:
    """One of seven forms, turned by a right angle or not."""
    x, y, size = tile
    middle = (x + size / 2, y + size / 2)
    with sheet.inside(box(x, y, size, size)), sheet.turned(turn, *middle):
        if form == 0:
            sheet.disc(x, y, size, tone)
        elif form == 1:
            sheet.disc(*middle, size * 0.36, tone)
        elif form == 2:
            sheet.fill(polygon(placed(x, y, size, (0, 0), (1, 1), (0, 1))), tone)
        elif form == 3:
            for ring in (0.98, 0.66, 0.34):
                sheet.fill(circle(x, y + size, size * ring), tone, stroke=size * 0.13)
        elif form == 4:
            for row in range(4):
                sheet.fill(box(x, y + size * (0.06 + 0.25 * row), size, size * 0.125), tone)
        elif form == 5:
            for end in (y, y + size):
                sheet.disc(middle[0], end, size / 2, tone)
        else:
            _dots(sheet, tile, tone)


def _dots(sheet: Sheet, tile: Tile, tone: Colour) -> None:
    x, y, size = tile
    for column in range(3):
        for row in range(3):
            middle = (x + size * (0.2 + 0.3 * column), y + size * (0.2 + 0.3 * row))
            sheet.disc(*middle, size * 0.075, tone)


def _turn(turning: list[tuple[Tile, Colour]]) -> Live:
    pens = [brush(tone) for _, tone in turning]

    def draw(canvas: skia.Canvas, t: float) -> None:
        for index, ((x, y, size), _) in enumerate(turning):
            canvas.save()
            canvas.translate(x + size / 2, y + size / 2)
            canvas.rotate((t * 24 + index * 45) * (1 if index % 2 else -1))
            half = size * 0.40
            if index % 2:
                canvas.drawArc(
                    skia.Rect.MakeLTRB(-half, -half, half, half), 0, 180, True, pens[index]
                )
            else:
                for quarter in range(4):
                    canvas.drawArc(
                        skia.Rect.MakeLTRB(-half, -half, half, half),
                        quarter * 90,
                        45,
                        True,
                        pens[index],
                    )
            canvas.restore()

    return draw


def _front(easel: Easel, tiles: list[Tile]) -> None:
    """A ball and a bar before the block, each a layer of its own: empty space costs time."""
    palette, (x, y, size) = easel.palette, tiles[0]
    sheet, tone = easel.sheet(), palette.accent
    cx, cy, radius = x + size * 0.1, y + size * 3.9, size * 0.62
    sheet.shadow(circle(cx, cy, radius), palette.near.fade(0.45), dy=size * 0.12, blur=size * 0.14)
    lit = blend(
        (cx - size, cy - size), (cx + size, cy + size), (tone.shift(0.05), tone.shift(-0.06))
    )
    sheet.fill(circle(cx, cy, radius), lit)
    easel.lay(sheet, 0.9)
    sheet = easel.sheet()
    bar = box(x + size * 3.72, y - size * 0.38, size * 0.34, size * 2.4, size * 0.17)
    sheet.shadow(bar, palette.near.fade(0.45), dy=size * 0.1, blur=size * 0.12)
    sheet.fill(bar, palette.second)
    easel.lay(sheet, 0.75)
