"""All kinds of pictures, by name. A painter is imported when it is first wanted."""

from collections.abc import Callable
from importlib import import_module
from typing import cast

from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.layers import Picture

Painter = Callable[[Easel], Picture]

KINDS: tuple[str, ...] = (
    "atlas",
    "books",
    "charts",
    "city",
    "clock",
    "coins",
    "forest",
    "health",
    "kitchen",
    "lamp",
    "mountains",
    "music",
    "network",
    "people",
    "poster",
    "rays",
    "sea",
    "space",
    "weather",
)


def painter_of(kind: str) -> Painter:
    """The function that paints a kind; KeyError if there is no such kind."""
    if kind not in KINDS:
        raise KeyError(kind)
    module = import_module(f"vidgen_desktop.providers.builtin.pictures.{kind}")
    return cast("Painter", module.paint)
