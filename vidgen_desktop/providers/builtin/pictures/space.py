"""Space: a planet in the light of its sun, a nebula, and very many stars."""

import math

import skia

from vidgen_desktop.providers.builtin.pictures import sky
from vidgen_desktop.providers.builtin.pictures.colour import Colour
from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.layers import Live, Picture, Zone
from vidgen_desktop.providers.builtin.pictures.shapes import circle, oval, smooth
from vidgen_desktop.providers.builtin.pictures.sheet import Mode, Sheet, around, blend, brush


def paint(easel: Easel) -> Picture:
    """Stars far away, a planet (often with rings) and its moon."""
    _deep(easel)
    x, y = easel.focus
    _planet(easel, x, y, easel.reach)
    _near_dust(easel)
    return easel.picture(Zone.LEFT)


def _dark(easel: Easel) -> tuple[Colour, Colour]:
    """Space is dark in every palette."""
    near = easel.palette.near
    return Colour(0.15, min(near.chroma, 0.06), near.hue), Colour(
        0.25, min(near.chroma * 1.4, 0.09), near.hue
    )


def _deep(easel: Easel) -> None:
    sheet, dice, unit = easel.sheet(), easel.dice, easel.unit
    black, blue = _dark(easel)
    sheet.wash(blend((0, 0), (easel.width, easel.height), (blue, black)))
    tones = [easel.palette.sky[0], easel.palette.second, easel.palette.accent, easel.palette.sky[2]]
    for index in range(16):
        along = index / 15
        x = easel.width * (0.05 + 0.95 * along) + dice.gauss(0, 8) * unit
        y = easel.height * (0.75 - 0.5 * along) + dice.gauss(0, 9) * unit
        tone = dice.choice(tones).shift(light=-0.12)
        sheet.glow(x, y, unit * dice.uniform(18, 42), tone, dice.uniform(0.10, 0.26))
    sky.stars(easel, sheet, 420, easel.height)
    easel.backdrop(sheet, _twinkle(easel))


def _planet(easel: Easel, x: float, y: float, radius: float) -> None:
    sheet, dice, palette = easel.sheet(), easel.dice, easel.palette
    warm, cool = palette.accent, palette.second
    tilt = dice.uniform(-28, -12)
    ringed = easel.pick([True, False])
    radius *= dice.uniform(0.62, 0.72) if ringed else dice.uniform(0.85, 1.0)
    sheet.glow(x, y, radius * 1.7, warm, 0.28)
    if ringed:
        _rings(easel, sheet, x, y, radius, tilt, behind=True)
    globe = circle(x, y, radius)
    sheet.fill(
        globe,
        blend(
            (x - radius, y - radius),
            (x + radius, y + radius),
            (warm.shift(light=0.05), warm, cool.shift(light=-0.15)),
        ),
    )
    with sheet.inside(globe), sheet.turned(tilt, x, y):
        _bands(easel, sheet, x, y, radius)
    black, _ = _dark(easel)
    shade = around(
        x - radius * 0.45,
        y - radius * 0.45,
        radius * 1.75,
        black.fade(0),
        black.fade(0.12),
        black.fade(0.93),
        stops=(0, 0.45, 1),
    )
    sheet.fill(globe, shade)
    rim = around(
        x,
        y,
        radius,
        palette.light.fade(0),
        palette.light.fade(0.0),
        palette.light.fade(0.35),
        stops=(0, 0.9, 1),
    )
    with sheet.inside(globe):
        sheet.fill(circle(x - radius * 0.03, y - radius * 0.03, radius), rim, mode=Mode.SCREEN)
        sheet.fill(
            circle(x + radius * 0.3, y + radius * 0.3, radius * 1.05),
            black.fade(0.35),
            blur=radius * 0.25,
        )
    if ringed:
        _rings(easel, sheet, x, y, radius, tilt, behind=False)
    easel.lay(sheet, 0.45, _moon(easel, x, y, radius))


def _bands(easel: Easel, sheet: Sheet, x: float, y: float, radius: float) -> None:
    dice, palette = easel.dice, easel.palette
    place = -1.0
    while place < 1.0:
        tall = dice.uniform(0.05, 0.24)
        tone = dice.choice(
            [
                palette.accent.shift(light=0.10),
                palette.accent.shift(light=-0.10),
                palette.second,
                palette.light,
            ]
        )
        bow = radius * 0.16 * (1 - place**2)
        top = y + place * radius
        path = oval(x, top + bow, radius * 2.3, radius * tall)
        sheet.fill(path, tone.fade(dice.uniform(0.18, 0.5)), blur=radius * 0.015)
        place += tall * 0.9
    spot = (x + dice.uniform(-0.5, 0.3) * radius, y + dice.uniform(-0.1, 0.4) * radius)
    sheet.fill(
        oval(*spot, radius * 0.42, radius * 0.2), palette.light.fade(0.35), blur=radius * 0.02
    )


def _rings(
    easel: Easel, sheet: Sheet, x: float, y: float, radius: float, tilt: float, *, behind: bool
) -> None:
    """Half of the rings: the one behind the planet or the one before it."""
    half = skia.Path.Rect(
        skia.Rect.MakeLTRB(x - radius * 3, y - radius * 3, x + radius * 3, y)
        if behind
        else skia.Rect.MakeLTRB(x - radius * 3, y, x + radius * 3, y + radius * 3)
    )
    tones = (easel.palette.light, easel.palette.accent, easel.palette.second)
    with sheet.turned(tilt, x, y), sheet.inside(half):
        for index, (size, wide, alpha) in enumerate(
            ((1.42, 0.05, 0.5), (1.56, 0.11, 0.75), (1.72, 0.03, 0.4), (1.80, 0.06, 0.55))
        ):
            path = oval(x, y, radius * size * 2, radius * size * 0.56)
            sheet.fill(path, tones[index % 3].fade(alpha), stroke=radius * wide)


def _moon(easel: Easel, x: float, y: float, radius: float) -> Live:
    """A small moon on its way round, seen only while it is before the planet or beside it."""
    start = easel.dice.uniform(2.2, 3.4)
    size = radius * 0.085
    black, _ = _dark(easel)
    light, dark = brush(easel.palette.light.shift(light=-0.08)), brush(black.fade(0.72))

    def draw(canvas: skia.Canvas, t: float) -> None:
        angle = start - t * 0.11
        px, py = (
            x + radius * 1.72 * math.cos(angle),
            y + radius * 0.62 * math.sin(angle) - radius * 0.35,
        )
        if math.sin(angle) < 0 and abs(px - x) < radius * 1.1:
            return
        canvas.drawCircle(px, py, size, light)
        canvas.save()
        canvas.clipPath(circle(px, py, size), skia.ClipOp.kIntersect, True)
        canvas.drawCircle(px + size * 0.45, py + size * 0.45, size, dark)
        canvas.restore()

    return draw


def _twinkle(easel: Easel) -> Live:
    dice, unit = easel.dice, easel.unit
    stars = [
        (
            dice.uniform(0, easel.width),
            dice.uniform(0, easel.height),
            dice.uniform(0.8, 2.2),
            dice.uniform(0, math.tau),
        )
        for _ in range(36)
    ]
    pens = [brush(easel.palette.light.fade(step / 8)) for step in range(8)]
    trail = brush(easel.palette.light.fade(0.8), stroke=unit * 0.22)
    first = dice.uniform(1.5, 4.0)

    def draw(canvas: skia.Canvas, t: float) -> None:
        for x, y, speed, phase in stars:
            shine = 0.5 + 0.5 * math.sin(t * speed + phase)
            canvas.drawCircle(x, y, unit * (0.14 + 0.12 * shine), pens[int(shine * 7)])
        falling = (t - first) % 11.0
        if 0 <= falling < 0.7 and t > first:
            x, y = (
                easel.width * 0.2 + unit * 70 * falling,
                easel.height * 0.12 + unit * 22 * falling,
            )
            canvas.drawLine(x - unit * 8, y - unit * 2.5, x, y, trail)

    return draw


def _near_dust(easel: Easel) -> None:
    """A few stones drift by, close and dark."""
    sheet, dice, unit = easel.sheet(), easel.dice, easel.unit
    black, blue = _dark(easel)
    for _ in range(9):
        x, y = dice.uniform(0, easel.width), easel.height * dice.uniform(0.80, 0.98)
        size = unit * dice.uniform(0.6, 2.6)
        angles = [index * math.tau / 9 for index in range(9)]
        points = [
            (
                x + size * dice.uniform(0.7, 1.2) * math.cos(a),
                y + size * dice.uniform(0.6, 1.0) * math.sin(a),
            )
            for a in angles
        ]
        path = smooth(points, closed=True)
        sheet.fill(
            path,
            blend(
                (x - size, y - size),
                (x + size, y + size),
                (blue.mix(easel.palette.accent, 0.5), black),
            ),
        )
    easel.lay(sheet, 0.95)
