"""Where the words stand on a scene, in which colour, and what keeps them readable."""

from dataclasses import dataclass, replace

import numpy as np
import skia

from vidgen_desktop.providers.builtin.film.job import FilmJob
from vidgen_desktop.providers.builtin.film.lettering import Style, Words, drawable, typeset
from vidgen_desktop.providers.builtin.pictures.colour import Colour, contrast, luminance
from vidgen_desktop.providers.builtin.pictures.layers import Zone
from vidgen_desktop.providers.builtin.pictures.palette import Palette
from vidgen_desktop.providers.builtin.pictures.sheet import blend, brush

ENOUGH = 4.5  # WCAG contrast of the words against nearly everything behind them
STRONGEST_VEIL = 0.86
WIDE = 1.2  # a frame is wide, or tall, when one side is this much longer
HEADING_SIZES = {True: 8.6, False: 9.2}  # hundredths of the shorter side, in wide frames or not
TITLE_SIZES = {True: 11.5, False: 11.5}
SHARES = (0.2126, 0.7152, 0.0722)  # of red, green and blue in luminance
OUTLIERS = 3  # percent of the pixels behind the words that may be worse


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of the frame, in whole pixels."""

    left: int
    top: int
    width: int
    height: int

    def of(self, frame: np.ndarray) -> np.ndarray:
        """That part of a frame."""
        return frame[
            max(0, self.top) : self.top + self.height, max(0, self.left) : self.left + self.width
        ]


@dataclass(frozen=True, slots=True)
class Title:
    """Words with their place, their colour and the veil behind them (None: not needed)."""

    words: Words
    area: Area
    colour: Colour
    veil: Colour | None


def room_for(job: FilmJob, zone: Zone) -> Area:
    """The part of the frame that words may use: inside the margins, above the captions."""
    width, height = job.width, job.height
    left = round(width * 0.07)
    if width > height * WIDE:
        share = 0.40 if zone is Zone.LEFT else 0.62
        return Area(left, round(height * 0.13), round(width * share), round(height * 0.60))
    left = round(width * 0.075)
    top = 0.115 if height > width * WIDE else 0.09
    share = 0.24 if height > width * WIDE else 0.26
    return Area(left, round(height * top), width - 2 * left, round(height * share))


def title_for(job: FilmJob, zone: Zone, palette: Palette, frames: list[np.ndarray]) -> Title | None:
    """Set the heading and choose its colour by what is behind it in `frames` (RGB)."""
    heading = drawable(job.heading)
    if not heading:
        return None
    room, unit = room_for(job, zone), min(job.width, job.height) / 100
    sizes = TITLE_SIZES if job.is_title else HEADING_SIZES
    size = unit * sizes[job.width > job.height * WIDE]
    style = Style(job.family, job.language, 0xFF000000)
    words = typeset(heading, style, (room.width, room.height), size)
    area = _area(job, zone, room, words)
    behind = np.concatenate([area.of(frame).reshape(-1, 3) for frame in frames])
    colour, veil = readable(palette, behind)
    words = typeset(heading, replace(style, colour=colour.argb), (room.width, room.height), size)
    return Title(words, area, colour, veil)


def _area(job: FilmJob, zone: Zone, room: Area, words: Words) -> Area:
    width, height = round(words.width) + 2, round(words.height) + 2
    left = room.left
    if words.right_to_left:
        left = room.left + room.width - width
        if job.width > job.height * WIDE:
            left = job.width - room.left - width if zone is Zone.HIGH else left
    top = room.top
    if zone is Zone.LEFT and job.width > job.height * WIDE:
        top = round(job.height * 0.43 - height / 2)
    return Area(left, top, width, height)


def readable(palette: Palette, behind: np.ndarray) -> tuple[Colour, Colour | None]:
    """The colour of the words and of the veil for these pixels, the thinner veil winning."""
    choices: list[tuple[float, Colour, Colour]] = []
    for colour, cover in (
        (palette.bright, palette.near.mix(Colour(0.16, 0.03, palette.near.hue), 0.6)),
        (palette.ink, palette.sky[2].mix(palette.bright, 0.5)),
    ):
        choices.append((_veil_needed(colour, cover, behind), colour, cover))
    strength, colour, cover = min(choices, key=lambda choice: choice[0])
    return colour, cover.fade(strength) if strength > 0 else None


def _veil_needed(colour: Colour, cover: Colour, behind: np.ndarray) -> float:
    for strength in np.arange(0.0, STRONGEST_VEIL, 0.06):
        if worst_contrast(colour, veiled(behind, cover, float(strength))) >= ENOUGH:
            return float(strength)
    return STRONGEST_VEIL


def veiled(behind: np.ndarray, cover: Colour, strength: float) -> np.ndarray:
    """Pixels (N, 3) under a veil."""
    return behind * (1 - strength) + np.array(cover.rgb()) * 255 * strength


def worst_contrast(colour: Colour, behind: np.ndarray) -> float:
    """The contrast of a colour with pixels (N, 3), all but the worst few of them."""
    own = luminance(colour.rgb())
    levels = np.array([luminance((step, step, step)) for step in np.arange(256) / 255])
    pixels = np.clip(np.rint(behind[::7]), 0, 255).astype(np.uint8)
    lights = levels[pixels] @ np.array(SHARES)
    return min(
        contrast(own, float(np.percentile(lights, part))) for part in (OUTLIERS, 100 - OUTLIERS)
    )


def draw_veil(title: Title, job: FilmJob, zone: Zone) -> skia.Image | None:
    """The veil as an image for the upper left corner of the frame."""
    if title.veil is None:
        return None
    area, cover = title.area, title.veil
    from_side = zone is Zone.LEFT and job.width > job.height * WIDE
    fade = job.width * 0.2 if from_side else job.height * 0.2
    reach = area.left + area.width if from_side else area.top + area.height
    end = min(job.width if from_side else job.height, round(reach + fade))
    stops = (0.0, reach / end, reach / end + (1 - reach / end) * 0.45, 1.0)
    colours = (cover, cover, cover.fade(0.42), cover.fade(0.0))
    width, height = (end, job.height) if from_side else (job.width, end)
    surface = skia.Surfaces.Raster(
        skia.ImageInfo.Make(width, height, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
    )
    line = (float(end), 0.0) if from_side else (0.0, float(end))
    surface.getCanvas().drawPaint(brush(blend((0, 0), line, colours, stops)))
    return surface.makeImageSnapshot()
