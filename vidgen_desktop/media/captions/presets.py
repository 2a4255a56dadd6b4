"""How each style of captions looks, and where it stands, by the shape of the video.

Tall videos: TikTok, Reels and Shorts draw their own texts and buttons over the picture. The
margins are the widest of what their owners ask for, as listed by Shotstack's guide to
vertical safe zones (shotstack.io/learn/vertical-video-safe-zones, read in November 2026) for
1080x1920: Google (Shorts) 288 px at the top, 672 below, 48 left, 192 right; Meta (Reels) 14 %
(269), 35 % (672) and 6 % (65) at each side; TikTok publishes templates, not numbers: at most
120 left, and less than these elsewhere. Captions stand in the middle of the picture, so both
sides keep the wider margin. Other shapes: 5 %, which is title safe (EBU R 95).
"""

from dataclasses import dataclass

from vidgen_desktop.core.choices import CaptionStyle
from vidgen_desktop.core.model import VideoFormat

SEMI_BOLD = ("Manrope-SemiBold.ttf", "Manrope SemiBold")
EXTRA_BOLD = ("Manrope-ExtraBold.ttf", "Manrope ExtraBold")
WHITE, INK = 0xFFFFFF, 0x0C0E14
AMBER, MINT, LEMON = 0xFFC93C, 0x6FE7C8, 0xFFE135


@dataclass(frozen=True, slots=True)
class Margins:
    """What stays free, in fractions of the video's height and width."""

    top: float
    bottom: float
    side: float


@dataclass(frozen=True, slots=True)
class Panel:
    """A ground with round corners; measures in ems, `opacity` from 0 to 1."""

    colour: int
    opacity: float
    across: float  # between the words and its sides
    above: float
    corner: float


@dataclass(frozen=True, slots=True)
class Preset:
    """`em`: the size of the letters in fractions of the video's shorter side; edge, shadow
    and blur in ems. `words`: at most so many at a time, in one line; 0: two lines. A long
    word may be set smaller, down to `smallest`.
    """

    font: tuple[str, str]  # file, and the name that libass knows it by
    em: float
    accent: int
    edge: float
    shadow: float
    blur: float
    margins: Margins
    panel: Panel | None = None
    words: int = 0
    smallest: float = 0.7


WIDE = Margins(top=0.05, bottom=0.06, side=0.09)
SQUARE = Margins(top=0.05, bottom=0.07, side=0.07)
TALL = Margins(top=0.15, bottom=0.35, side=192 / 1080)

_GROUND = Panel(INK, opacity=0.78, across=0.62, above=0.34, corner=0.42)
# The sizes are for wide, square and tall videos.
_SIZES = {
    CaptionStyle.CLASSIC: (0.056, 0.056, 0.058),
    CaptionStyle.PANEL: (0.050, 0.051, 0.053),
    CaptionStyle.POP: (0.092, 0.092, 0.098),
}


def margins(format: VideoFormat) -> Margins:
    """What stays free in a video of this shape."""
    if format.width == format.height:
        return SQUARE
    return WIDE if format.width > format.height else TALL


def preset(style: CaptionStyle, format: VideoFormat) -> Preset:
    """How captions of this style look in this format."""
    free = margins(format)
    em = _SIZES[style][(WIDE, SQUARE, TALL).index(free)]
    if style is CaptionStyle.PANEL:
        return Preset(SEMI_BOLD, em, MINT, 0.0, 0.0, 0.0, free, panel=_GROUND)
    if style is CaptionStyle.POP:
        return Preset(EXTRA_BOLD, em, LEMON, 0.085, 0.05, 0.012, free, words=4, smallest=0.42)
    return Preset(SEMI_BOLD, em, AMBER, 0.075, 0.045, 0.03, free)
