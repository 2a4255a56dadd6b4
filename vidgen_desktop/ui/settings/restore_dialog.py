"""Goes back to a copy of the list of videos: shows the copies, says what happens, and does it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from vidgen_desktop.core.backups import Backup, Restored
from vidgen_desktop.core.counting import counted
from vidgen_desktop.core.days import moment
from vidgen_desktop.core.errors import VidgenError
from vidgen_desktop.core.files.room import shown
from vidgen_desktop.core.service import GenerationService
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.look import style, tokens
from vidgen_desktop.ui.look.texts import SEPARATOR
from vidgen_desktop.ui.parts.labels import KeptLabel, Label
from vidgen_desktop.ui.questions import RestoreQuestion

SIZE = QSize(560, 460)
ROW = 36
TRUTH = (
    "Vidgen keeps a copy of its list of videos for each of the last days. Going back changes the "
    "list alone: no video is deleted, and the list of now is kept beside it."
)
NONE_YET = "There are no backups yet. One is made every day."
RESTORING = "Going back…"


class RestoreDialog(QDialog):
    """`restored` tells that everything known of the videos is to be read again.

    While it goes back it stays: that cannot be called off, and its answer must be shown.
    """

    restored = Signal(object)  # Restored

    def __init__(
        self, service: GenerationService, background: Background, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._service = service
        self._background = background
        self._backups: Sequence[Backup] = ()
        self._is_going_back = False
        self.setWindowTitle("Restore")
        self.resize(SIZE)
        self.list = QListWidget()
        self.said = KeptLabel("", "secondary", wrap=True)
        self.cancel = QPushButton("Cancel")
        self.restore = QPushButton("Restore…")
        self._dress()
        self._lay_out()
        self.list.currentRowChanged.connect(lambda row: self.restore.setEnabled(row >= 0))
        self.cancel.clicked.connect(self.reject)
        self.restore.clicked.connect(self._ask)
        background.ask(service.backups, self._show, self._fail, owner=self)

    def _dress(self) -> None:
        self.list.setAccessibleName("Backups, the newest first")
        self.list.setProperty("kind", "card")
        self.cancel.setProperty("kind", "plain")
        self.cancel.setDefault(True)
        self.restore.setProperty("kind", "primary")
        self.restore.setEnabled(False)
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.said.setMinimumHeight(self.said.fontMetrics().lineSpacing() * 2)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens.SPACE_S)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.restore)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(tokens.SPACE_XL,) * 4)
        column.setSpacing(tokens.SPACE_S)
        column.addWidget(Label("Restore", "title"))
        column.addWidget(Label(TRUTH, "secondary", wrap=True))
        column.addSpacing(tokens.SPACE_S)
        column.addWidget(self.list, 1)
        column.addWidget(self.said)
        column.addLayout(buttons)

    def _show(self, backups: Sequence[Backup]) -> None:
        self._backups = backups
        for backup in backups:
            item = QListWidgetItem(backup_line(backup))
            item.setSizeHint(QSize(0, ROW))
            self.list.addItem(item)
        self.said.say("" if backups else NONE_YET)
        self.list.setCurrentRow(0 if backups else -1)

    def _ask(self) -> None:
        chosen = self._backups[self.list.currentRow()]
        if not RestoreQuestion(self, moment(chosen.made_at)).ask():
            return
        style.set_property(self.said, "role", "secondary")
        self.said.say(RESTORING)
        self._go_back(True)
        ask = self._background.ask
        ask(lambda: self._service.restore(chosen.path), self._end, self._fail, owner=self)

    def _go_back(self, under_way: bool) -> None:
        self._is_going_back = under_way
        self.list.setDisabled(under_way)
        self.cancel.setDisabled(under_way)
        self.restore.setEnabled(not under_way and self.list.currentRow() >= 0)

    def reject(self) -> None:
        """Close, also by Escape or the window's own button, unless it is going back."""
        if not self._is_going_back:
            super().reject()

    def _end(self, restored: Restored) -> None:
        self._go_back(False)
        self.list.setEnabled(False)  # the list of now is another one
        self.said.say(restored_sentence(restored))
        self.restore.hide()
        self.cancel.setText("Done")
        self.cancel.setFocus()
        self.restored.emit(restored)

    def _fail(self, fault: VidgenError) -> None:
        self._go_back(False)
        style.set_property(self.said, "role", "error")
        self.said.say(str(fault))


def backup_line(backup: Backup) -> str:
    """When it was made, how many videos it knows, and how large it is."""
    count = counted(backup.generations, "video")
    return SEPARATOR.join((moment(backup.made_at), count, shown(backup.bytes)))


def restored_sentence(restored: Restored) -> str:
    """What was done, where the list of before is, and what to know."""
    done = f"The list is that of {moment(restored.backup.made_at)}."
    kept = f" The one before is kept: {restored.kept.name}." if restored.kept is not None else ""
    return "\n".join([done + kept, *restored.notes])
