"""Servers that run on this computer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ServerHere:
    """One that answers as OpenAI's API does. `title` is what usually runs at its port, `models`
    how many it lists.
    """

    title: str
    address: str
    models: int
