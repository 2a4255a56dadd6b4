"""A calm word that something went wrong inside Vidgen, and two ways to look into it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from vidgen_desktop.ui.look import icons, tokens
from vidgen_desktop.ui.parts.labels import Label, Picture

ICON = 20


class HelpBar(QWidget):
    """A card above the pages. There is one at a time: what comes while it is up is only logged."""

    logAsked = Signal()
    reportAsked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Something went wrong")
        self._picture = Picture()
        self._picture.setFixedSize(ICON, ICON)
        self.words = Label("", wrap=True)
        self.open_log = QPushButton("Open the log")
        self.save = QPushButton("Save a report…")
        self.close_button = QToolButton()
        self.close_button.setProperty("kind", "icon")
        self.close_button.setAccessibleName("Close this notice")
        self.close_button.setToolTip("Close this notice")
        self.close_button.setIconSize(QSize(16, 16))
        icons.dress(self.close_button, "close", "secondary")
        self._lay_out()
        self.open_log.clicked.connect(self.logAsked)
        self.save.clicked.connect(self.reportAsked)
        self.close_button.clicked.connect(self.hide)
        self.hide()

    def _lay_out(self) -> None:
        card = QWidget()
        card.setProperty("ground", "card")
        card.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(card)
        row.setContentsMargins(tokens.SPACE_L, tokens.SPACE_S, tokens.SPACE_S, tokens.SPACE_S)
        row.setSpacing(tokens.SPACE_S)
        row.addWidget(self._picture)
        row.addSpacing(tokens.SPACE_XS)
        row.addWidget(self.words, 1)
        for button in (self.open_log, self.save, self.close_button):
            row.addWidget(button)
        around = QVBoxLayout(self)
        around.setContentsMargins(tokens.SPACE_XL, tokens.SPACE_M, tokens.SPACE_XL, 0)
        around.addWidget(card)

    def say(self, sentence: str) -> None:
        """Show a sentence, unless another one is being read."""
        if self.isHidden():
            ratio = self.devicePixelRatioF()
            picture = icons.icon("warning", "warning").pixmap(QSize(ICON, ICON), ratio)
            self._picture.setPixmap(picture)
            self.words.setText(sentence)
            self.show()
