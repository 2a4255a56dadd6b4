"""The length, size and shape to ask a model for: the nearest it can to what is wanted."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from vidgen_desktop.core.filming import Filming, Size
from vidgen_desktop.core.model import VideoFormat

_ASPECT = re.compile(r"(\d+(?:\.\d+)?)\s*[:/x]\s*(\d+(?:\.\d+)?)")
_LINES = re.compile(r"(\d+)\s*([pk])", re.IGNORECASE)
_NEARLY = 0.05  # of a length: so much too short is not heard or seen


@dataclass(frozen=True, slots=True)
class Shape:
    """What to ask for. `size` is in pixels; `aspect` and `resolution` are the model's own words,
    empty where it has none.
    """

    seconds: int
    size: Size
    aspect: str = ""
    resolution: str = ""


def shape_for(filming: Filming, seconds: float, format: VideoFormat) -> Shape:
    """The best choice: too long is cut, too short is held, a strange shape is filled."""
    wide = format.width / format.height
    aspect = nearest(filming.aspects, wide)
    lines = min(format.width, format.height)
    resolution = _enough_lines(filming.resolutions, lines)
    if filming.sizes:
        size = _size(filming.sizes, wide, lines)
    else:
        size = _sized(ratio_of(aspect) or wide, lines_of(resolution) or lines)
    return Shape(length_for(filming.seconds, seconds), size, aspect, resolution)


def length_for(lengths: Iterable[int], seconds: float) -> int:
    """The shortest of the lengths that holds `seconds`, or else the longest; where none are
    told, whole seconds.
    """
    known = sorted(length for length in lengths if length > 0)
    least = seconds * (1 - _NEARLY)
    if not known:
        return max(1, math.ceil(least))
    return next((length for length in known if length >= least), known[-1])


def ratio_of(aspect: str) -> float | None:
    """Width over height of "16:9"; None for words such as "auto"."""
    found = _ASPECT.fullmatch(aspect.strip())
    if not found or float(found[2]) == 0 or float(found[1]) == 0:
        return None
    return float(found[1]) / float(found[2])


def lines_of(resolution: str) -> int | None:
    """The lines of "720p", or of "4K"; None for other words."""
    found = _LINES.fullmatch(resolution.strip())
    if not found:
        return None
    return int(found[1]) * (540 if found[2] in "kK" else 1)


def size_of(text: str) -> Size | None:
    """The size in "1280x720"."""
    found = re.fullmatch(r"(\d{2,5})\s*[x×*]\s*(\d{2,5})", text.strip())
    return (int(found[1]), int(found[2])) if found else None


def nearest(aspects: Iterable[str], wide: float) -> str:
    """The shape, in the model's own word, that is most like `wide`; empty where there is none."""
    known = [(aspect, ratio) for aspect in aspects if (ratio := ratio_of(aspect))]
    return min(known, key=lambda pair: _apart(pair[1], wide), default=("", 0.0))[0]


def _enough_lines(resolutions: Iterable[str], lines: int) -> str:
    known = [(name, found) for name in resolutions if (found := lines_of(name))]
    return min(known, key=lambda pair: _short_of(pair[1], lines), default=("", 0))[0]


def _size(sizes: Iterable[Size], wide: float, lines: int) -> Size:
    """The shape comes first, then enough lines, then no more than that."""
    return min(
        sizes,
        key=lambda size: (round(_apart(size[0] / size[1], wide), 1), _short_of(min(size), lines)),
    )


def _short_of(found: int, lines: int) -> tuple[bool, int]:
    return found < lines, abs(found - lines)


def _apart(one: float, other: float) -> float:
    return abs(math.log(one / other))


def _sized(wide: float, lines: int) -> Size:
    """The size of a shape whose shorter side has so many lines; even numbers."""
    long = round(lines * max(wide, 1 / wide) / 2) * 2
    return (long, lines) if wide >= 1 else (lines, long)
