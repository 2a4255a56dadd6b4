"""What stands ready when something went wrong: a notice, the log, what happened, a report."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from vidgen_desktop.core.model import now
from vidgen_desktop.core.reporting import Reporter
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.faults.happened_dialog import HappenedDialog
from vidgen_desktop.ui.faults.help_bar import HelpBar
from vidgen_desktop.ui.faults.report_dialog import ReportDialog
from vidgen_desktop.ui.generation.ended_view import EndedView
from vidgen_desktop.ui.look import texts
from vidgen_desktop.ui.parts.reveal import reveal
from vidgen_desktop.ui.settings.preferences import Preferences

GOES_ON = "Everything else goes on. If something looks wrong, close the window and open it again."
CRASHED = "Vidgen crashed {}. A report helps to find out why."


class Help(QObject):
    """Lives on the main thread; `tell` may be called from any. Until it has a reporter, there is
    nothing to open or save.
    """

    _told = Signal(str)

    def __init__(self, background: Background, window: QWidget) -> None:
        super().__init__(window)
        self._background = background
        self._window = window
        self._reporter: Reporter | None = None
        self.bar = HelpBar()
        self._told.connect(self.bar.say)
        self.bar.logAsked.connect(self.open_log)
        self.bar.reportAsked.connect(self.save_report)

    def use(self, reporter: Reporter) -> None:
        """From now on there is a log to open and a report to save."""
        self._reporter = reporter

    def serve(self, preferences: Preferences, ended: EndedView) -> None:
        """Do what is asked for in the settings, and where a video could not be made."""
        preferences.logAsked.connect(self.open_log)
        preferences.reportAsked.connect(self.save_report)
        ended.happenedAsked.connect(self.show_happened)

    def tell(self, sentence: str) -> None:
        """Say that something went wrong, from whatever thread."""
        self._told.emit(f"{sentence} {GOES_ON}")

    def look_for_crash(self) -> None:
        """Say if an earlier Vidgen crashed, once."""
        if self._reporter is not None:
            self._background.ask(self._reporter.crashed, self._say_crashed)

    def _say_crashed(self, at: datetime | None) -> None:
        if at is not None:
            self.bar.say(CRASHED.format(texts.when(at, now())))

    def open_log(self) -> None:
        """Show the log in whatever opens such files, or its folder."""
        if self._reporter is not None:
            open_file(self._reporter.log_file)

    def save_report(self, generation: int | None = None) -> None:
        """Show what a report would hold, to be saved."""
        if self._reporter is None:
            return
        dialog = ReportDialog(self._reporter, self._background, generation or None, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_happened(self, generation: int) -> None:
        """Show what the log says of a generation."""
        if self._reporter is None:
            return
        dialog = HappenedDialog(self._reporter, self._background, generation, self._window)
        dialog.reportAsked.connect(lambda: self.save_report(generation))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def open_file(path: Path) -> None:
    """In the program for such files; where there is none, its folder."""
    if not path.exists() or not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        reveal(path)
