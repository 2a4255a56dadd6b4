"""Music: a record that turns, and the sound that goes out from it."""

import math

import skia

from vidgen_desktop.providers.builtin.pictures import waves
from vidgen_desktop.providers.builtin.pictures.colour import Colour
from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.layers import Live, Picture, Zone
from vidgen_desktop.providers.builtin.pictures.shapes import box, circle, smooth
from vidgen_desktop.providers.builtin.pictures.sheet import Sheet, blend, brush


def paint(easel: Easel) -> Picture:
    """A record with its arm before flowing bands, or the waves of the sound themselves."""
    return easel.pick([_turntable, waves.paint])(easel)


def _turntable(easel: Easel) -> Picture:
    _bands(easel)
    x, y = easel.focus
    radius = easel.reach * 0.96
    sheet = easel.sheet()
    _record(easel, sheet, x, y, radius)
    easel.lay(sheet, 0.5, _turning(easel, x, y, radius))
    arm = easel.sheet()
    _arm(easel, arm, x, y, radius)
    easel.lay(arm, 0.65, _levels(easel))
    return easel.picture(Zone.LEFT)


def _bands(easel: Easel) -> None:
    """Waves of colour that cross the whole picture."""
    sheet, palette, dice = easel.sheet(), easel.palette, easel.dice
    top, middle, low = palette.sky
    sheet.wash(blend((0, 0), (easel.width, easel.height), (top, middle)))
    if palette.is_dark:
        tones = [
            palette.second.shift(-0.30, 0.8),
            top,
            low,
            low.shift(-0.06, 1.1, 24),
            palette.panel,
        ]
    else:
        lift = (middle.light - palette.second.light) * 0.5
        soft = palette.second.shift(light=lift)
        tones = [soft, soft.shift(light=0.04), palette.panel, low, palette.panel.shift(-0.06, 1.25)]
    start = dice.uniform(0, 6)
    for index, tone in enumerate(tones):
        base = easel.height * (0.40 + 0.115 * index)
        points = [
            (
                easel.width * step / 16,
                base
                + easel.height * 0.10 * math.sin(step * 0.5 + start + index * 0.55)
                - easel.height * 0.16 * (step / 16) ** 2,
            )
            for step in range(-1, 18)
        ]
        build = skia.PathBuilder(smooth(points))
        build.lineTo(easel.width * 1.2, easel.height)
        build.lineTo(-easel.width * 0.2, easel.height)
        build.close()
        body = blend(
            (0, base), (easel.width, base), (tone.shift(light=0.03), tone.shift(light=-0.04))
        )
        sheet.fill(build.detach(), body)
    easel.backdrop(sheet)


def _record(easel: Easel, sheet: Sheet, x: float, y: float, radius: float) -> None:
    palette = easel.palette
    black = Colour(0.19, 0.02, palette.near.hue)
    sheet.shadow(
        circle(x, y, radius),
        black.fade(0.55),
        dx=radius * 0.04,
        dy=radius * 0.10,
        blur=radius * 0.08,
    )
    sheet.fill(circle(x, y, radius), black)
    for ring in range(26):
        share = 0.40 + 0.58 * ring / 26
        sheet.fill(
            circle(x, y, radius * share),
            black.shift(light=0.07 if ring % 4 else 0.02),
            stroke=radius * 0.006,
        )
    shine = [
        palette.light.fade(alpha).argb for alpha in (0, 0.20, 0, 0, 0.13, 0, 0, 0.20, 0, 0, 0.13, 0)
    ]
    stops = [0, 0.06, 0.13, 0.36, 0.43, 0.48, 0.5, 0.56, 0.63, 0.86, 0.93, 0.98]
    sweep = skia.GradientShader.MakeSweep(x, y, shine, stops)
    sheet.fill(circle(x, y, radius * 0.985), sweep)


def _turning(easel: Easel, x: float, y: float, radius: float) -> Live:
    """The label turns, and rings of sound leave the record."""
    palette = easel.palette
    size = radius * 0.38
    label = brush(
        blend(
            (x - size, y - size),
            (x + size, y + size),
            (palette.accent.shift(light=0.04), palette.accent.shift(light=-0.06)),
        )
    )
    mark, light, hole = brush(palette.second), brush(palette.bright), brush(palette.near)
    rings = [
        brush(palette.light.fade(0.5 * (1 - step / 12)), stroke=easel.unit * 0.45)
        for step in range(12)
    ]

    def draw(canvas: skia.Canvas, t: float) -> None:
        for start in (0.0, 1 / 3, 2 / 3):
            life = (t * 0.16 + start) % 1.0
            canvas.drawCircle(x, y, radius * (1.03 + 0.55 * life), rings[int(life * 12)])
        canvas.drawCircle(x, y, size, label)
        canvas.save()
        canvas.translate(x, y)
        canvas.rotate(t * 62)
        canvas.drawArc(skia.Rect.MakeLTRB(-size, -size, size, size), -32, 64, True, mark)
        for row, wide in enumerate((0.62, 0.45, 0.52)):
            top = size * (0.36 + 0.14 * row)
            canvas.drawRoundRect(
                skia.Rect.MakeXYWH(-size * wide / 2, top, size * wide, size * 0.055), 2, 2, light
            )
        canvas.drawCircle(0, 0, size * 0.24, light)
        canvas.drawCircle(0, 0, size * 0.08, hole)
        canvas.restore()

    return draw


def _arm(easel: Easel, sheet: Sheet, x: float, y: float, radius: float) -> None:
    palette = easel.palette
    metal = palette.light.shift(light=-0.06)
    px, py = x + radius * 0.92, y - radius * 0.92
    joint = (x + radius * 0.80, y + radius * 0.28)
    tip = (x + radius * 0.48, y + radius * 0.60)
    path = smooth([(px, py), (px - radius * 0.02, y - radius * 0.25), joint, tip])
    with sheet.moved(radius * 0.03, radius * 0.05):
        sheet.fill(path, palette.near.fade(0.35), stroke=radius * 0.06, blur=radius * 0.03)
    sheet.fill(path, palette.near.mix(metal, 0.4), stroke=radius * 0.056)
    sheet.fill(path, metal, stroke=radius * 0.034)
    sheet.disc(px, py, radius * 0.17, palette.near.shift(light=0.06))
    sheet.disc(
        px,
        py,
        radius * 0.11,
        blend((px - radius * 0.1, py), (px + radius * 0.1, py), (metal, metal.shift(light=-0.2))),
    )
    with sheet.turned(45, *tip):
        sheet.fill(
            box(
                tip[0] - radius * 0.05,
                tip[1] - radius * 0.06,
                radius * 0.10,
                radius * 0.20,
                radius * 0.02,
            ),
            palette.near,
        )


def _levels(easel: Easel) -> Live:
    """Bars that dance along the bottom."""
    unit, palette, dice = easel.unit, easel.palette, easel.dice
    count = 46 if easel.is_wide else 26
    step = easel.width / count
    bars = [
        (dice.uniform(0, math.tau), dice.uniform(1.6, 4.2), dice.uniform(0.4, 1.0))
        for _ in range(count)
    ]
    pens = [
        brush(palette.accent.mix(palette.second, index / count).fade(0.85))
        for index in range(count)
    ]

    def draw(canvas: skia.Canvas, t: float) -> None:
        for index, (phase, speed, tall) in enumerate(bars):
            wave = 0.5 + 0.5 * math.sin(t * speed + phase)
            bow = 0.45 + 0.55 * math.sin(math.pi * (index + 0.5) / count)
            high = unit * (2 + 13 * wave * tall * bow)
            rect = skia.Rect.MakeXYWH(
                index * step + step * 0.22,
                easel.height - unit * 3 - high,
                step * 0.56,
                high + unit * 6,
            )
            canvas.drawRoundRect(rect, step * 0.28, step * 0.28, pens[index])

    return draw
