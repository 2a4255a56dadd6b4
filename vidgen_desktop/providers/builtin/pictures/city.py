"""The city: towers in the dusk, their windows lit one by one."""

import math

import skia

from vidgen_desktop.providers.builtin.pictures import sky
from vidgen_desktop.providers.builtin.pictures.colour import Colour
from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.layers import Live, Picture
from vidgen_desktop.providers.builtin.pictures.shapes import box, polygon
from vidgen_desktop.providers.builtin.pictures.sheet import Mode, Sheet, brush, down

Windows = list[tuple[float, float, float, float]]


def paint(easel: Easel) -> Picture:
    """Sky, three rows of towers, each nearer, darker and with more light in it."""
    line = easel.height * (0.80 if easel.is_wide else 0.78)
    _sky(easel, line)
    _row(easel, line, 0.30, 0.25, 0.42, 9.0)
    _row(easel, line + easel.unit * 4, 0.62, 0.55, 0.33, 12.0)
    _row(easel, line + easel.unit * 12, 0.95, 1.0, 0.19, 17.0)
    return easel.picture()


def _sky(easel: Easel, line: float) -> None:
    sheet = easel.sheet()
    sky.gradient(easel, sheet, line * 0.95)
    if easel.palette.is_dark:
        sky.stars(easel, sheet, 90, line * 0.6)
    x = easel.width * easel.dice.uniform(0.66, 0.82)
    sky.sun(easel, sheet, x, line * 0.46, easel.unit * 8)
    sky.streaks(easel, sheet, line * 0.35, line * 0.75, 5)
    windows: Windows = []
    _towers(easel, sheet, line, 0.10, 0.50, 6.5, windows)
    sky.haze(easel, sheet, line * 0.9, easel.unit * 26, 0.55)
    easel.backdrop(sheet, _plane(easel))


def _row(
    easel: Easel, base: float, nearness: float, depth: float, tall: float, wide: float
) -> None:
    sheet, windows = easel.sheet(), Windows()
    _towers(easel, sheet, base, nearness, tall, wide, windows)
    if nearness < 0.9:
        mist = easel.palette.sky[2]
        sheet.wash(
            down(base - easel.unit * 22, base + easel.unit * 4, mist.fade(0), mist.fade(0.5)),
            Mode.INSIDE,
        )
    easel.lay(sheet, depth, _switching(easel, windows))


def _towers(
    easel: Easel,
    sheet: Sheet,
    base: float,
    nearness: float,
    tall: float,
    wide: float,
    windows: Windows,
) -> None:
    dice, unit = easel.dice, easel.unit
    x = -unit * dice.uniform(0, wide)
    while x < easel.width:
        width = unit * wide * dice.uniform(0.7, 1.35)
        # The middle of the town is higher than its ends.
        centre = 1 - 0.45 * abs(x / easel.width - 0.62)
        high = easel.height * tall * dice.uniform(0.42, 1.0) * centre
        _tower(easel, sheet, (x, base - high, width, easel.height - base + high), nearness, windows)
        x += width + (unit * dice.uniform(0, 1.2) if nearness > 0.5 else 0)


def _tower(
    easel: Easel,
    sheet: Sheet,
    at: tuple[float, float, float, float],
    nearness: float,
    windows: Windows,
) -> None:
    dice, unit, (left, top, width, high) = easel.dice, easel.unit, at
    colour = easel.palette.depth(nearness + dice.uniform(-0.05, 0.05))
    body = box(left, top, width, high)
    sheet.fill(body, down(top, top + high * 0.7, colour.mix(easel.palette.sky[2], 0.12), colour))
    _roof(easel, sheet, at, colour)
    side = box(left + width * 0.72, top, width * 0.28, high)
    sheet.fill(side, easel.palette.near.fade(0.16 if nearness > 0.2 else 0.06))
    if nearness > 0.2:
        _windows(easel, sheet, at, nearness, windows)
    if nearness > 0.5:
        sheet.line(
            left + unit * 0.1,
            top,
            left + unit * 0.1,
            top + high,
            easel.palette.light.fade(0.10),
            unit * 0.16,
        )


def _roof(
    easel: Easel, sheet: Sheet, at: tuple[float, float, float, float], colour: Colour
) -> None:
    dice, unit, (left, top, width, _) = easel.dice, easel.unit, at
    shape = dice.choice(["flat", "flat", "step", "mast", "slope", "tank"])
    if shape == "step":
        sheet.fill(box(left + width * 0.2, top - unit * 2.5, width * 0.6, unit * 3), colour)
        sheet.fill(box(left + width * 0.35, top - unit * 4.2, width * 0.3, unit * 2), colour)
    elif shape == "mast":
        sheet.fill(box(left + width * 0.3, top - unit * 1.6, width * 0.4, unit * 2), colour)
        sheet.line(
            left + width / 2,
            top - unit * dice.uniform(5, 9),
            left + width / 2,
            top,
            colour,
            unit * 0.32,
        )
    elif shape == "slope":
        sheet.fill(
            polygon([(left, top + 1), (left + width, top + 1), (left + width, top - width * 0.35)]),
            colour,
        )
    elif shape == "tank" and width > unit * 7:
        sheet.fill(
            box(left + width * 0.55, top - unit * 2.4, unit * 2.4, unit * 2.6, unit * 0.4), colour
        )


def _windows(
    easel: Easel,
    sheet: Sheet,
    at: tuple[float, float, float, float],
    nearness: float,
    windows: Windows,
) -> None:
    """Lit rooms in a grid; a few are left to `windows`, to be switched later."""
    dice, unit, (left, top, width, high) = easel.dice, easel.unit, at
    lamp, pane = (
        easel.palette.accent.mix(easel.palette.light, 0.45),
        unit * (0.45 + 0.75 * nearness),
    )
    step = pane * dice.choice([1.9, 2.1, 2.4])
    lit = dice.uniform(0.16, 0.42)
    glass = easel.palette.sky[1].fade(0.10)
    columns = int((width - pane) / step)
    inset = (width - (columns - 1) * step - pane) / 2 if columns > 0 else 0.0
    tall = pane * dice.choice([1.15, 1.5, 0.8])
    for row in range(int(min(high, easel.height - top) / (step * 1.15))):
        y = top + pane + row * step * 1.15
        for column in range(columns):
            x = left + inset + column * step
            if dice.random() > lit:
                sheet.fill(box(x, y, pane, tall), glass)
            elif dice.random() < 0.06:
                windows.append((x, y, pane, tall))
            else:
                sheet.fill(box(x, y, pane, tall), lamp.fade(dice.uniform(0.45, 0.95)))


def _switching(easel: Easel, windows: Windows) -> Live:
    dice = easel.dice
    lamp = brush(easel.palette.accent.mix(easel.palette.light, 0.45))
    times = [
        (skia.Rect.MakeXYWH(*window), dice.uniform(0.4, 9.0), dice.uniform(5, 14))
        for window in windows[:40]
    ]

    def draw(canvas: skia.Canvas, t: float) -> None:
        for rect, start, period in times:
            if math.sin((t - start) * math.tau / period) > 0:
                canvas.drawRect(rect, lamp)

    return draw


def _plane(easel: Easel) -> Live:
    """Far away a plane crosses, one small light blinking."""
    unit, y = easel.unit, easel.height * easel.dice.uniform(0.30, 0.40)
    red, white = brush(easel.palette.accent), brush(easel.palette.light.fade(0.9))

    def draw(canvas: skia.Canvas, t: float) -> None:
        x = easel.width * 0.95 - unit * 2.6 * t
        canvas.drawCircle(x, y + unit * 0.12 * t, unit * 0.22, white)
        if t % 1.2 < 0.25:
            canvas.drawCircle(x + unit * 0.7, y + unit * 0.12 * t, unit * 0.3, red)

    return draw
