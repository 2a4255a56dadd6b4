"""What a painter of pictures holds: the size, the palette, the dice and sheets to draw on."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

import numpy as np
import skia

from vidgen_desktop.providers.builtin.pictures.layers import Layer, Live, Picture, Zone
from vidgen_desktop.providers.builtin.pictures.palette import Palette
from vidgen_desktop.providers.builtin.pictures.sheet import Sheet

T = TypeVar("T")

GRAIN = 2.2  # levels of 255: enough to keep gradients from banding


@dataclass(slots=True)
class Easel:
    """`width` and `height` are the painted size in pixels, margins for the camera included.

    Without words the subject may stand in the middle. `turn` counts how often a story has
    shown this kind, so that `pick` never gives it the same form twice in a row.
    """

    width: int
    height: int
    palette: Palette
    dice: random.Random
    seconds: float
    has_words: bool = True
    turn: int = 0
    layers: list[Layer] = field(default_factory=list[Layer])

    @property
    def unit(self) -> float:
        """One hundredth of the shorter side, the measure for all sizes."""
        return min(self.width, self.height) / 100

    @property
    def is_wide(self) -> bool:
        """Whether there is more room beside the subject than above it."""
        return self.width > self.height * 1.2

    @property
    def is_tall(self) -> bool:
        """Whether the frame stands upright."""
        return self.height > self.width * 1.2

    @property
    def focus(self) -> tuple[float, float]:
        """Where a single subject stands, clear of the words and of the captions."""
        if self.is_wide:
            return self.width * (0.69 if self.has_words else 0.51), self.height * 0.49
        return self.width * 0.5, self.height * (0.56 if self.is_tall else 0.61)

    @property
    def reach(self) -> float:
        """How far a single subject may extend from the focus, in pixels."""
        if self.is_wide:
            return self.height * (0.33 if self.has_words else 0.35)
        return self.width * (0.34 if self.is_tall else 0.24)

    @property
    def horizon(self) -> float:
        """A line from the top that leaves room for words above it, in pixels."""
        return self.height * (0.60 if self.is_wide else 0.56)

    def pick(self, options: Sequence[T]) -> T:
        """One of a picture's forms: another one each time the story shows the kind."""
        return options[self.turn % len(options)]

    def sheet(self) -> Sheet:
        """An empty sheet of the picture's size."""
        return Sheet(self.width, self.height)

    def lay(self, sheet: Sheet, depth: float, live: Live | None = None) -> None:
        """Add a finished sheet to the picture, before those that are there."""
        pixels = sheet.pixels()
        _add_grain(pixels, len(self.layers) + 1)
        self.layers.append(_trimmed(pixels, depth, live))

    def backdrop(self, sheet: Sheet, live: Live | None = None) -> None:
        """Add a sheet that is infinitely far away; only the first can be."""
        self.lay(sheet, 0.0, live)
        self.layers[-1] = replace(self.layers[-1], fixed=True)

    def picture(self, zone: Zone = Zone.HIGH) -> Picture:
        """The finished picture."""
        return Picture(self.width, self.height, tuple(self.layers), zone)


def _add_grain(pixels: np.ndarray, seed: int) -> None:
    """Sprinkle the grain of film over what is opaque (premultiplied RGBA, in place)."""
    height, width = pixels.shape[:2]
    noise = np.random.default_rng(seed).standard_normal((height, width), np.float32) * GRAIN
    solid = pixels[..., 3] == 255
    noise[~solid] = 0
    grain = np.rint(noise).astype(np.int16)
    for channel in range(3):
        plane = pixels[..., channel]
        np.clip(plane + grain, 0, 255, out=plane, casting="unsafe")


def _trimmed(pixels: np.ndarray, depth: float, live: Live | None) -> Layer:
    """The layer without its empty borders: what is empty costs time in every frame."""
    alpha = pixels[..., 3]
    rows, columns = np.flatnonzero(alpha.any(1)), np.flatnonzero(alpha.any(0))
    if not len(rows):
        rows = columns = np.array([0])
    top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    clear = np.flatnonzero(alpha.min(1) < 255)
    solid = float(clear[-1] + 1) if len(clear) else 0.0
    part = np.ascontiguousarray(pixels[top:bottom, left:right])
    opaque = bool(part[..., 3].min() == 255)
    image = skia.Image.fromarray(
        part,
        skia.kRGBA_8888_ColorType,
        skia.kOpaque_AlphaType if opaque else skia.kPremul_AlphaType,
        copy=True,
    )
    return Layer(image, float(left), float(top), depth, solid, live)
