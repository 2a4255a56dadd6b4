"""Settings, help: the log, a report, and going back to a backup."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from vidgen_desktop.ui.look import tokens
from vidgen_desktop.ui.parts.labels import Label

ROWS = (
    (
        "log",
        "The log",
        "What Vidgen did lately, without keys. It holds names of files, and what services said.",
        "Open the log",
    ),
    (
        "report",
        "A report",
        "What somebody needs to help you, in one file. You see it first, and nothing is sent.",
        "Save a report…",
    ),
    (
        "restore",
        "Backups",
        "The list of your videos is copied every day. If it is damaged, go back to a copy.",
        "Restore…",
    ),
)


class HelpPage(QWidget):
    """Three things to do when something is wrong."""

    logAsked = Signal()
    reportAsked = Signal()
    restoreAsked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.buttons = {name: QPushButton(button) for name, _, _, button in ROWS}
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.SPACE_XL)
        grid.setVerticalSpacing(tokens.SPACE_XS)
        grid.setColumnStretch(0, 1)
        for at, (name, title, meaning, _) in enumerate(ROWS):
            grid.addWidget(Label(title, "strong"), 3 * at, 0)
            grid.addWidget(Label(meaning, "secondary", wrap=True), 3 * at + 1, 0)
            grid.addWidget(self.buttons[name], 3 * at, 1, 2, 1)
            grid.setRowMinimumHeight(3 * at + 2, tokens.SPACE_L)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        column.addWidget(Label("Help", "title"))
        column.addSpacing(tokens.SPACE_M)
        column.addLayout(grid)
        column.addStretch(1)
        self.buttons["log"].clicked.connect(self.logAsked)
        self.buttons["report"].clicked.connect(self.reportAsked)
        self.buttons["restore"].clicked.connect(self.restoreAsked)
