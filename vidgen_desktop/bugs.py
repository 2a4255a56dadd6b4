"""The one hook for what nothing caught: logged once, told in one sentence, and the rest goes on.

It stands behind the main thread (and with it Qt's slots and events, whose exceptions Qt for
Python hands to the same hook), every other thread, and what Python cannot raise anywhere.
"""

import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType

from vidgen_desktop.core.errors import VidgenError
from vidgen_desktop.repeats import Repeats, mark_of

SENTENCE = "Something went wrong inside Vidgen."

log = logging.getLogger("vidgen.bugs")

Listener = Callable[[str], None]


class Hook:
    """`tell` gets a sentence, once for each bug, from whatever thread met it."""

    def __init__(self, tell: Listener) -> None:
        self._tell = tell
        self._told = Repeats()

    def listen(self, tell: Listener) -> None:
        """Have it told to somebody else from now on."""
        self._tell = tell

    def install(self) -> None:
        """Stand behind everything."""
        sys.excepthook = self._in_main
        threading.excepthook = self._in_thread
        sys.unraisablehook = self._unraisable

    def _in_main(
        self, kind: type[BaseException], error: BaseException, traceback: TracebackType | None
    ) -> None:
        del kind
        self.caught(error.with_traceback(traceback), threading.current_thread().name)

    def _in_thread(self, hook: threading.ExceptHookArgs) -> None:
        if hook.exc_value is not None:
            name = hook.thread.name if hook.thread is not None else "a thread"
            self.caught(hook.exc_value.with_traceback(hook.exc_traceback), name)

    def _unraisable(self, hook: "sys.UnraisableHookArgs") -> None:
        """Nothing was interrupted by it, so it is logged and not told."""
        if hook.exc_value is not None:
            error = hook.exc_value.with_traceback(hook.exc_traceback)
            log.error("%s", hook.err_msg or "a bug that could not be raised", exc_info=error)

    def caught(self, error: BaseException, where: str) -> None:
        """Log an exception with its traceback and tell of it; never raises."""
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            return
        try:
            log.critical("a bug that nothing caught, in %s", where, exc_info=error)
            if self._told.count(mark_of(error)) == 1:
                self._tell(str(error) if isinstance(error, VidgenError) else SENTENCE)
        except Exception as another:  # noqa: BLE001 - the last edge of all: nobody is behind it
            _whisper(f"{SENTENCE} ({type(error).__name__}, {type(another).__name__})")


def in_terminal(sentence: str) -> None:
    """Tell it to whoever started the program."""
    _whisper(f"{sentence} To pass it on: vidgen report")


def _whisper(sentence: str) -> None:
    """Standard error may be missing (no terminal) or closed."""
    try:
        if sys.stderr is not None:
            sys.stderr.write(f"{sentence}\n")
    except (OSError, ValueError):
        return


hook = Hook(in_terminal)
