"""The two questions the window asks: before a delete, and before closing on running work."""

from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

LONGEST_TITLE = 60


class Closing(Enum):
    """What to do with running videos when the window is closed."""

    KEEP = "keep"
    CANCEL = "cancel"
    STAY = "stay"


def question(parent: QWidget, heading: str, sentence: str) -> QMessageBox:
    """An empty question in plain text, without a system's icon."""
    box = QMessageBox(parent)
    box.setWindowTitle("Vidgen")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(heading)
    box.setInformativeText(sentence)
    return box


class DeleteQuestion:
    """Names the video; the safe answer is the default."""

    def __init__(self, parent: QWidget, title: str) -> None:
        named = title if len(title) <= LONGEST_TITLE else title[:LONGEST_TITLE].rstrip() + "…"
        self.box = question(
            parent,
            f"Delete “{named}”?",
            "The video, its captions and its scenes are removed. This cannot be undone.",
        )
        self.keep = self._button("Keep", QMessageBox.ButtonRole.RejectRole)
        self.delete = self._button("Delete", QMessageBox.ButtonRole.DestructiveRole)
        self.box.setDefaultButton(self.keep)
        self.box.setEscapeButton(self.keep)

    def _button(self, text: str, role: QMessageBox.ButtonRole) -> QPushButton:
        return self.box.addButton(text, role)

    def ask(self) -> bool:
        """Whether it is to be deleted."""
        self.box.exec()
        self.box.deleteLater()
        return self.box.clickedButton() is self.delete


class CloseQuestion:
    """Asked when the window is closed while something runs."""

    def __init__(self, parent: QWidget, running: int) -> None:
        noun = "A video is" if running == 1 else f"{running} videos are"
        it = "it" if running == 1 else "they"
        self.box = question(
            parent,
            f"{noun} still being made.",
            f"Vidgen can go on without its window until {it} "
            f"{'is' if running == 1 else 'are'} finished, or stop now. "
            "Finished scenes are kept either way.",
        )
        role = QMessageBox.ButtonRole
        self.stay = self.box.addButton("Stay", role.RejectRole)
        self.cancel = self.box.addButton("Cancel and close", role.DestructiveRole)
        self.keep = self.box.addButton("Finish, then close", role.AcceptRole)
        self.box.setDefaultButton(self.stay)
        self.box.setEscapeButton(self.stay)

    def ask(self) -> Closing:
        """What the person wants."""
        self.box.exec()
        self.box.deleteLater()
        clicked = self.box.clickedButton()
        if clicked is self.keep:
            return Closing.KEEP
        return Closing.CANCEL if clicked is self.cancel else Closing.STAY
