"""Technology: a net of nodes around a chip, with signals running along its lines."""

import math
from dataclasses import dataclass
from itertools import pairwise

import skia

from vidgen_desktop.providers.builtin.pictures import globe
from vidgen_desktop.providers.builtin.pictures.colour import Colour
from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.layers import Live, Picture, Zone
from vidgen_desktop.providers.builtin.pictures.shapes import box, circle, polygon
from vidgen_desktop.providers.builtin.pictures.sheet import Sheet, blend, brush

Track = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Tones:
    """The colours of the board, dark or light as the palette is."""

    back: Colour
    line: Colour
    body: Colour


def paint(easel: Easel) -> Picture:
    """A grid far away, then a board with its chip, or a globe of nodes and messages."""
    tones = _tones(easel)
    _grid(easel, tones)
    return easel.pick([_board, globe.paint])(easel)


def _board(easel: Easel) -> Picture:
    tones = _tones(easel)
    x, y = easel.focus
    size = easel.reach * 0.52
    tracks = _tracks(easel, x, y, size)
    sheet = easel.sheet()
    _draw_tracks(easel, sheet, tracks, tones)
    easel.lay(sheet, 0.35, _signals(easel, tracks))
    chip = easel.sheet()
    _chip(easel, chip, x, y, size, tones)
    easel.lay(chip, 0.7, _pulse(easel, x, y, size))
    _near_nodes(easel)
    return easel.picture(Zone.LEFT)


def _tones(easel: Easel) -> Tones:
    palette = easel.palette
    if palette.is_dark:
        return Tones(
            palette.sky[0].shift(light=-0.04), palette.second, palette.near.shift(light=0.04)
        )
    return Tones(palette.sky[1], palette.depth(0.75), palette.depth(0.95))


def _grid(easel: Easel, tones: Tones) -> None:
    sheet, unit, palette = easel.sheet(), easel.unit, easel.palette
    top, middle, low = palette.sky
    sheet.wash(blend((0, 0), (easel.width, easel.height), (top, middle, middle.mix(low, 0.6))))
    x, y = easel.focus
    sheet.glow(
        x, y, unit * 62, palette.second.mix(palette.light, 0.3), 0.30 if palette.is_dark else 0.45
    )
    step = unit * 5.2
    for column in range(int(easel.width / step) + 1):
        for row in range(int(easel.height / step) + 1):
            px, py = column * step, row * step
            far = math.hypot(px - x, py - y) / (unit * 95)
            if far < 1:
                sheet.disc(px, py, unit * 0.26, tones.line.fade(0.30 * (1 - far)))
    easel.backdrop(sheet)


def _tracks(easel: Easel, x: float, y: float, size: float) -> list[Track]:
    """Lines that leave the chip's four sides and bend by 45 degrees, like on a board."""
    dice, unit, tracks = easel.dice, easel.unit, list[Track]()
    pins, step = 7, size * 2 / 8
    for side in range(4):
        dx, dy = ((1, 0), (0, 1), (-1, 0), (0, -1))[side]
        for pin in range(pins):
            along = (pin - pins // 2) * step
            start = (x + dx * size + dy * along, y + dy * size + dx * along)
            first = unit * (4 + 3.2 * abs(pin - pins // 2)) + unit * dice.uniform(0, 2)
            fan = along * dice.uniform(0.7, 1.5)
            bend = (start[0] + dx * first, start[1] + dy * first)
            after = (bend[0] + dx * abs(fan) + dy * fan, bend[1] + dy * abs(fan) + dx * fan)
            last = unit * dice.uniform(6, 34)
            tracks.append([start, bend, after, (after[0] + dx * last, after[1] + dy * last)])
    return tracks


def _draw_tracks(easel: Easel, sheet: Sheet, tracks: list[Track], tones: Tones) -> None:
    unit, dice = easel.unit, easel.dice
    for track in tracks:
        colour = tones.line.fade(dice.uniform(0.45, 0.85))
        sheet.fill(polygon(track, closed=False), colour, stroke=unit * 0.36)
        x, y = track[-1]
        sheet.disc(x, y, unit * 1.15, tones.back)
        sheet.fill(circle(x, y, unit * 1.05), colour, stroke=unit * 0.42)


def _chip(easel: Easel, sheet: Sheet, x: float, y: float, size: float, tones: Tones) -> None:
    palette, unit = easel.palette, easel.unit
    for pin in range(7):
        along = (pin - 3) * size * 2 / 8
        for dx, dy in ((1, 0), (0, 1), (-1, 0), (0, -1)):
            px, py = x + dx * size * 1.02 + dy * along, y + dy * size * 1.02 + dx * along
            wide = unit * (2.6 if dx else 1.1)
            tall = unit * (1.1 if dx else 2.6)
            sheet.fill(
                box(px - wide / 2, py - tall / 2, wide, tall, unit * 0.3),
                palette.light.shift(light=-0.12),
            )
    case = box(x - size, y - size, size * 2, size * 2, size * 0.14)
    sheet.shadow(case, palette.near.fade(0.6), dy=unit * 2.2, blur=unit * 2.4)
    sheet.fill(
        case,
        blend(
            (x - size, y - size), (x + size, y + size), (tones.body.shift(light=0.10), tones.body)
        ),
    )
    inner = size * 0.66
    sheet.fill(
        box(x - inner, y - inner, inner * 2, inner * 2, inner * 0.14),
        blend((x - inner, y - inner), (x + inner, y + inner), (palette.second, palette.accent)),
    )
    sheet.fill(
        box(x - inner * 0.93, y - inner * 0.93, inner * 1.86, inner * 1.86, inner * 0.10),
        tones.body.shift(light=0.03),
    )
    sheet.disc(x - size * 0.84, y - size * 0.84, size * 0.045, palette.light.fade(0.6))
    _emblem(easel, sheet, x, y, inner * 0.62)


def _emblem(easel: Easel, sheet: Sheet, x: float, y: float, size: float) -> None:
    """A small net inside the chip: three rows of nodes, all joined."""
    palette = easel.palette
    rows = [
        [(x - size, y + size * 0.9 * k) for k in (-0.6, 0.6)],
        [(x, y + size * 0.95 * k) for k in (-1, 0, 1)],
        [(x + size, y + size * 0.9 * k) for k in (-0.6, 0.6)],
    ]
    for left, right in ((rows[0], rows[1]), (rows[1], rows[2])):
        for a in left:
            for b in right:
                sheet.line(*a, *b, palette.light.fade(0.45), size * 0.045)
    for index, row in enumerate(rows):
        for px, py in row:
            sheet.disc(px, py, size * 0.16, (palette.accent, palette.light, palette.second)[index])


def _signals(easel: Easel, tracks: list[Track]) -> Live:
    """Points of light that run along the tracks."""
    dice, unit = easel.dice, easel.unit
    runs = [
        (dice.choice(tracks), dice.random(), dice.uniform(0.16, 0.34), dice.choice([1, -1]))
        for _ in range(20)
    ]
    core, glow = brush(easel.palette.light), brush(easel.palette.accent.fade(0.5))

    def draw(canvas: skia.Canvas, t: float) -> None:
        for track, start, speed, way in runs:
            share = (start + t * speed * way) % 1.0
            x, y = _along(track, share)
            canvas.drawCircle(x, y, unit * 1.15, glow)
            canvas.drawCircle(x, y, unit * 0.5, core)

    return draw


def _along(track: Track, share: float) -> tuple[float, float]:
    """The point at a share of a track's length."""
    parts = [math.dist(a, b) for a, b in pairwise(track)]
    left = share * sum(parts)
    for part, (a, b) in zip(parts, pairwise(track), strict=True):
        if left <= part:
            step = left / max(part, 1e-6)
            return a[0] + (b[0] - a[0]) * step, a[1] + (b[1] - a[1]) * step
        left -= part
    return track[-1]


def _pulse(easel: Easel, x: float, y: float, size: float) -> Live:
    """Rings that leave the chip and fade."""
    pens = [
        brush(easel.palette.accent.fade(0.45 * (1 - step / 10)), stroke=easel.unit * 0.4)
        for step in range(10)
    ]

    def draw(canvas: skia.Canvas, t: float) -> None:
        for start in (0.0, 0.5):
            life = (t * 0.22 + start) % 1.0
            half = size * (1.12 + 0.75 * life)
            rect = skia.Rect.MakeLTRB(x - half, y - half, x + half, y + half)
            canvas.drawRoundRect(rect, half * 0.16, half * 0.16, pens[int(life * 10)])

    return draw


def _near_nodes(easel: Easel) -> None:
    """A few large nodes out of focus, close to the camera."""
    sheet, dice, unit, palette = easel.sheet(), easel.dice, easel.unit, easel.palette
    for index in range(5):
        x = easel.width * (0.04 + 0.23 * index + dice.uniform(-0.05, 0.05))
        y = easel.height * dice.uniform(0.86, 0.99)
        size = unit * dice.uniform(1.6, 3.6)
        sheet.disc(
            x, y, size, dice.choice([palette.accent, palette.second]).fade(0.55), blur=size * 0.3
        )
    easel.lay(sheet, 1.0)
