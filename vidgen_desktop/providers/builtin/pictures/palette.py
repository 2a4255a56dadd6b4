"""Palettes: one family for a whole video, a variation of it for each scene."""

from dataclasses import dataclass

from vidgen_desktop.providers.builtin.pictures.colour import Colour


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one picture.

    `sky` runs from the top to the horizon; `far` and `near` are the ends of the depth ramp;
    `accent` and `second` are used sparingly; `light` is where light comes from; `bright`
    and `ink` are the two colours that text can have.
    """

    name: str
    sky: tuple[Colour, Colour, Colour]
    far: Colour
    near: Colour
    accent: Colour
    second: Colour
    light: Colour
    bright: Colour
    ink: Colour

    @property
    def is_dark(self) -> bool:
        """Whether the picture as a whole is dark."""
        return self.sky[1].light < 0.6

    @property
    def panel(self) -> Colour:
        """A large plain form behind a subject: set off from the sky, never grey."""
        if self.is_dark:
            return self.sky[2].shift(light=0.02)
        light = min(0.92, max(0.84, self.sky[1].light + 0.05))
        return Colour(light, self.accent.chroma * 0.66, self.accent.hue)

    def depth(self, nearness: float) -> Colour:
        """The colour of things at a distance: 0 in the haze, 1 right before the camera."""
        return self.far.mix(self.near, nearness)


def _family(name: str, *colours: tuple[float, float, float]) -> Palette:
    top, middle, low, far, near, accent, second, light = (Colour(*c) for c in colours)
    return Palette(
        name,
        (top, middle, low),
        far,
        near,
        accent,
        second,
        light,
        bright=Colour(0.985, 0.012, light.hue),
        ink=Colour(0.20, 0.035, near.hue),
    )


# Sky top, sky middle, horizon; far, near; accent, second; light.
FAMILIES: dict[str, Palette] = {
    family.name: family
    for family in (
        _family(
            "calm",
            (0.70, 0.075, 235),
            (0.83, 0.050, 225),
            (0.94, 0.045, 75),
            (0.80, 0.045, 222),
            (0.33, 0.055, 232),
            (0.74, 0.135, 50),
            (0.68, 0.085, 190),
            (0.97, 0.045, 85),
        ),
        _family(
            "warm",
            (0.52, 0.105, 12),
            (0.70, 0.130, 38),
            (0.90, 0.095, 78),
            (0.76, 0.090, 45),
            (0.26, 0.060, 10),
            (0.84, 0.140, 85),
            (0.47, 0.140, 12),
            (0.95, 0.085, 88),
        ),
        _family(
            "bold",
            (0.42, 0.190, 285),
            (0.56, 0.200, 325),
            (0.78, 0.155, 30),
            (0.62, 0.160, 320),
            (0.22, 0.105, 285),
            (0.88, 0.165, 98),
            (0.80, 0.125, 195),
            (0.92, 0.110, 70),
        ),
        _family(
            "night",
            (0.19, 0.050, 268),
            (0.28, 0.070, 272),
            (0.45, 0.085, 290),
            (0.38, 0.065, 272),
            (0.125, 0.030, 265),
            (0.86, 0.130, 82),
            (0.74, 0.105, 215),
            (0.93, 0.060, 90),
        ),
        _family(
            "paper",
            (0.925, 0.028, 84),
            (0.945, 0.025, 86),
            (0.90, 0.042, 76),
            (0.82, 0.045, 74),
            (0.34, 0.040, 55),
            (0.60, 0.155, 34),
            (0.53, 0.075, 225),
            (0.975, 0.020, 88),
        ),
        _family(
            "fresh",
            (0.64, 0.085, 195),
            (0.80, 0.075, 170),
            (0.94, 0.075, 110),
            (0.78, 0.075, 160),
            (0.28, 0.060, 172),
            (0.80, 0.145, 70),
            (0.70, 0.130, 130),
            (0.97, 0.065, 105),
        ),
        _family(
            "dusk",
            (0.34, 0.090, 272),
            (0.52, 0.110, 305),
            (0.82, 0.100, 45),
            (0.60, 0.080, 300),
            (0.20, 0.055, 275),
            (0.82, 0.135, 60),
            (0.72, 0.100, 230),
            (0.93, 0.080, 70),
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Variant:
    """How a scene's palette differs from the family's: a turn of the hues, a change of light."""

    hue: float
    light: float
    swap: bool


VARIANTS: tuple[Variant, ...] = (
    Variant(0, 0.0, swap=False),
    Variant(16, -0.035, swap=True),
    Variant(-20, 0.02, swap=False),
    Variant(32, 0.015, swap=True),
    Variant(-34, -0.03, swap=False),
)


def palette(family: str, variant: int) -> Palette:
    """A family's palette in one of its variants; the hues of all colours turn together."""
    base, turn = FAMILIES[family], VARIANTS[variant % len(VARIANTS)]

    def turned(colour: Colour, share: float = 1.0) -> Colour:
        return colour.shift(turn.light * share, 1.0, turn.hue * share)

    accent, second = turned(base.accent, 0.5), turned(base.second, 0.5)
    if turn.swap:
        accent, second = second, accent
    top, middle, low = base.sky
    return Palette(
        f"{family}/{variant % len(VARIANTS)}",
        (turned(top), turned(middle), turned(low, 0.7)),
        turned(base.far),
        turned(base.near, 0.6),
        accent,
        second,
        turned(base.light, 0.4),
        base.bright,
        base.ink,
    )
