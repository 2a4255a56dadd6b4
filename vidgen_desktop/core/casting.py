"""Who writes, films and speaks a video: a provider and a model for each role."""

from dataclasses import dataclass
from enum import StrEnum

BUILTIN = "builtin"


class Role(StrEnum):
    """What a model is asked for."""

    TEXT = "text"  # the script and the storyboard
    VIDEO = "video"
    PICTURE = "picture"  # which the camera then moves over
    VOICE = "voice"


@dataclass(frozen=True, slots=True)
class Choice:
    """A provider, by the id that the person's settings give it, and one of its models.

    The built-in engine has no models to choose from.
    """

    provider: str = BUILTIN
    model: str = ""

    @property
    def is_builtin(self) -> bool:
        """Whether it needs no account, no network and no money."""
        return self.provider == BUILTIN


BUILTIN_CHOICE = Choice()


@dataclass(frozen=True, slots=True)
class Cast:
    """Who does what in one video. `clips_by` says whether scenes are filmed as videos or
    drawn as pictures.
    """

    text: Choice = BUILTIN_CHOICE
    clips: Choice = BUILTIN_CHOICE
    voice: Choice = BUILTIN_CHOICE
    clips_by: Role = Role.VIDEO

    @property
    def is_builtin(self) -> bool:
        """Whether it can be made without a network, for nothing."""
        return all(choice.is_builtin for choice in (self.text, self.clips, self.voice))

    def choices(self) -> tuple[tuple[Role, Choice], ...]:
        """Each role with who has it."""
        return ((Role.TEXT, self.text), (self.clips_by, self.clips), (Role.VOICE, self.voice))


BUILTIN_CAST = Cast()


@dataclass(frozen=True, slots=True)
class Quality:
    """A cast under a name that the person gave it, such as "Draft", with the voice and the speed
    that a video made with it begins with (as in a request). `suggested`: as Vidgen suggested it,
    so that another suggestion of the name may take its place; what a person saves is their own.
    """

    name: str
    cast: Cast
    voice: str = "auto"
    speed: float = 1.0
    suggested: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A quality, and why it is made like this: who does what, and for how much."""

    quality: Quality
    reason: str


def same_name(one: str, other: str) -> bool:
    """Whether two qualities would be taken for the same."""
    return one.strip().casefold() == other.strip().casefold()
