"""What came of asking: a mark and a sentence, in plain text."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from vidgen_desktop.core.errors import VidgenError
from vidgen_desktop.ui.look import icons, style, tokens
from vidgen_desktop.ui.parts.labels import KeptLabel, Picture

ICON = 16


class Verdict(QWidget):
    """Keeps its place while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = Picture()
        self._picture.setFixedSize(ICON, ICON)
        self.words = KeptLabel("", "", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_S)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        self.setMinimumHeight(self.words.fontMetrics().lineSpacing() * 2)

    def clear(self) -> None:
        """Nothing to say."""
        self._say("", "", "")

    def say_busy(self, sentence: str) -> None:
        """It is being asked."""
        self._say("waiting", "secondary", sentence)

    def say_good(self, sentence: str) -> None:
        """All is well."""
        self._say("done", "good", sentence)

    def say_fault(self, fault: VidgenError) -> None:
        """What is wrong, and what to do."""
        self._say("failed", "bad", str(fault))

    def _say(self, icon: str, colour: str, sentence: str) -> None:
        role = {"bad": "error", "secondary": "secondary"}.get(colour, "")
        style.set_property(self.words, "role", role)
        self.words.say(sentence)
        if icon:
            ratio = self.devicePixelRatioF()
            picture = icons.icon(icon, colour).pixmap(QSize(ICON, ICON), ratio)
            self._picture.setPixmap(picture)
        else:
            self._picture.clear()
