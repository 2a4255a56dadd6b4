"""All kinds of pictures, by name. A painter is imported when it is first wanted."""

from collections.abc import Callable
from importlib import import_module
from typing import cast

from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.layers import Picture

Painter = Callable[[Easel], Picture]

KINDS: tuple[str, ...] = ("mountains",)


def painter_of(kind: str) -> Painter:
    """The function that paints a kind; KeyError if there is no such kind."""
    name = kind if kind in KINDS else KINDS[0]
    module = import_module(f"vidgen_desktop.providers.builtin.pictures.{name}")
    return cast("Painter", module.paint)
