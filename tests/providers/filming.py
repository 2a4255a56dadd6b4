"""What the tests of the pictures share: painting without a camera, jobs, storyboards."""

import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import skia
from PIL import Image

from vidgen_desktop.core.model import Scene, Storyboard
from vidgen_desktop.providers.builtin.film.composition import Composition
from vidgen_desktop.providers.builtin.film.job import FilmJob
from vidgen_desktop.providers.builtin.pictures.easel import Easel
from vidgen_desktop.providers.builtin.pictures.gallery import painter_of
from vidgen_desktop.providers.builtin.pictures.palette import palette

ROOT = Path(__file__).parent.parent.parent
SHAPES = {"wide": (320, 180), "tall": (180, 320), "square": (200, 200)}


def painted(
    kind: str,
    *,
    seed: int = 1,
    size: tuple[int, int] = (320, 180),
    family: str = "calm",
    turn: int = 0,
) -> np.ndarray:
    """A whole picture as it looks after two seconds, (height, width, 3), without words."""
    dice = random.Random(seed)
    picture = painter_of(kind)(Easel(*size, palette(family, 0), dice, seconds=6.0, turn=turn))
    pixels = np.zeros((size[1], size[0], 4), np.uint8)
    surface = skia.Surface(pixels, skia.kRGBA_8888_ColorType, skia.kUnpremul_AlphaType)
    canvas = surface.getCanvas()
    for layer in picture.layers:
        canvas.drawImage(layer.image, layer.left, layer.top)
        if layer.live is not None:
            layer.live(canvas, 2.0)
    return pixels[..., :3].copy()


def job(**changes: object) -> FilmJob:
    """A small scene of half a second."""
    fields: dict[str, object] = {
        "width": 320,
        "height": 180,
        "fps": 24,
        "frames": 12,
        "kind": "sea",
        "family": "calm",
        "variant": 0,
        "move": "drift",
        "seed": 7,
        "turn": 0,
        "heading": "The tide",
        "is_title": False,
        "language": "en",
    }
    return FilmJob(**(fields | changes))  # type: ignore[arg-type]


def frames(job: FilmJob) -> list[np.ndarray]:
    """All frames of a scene."""
    return [frame.copy() for frame in Composition(job).frames()]


def paint_in_child(
    job: FilmJob | bytes, *, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """What the painter process writes for a job."""
    data = job.to_json() if isinstance(job, FilmJob) else job
    return subprocess.run(
        [sys.executable, "-m", "vidgen_desktop", "_film"],
        input=data,
        capture_output=True,
        check=False,
        cwd=ROOT,
        env=environment,
    )


def storyboard(*scenes: tuple[str, str], title: str = "A story") -> Storyboard:
    """Scenes of three seconds from headings and narrations."""
    made = (
        Scene(number, narration, "", 3.0, heading)
        for number, (heading, narration) in enumerate(scenes, 1)
    )
    return Storyboard(title, "en", tuple(made))


def likeness(one: np.ndarray, other: np.ndarray) -> float:
    """How alike two pictures look from afar: 1 the same, 0 as unlike as black and white."""
    small = [
        np.asarray(Image.fromarray(picture).convert("RGB").resize((16, 16), Image.Resampling.BOX))
        for picture in (one, other)
    ]
    difference = np.abs(small[0].astype(float) - small[1].astype(float)).mean()
    return 1 - float(difference) / 255
