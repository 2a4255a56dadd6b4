"""What a provider says of one of its models."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from vidgen_desktop.core.buying.rates import Rate
from vidgen_desktop.core.casting import Role
from vidgen_desktop.core.counting import counted
from vidgen_desktop.core.days import day
from vidgen_desktop.core.filming import Filming

SOON = timedelta(days=90)  # before its end, a model's user is warned


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A model as its service lists it. `title` is for people; `shutdown` is the day from which
    it can no longer be used, where one is announced; `rates` are the service's own prices, empty
    where it tells none; `voices` the ids of a voice model's voices, where it lists them;
    `filming` what a video model can film.
    """

    id: str
    title: str
    roles: frozenset[Role]
    shutdown: date | None = None
    rates: tuple[Rate, ...] = ()
    voices: tuple[str, ...] = ()
    filming: Filming | None = None

    def ending(self, today: date) -> str:
        """A warning in words where the model ends soon, or has ended; else empty."""
        if self.shutdown is None or self.shutdown - today > SOON:
            return ""
        days = (self.shutdown - today).days
        if days <= 0:
            return f"It was shut down on {day(self.shutdown)}."
        return f"It will be shut down on {day(self.shutdown)}, in {counted(days, 'day')}."


def having(role: Role, models: Sequence[ModelInfo]) -> tuple[ModelInfo, ...]:
    """Those of the models that can have this role."""
    return tuple(model for model in models if role in model.roles)


def told_apart(models: Sequence[ModelInfo]) -> tuple[ModelInfo, ...]:
    """The models with titles of their own: where several are called the same, as the ways to ask
    for one model are at some services, each has its id beside it.
    """
    times = Counter(model.title for model in models)
    return tuple(
        replace(model, title=f"{model.title} ({model.id})") if times[model.title] > 1 else model
        for model in models
    )
