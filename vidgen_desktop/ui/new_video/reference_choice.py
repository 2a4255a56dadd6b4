"""A picture of the look or of a character, for models that take one."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from vidgen_desktop.ui.look import icons, style, tokens
from vidgen_desktop.ui.parts.choice import HEIGHT
from vidgen_desktop.ui.parts.labels import ElidedLabel

FILES = "Pictures (*.png *.jpg *.jpeg *.webp);;All files (*)"
MEANING = "The look or a character for the whole video, for models that take a picture"


class ReferenceChoice(QWidget):
    """`path` is empty where there is none; used like a field of a form."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.path = ""
        self.pick = QPushButton("Choose…")
        self.name = ElidedLabel("", "secondary")
        self.remove = QPushButton()
        self.pick.setAccessibleName("Choose a reference picture")
        self.pick.setToolTip(MEANING)
        self.pick.setFixedHeight(HEIGHT)
        icons.dress(self.pick, "reference", "secondary")
        self.remove.setProperty("kind", "quiet")
        self.remove.setAccessibleName("Remove the reference picture")
        self.remove.setToolTip("Remove the reference picture")
        self.remove.setFixedWidth(HEIGHT)
        icons.dress(self.remove, "cancel", "secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_S)
        for widget, stretch in ((self.pick, 0), (self.name, 1), (self.remove, 0)):
            row.addWidget(widget, stretch)
        self.remove.hide()
        self.pick.clicked.connect(self._ask)
        self.remove.clicked.connect(lambda: self.set_path(""))

    @property
    def stops(self) -> list[QWidget]:
        """What Tab goes through."""
        return [self.pick, self.remove]

    def set_path(self, path: str) -> None:
        """Use a picture, or (with an empty path) none."""
        self.path = path
        self.name.setText(Path(path).name)
        self.remove.setVisible(bool(path))
        self.mark(False)
        self.changed.emit()

    def mark(self, wrong: bool, sentence: str = "") -> None:
        """Show that this is to be mended."""
        style.set_property(self.pick, "wrong", wrong)
        self.pick.setAccessibleDescription(sentence)

    def focus(self) -> None:
        """Put the focus on it."""
        self.pick.setFocus()

    def _ask(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "Choose a reference picture", "", FILES)
        if path:
            self.set_path(path)
