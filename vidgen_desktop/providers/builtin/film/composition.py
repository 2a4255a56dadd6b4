"""A whole scene as one MoviePy composition: the stage, and the words over it."""

import random
from collections.abc import Iterator

import numpy as np
from moviepy.video.compositing.CompositeVideoClip import CompositeVideoClip
from moviepy.video.VideoClip import VideoClip

from vidgen_desktop.providers.builtin.film.inset import BarInset, Inset, LineInset
from vidgen_desktop.providers.builtin.film.job import FilmJob
from vidgen_desktop.providers.builtin.film.lettering import drawable
from vidgen_desktop.providers.builtin.film.photo import photo_picture
from vidgen_desktop.providers.builtin.film.stage import StageClip
from vidgen_desktop.providers.builtin.film.titling import Area, Title, draw_veil, title_for
from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.gallery import painter_of
from vidgen_desktop.providers.builtin.pictures.layers import MARGIN, Picture
from vidgen_desktop.providers.builtin.pictures.palette import Palette, palette

BEFORE_WORDS = 0.25  # seconds that the picture has for itself
BETWEEN_LINES = 0.12
SHORTEST_MOVING = 1.5  # seconds; in a shorter scene the words stand there at once
LONGEST_WORDS = 9.0  # seconds after which a heading has been read


class Composition:
    """The frames of a scene, and which of them is the poster."""

    def __init__(self, job: FilmJob) -> None:
        colours = palette(job.family, job.variant)
        picture = _picture(job, colours)
        stage = StageClip(picture, job)
        frames = [stage.draw(t).copy() for t in (0.0, job.seconds / 2, job.seconds)]
        title = title_for(job, picture.zone, colours, frames)
        insets: list[Inset] = []
        if title is not None:
            stage.veil = draw_veil(title, job, picture.zone)
            insets = _insets(title, job, colours)
        self._job = job
        self._clip: VideoClip = stage
        if insets:
            self._clip = CompositeVideoClip([stage, *insets], use_bgclip=True)
            self._clip.duration = stage.duration

    def frames(self) -> Iterator[np.ndarray]:
        """Every frame in order: (height, width, 3), RGB."""
        yield from self._clip.iter_frames(fps=self._job.fps)

    @property
    def poster(self) -> int:
        """The number of a frame on which the heading has arrived."""
        return min(self._job.frames - 1, round(max(1.6, self._job.seconds * 0.4) * self._job.fps))


def _picture(job: FilmJob, colours: Palette) -> Picture:
    width, height = round(job.width * MARGIN), round(job.height * MARGIN)
    if job.picture:
        return photo_picture(job.picture, width, height)
    dice = random.Random(job.seed)  # noqa: S311 - art, not secrets
    has_words = bool(drawable(job.heading))
    easel = Easel(width, height, colours, dice, job.seconds, has_words, job.turn)
    return painter_of(job.kind)(easel)


def _insets(title: Title, job: FilmJob, colours: Palette) -> list[Inset]:
    words, area = title.words, title.area
    shown = job.seconds - BEFORE_WORDS + 0.5
    leaves = shown > LONGEST_WORDS + 2
    if leaves:
        shown = LONGEST_WORDS
    if job.seconds < SHORTEST_MOVING:
        return [
            _standing(LineInset(words, line, area, 0, shown, leaves=False))
            for line in range(words.lines)
        ]
    unit = min(job.width, job.height) / 100
    insets: list[Inset] = [_bar(title, job, colours, shown, leaves=leaves)]
    for line in range(words.lines):
        inset = LineInset(words, line, area, round(unit * 2.4), shown, leaves=leaves)
        insets.append(inset.with_start(BEFORE_WORDS + BETWEEN_LINES * (line + 1)))
    return insets


def _standing(inset: Inset) -> Inset:
    """An inset that has arrived before the scene begins, where there is no time to move."""
    return inset.with_start(-1.0).with_duration(inset.duration + 1.0)


def _bar(title: Title, job: FilmJob, colours: Palette, shown: float, *, leaves: bool) -> BarInset:
    unit = min(job.width, job.height) / 100
    width, height = round(unit * (9 if job.is_title else 6)), max(3, round(unit * 0.75))
    area, turned = title.area, title.words.right_to_left
    left = area.left + area.width - width if turned else area.left
    place = Area(left, area.top - height - round(unit * 2.2), width, height)
    colour = colours.accent if title.colour is colours.bright else colours.second.shift(-0.12)
    bar = BarInset(place, colour, shown, from_right=turned, leaves=leaves)
    return bar.with_start(BEFORE_WORDS)
