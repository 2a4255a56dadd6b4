"""Prices per unit, and what a video will cost by them."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from vidgen_desktop.core.casting import Role

OLD = timedelta(days=60)  # a price table older than this says so


class Unit(StrEnum):
    """What a price is for."""

    SECOND = "second"  # of video, or of speech
    PICTURE = "picture"
    MILLION_CHARACTERS = "million_characters"
    MILLION_TOKENS_IN = "million_tokens_in"
    MILLION_TOKENS_CACHED = "million_tokens_cached"  # of those in, the ones read before
    MILLION_TOKENS_OUT = "million_tokens_out"
    MILLION_PICTURE_TOKENS_IN = "million_picture_tokens_in"
    MILLION_PICTURE_TOKENS_OUT = "million_picture_tokens_out"
    REQUEST = "request"


@dataclass(frozen=True, slots=True)
class Rate:
    """A price: `micros` for one `unit`. `origin` says where it was read, and `dated` when."""

    unit: Unit
    micros: int
    origin: str
    dated: date

    def is_old(self, today: date) -> bool:
        """Whether the price should be looked up again."""
        return today - self.dated > OLD


@dataclass(frozen=True, slots=True)
class EstimateLine:
    """A part of an estimate: a scene's clip, the script, the voice. `scene` is None for what
    belongs to the whole video; `micros` is None where nobody knows the price.
    """

    role: Role
    provider: str
    what: str
    micros: int | None
    scene: int | None = None
