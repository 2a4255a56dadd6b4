"""People: figures side by side in plain strong shapes, none with a face, each its own."""

import math

import skia

from vidgen_desktop.providers.builtin.pictures.colour import Colour
from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.layers import Live, Picture, Zone
from vidgen_desktop.providers.builtin.pictures.shapes import circle, oval, smooth
from vidgen_desktop.providers.builtin.pictures.sheet import Sheet, blend, brush

SKINS = (
    (0.86, 0.055, 62),
    (0.76, 0.075, 58),
    (0.64, 0.085, 52),
    (0.52, 0.080, 48),
    (0.42, 0.065, 45),
)
HAIRS = ((0.22, 0.03, 40), (0.34, 0.06, 48), (0.55, 0.10, 65), (0.28, 0.05, 20), (0.78, 0.03, 85))


def paint(easel: Easel) -> Picture:
    """A row of people from behind the shoulders up, before circles that overlap."""
    _back(easel)
    x, y = easel.focus
    size = easel.reach * 0.60
    back, front = easel.sheet(), easel.sheet()
    coats = _coats(easel)
    _person(easel, back, x - size * 1.02, y + size * 0.30, size * 0.86, coats[0])
    _person(easel, back, x + size * 1.06, y + size * 0.26, size * 0.88, coats[1])
    easel.lay(back, 0.45)
    _person(easel, front, x, y + size * 0.12, size * 1.10, coats[2])
    easel.lay(front, 0.75, _words_fly(easel, x, y - size * 0.8, size))
    return easel.picture(Zone.LEFT)


def _coats(easel: Easel) -> list[Colour]:
    """A different colour for each."""
    palette = easel.palette
    coats = [palette.accent, palette.second, palette.depth(0.72), palette.accent.shift(light=-0.14)]
    easel.dice.shuffle(coats)
    return coats


def _back(easel: Easel) -> None:
    sheet, palette = easel.sheet(), easel.palette
    top, middle, low = palette.sky
    sheet.wash(blend((0, 0), (easel.width, easel.height), (top, middle, low.mix(middle, 0.4))))
    x, y = easel.focus
    sheet.glow(x, y, easel.reach * 2.4, palette.light, 0.25 if palette.is_dark else 0.45)
    easel.backdrop(sheet)
    rings = easel.sheet()
    for dx, dy, size, tone in (
        (-0.55, -0.12, 0.82, palette.second),
        (0.58, -0.02, 0.76, palette.accent),
        (0.02, -0.42, 0.70, palette.light),
    ):
        centre = (x + easel.reach * dx, y + easel.reach * dy)
        radius = easel.reach * size
        fill = blend(
            (centre[0], centre[1] - radius),
            (centre[0], centre[1] + radius),
            (tone.fade(0.62), tone.fade(0.25)),
        )
        rings.fill(circle(*centre, radius), fill)
    easel.lay(rings, 0.15)


def _person(easel: Easel, sheet: Sheet, x: float, y: float, size: float, coat: Colour) -> None:
    """Head, hair, neck and shoulders; `size` is from the crown to the collar."""
    dice, palette = easel.dice, easel.palette
    skin, hair = Colour(*dice.choice(SKINS)), Colour(*dice.choice(HAIRS))
    if hair.light > skin.light - 0.08:
        hair = Colour(0.25, 0.04, 40)
    long = dice.random() < 0.5
    head = (x, y - size * 0.42)
    if long:
        sheet.fill(
            smooth(
                [
                    (x - size * 0.40, y - size * 0.62),
                    (x - size * 0.46, y + size * 0.05),
                    (x - size * 0.36, y + size * 0.30),
                    (x + size * 0.36, y + size * 0.30),
                    (x + size * 0.46, y + size * 0.05),
                    (x + size * 0.40, y - size * 0.62),
                    (x, y - size * 0.95),
                ],
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
            [
                (x - size * 0.15, y - size * 0.2),
                (x - size * 0.15, y + size * 0.16),
                (x, y + size * 0.28),
                (x + size * 0.15, y + size * 0.16),
                (x + size * 0.15, y - size * 0.2),
            ]
        ),
        skin.shift(light=-0.09),
    )
    build = skia.PathBuilder()
    build.moveTo(x - size * 0.20, y + size * 0.08)
    build.cubicTo(
        x - size * 0.55,
        y + size * 0.20,
        x - size * 0.80,
        y + size * 0.28,
        x - size * 0.86,
        y + size * 0.85,
    )
    build.lineTo(x - size * 0.92, low)
    build.lineTo(x + size * 0.92, low)
    build.lineTo(x + size * 0.86, y + size * 0.85)
    build.cubicTo(
        x + size * 0.80,
        y + size * 0.28,
        x + size * 0.55,
        y + size * 0.20,
        x + size * 0.20,
        y + size * 0.08,
    )
    build.quadTo(x, y + size * 0.46, x - size * 0.20, y + size * 0.08)
    build.close()
    sheet.fill(
        build.detach(),
        blend(
            (x - size, y),
            (x + size, y + size * 1.4),
            (coat.shift(light=0.06), coat.shift(light=-0.08)),
        ),
    )
    style = easel.dice.choice(["plain", "collar", "stripe"])
    if style == "collar":
        for side in (-1, 1):
            flap = smooth(
                [
                    (x + side * size * 0.19, y + size * 0.07),
                    (x + side * size * 0.30, y + size * 0.26),
                    (x + side * size * 0.10, y + size * 0.46),
                    (x + side * size * 0.02, y + size * 0.30),
                ],
                closed=True,
            )
            sheet.fill(flap, easel.palette.bright.mix(coat, 0.12))
    elif style == "stripe":
        for row in range(3):
            top = y + size * (0.62 + 0.24 * row)
            sheet.fill(
                smooth([(x - size * 0.78, top), (x, top + size * 0.10), (x + size * 0.78, top)]),
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
        smooth([(x - size * 0.33, y + size * 0.02), (x - size * 0.35, y - size * 0.22), (x - size * 0.18, y - size * 0.43), (x + size * 0.06, y - size * 0.46), (x + size * 0.30, y - size * 0.33), (x + size * 0.35, y - size * 0.10), (x + size * 0.32, y + size * 0.02), (x + size * 0.26, y - size * 0.14), (x + size * part, y - size * 0.24), (x - size * 0.24, y - size * 0.14)], closed=True),
        blend((x, y - size * 0.45), (x, y), (hair.shift(light=0.05), hair)),
    )  # fmt: skip


def _features(easel: Easel, sheet: Sheet, x: float, y: float, size: float, skin: Colour) -> None:
    """A hint of a face: closed eyes and a smile, or glasses."""
    line = skin.shift(light=-0.28)
    for side in (-1, 1):
        ex = x + side * size * 0.13
        sheet.fill(
            smooth(
                [
                    (ex - size * 0.05, y + size * 0.02),
                    (ex, y + size * 0.045),
                    (ex + size * 0.05, y + size * 0.02),
                ]
            ),
            line,
            stroke=size * 0.022,
        )
        sheet.fill(
            oval(x + side * size * 0.19, y + size * 0.13, size * 0.11, size * 0.07),
            easel.palette.accent.fade(0.28),
            blur=size * 0.02,
        )
    sheet.fill(
        smooth(
            [
                (x - size * 0.08, y + size * 0.20),
                (x, y + size * 0.235),
                (x + size * 0.08, y + size * 0.20),
            ]
        ),
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


def _words_fly(easel: Easel, x: float, y: float, size: float) -> Live:
    """Speech bubbles without words: dots that talk."""
    palette, dice = easel.palette, easel.dice
    bubbles = [(-1.35, 0.10, palette.bright, 0.0), (1.25, -0.12, palette.accent, 1.7)]
    dots = brush(palette.depth(0.8))
    lag = dice.uniform(0, 2)

    def draw(canvas: skia.Canvas, t: float) -> None:
        for away, up, tone, start in bubbles:
            shown = min(1.0, max(0.0, (t - 0.5 - start * 0.5) / 0.6))
            if shown <= 0:
                continue
            grown = 1 - (1 - shown) ** 3
            bx, by = x + size * away, y + size * (up + 0.04 * math.sin(t * 1.3 + start + lag))
            canvas.save()
            canvas.translate(bx, by)
            canvas.scale(grown, grown)
            rect = skia.Rect.MakeXYWH(-size * 0.42, -size * 0.24, size * 0.84, size * 0.48)
            pen = brush(tone)
            canvas.drawRoundRect(rect, size * 0.2, size * 0.2, pen)
            tail = 1 if away < 0 else -1
            canvas.drawPath(
                skia.Path.Polygon(
                    [
                        skia.Point(tail * size * 0.1, size * 0.2),
                        skia.Point(tail * size * 0.34, size * 0.16),
                        skia.Point(tail * size * 0.38, size * 0.44),
                    ],
                    True,
                ),
                pen,
            )
            for dot in range(3):
                lift = size * 0.045 * max(0.0, math.sin(t * 4 - dot * 0.8 + start))
                canvas.drawCircle(size * 0.2 * (dot - 1), -lift, size * 0.055, dots)
            canvas.restore()

    return draw
