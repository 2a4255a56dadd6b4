"""What a video model can film."""

from dataclasses import dataclass

Size = tuple[int, int]  # width and height in pixels


@dataclass(frozen=True, slots=True)
class Price:
    """Micro-dollars for a second of video of this resolution ("": any); `sound` says whether
    it is the price with or without the clip's own sound (None: of both).
    """

    micros: int
    resolution: str = ""
    sound: bool | None = None


@dataclass(frozen=True, slots=True)
class Filming:
    """The limits of a video model, as its service tells them; empty where it tells none.

    `seconds` are the lengths it makes; `aspects` shapes such as "16:9" and `resolutions` names
    such as "720p", for models that are asked in these instead of in sizes. `first_frame` says
    whether it takes a picture to begin with, `needs_frame` that it makes nothing without one,
    `reference` whether it takes a picture of the look or of a character. `sound` says whether
    it makes sound that can be left away, `seed` whether it takes one. `prices` are the
    service's own, where they differ by what is asked for.
    """

    seconds: tuple[int, ...] = ()
    sizes: tuple[Size, ...] = ()
    aspects: tuple[str, ...] = ()
    resolutions: tuple[str, ...] = ()
    first_frame: bool = False
    needs_frame: bool = False
    reference: bool = False
    sound: bool = False
    seed: bool = False
    prices: tuple[Price, ...] = ()
