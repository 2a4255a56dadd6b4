"""Colours in OKLCH, where equal steps look equal, and their way to the screen."""

import math
from dataclasses import dataclass, replace

Rgb = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Colour:
    """Lightness 0 to 1, chroma 0 to about 0.3, hue in degrees, opacity 0 to 1."""

    light: float
    chroma: float
    hue: float
    alpha: float = 1.0

    def fade(self, alpha: float) -> "Colour":
        """The same colour with its opacity multiplied."""
        return replace(self, alpha=self.alpha * alpha)

    def shift(self, light: float = 0.0, chroma: float = 1.0, hue: float = 0.0) -> "Colour":
        """Lighter by `light`, chroma times `chroma`, hue turned by `hue` degrees."""
        return Colour(
            min(1.0, max(0.0, self.light + light)),
            self.chroma * chroma,
            (self.hue + hue) % 360,
            self.alpha,
        )

    def mix(self, other: "Colour", share: float) -> "Colour":
        """`share` of the other colour, mixed along a straight line in OKLab."""
        a1, b1 = _ab(self)
        a2, b2 = _ab(other)
        a, b = a1 + (a2 - a1) * share, b1 + (b2 - b1) * share
        return Colour(
            self.light + (other.light - self.light) * share,
            math.hypot(a, b),
            math.degrees(math.atan2(b, a)) % 360,
            self.alpha + (other.alpha - self.alpha) * share,
        )

    def rgb(self) -> Rgb:
        """sRGB, 0 to 1; chroma is taken away where the screen cannot show the colour."""
        low, high = 0.0, self.chroma
        linear = _linear(self.light, self.chroma, self.hue)
        if not _shows(linear):
            for _ in range(12):
                middle = (low + high) / 2
                if _shows(_linear(self.light, middle, self.hue)):
                    low = middle
                else:
                    high = middle
            linear = _linear(self.light, low, self.hue)
        red, green, blue = (_encode(min(1.0, max(0.0, part))) for part in linear)
        return red, green, blue

    @property
    def argb(self) -> int:
        """The colour as 0xAARRGGBB."""
        red, green, blue = (round(part * 255) for part in self.rgb())
        return round(self.alpha * 255) << 24 | red << 16 | green << 8 | blue


def luminance(rgb: Rgb) -> float:
    """Relative luminance as WCAG 2 defines it, of sRGB 0 to 1."""
    red, green, blue = (_decode(part) for part in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: float, other: float) -> float:
    """The WCAG contrast of two luminances, 1 to 21."""
    dark, bright = sorted((one, other))
    return (bright + 0.05) / (dark + 0.05)


def _ab(colour: Colour) -> tuple[float, float]:
    angle = math.radians(colour.hue)
    return colour.chroma * math.cos(angle), colour.chroma * math.sin(angle)


def _linear(light: float, chroma: float, hue: float) -> Rgb:
    angle = math.radians(hue)
    a, b = chroma * math.cos(angle), chroma * math.sin(angle)
    # The matrices of Björn Ottosson's OKLab.
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _shows(linear: Rgb) -> bool:
    return all(-1e-4 <= part <= 1.0001 for part in linear)


def _encode(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _decode(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
