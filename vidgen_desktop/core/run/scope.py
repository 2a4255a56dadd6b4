"""Which generation and stage the current thread works for, so that every log line can say it."""

import contextvars
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar

T = TypeVar("T")
P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a log line belongs to."""

    generation: int | None = None
    stage: str | None = None


_current: contextvars.ContextVar[Scope] = contextvars.ContextVar("vidgen_scope")


def current_scope() -> Scope:
    """The scope of the current thread or context; empty outside a run."""
    return _current.get(Scope())


@contextmanager
def scope(generation: int, stage: str | None = None) -> Generator[None]:
    """Work for a generation (and stage) while the block lasts."""
    token = _current.set(Scope(generation, stage))
    try:
        yield
    finally:
        _current.reset(token)


def for_generation(work: Callable[P, T]) -> Callable[P, T]:
    """A method whose first argument is the generation that it works for."""

    @wraps(work)
    def within(*args: P.args, **kwargs: P.kwargs) -> T:
        generation = kwargs["generation"] if "generation" in kwargs else args[1]
        if not isinstance(generation, int):
            raise TypeError(f"{generation!r} is no generation")
        with scope(generation):
            return work(*args, **kwargs)

    return within
