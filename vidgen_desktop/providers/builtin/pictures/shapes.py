"""Outlines: the shapes that several pictures share."""

import math
import random
from collections.abc import Sequence

import numpy as np
import skia

XY = tuple[float, float]


def placed(x: float, y: float, size: float, *points: XY) -> list[XY]:
    """Points given in sizes around a place, in pixels: (0.5, -1) is half a size to the right
    and one up.
    """
    return [(x + size * right, y + size * below) for right, below in points]


def polygon(points: Sequence[XY], *, closed: bool = True) -> skia.Path:
    """Straight lines through the points."""
    return skia.Path.Polygon([skia.Point(x, y) for x, y in points], closed)


def smooth(points: Sequence[XY], *, closed: bool = False) -> skia.Path:
    """A soft curve through the points (Catmull-Rom)."""
    build = skia.PathBuilder()
    count = len(points)

    def at(index: int) -> XY:
        return points[index % count] if closed else points[min(max(index, 0), count - 1)]

    build.moveTo(*points[0])
    for index in range(count if closed else count - 1):
        before, start, end, after = (at(index + step) for step in (-1, 0, 1, 2))
        build.cubicTo(
            start[0] + (end[0] - before[0]) / 6,
            start[1] + (end[1] - before[1]) / 6,
            end[0] - (after[0] - start[0]) / 6,
            end[1] - (after[1] - start[1]) / 6,
            *end,
        )
    if closed:
        build.close()
    return build.detach()


def ground(points: Sequence[XY], bottom: float, *, soft: bool = True) -> skia.Path:
    """Everything between a line from left to right and the bottom."""
    line = smooth(points) if soft else polygon(points, closed=False)
    build = skia.PathBuilder(line)
    build.lineTo(points[-1][0], bottom)
    build.lineTo(points[0][0], bottom)
    build.close()
    return build.detach()


def box(left: float, top: float, width: float, height: float, radius: float = 0.0) -> skia.Path:
    """A rectangle, with rounded corners if `radius` says so."""
    rect = skia.Rect.MakeXYWH(left, top, width, height)
    return (
        skia.Path.RRect(skia.RRect.MakeRectXY(rect, radius, radius))
        if radius
        else skia.Path.Rect(rect)
    )


def oval(x: float, y: float, width: float, height: float) -> skia.Path:
    """An ellipse around a point, `width` and `height` across."""
    return skia.Path.Oval(skia.Rect.MakeXYWH(x - width / 2, y - height / 2, width, height))


def cylinder(x: float, y: float, width: float, height: float, tall: float) -> skia.Path:
    """The side of a cylinder that stands on an ellipse around (x, y) and is `tall` high."""
    build = skia.PathBuilder()
    build.moveTo(x - width / 2, y - tall)
    build.lineTo(x - width / 2, y)
    build.arcTo(skia.Rect.MakeXYWH(x - width / 2, y - height / 2, width, height), 180, -180, False)
    build.lineTo(x + width / 2, y - tall)
    build.close()
    return build.detach()


def circle(x: float, y: float, radius: float) -> skia.Path:
    """A circle."""
    return skia.Path.Circle(x, y, radius)


def relief(dice: random.Random, count: int, roughness: float = 0.5) -> list[float]:
    """A mountain range's heights, 0 to 1: noise of halving size, `count` samples."""
    x = np.linspace(0, 1, count)
    heights = np.zeros(count)
    strength, waves = 1.0, dice.uniform(1.6, 2.6)
    while waves < count / 2.5:
        knots = int(waves) + 3
        values = np.array([dice.uniform(0, 1) for _ in range(knots)])
        place = x * waves + dice.random()
        low = np.minimum(place.astype(int), knots - 2)
        part = place - low
        heights += strength * (values[low] * (1 - part) + values[low + 1] * part)
        strength *= roughness
        waves *= 2.03
    heights -= heights.min()
    return (heights / max(float(heights.max()), 1e-9)).tolist()


def swell(dice: random.Random, count: int, waves: float = 2.0) -> list[float]:
    """Gentle rolling heights, 0 to 1: three sines, `count` samples."""
    parts = [
        (dice.uniform(0.8, 1.2) * waves, dice.uniform(0, math.tau), 1.0),
        (dice.uniform(1.7, 2.3) * waves, dice.uniform(0, math.tau), 0.45),
        (dice.uniform(3.1, 4.0) * waves, dice.uniform(0, math.tau), 0.16),
    ]
    raw = [
        sum(
            size * math.sin(math.tau * speed * i / (count - 1) + start)
            for speed, start, size in parts
        )
        for i in range(count)
    ]
    low, high = min(raw), max(raw)
    return [(value - low) / max(high - low, 1e-9) for value in raw]


def across(width: float, heights: Sequence[float], base: float, rise: float) -> list[XY]:
    """Points from left to right: height 0 lies at `base`, height 1 lies `rise` above it."""
    last = len(heights) - 1
    return [(width * i / last, base - rise * height) for i, height in enumerate(heights)]
