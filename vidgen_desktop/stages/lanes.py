"""Several scenes of one generation under way at once."""

import contextvars
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_EXCEPTION, CancelledError, Future, ThreadPoolExecutor, wait
from typing import Any, TypeVar

T = TypeVar("T")

LANES = 2  # scenes under way at once; the media room bounds the encodes of all generations


def pool(name: str, lanes: int = LANES) -> ThreadPoolExecutor:
    """Threads for the work of one stage."""
    return ThreadPoolExecutor(lanes, thread_name_prefix=name)


def begin(lanes: ThreadPoolExecutor, work: Callable[[], T]) -> Future[T]:
    """Start work in a lane, which logs for the generation and stage that started it."""
    return lanes.submit(contextvars.copy_context().run, work)


def settle(futures: Sequence[Future[Any]], pools: Iterable[ThreadPoolExecutor]) -> None:
    """Wait for all of them. After a fault nothing new begins; what is under way is finished
    and kept, then the fault is raised.
    """
    wait(futures, return_when=FIRST_EXCEPTION)
    for lanes in pools:
        lanes.shutdown(cancel_futures=True)
    for future in futures:
        fault = None if future.cancelled() else future.exception()
        # Work that waited for what was called off has no fault of its own.
        if fault is not None and not isinstance(fault, CancelledError):
            raise fault


def each(items: Iterable[T], work: Callable[[T], object]) -> None:
    """Do the same for all items, a few at once."""
    with pool("lane") as lanes:
        settle([begin(lanes, _bound(work, item)) for item in items], [lanes])


def _bound(work: Callable[[T], object], item: T) -> Callable[[], object]:
    return lambda: work(item)
