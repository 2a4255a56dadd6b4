"""What ends the program from outside: the system's signals, and the end of the session."""

import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal
from PySide6.QtGui import QGuiApplication

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")  # the last two: not on every system


def _note(_number: int, _frame: FrameType | None) -> None:
    """Python must have a handler; the number itself comes through the socket."""


class RequestsToEnd(QObject):
    """Emits `asked` with the signal's number, or with 0 at the end of the session.

    While Qt waits, no Python runs that could handle a signal: Python's wake-up socket tells Qt.
    Made on the main thread; `close` gives the signals back.
    """

    asked = Signal(int)

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__(application)
        self._hearing, self._telling = socket.socketpair()
        for end in (self._hearing, self._telling):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._hearing.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)
        application.commitDataRequest.connect(self._session_ends)
        self._wakeup = signal.set_wakeup_fd(self._telling.fileno(), warn_on_full_buffer=False)
        numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
        # What is ignored stays so: `nohup vidgen` survives its terminal.
        heard = [number for number in numbers if signal.getsignal(number) is not signal.SIG_IGN]
        self._before = {number: signal.signal(number, _note) for number in heard}

    def close(self) -> None:
        """Hear nothing any more."""
        self._notifier.setEnabled(False)
        for number, handler in self._before.items():
            signal.signal(number, handler if handler is not None else signal.SIG_DFL)
        signal.set_wakeup_fd(self._wakeup)
        self._hearing.close()
        self._telling.close()

    def _hear(self) -> None:
        for number in self._hearing.recv(64):
            if number in self._before:
                self.asked.emit(number)

    def _session_ends(self) -> None:
        self.asked.emit(0)
