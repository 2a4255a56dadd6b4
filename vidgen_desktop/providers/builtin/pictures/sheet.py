"""A transparent sheet to draw on, and the few ways of filling a shape that the art needs."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from enum import Enum

import numpy as np
import skia

from vidgen_desktop.providers.builtin.pictures.colour import Colour

Fill = Colour | skia.Shader


class Mode(Enum):
    """How new paint meets what is there."""

    OVER = skia.BlendMode.kSrcOver
    SCREEN = skia.BlendMode.kScreen
    MULTIPLY = skia.BlendMode.kMultiply
    SOFT = skia.BlendMode.kSoftLight
    INSIDE = skia.BlendMode.kSrcATop  # only where there is paint already
    ERASE = skia.BlendMode.kDstOut


def brush(
    fill: Fill, *, blur: float = 0.0, stroke: float = 0.0, mode: Mode = Mode.OVER
) -> skia.Paint:
    """A paint: `blur` is a standard deviation and `stroke` a line width, in pixels."""
    paint = skia.Paint(AntiAlias=True, Dither=True)
    if isinstance(fill, Colour):
        red, green, blue = fill.rgb()
        paint.setColor4f(skia.Color4f(red, green, blue, fill.alpha))
    else:
        paint.setShader(fill)
    if blur > 0:
        paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, blur))
    if stroke > 0:
        paint.setStyle(skia.Paint.kStroke_Style)
        paint.setStrokeWidth(stroke)
        paint.setStrokeCap(skia.Paint.kRound_Cap)
        paint.setStrokeJoin(skia.Paint.kRound_Join)
    if mode is not Mode.OVER:
        paint.setBlendMode(mode.value)
    return paint


def blend(
    start: tuple[float, float],
    end: tuple[float, float],
    colours: Sequence[Colour],
    stops: Sequence[float] | None = None,
) -> skia.Shader:
    """A gradient along a line."""
    return skia.GradientShader.MakeLinear(
        [skia.Point(*start), skia.Point(*end)],
        [colour.argb for colour in colours],
        list(stops) if stops else None,
    )


def down(top: float, bottom: float, *colours: Colour) -> skia.Shader:
    """A gradient from one height to another."""
    return blend((0, top), (0, bottom), colours)


def around(
    x: float, y: float, radius: float, *colours: Colour, stops: Sequence[float] | None = None
) -> skia.Shader:
    """A gradient from a point outwards."""
    return skia.GradientShader.MakeRadial(
        skia.Point(x, y),
        max(radius, 0.01),
        [colour.argb for colour in colours],
        list(stops) if stops else None,
    )


class Sheet:
    """Paints on a buffer of premultiplied RGBA."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._buffer = np.zeros((height, width, 4), np.uint8)
        self._surface = skia.Surface(
            self._buffer, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType
        )
        self.canvas: skia.Canvas = self._surface.getCanvas()

    def pixels(self) -> np.ndarray:
        """What has been painted, as the buffer itself."""
        return self._buffer

    def wash(self, fill: Fill, mode: Mode = Mode.OVER) -> None:
        """Cover the whole sheet."""
        self.canvas.drawPaint(brush(fill, mode=mode))

    def fill(
        self,
        path: skia.Path,
        fill: Fill,
        *,
        blur: float = 0.0,
        stroke: float = 0.0,
        mode: Mode = Mode.OVER,
    ) -> None:
        """Fill a shape, or draw its outline where `stroke` is a width."""
        self.canvas.drawPath(path, brush(fill, blur=blur, stroke=stroke, mode=mode))

    def disc(self, x: float, y: float, radius: float, fill: Fill, *, blur: float = 0.0) -> None:
        """Fill a circle."""
        self.canvas.drawCircle(x, y, radius, brush(fill, blur=blur))

    def line(
        self, x1: float, y1: float, x2: float, y2: float, colour: Colour, width: float
    ) -> None:
        """Draw a straight line with round ends."""
        self.canvas.drawLine(x1, y1, x2, y2, brush(colour, stroke=width))

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float) -> None:
        """Let light spread from a point; it brightens what is there."""
        shader = around(
            x,
            y,
            radius,
            colour.fade(strength),
            colour.fade(strength * 0.45),
            colour.fade(strength * 0.12),
            colour.fade(0.0),
            stops=(0, 0.3, 0.62, 1),
        )
        self.canvas.drawCircle(x, y, radius, brush(shader, mode=Mode.SCREEN))

    def shadow(
        self, path: skia.Path, colour: Colour, *, dx: float = 0.0, dy: float = 0.0, blur: float
    ) -> None:
        """Draw a soft shadow of a shape, moved by (dx, dy)."""
        with self.moved(dx, dy):
            self.fill(path, colour, blur=blur)

    @contextmanager
    def moved(self, dx: float, dy: float) -> Generator[None]:
        """Draw with the origin moved while the block lasts."""
        self.canvas.save()
        self.canvas.translate(dx, dy)
        yield
        self.canvas.restore()

    @contextmanager
    def turned(self, degrees: float, x: float, y: float) -> Generator[None]:
        """Draw turned around a point while the block lasts."""
        self.canvas.save()
        self.canvas.translate(x, y)
        self.canvas.rotate(degrees)
        self.canvas.translate(-x, -y)
        yield
        self.canvas.restore()

    @contextmanager
    def inside(self, path: skia.Path) -> Generator[None]:
        """Draw only inside a shape while the block lasts."""
        self.canvas.save()
        self.canvas.clipPath(path, skia.ClipOp.kIntersect, True)
        yield
        self.canvas.restore()
