"""Closing the window while videos are being made: stop them, finish them, cancel them, or stay."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from vidgen_desktop.ui.questions import CloseQuestion, Closing
from vidgen_desktop.ui.runner import GenerationRunner


class Closer(QObject):
    """Asks once; `quiet` is called when the window stays for its work but is not looked at."""

    leaving = Signal()  # what runs is being cancelled, and then the window is gone

    def __init__(
        self, window: QWidget, runner: GenerationRunner, quiet: Callable[[], None]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._runner = runner
        self._quiet = quiet
        self._wanted = Closing.STAY
        runner.ended.connect(lambda *_: self._close_if_asked())

    def may_close(self) -> bool:
        """Whether the window can close now; asks where something runs."""
        if self._runner.active and self._wanted is Closing.STAY:
            self._wanted = CloseQuestion(self._window, len(self._runner.active)).ask()
            if self._wanted is Closing.STAY:
                return False
        # Nothing runs, or the last one has ended while the question was on the screen.
        if not self._runner.active or self._wanted is Closing.STOP:
            return True
        self._quiet()
        if self._wanted is Closing.CANCEL:
            self.leaving.emit()
            self._window.setEnabled(False)
            self._runner.cancel_all()
        else:
            self._window.hide()
        return False

    def stay(self) -> None:
        """The window is wanted again: what runs may go on with it."""
        if self._wanted is Closing.FINISH:
            self._wanted = Closing.STAY

    def _close_if_asked(self) -> None:
        if self._wanted is not Closing.STAY and not self._runner.active:
            self._window.close()
