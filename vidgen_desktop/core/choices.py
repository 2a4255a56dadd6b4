"""What a person can choose about the shape, look and assembly of a video."""

from dataclasses import dataclass
from enum import StrEnum


class Aspect(StrEnum):
    """The shape of a video."""

    WIDE = "16:9"
    TALL = "9:16"
    SQUARE = "1:1"


class Resolution(StrEnum):
    """The shorter side of a video, in lines."""

    HD = "720p"
    FULL_HD = "1080p"

    @property
    def lines(self) -> int:
        """The shorter side in pixels."""
        return int(self.value.removesuffix("p"))


class Look(StrEnum):
    """The palette and mood of the built-in pictures; AUTO chooses from the words."""

    AUTO = "auto"
    CALM = "calm"
    WARM = "warm"
    BOLD = "bold"
    NIGHT = "night"
    PAPER = "paper"


class Captions(StrEnum):
    """Where captions go; SRT and VTT files are written beside the video unless OFF."""

    OFF = "off"
    SOFT = "soft"
    BURNED = "burned"


class CaptionStyle(StrEnum):
    """How burned captions look.

    CLASSIC: white with a soft dark edge. PANEL: on a dark, translucent ground. POP: few,
    large words at a time.
    """

    CLASSIC = "classic"
    PANEL = "panel"
    POP = "pop"


class Fit(StrEnum):
    """How a clip of another shape fills the video.

    COVER fills it and cuts the edges off; CONTAIN shows all of it, over a blurred copy;
    STRETCH pulls it into the shape.
    """

    COVER = "cover"
    CONTAIN = "contain"
    STRETCH = "stretch"


class Transition(StrEnum):
    """How one scene gives way to the next."""

    CUT = "cut"
    CROSSFADE = "crossfade"
    DIP = "dip"  # to black, and up again


@dataclass(frozen=True, slots=True)
class Boundary:
    """The transition between scene `after` and the one that follows it."""

    after: int
    transition: Transition
