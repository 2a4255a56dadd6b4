"""The person's own prices: a file that is made when it is first wanted, and opened to be edited."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from vidgen_desktop.resource_files import resource
from vidgen_desktop.ui.look import tokens
from vidgen_desktop.ui.parts.labels import Label, error_label, set_tip

ABOUT = (
    "What a service does not tell is taken from a table. Enter your own prices where that has none "
    "or wrong ones: nothing without a price is bought within a limit."
)


class OwnPrices(QWidget):
    """A sentence and a button; they count as soon as the file is saved."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self.edit = QPushButton("Own prices…")
        set_tip(self.edit, str(file))
        self.error = error_label()
        words = QVBoxLayout()
        words.setSpacing(tokens.SPACE_XS)
        words.addWidget(Label("Prices", "strong"))
        words.addWidget(Label(ABOUT, "secondary", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_XL)
        row.addLayout(words, 1)
        row.addWidget(self.edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_XS)
        column.addLayout(row)
        column.addWidget(self.error)  # below both: the button stays where it is
        self.edit.clicked.connect(self.open)

    def open(self) -> None:
        """Have the system open the file, made from the explained example where there is none."""
        try:
            if not self._file.exists():
                self._file.parent.mkdir(parents=True, exist_ok=True)
                text = resource("own-prices.toml").read_text(encoding="utf-8")
                self._file.write_text(text, encoding="utf-8")
        except OSError as fault:
            self.error.say(f"{self._file} cannot be written ({fault.strerror}).")
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file))):
            self.error.say(f"Open {self._file} with a text editor.")
