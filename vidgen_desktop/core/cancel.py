"""One cancel token per generation: asked for anywhere, noticed everywhere."""

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import ClassVar

CANCELLED_MESSAGE = "Cancelled by user"
CANCELLED_CODE = "cancelled"


class Cancelled(Exception):
    """Raised by `CancelToken.check` to leave whatever is under way."""

    sentence: ClassVar[str] = CANCELLED_MESSAGE


class Stopped(Cancelled):
    """The program ends, and the video is gone on with later: nothing is cancelled at a provider."""

    sentence: ClassVar[str] = "Stopped"


class TakenOver(Stopped):
    """Another Vidgen makes the video now: whatever is under way here is no longer wanted."""

    sentence: ClassVar[str] = "Taken over"


class CancelToken:
    """A thread-safe flag that wakes sleepers and runs callbacks once when it is set.

    Whoever sets it first says why: `reason` is what `check` then raises.
    """

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._callbacks: dict[int, Callable[[], None]] = {}
        self._next_key = 0
        self._reason: type[Cancelled] | None = None

    @property
    def is_cancelled(self) -> bool:
        """Whether somebody has asked to stop, for whatever reason."""
        return self._event.is_set()

    @property
    def reason(self) -> type[Cancelled] | None:
        """Why it was set, if it was."""
        return self._reason

    @property
    def is_stopped(self) -> bool:
        """Whether it was set so that the video can be gone on with, here or elsewhere: whatever
        goes on at a provider goes on.
        """
        return issubclass(self._reason or Cancelled, Stopped)

    def cancel(self) -> None:
        """Ask to stop; the callbacks run now, in the caller's thread, each once."""
        self._end(Cancelled)

    def stop(self) -> None:
        """Ask to stop as `cancel` does, but so that the video can be gone on with later."""
        self._end(Stopped)

    def lose(self) -> None:
        """Ask to stop as `cancel` does, because another Vidgen makes the video now."""
        self._end(TakenOver)

    def check(self) -> None:
        """Raise `Cancelled`, or one of its kinds, if somebody has asked to stop."""
        if self._event.is_set():
            reason = self._reason or Cancelled
            raise reason(reason.sentence)

    def wait(self, seconds: float) -> None:
        """Sleep for `seconds`, or raise as `check` as soon as somebody asks to stop."""
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

    def _end(self, reason: type[Cancelled]) -> None:
        with self._lock:
            if self._event.is_set():
                return
            self._reason = reason
            self._event.set()
            callbacks = list(self._callbacks.values())
            self._callbacks.clear()
        for callback in callbacks:
            callback()
