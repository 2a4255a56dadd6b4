"""The camera: slow eased moves that never quite stand still."""

import math
from dataclasses import dataclass

LONGEST_LEG = 14.0  # seconds; a longer scene is filmed on a closed path instead
FULL_TRAVEL = 6.0  # seconds; a shorter scene is given a part of the way, at the same speed
REACH = 0.052  # how far the nearest layer moves to each side, as a share of the frame
ZOOM = 0.10


@dataclass(frozen=True, slots=True)
class View:
    """Where the camera stands: an offset in shares of the frame, and a magnification."""

    x: float
    y: float
    zoom: float

    def towards(self, other: "View", share: float) -> "View":
        """The view `share` of the way to another."""
        return View(
            self.x + (other.x - self.x) * share,
            self.y + (other.y - self.y) * share,
            self.zoom + (other.zoom - self.zoom) * share,
        )


MOVES: dict[str, tuple[View, View]] = {
    "push in": (View(-0.15, 0.1, 0.0), View(0.15, -0.1, 1.0)),
    "pull out": (View(0.2, -0.1, 1.0), View(-0.1, 0.1, 0.0)),
    "pan right": (View(-1.0, 0.0, 0.35), View(1.0, 0.0, 0.5)),
    "pan left": (View(1.0, 0.1, 0.5), View(-1.0, -0.1, 0.35)),
    "tilt up": (View(-0.2, 1.0, 0.35), View(0.2, -1.0, 0.5)),
    "drift": (View(-0.8, 0.7, 0.2), View(0.8, -0.5, 0.75)),
}
"""Start and end in units of REACH and ZOOM."""


def view_at(move: str, t: float, seconds: float, phase: float) -> View:
    """Where the camera is after `t` of `seconds`; `phase` (0 to 1) varies long paths."""
    start, end = MOVES[move]
    if seconds > LONGEST_LEG:
        return _scaled(_loop(start, end, t, phase))
    share = min(1.0, seconds / FULL_TRAVEL)
    middle = start.towards(end, 0.5)
    start, end = middle.towards(start, share), middle.towards(end, share)
    return _scaled(start.towards(end, ease(t / seconds)))


def ease(share: float) -> float:
    """Slow at both ends but never at rest: half a straight line, half a smootherstep."""
    soft = share**3 * (share * (share * 6 - 15) + 10)
    return 0.5 * share + 0.5 * soft


def _loop(start: View, end: View, t: float, phase: float) -> View:
    """A closed path with three periods, so that never everything turns at once."""
    x = math.sin(math.tau * (t / 27.0 + phase))
    y = math.sin(math.tau * (t / 36.5 + phase * 0.7 + 0.25))
    zoom = math.sin(math.tau * (t / 20.3 + phase * 0.4 + 0.12))
    wide = max(0.55, abs(end.x - start.x) / 2)
    high = max(0.45, abs(end.y - start.y) / 2)
    return View(x * wide, y * high, 0.5 + zoom * 0.45)


def _scaled(view: View) -> View:
    return View(view.x * REACH, view.y * REACH, 1.0 + view.zoom * ZOOM)


@dataclass(frozen=True, slots=True)
class Placing:
    """How a layer is drawn in the frame: picture pixels times `scale` plus (x, y)."""

    scale: float
    x: float
    y: float


def place(view: View, depth: float, frame: tuple[int, int], picture: tuple[int, int]) -> Placing:
    """Where a layer at a depth lies when the camera stands at `view`."""
    scale = 1.0 + (view.zoom - 1.0) * (0.45 + 0.75 * depth)
    shift = 0.4 + 0.8 * depth
    x = frame[0] / 2 - view.x * shift * frame[0] - scale * picture[0] / 2
    y = frame[1] / 2 - view.y * shift * frame[1] - scale * picture[1] / 2
    return Placing(scale, x, y)
