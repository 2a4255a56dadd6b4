"""The order that the program gives to the painter, as JSON over its standard input."""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class FilmJob:
    """Everything a scene's frames depend on: equal jobs give equal pixels.

    `kind`, `family` and `variant` name the picture and its palette, `turn` says how often
    the story has shown the kind, `move` is the camera's way; `picture` is the path of the
    person's own picture, drawn instead. `poster` is where a PNG of one good frame is
    written, or "".
    """

    width: int
    height: int
    fps: int
    frames: int
    kind: str
    family: str
    variant: int
    move: str
    seed: int
    turn: int
    heading: str
    is_title: bool
    language: str
    picture: str = ""
    poster: str = ""

    @property
    def seconds(self) -> float:
        """How long the scene lasts."""
        return self.frames / self.fps

    def to_json(self) -> bytes:
        """The job as ASCII JSON, so that any text survives the pipe."""
        return json.dumps(asdict(self)).encode("ascii")

    @classmethod
    def from_json(cls, data: bytes) -> "FilmJob":
        """The job as it was sent; ValueError or TypeError if it is none."""
        fields = json.loads(data)
        return cls(**fields)
