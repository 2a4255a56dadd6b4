"""Everything the right side shows of one generation, read from the store at one go."""

from dataclasses import dataclass, replace

from vidgen_desktop.core.buying.purchase import Purchase, PurchaseState
from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.core.model import Estimate, Generation, Status, Storyboard, Take
from vidgen_desktop.core.service import GenerationService


@dataclass(frozen=True, slots=True)
class Details:
    """A generation with its scenes and takes; an estimate only while it is active, and what it
    has bought only when it stopped before its end: then `rest` is what going on will cost.
    `is_left`: nobody makes it any more, though it has not ended; `why`, where that is known.
    `askable` are the purchases that their services can be asked for.
    """

    generation: Generation
    storyboard: Storyboard | None
    takes: tuple[Take, ...]
    estimate: Estimate | None
    purchases: tuple[Purchase, ...] = ()
    askable: frozenset[int] = frozenset()
    is_left: bool = False
    rest: Estimate | None = None
    why: str = ""


def read_details(service: GenerationService, generation: int) -> Details:
    """Read it all; slow enough for a pool thread."""
    store = service.store
    known = store.get(generation)
    is_left = store.is_left(generation)
    active = known.status.is_active and not is_left
    stopped = known.status is Status.FAILED or is_left
    purchases = tuple(store.purchases(generation)) if stopped else ()
    return Details(
        generation=known,
        storyboard=store.storyboard(generation),
        takes=tuple(store.takes(generation)),
        estimate=_estimate(service, known) if active else None,
        purchases=purchases,
        askable=frozenset(one.id for one in purchases if service.can_look_again(one)),
        is_left=is_left,
        rest=_rest(service, generation) if stopped else None,
    )


def _rest(service: GenerationService, generation: int) -> Estimate | None:
    """What going on will cost; None where the prices cannot be read, which is told by whoever is
    asked to go on: until then everything else is to be seen.
    """
    try:
        return service.remaining(generation)
    except InvalidRequest:
        return None


def _estimate(service: GenerationService, known: Generation) -> Estimate:
    """What was spent and what is still to be bought, by the scenes once they are planned.

    For a version nothing is bought, whatever its request would cost otherwise.
    """
    if known.revises is not None:
        return Estimate(0, None)
    left = service.remaining(known.id)
    under_way = sum(
        one.wanted.estimate_micros
        for one in service.store.purchases(known.id)
        if one.state is PurchaseState.SUBMITTED
    )
    seconds = service.estimate(known.request).seconds
    micros = known.cost_micros + under_way + left.micros
    return replace(left, micros=micros, seconds=seconds)
