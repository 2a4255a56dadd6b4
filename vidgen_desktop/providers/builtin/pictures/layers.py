"""What a picture is made of: layers at different depths, and things on them that move."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import skia

MARGIN = 1.16  # a picture is this much larger than the frame, so that the camera can move

Live = Callable[[skia.Canvas, float], None]
"""Draws what moves by itself, in the picture's pixels, at a time in seconds."""


class Zone(StrEnum):
    """Where a picture keeps room for words, in wide frames; others have it at the top."""

    HIGH = "high"  # the sky is calm
    LEFT = "left"  # the subject stands on the right


@dataclass(frozen=True, slots=True)
class Layer:
    """A part of the picture at one distance.

    `left` and `top` place the image in the picture's pixels. `depth` is 0 far away to 1
    before the camera: near layers move more. A `fixed` layer is so far away that it stands
    still (and costs next to nothing). Below the line `solid` (the picture's height
    if there is none) the layer hides everything behind it.
    """

    image: skia.Image
    left: float
    top: float
    depth: float
    solid: float
    live: Live | None = None
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """Layers from far to near; the first fills the picture."""

    width: int
    height: int
    layers: tuple[Layer, ...]
    zone: Zone = Zone.HIGH
