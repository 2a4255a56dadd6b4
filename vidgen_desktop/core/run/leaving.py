"""A generation that nobody is making any more, though it has not ended."""

from dataclasses import dataclass

from vidgen_desktop.core.model import Estimate, Generation


@dataclass(frozen=True, slots=True)
class Left:
    """What whoever went away has left: the finished takes, and what the rest will cost."""

    generation: Generation
    kept_takes: int
    remaining: Estimate
