"""Which generation and stage the current thread works for, so that every log line can say it."""

import contextvars
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass


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
