"""What the log says of one video, to read and to copy."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from vidgen_desktop.core.errors import VidgenError
from vidgen_desktop.core.reporting import Reporter
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.look import tokens
from vidgen_desktop.ui.parts.labels import Label
from vidgen_desktop.ui.parts.text_view import TextView

SIZE = QSize(820, 480)
NOTHING = "The log says nothing of this video any more."


class HappenedDialog(QDialog):
    """Opens at the end, where the newest lines are."""

    reportAsked = Signal()

    def __init__(
        self,
        reporter: Reporter,
        background: Background,
        generation: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._said = ""
        self.setWindowTitle("What happened")
        self.resize(SIZE)
        self.text = TextView("What happened")
        self.copy = QPushButton("Copy")
        self.report = QPushButton("Save a report…")
        self.done_button = QPushButton("Done")
        self.done_button.setProperty("kind", "primary")
        for button in (self.copy, self.report):
            button.setProperty("kind", "plain")
        self._lay_out(generation)
        self.copy.clicked.connect(self._copy)
        self.report.clicked.connect(self._pass_on)
        self.done_button.clicked.connect(self.accept)
        background.ask(lambda: reporter.happened(generation), self._show, self._fail, owner=self)

    def _lay_out(self, generation: int) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens.SPACE_S)
        buttons.addWidget(self.copy)
        buttons.addWidget(self.report)
        buttons.addStretch(1)
        buttons.addWidget(self.done_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(tokens.SPACE_XL,) * 4)
        column.setSpacing(tokens.SPACE_S)
        column.addWidget(Label("What happened", "title"))
        column.addWidget(Label(f"What the log says of video {generation}.", "secondary"))
        column.addWidget(self.text, 1)
        column.addSpacing(tokens.SPACE_S)
        column.addLayout(buttons)

    def _show(self, said: str) -> None:
        self._said = said
        self.copy.setEnabled(bool(said))
        self.text.show_text(said or NOTHING)
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        self.text.moveCursor(QTextCursor.MoveOperation.StartOfLine)

    def _fail(self, fault: VidgenError) -> None:
        self._show("")
        self.text.show_text(str(fault))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._said)

    def _pass_on(self) -> None:
        self.accept()
        self.reportAsked.emit()
