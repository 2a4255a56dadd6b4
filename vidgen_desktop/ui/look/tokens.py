"""The colours, sizes and times of the window, in one place, for both schemes."""

from dataclasses import dataclass

SPACE_XS, SPACE_S, SPACE_M, SPACE_L, SPACE_XL, SPACE_XXL = 4, 8, 12, 16, 24, 32
RADIUS_CONTROL, RADIUS_CARD = 6, 10
TYPE_SECONDARY, TYPE_BODY, TYPE_EMPHASIS, TYPE_TITLE, TYPE_WELCOME = 11, 13, 15, 20, 28
WEIGHT_NORMAL, WEIGHT_STRONG = 400, 600
MOTION_MS = 150

_LINEAR_UP_TO = 0.04045  # of sRGB

LIBRARY_WIDTH = 280
ROW_HEIGHT = 64
POSTER_WIDTH, POSTER_HEIGHT = 96, 54
CARD_WIDTH, CARD_PICTURE = 168, 94
CHART_HEIGHT = 128
READING_WIDTH = 720

# Of the word that is spoken, in captions that are drawn into videos, as their room has them.
SPOKEN_CLASSIC, SPOKEN_PANEL, SPOKEN_POP = "#FFC93C", "#6FE7C8", "#FFE135"


@dataclass(frozen=True, slots=True)
class Scheme:
    """The colours of one scheme, as #RRGGBB."""

    name: str
    window: str
    surface: str
    raised: str
    line: str
    text: str
    secondary: str
    accent: str
    on_accent: str
    good: str
    warning: str
    bad: str

    @property
    def is_dark(self) -> bool:
        """Whether light text stands on a dark ground."""
        return luminance(self.window) < luminance(self.text)

    @property
    def hover(self) -> str:
        """A neutral control under the pointer."""
        return mix(self.raised, self.text, 0.06 if self.is_dark else 0.04)

    @property
    def pressed(self) -> str:
        """A neutral control held down."""
        return mix(self.raised, self.text, 0.12 if self.is_dark else 0.09)

    @property
    def selected(self) -> str:
        """The ground of the chosen row; calm, so that text keeps its contrast."""
        return mix(self.surface, self.accent, 0.10 if self.is_dark else 0.08)

    @property
    def track(self) -> str:
        """The empty part of a bar."""
        return mix(self.surface, self.text, 0.13)

    @property
    def accent_hover(self) -> str:
        """The accent under the pointer."""
        return mix(self.accent, self.text, 0.12)


DARK = Scheme(
    name="dark",
    window="#14161B",
    surface="#1B1E25",
    raised="#242833",
    line="#2C313C",
    text="#E9EBF1",
    secondary="#9CA5B5",
    accent="#6C93FF",
    on_accent="#0B1020",
    good="#43BE85",
    warning="#E8AD45",
    bad="#EC6A58",
)

LIGHT = Scheme(
    name="light",
    window="#F5F6F8",
    surface="#FFFFFF",
    raised="#FFFFFF",
    line="#E0E3E9",
    text="#1A1D24",
    secondary="#5B6372",
    accent="#2B61E4",
    on_accent="#FFFFFF",
    good="#15744A",
    warning="#8A5700",
    bad="#B93722",
)


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue (0 to 255) of #RRGGBB."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(ground: str, over: str, amount: float) -> str:
    """`ground` with `amount` (0 to 1) of `over` in it."""
    parts = [
        round(a + (b - a) * amount) for a, b in zip(channels(ground), channels(over), strict=True)
    ]
    return "#{:02X}{:02X}{:02X}".format(*parts)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it, 0 (black) to 1 (white)."""

    def linear(value: int) -> float:
        part = value / 255
        return part / 12.92 if part <= _LINEAR_UP_TO else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(value) for value in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
