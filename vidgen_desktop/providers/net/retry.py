"""Trying again, for what costs nothing: looking at a job, downloads, lists. Never for creates."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.run.running import Running
from vidgen_desktop.providers.net.faults import ServiceError, talking_to

if TYPE_CHECKING:
    import tenacity

T = TypeVar("T")

FIRST_PAUSE = 0.5  # seconds
LONGEST_PAUSE = 120.0  # seconds; a service that asks for more is not waited for


def retried(
    work: Callable[[], T],
    name: str,
    token: CancelToken,
    *,
    tries: int = 6,
    within: float = 300.0,
) -> T:
    """The result of `work`, tried again after passing faults: up to `tries` times, as long as
    the next pause would end `within` seconds of running time from the start.

    The pauses double and vary by chance, unless the service says how long to wait; a cancel
    ends them at once. Raises the last fault.
    """
    import tenacity
    from tenacity.wait import wait_exponential_jitter

    grow = wait_exponential_jitter(multiplier=FIRST_PAUSE, max=30.0, jitter=FIRST_PAUSE)

    running = Running(most=within / 2)  # a long sleep leaves one more try at least

    def pause(state: tenacity.RetryCallState) -> float:
        asked = _asked(state)
        return grow(state) if asked is None else asked + FIRST_PAUSE / 2

    def is_over(state: tenacity.RetryCallState) -> bool:
        if state.attempt_number >= tries or (_asked(state) or 0.0) > LONGEST_PAUSE:
            return True
        return running.passed() + (_asked(state) or 0.0) >= within

    def once() -> T:
        token.check()
        with talking_to(name, token):
            return work()

    trying = tenacity.Retrying(
        retry=tenacity.retry_if_exception(_is_passing),
        wait=pause,
        stop=is_over,
        sleep=token.wait,
        reraise=True,
    )
    return trying(once)


def _is_passing(error: BaseException) -> bool:
    return isinstance(error, ServiceError) and error.is_passing


def _asked(state: "tenacity.RetryCallState") -> float | None:
    error = state.outcome.exception() if state.outcome else None
    return error.retry_after if isinstance(error, ServiceError) else None
