"""One cancel token per generation: asked for anywhere, noticed everywhere."""

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager

CANCELLED_MESSAGE = "Cancelled by user"
CANCELLED_CODE = "cancelled"


class Cancelled(Exception):
    """Raised by `CancelToken.check` to leave whatever is under way."""


class CancelToken:
    """A thread-safe flag that wakes sleepers and runs callbacks once when it is set."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._callbacks: dict[int, Callable[[], None]] = {}
        self._next_key = 0

    @property
    def is_cancelled(self) -> bool:
        """Whether somebody has asked to stop."""
        return self._event.is_set()

    def cancel(self) -> None:
        """Ask to stop; the callbacks run now, in the caller's thread, each once."""
        with self._lock:
            if self._event.is_set():
                return
            self._event.set()
            callbacks = list(self._callbacks.values())
            self._callbacks.clear()
        for callback in callbacks:
            callback()

    def check(self) -> None:
        """Raise `Cancelled` if somebody has asked to stop."""
        if self._event.is_set():
            raise Cancelled(CANCELLED_MESSAGE)

    def wait(self, seconds: float) -> None:
        """Sleep for `seconds`, or raise `Cancelled` as soon as somebody asks to stop."""
        self._event.wait(seconds)
        self.check()

    @contextmanager
    def on_cancel(self, callback: Callable[[], None]) -> Generator[None]:
        """Run `callback` when cancelled while the block lasts (at once if already so).

        A callback must be quick, must not raise, and may run in any thread.
        """
        with self._lock:
            already = self._event.is_set()
            key = self._next_key
            self._next_key += 1
            if not already:
                self._callbacks[key] = callback
        if already:
            callback()
        try:
            yield
        finally:
            with self._lock:
                self._callbacks.pop(key, None)
