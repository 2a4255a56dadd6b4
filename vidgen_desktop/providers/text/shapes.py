"""What a text model answers, as the SDK's `parse` wants it. Import inside of functions."""

from pydantic import BaseModel, ConfigDict


class _Shape(BaseModel):
    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)


class Narration(_Shape):
    """A script, or the word that the material is one."""

    is_script: bool = False
    title: str
    language: str
    paragraphs: list[str]


class Shot(_Shape):
    """What is seen in one scene."""

    number: int
    shot: str
    camera: str
    light: str
    heading: str


class Shots(_Shape):
    """What is seen in all scenes, and what they have in common."""

    look: str
    scenes: list[Shot]
