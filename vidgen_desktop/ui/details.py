"""Everything the right side shows of one generation, read from the store at one go."""

from dataclasses import dataclass

from vidgen_desktop.core.model import Estimate, Generation, Status, Storyboard, Take
from vidgen_desktop.core.service import GenerationService


@dataclass(frozen=True, slots=True)
class Details:
    """A generation with its scenes and takes; an estimate only while it is active."""

    generation: Generation
    storyboard: Storyboard | None
    takes: tuple[Take, ...]
    estimate: Estimate | None


def read_details(service: GenerationService, generation: int) -> Details:
    """Read it all; slow enough for a pool thread."""
    store = service.store
    known = store.get(generation)
    active = known.status in (Status.PENDING, Status.PROCESSING)
    return Details(
        generation=known,
        storyboard=store.storyboard(generation),
        takes=tuple(store.takes(generation)),
        estimate=_estimate(service, known) if active else None,
    )


def _estimate(service: GenerationService, known: Generation) -> Estimate:
    """For a version nothing is bought, whatever its request would cost otherwise."""
    return service.estimate(known.request) if known.revises is None else Estimate(0, None)
