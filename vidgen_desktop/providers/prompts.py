"""The words that models are asked with: resources/prompts/*.txt."""

from functools import cache
from string import Template

from vidgen_desktop.core.choices import Aspect, Look
from vidgen_desktop.core.model import VideoFormat
from vidgen_desktop.resource_files import resource

SHAPES = {
    Aspect.WIDE: "wide (16:9)",
    Aspect.TALL: "tall (9:16, for phones)",
    Aspect.SQUARE: "square (1:1)",
}
MOODS = {
    Look.AUTO: "what suits the subject",
    Look.CALM: "calm, soft colours",
    Look.WARM: "warm, golden and earthy colours",
    Look.BOLD: "bold, strong contrasts and saturated colours",
    Look.NIGHT: "night, deep blues and glowing lights",
    Look.PAPER: "made of paper: cut-outs, folds and soft shadows",
}


def prompt(name: str, **values: object) -> str:
    """The prompt of this name, its ${fields} filled."""
    return _template(name).substitute({key: str(value) for key, value in values.items()}).strip()


def shape_of(format: VideoFormat) -> str:
    """The shape of a picture, in words."""
    if format.width == format.height:
        return SHAPES[Aspect.SQUARE]
    return SHAPES[Aspect.WIDE if format.width > format.height else Aspect.TALL]


@cache
def _template(name: str) -> Template:
    return Template(resource(f"prompts/{name}.txt").read_text(encoding="utf-8"))
