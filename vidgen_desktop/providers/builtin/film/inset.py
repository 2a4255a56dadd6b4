"""Small MoviePy clips laid over the scene: a line of the heading, the bar above it."""

from abc import abstractmethod

import numpy as np
import skia
from moviepy.video.VideoClip import VideoClip
from PIL import Image

from vidgen_desktop.providers.builtin.film.lettering import Words
from vidgen_desktop.providers.builtin.film.titling import Area
from vidgen_desktop.providers.builtin.pictures.colour import Colour
from vidgen_desktop.providers.builtin.pictures.shapes import box
from vidgen_desktop.providers.builtin.pictures.sheet import brush

ARRIVES = 0.75  # seconds until a line stands still
LEAVES = 0.40


def arrival(t: float) -> float:
    """0 to 1: quick at first, then settling softly."""
    return 1 - (1 - min(1.0, max(0.0, t / ARRIVES))) ** 4


class Inset(VideoClip):
    """A clip that is drawn anew while it moves, and kept as it is while it stands still.

    MoviePy pastes a masked clip through two copies of the whole frame; an inset pastes only
    its own rectangle, which makes a frame three times as fast.
    """

    def __init__(self, area: Area, seconds: float, *, leaves: bool) -> None:
        super().__init__(duration=seconds)
        self.size = (area.width, area.height)
        self.frame_function = lambda t: np.asarray(self.picture(t).convert("RGB"))
        self._area, self._seconds, self._leaves = area, seconds, leaves
        self._still: Image.Image | None = None

    @abstractmethod
    def paint(self, canvas: skia.Canvas, share: float) -> None:
        """Draw on a canvas of the area's size; `share` 0 to 1 says how far it has arrived."""

    def picture(self, t: float) -> Image.Image:
        """The inset after `t` seconds, RGBA."""
        leaving = max(0.0, 1 - (self._seconds - t) / LEAVES) if self._leaves else 0.0
        if t >= ARRIVES and self._still is not None:
            return _faded(self._still, 1 - leaving) if leaving else self._still
        drawn = self._drawn(arrival(t))
        if t >= ARRIVES:
            self._still = drawn
        return _faded(drawn, 1 - leaving) if leaving else drawn

    def compose_on(self, background: Image.Image, t: float) -> Image.Image:
        """Paste the inset on a frame (called by CompositeVideoClip)."""
        drawn = self.picture(t - self.start)
        background.paste(drawn, (self._area.left, self._area.top), drawn)
        return background

    def _drawn(self, share: float) -> Image.Image:
        pixels = np.zeros((self._area.height, self._area.width, 4), np.uint8)
        surface = skia.Surface(pixels, skia.kRGBA_8888_ColorType, skia.kUnpremul_AlphaType)
        self.paint(surface.getCanvas(), share)
        return Image.fromarray(pixels)


class LineInset(Inset):
    """One line of a heading; it rises into its place while it appears."""

    def __init__(
        self, words: Words, line: int, area: Area, rise: int, seconds: float, *, leaves: bool
    ) -> None:
        step = words.height / words.lines
        pad = round(step * 0.3)
        top = area.top + round(step * line) - pad
        own = Area(area.left - pad, top, area.width + 2 * pad, round(step) + 2 * pad + rise)
        super().__init__(own, seconds, leaves=leaves)
        self._words, self._rise, self._pad = words, rise, pad
        self._from, self._step = step * line, step
        self._is_first, self._is_last = line == 0, line == words.lines - 1

    def paint(self, canvas: skia.Canvas, share: float) -> None:
        """Draw this line of the paragraph, lower down while it arrives."""
        words, pad = self._words, self._pad
        alpha = skia.Paint()
        alpha.setAlphaf(min(1.0, share * 1.15))
        canvas.translate(pad, pad + self._rise * (1 - share))
        upper = -pad if self._is_first else 0.0
        lower = self._step + (pad if self._is_last else 0.0)
        canvas.clipRect(skia.Rect.MakeLTRB(-pad, upper, self._area.width, lower))
        canvas.saveLayer(None, alpha)
        offset = words.width - words.paragraph_width if words.right_to_left else 0.0
        words.paragraph.paint(canvas, offset, -self._from)
        canvas.restore()


class BarInset(Inset):
    """A short bar in the accent colour that grows above the heading."""

    def __init__(
        self, area: Area, colour: Colour, seconds: float, *, from_right: bool, leaves: bool
    ) -> None:
        super().__init__(area, seconds, leaves=leaves)
        self._colour, self._from_right = colour, from_right

    def paint(self, canvas: skia.Canvas, share: float) -> None:
        """Draw the bar as long as it has grown."""
        width, height = self.size
        long = max(height, width * share)
        left = width - long if self._from_right else 0.0
        canvas.drawPath(
            box(left, 0, long, height, height / 2), brush(self._colour.fade(min(1.0, share * 2)))
        )


def _faded(picture: Image.Image, share: float) -> Image.Image:
    faded = picture.copy()
    faded.putalpha(picture.getchannel("A").point(_dimmer(share)))
    return faded


def _dimmer(share: float) -> list[int]:
    """A table from every level to the share of it."""
    return [round(level * share) for level in range(256)]
