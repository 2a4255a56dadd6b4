"""Signals as a person's session has them, wherever the tests were started from."""

import signal
from collections.abc import Callable
from types import FrameType

Handler = Callable[[int, FrameType | None], None]


def hear_all() -> None:
    """Let what is started from here hear every request to end: `nohup` and a shell's background
    have their children ignore some, and Vidgen would respect that. This process goes on ignoring
    a log-out.
    """
    _hear(signal.SIGINT, signal.default_int_handler)
    if hasattr(signal, "SIGHUP"):
        _hear(signal.SIGHUP, _go_on)


def _hear(number: signal.Signals, handler: Handler) -> None:
    """Take a signal that was ignored; children have the usual way with it."""
    if signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, handler)


def _go_on(_number: int, _frame: FrameType | None) -> None:
    """It is for others."""
