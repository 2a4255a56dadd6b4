"""One person from the waist up, in plain shapes."""

import math

import skia

from vidgen_desktop.providers.builtin.pictures.colour import Colour
from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.shapes import (
    circle,
    oval,
    placed,
    smooth,
)
from vidgen_desktop.providers.builtin.pictures.sheet import (
    Sheet,
    blend,
)

SKINS = (
    (0.86, 0.055, 62),
    (0.76, 0.075, 58),
    (0.64, 0.085, 52),
    (0.52, 0.080, 48),
    (0.42, 0.065, 45),
)


HAIRS = ((0.22, 0.03, 40), (0.34, 0.06, 48), (0.55, 0.10, 65), (0.28, 0.05, 20), (0.78, 0.03, 85))


def draw(easel: Easel, sheet: Sheet, x: float, y: float, size: float, coat: Colour) -> None:
    """Head, hair, neck and shoulders; `size` is from the crown to the collar."""
    dice = easel.dice
    skin, hair = Colour(*dice.choice(SKINS)), Colour(*dice.choice(HAIRS))
    if hair.light > skin.light - 0.08:
        hair = Colour(0.25, 0.04, 40)
    long = dice.random() < 0.5
    head = (x, y - size * 0.42)
    if long:
        sheet.fill(
            smooth(
                placed(
                    x,
                    y,
                    size,
                    (-0.4, -0.62),
                    (-0.46, 0.05),
                    (-0.36, 0.3),
                    (0.36, 0.3),
                    (0.46, 0.05),
                    (0.4, -0.62),
                    (0, -0.95),
                ),
                closed=True,
            ),
            hair.shift(light=-0.03),
        )
    _torso(easel, sheet, x, y, size, coat, skin)
    face = oval(*head, size * 0.60, size * 0.78)
    sheet.fill(
        face,
        blend(
            (x - size * 0.3, 0),
            (x + size * 0.3, 0),
            (skin.shift(light=0.03), skin.shift(light=-0.05)),
        ),
    )
    for side in (-1, 1):
        sheet.fill(
            oval(x + side * size * 0.31, head[1] + size * 0.04, size * 0.10, size * 0.17),
            skin.shift(light=-0.05),
        )
    _hair(easel, sheet, x, head[1], size, hair)
    _features(easel, sheet, x, head[1], size, skin)


def _torso(
    easel: Easel, sheet: Sheet, x: float, y: float, size: float, coat: Colour, skin: Colour
) -> None:
    low = easel.height + 4
    sheet.fill(
        smooth(
            placed(x, y, size, (-0.15, -0.2), (-0.15, 0.16), (0, 0.28), (0.15, 0.16), (0.15, -0.2))
        ),
        skin.shift(light=-0.09),
    )
    tones = (coat.shift(light=0.06), coat.shift(light=-0.08))
    sheet.fill(_coat(x, y, size, low), blend((x - size, y), (x + size, y + size * 1.4), tones))
    _trim(easel, sheet, x, y, size, coat)


def _coat(x: float, y: float, size: float, low: float) -> skia.Path:
    """From the collar over the shoulders down to `low`."""
    build = skia.PathBuilder()
    build.moveTo(x - size * 0.20, y + size * 0.08)
    for side in (-1, 1):
        shoulder = placed(x, y, size, (side * 0.55, 0.20), (side * 0.80, 0.28), (side * 0.86, 0.85))
        if side > 0:
            build.lineTo(x + size * 0.92, low)
            build.lineTo(*shoulder[2])
            build.cubicTo(*shoulder[1], *shoulder[0], x + size * 0.20, y + size * 0.08)
        else:
            build.cubicTo(*shoulder[0], *shoulder[1], *shoulder[2])
            build.lineTo(x - size * 0.92, low)
    build.quadTo(x, y + size * 0.46, x - size * 0.20, y + size * 0.08)
    build.close()
    return build.detach()


def _trim(easel: Easel, sheet: Sheet, x: float, y: float, size: float, coat: Colour) -> None:
    """A collar, stripes or nothing."""
    style = easel.dice.choice(["plain", "collar", "stripe"])
    if style == "collar":
        for side in (-1, 1):
            flap = smooth(
                placed(
                    x,
                    y,
                    size,
                    (side * 0.19, 0.07),
                    (side * 0.3, 0.26),
                    (side * 0.1, 0.46),
                    (side * 0.02, 0.3),
                ),
                closed=True,
            )
            sheet.fill(flap, easel.palette.bright.mix(coat, 0.12))
    elif style == "stripe":
        for row in range(3):
            top = y + size * (0.62 + 0.24 * row)
            sheet.fill(
                smooth(placed(x, top, size, (-0.78, 0), (0, 0.1), (0.78, 0))),
                easel.palette.bright.fade(0.5),
                stroke=size * 0.055,
            )


def _hair(easel: Easel, sheet: Sheet, x: float, y: float, size: float, hair: Colour) -> None:
    style = easel.dice.choice(["short", "side", "bun", "round"])
    if style == "bun":
        sheet.disc(x, y - size * 0.52, size * 0.16, hair)
    if style == "round":
        for step in range(11):
            angle = math.pi * (1.0 + step / 10)
            sheet.disc(
                x + size * 0.31 * math.cos(angle),
                y - size * 0.10 + size * 0.33 * math.sin(angle),
                size * 0.16,
                hair,
            )
    part = -0.16 if style == "side" else 0.0
    sheet.fill(
        smooth(
            [
                (x - size * 0.33, y + size * 0.02),
                (x - size * 0.35, y - size * 0.22),
                (x - size * 0.18, y - size * 0.43),
                (x + size * 0.06, y - size * 0.46),
                (x + size * 0.30, y - size * 0.33),
                (x + size * 0.35, y - size * 0.10),
                (x + size * 0.32, y + size * 0.02),
                (x + size * 0.26, y - size * 0.14),
                (x + size * part, y - size * 0.24),
                (x - size * 0.24, y - size * 0.14),
            ],
            closed=True,
        ),
        blend((x, y - size * 0.45), (x, y), (hair.shift(light=0.05), hair)),
    )


def _features(easel: Easel, sheet: Sheet, x: float, y: float, size: float, skin: Colour) -> None:
    """A hint of a face: closed eyes and a smile, or glasses."""
    line = skin.shift(light=-0.28)
    for side in (-1, 1):
        ex = x + side * size * 0.13
        sheet.fill(
            smooth(placed(ex, y, size, (-0.05, 0.02), (0, 0.045), (0.05, 0.02))),
            line,
            stroke=size * 0.022,
        )
        sheet.fill(
            oval(x + side * size * 0.19, y + size * 0.13, size * 0.11, size * 0.07),
            easel.palette.accent.fade(0.28),
            blur=size * 0.02,
        )
    sheet.fill(
        smooth(placed(x, y, size, (-0.08, 0.2), (0, 0.235), (0.08, 0.2))),
        line,
        stroke=size * 0.024,
    )
    if easel.dice.random() < 0.3:
        for side in (-1, 1):
            sheet.fill(
                circle(x + side * size * 0.13, y + size * 0.02, size * 0.095),
                easel.palette.ink,
                stroke=size * 0.02,
            )
        sheet.line(
            x - size * 0.035,
            y + size * 0.01,
            x + size * 0.035,
            y + size * 0.01,
            easel.palette.ink,
            size * 0.02,
        )
