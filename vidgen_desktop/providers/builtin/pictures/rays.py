"""Energy: rays that turn around a rising disc, like an old poster of the sun."""

import math

import skia

from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.layers import Live, Picture, Zone
from vidgen_desktop.providers.builtin.pictures.shapes import across, circle, ground, swell
from vidgen_desktop.providers.builtin.pictures.sheet import around, blend, brush, down


def paint(easel: Easel) -> Picture:
    """Turning rays far away, the disc in its rings, soft hills before it."""
    x, y = easel.focus
    y += easel.reach * 0.22
    palette = easel.palette
    sheet = easel.sheet()
    top, middle, low = palette.sky
    sheet.wash(
        around(x, y, max(easel.width, easel.height) * 0.95, low, middle, top, stops=(0, 0.45, 1))
    )
    easel.backdrop(sheet, _turning(easel, x, y))
    disc = easel.sheet()
    for index, size in enumerate((1.02, 0.84, 0.66, 0.48)):
        tone = palette.sky[2].mix(palette.accent, 0.32 + 0.22 * index)
        radius = easel.reach * size
        disc.fill(
            circle(x, y, radius),
            blend((x, y - radius), (x, y + radius), (tone.mix(palette.light, 0.28), tone)),
        )
    easel.lay(disc, 0.3, _sparks(easel, x, y))
    hills = easel.sheet()
    for nearness, base, rise, tone in (
        (0.5, 0.80, 9, palette.second),
        (0.72, 0.88, 8, palette.depth(0.7)),
        (0.95, 0.955, 6, palette.depth(0.95)),
    ):
        points = across(
            easel.width, swell(easel.dice, 36, 0.9), easel.height * base, easel.unit * rise
        )
        body = tone.mix(palette.depth(nearness), 0.45)
        hills.fill(
            ground(points, easel.height),
            down(
                easel.height * base - easel.unit * rise, easel.height, body.shift(light=0.04), body
            ),
        )
    easel.lay(hills, 0.9)
    return easel.picture(Zone.LEFT)


def _turning(easel: Easel, x: float, y: float) -> Live:
    count, far = 18, math.hypot(easel.width, easel.height)
    light = easel.palette.light
    strength = 0.13 if easel.palette.is_dark else 0.26
    pen = brush(around(0, 0, far * 0.75, light.fade(strength), light.fade(strength * 0.15)))
    build = skia.PathBuilder()
    for index in range(count):
        angle, half = math.tau * index / count, math.tau / count / 4
        build.moveTo(0, 0)
        build.lineTo(far * math.cos(angle - half), far * math.sin(angle - half))
        build.lineTo(far * math.cos(angle + half), far * math.sin(angle + half))
        build.close()
    rays = build.detach()

    def draw(canvas: skia.Canvas, t: float) -> None:
        canvas.save()
        canvas.translate(x, y)
        canvas.rotate(t * 1.6)
        canvas.drawPath(rays, pen)
        canvas.restore()

    return draw


def _sparks(easel: Easel, x: float, y: float) -> Live:
    dice, unit = easel.dice, easel.unit
    sparks = [
        (
            dice.uniform(math.pi, math.tau),
            dice.random(),
            dice.uniform(0.5, 1.2),
            dice.uniform(0.3, 0.9),
        )
        for _ in range(36)
    ]
    tones = (easel.palette.light, easel.palette.accent, easel.palette.bright)
    pens = [[brush(tone.fade(step / 8)) for step in range(9)] for tone in tones]

    def draw(canvas: skia.Canvas, t: float) -> None:
        for index, (angle, start, speed, size) in enumerate(sparks):
            life = (start + t * 0.06 * speed) % 1.0
            away = easel.reach * (0.95 + 1.3 * life)
            pen = pens[index % 3][int(8 * math.sin(math.pi * life))]
            canvas.drawCircle(
                x + away * math.cos(angle), y + away * math.sin(angle), unit * size, pen
            )

    return draw
