"""Saves a report: shows everything that will be in it, and then writes it."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSize, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from vidgen_desktop.core.errors import VidgenError
from vidgen_desktop.core.reporting import Part, Reporter, ReportOrder
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.look import icons, style, tokens
from vidgen_desktop.ui.parts.check import Check
from vidgen_desktop.ui.parts.labels import KeptLabel, Label
from vidgen_desktop.ui.parts.reveal import reveal
from vidgen_desktop.ui.parts.text_view import TextView

SIZE = QSize(880, 580)
LIST_WIDTH, ROW = 310, 46
TRUTH = (
    "For somebody who helps you. Nothing is sent anywhere: you save a file and decide who gets "
    "it. Keys are never in it."
)
WORDS = "With what I wrote: prompts, titles, scenes and names of files"
GATHERING = "Looking…"
SAVING = "Saving…"


class ReportDialog(QDialog):
    """What is shown is what is saved: the parts are gathered once, and again for another tick."""

    saved = Signal(object)  # Path

    def __init__(
        self,
        reporter: Reporter,
        background: Background,
        generation: int | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._reporter = reporter
        self._background = background
        self._generation = generation
        self._asked = 0
        self._parts: Sequence[Part] = ()
        self._file: Path | None = None
        self.setWindowTitle("Save a report")
        self.resize(SIZE)
        self.words = Check(WORDS)
        self.list = QListWidget()
        self.text = TextView("What is in this part")
        self.said = KeptLabel("", "secondary", wrap=True)
        self.show_in_folder = QPushButton("Show in folder")
        self.cancel = QPushButton("Cancel")
        self.save = QPushButton("Save…")
        self._dress()
        self._lay_out()
        self.words.toggled.connect(self._gather)
        self.list.currentRowChanged.connect(self._show_part)
        self.cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self._choose)
        self.show_in_folder.clicked.connect(self._reveal)
        self._gather()

    def _dress(self) -> None:
        self.list.setAccessibleName("What will be in the report")
        self.list.setProperty("kind", "card")
        self.list.setFixedWidth(LIST_WIDTH)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.save.setProperty("kind", "primary")
        self.cancel.setProperty("kind", "plain")
        self.show_in_folder.setProperty("kind", "plain")
        icons.dress(self.show_in_folder, "folder")
        self.show_in_folder.hide()

    def _lay_out(self) -> None:
        about = f"About video {self._generation}. " if self._generation is not None else ""
        both = QHBoxLayout()
        both.setSpacing(tokens.SPACE_M)
        both.addWidget(self.list)
        both.addWidget(self.text, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens.SPACE_S)
        buttons.addWidget(self.said, 1)
        for button in (self.show_in_folder, self.cancel, self.save):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(tokens.SPACE_XL,) * 4)
        column.setSpacing(tokens.SPACE_S)
        column.addWidget(Label("Save a report", "title"))
        column.addWidget(Label(f"{about}{TRUTH}", "secondary", wrap=True))
        column.addSpacing(tokens.SPACE_S)
        column.addWidget(self.words)
        column.addLayout(both, 1)
        column.addSpacing(tokens.SPACE_S)
        column.addLayout(buttons)

    def _gather(self) -> None:
        """Look again; of several questions the last one's answer counts."""
        self._asked += 1
        asked = self._asked
        order = ReportOrder(self._generation, self.words.isChecked())
        self.save.setEnabled(False)
        self.said.say(GATHERING)

        def show(parts: Sequence[Part]) -> None:
            if asked == self._asked:
                self._show(parts)

        ask = self._background.ask
        ask(lambda: self._reporter.parts(order), show, self._fail, owner=self)

    def _show(self, parts: Sequence[Part]) -> None:
        chosen = max(0, self.list.currentRow())
        self._parts = parts
        self.list.clear()
        for part in parts:
            item = QListWidgetItem(f"{part.meaning}\n{part.name}, {part.kilobytes:,} kB")
            item.setSizeHint(QSize(LIST_WIDTH - ROW, ROW))
            self.list.addItem(item)
        self.list.setCurrentRow(min(chosen, len(parts) - 1))
        self.said.say("")
        self.save.setEnabled(True)

    def _show_part(self, row: int) -> None:
        if 0 <= row < len(self._parts):
            self.text.show_text(self._parts[row].text)

    def _choose(self) -> None:
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        name = f"vidgen-report-{datetime.now().astimezone():%Y%m%d-%H%M}.zip"
        start = str(Path(QStandardPaths.writableLocation(documents)) / name)
        path, _ = QFileDialog.getSaveFileName(self, "Save a report", start, "Zip (*.zip)")
        if path:
            self.save_to(Path(path))

    def save_to(self, path: Path) -> None:
        """Write what is shown; the answer says where it is, for the name may have been taken."""
        parts = self._parts
        self.save.setEnabled(False)
        self.said.say(SAVING)
        ask = self._background.ask
        ask(lambda: self._reporter.save(parts, path), self._end, self._fail, owner=self)

    def _end(self, file: Path) -> None:
        self._file = file
        self.said.say(f"Saved as {file.name}.")
        self.show_in_folder.show()
        self.cancel.setText("Close")
        self.save.setEnabled(True)
        self.saved.emit(file)

    def _reveal(self) -> None:
        if self._file is not None:
            reveal(self._file)

    def _fail(self, fault: VidgenError) -> None:
        style.set_property(self.said, "role", "error")
        self.said.say(str(fault))
        self.save.setEnabled(bool(self._parts))
