"""Buttons with two lines of words: a provider that is set up, or a kind to add."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from vidgen_desktop.ui.look import icons, style, tokens
from vidgen_desktop.ui.parts.labels import ElidedLabel, Label, Picture

ICON = 20


class RowButton(QPushButton):
    """An icon, a name, a line below it, and at the end what there is to say of its state."""

    def __init__(self, icon: str, name: str, below: str, *, leads_on: bool = True) -> None:
        super().__init__()
        self._icon = icon
        self._leads_on = leads_on
        self.setEnabled(leads_on)
        self.setProperty("kind", "row")
        self.setAccessibleName(name)
        self.setAccessibleDescription(below)
        self._picture = Picture()
        self._picture.setFixedSize(ICON, ICON)
        self.state = Label("", "small")
        self._arrow = Picture()
        self._arrow.setFixedSize(14, 14)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(ElidedLabel(name, "strong"))
        words.addWidget(ElidedLabel(below, "small"))
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.SPACE_M, tokens.SPACE_S, tokens.SPACE_M, tokens.SPACE_S)
        row.setSpacing(tokens.SPACE_M)
        row.addWidget(self._picture)
        row.addLayout(words, 1)
        row.addWidget(self.state)
        row.addWidget(self._arrow)
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setMinimumHeight(self.sizeHint().height())
        self.redress()

    def say(self, state: str, role: str) -> None:
        """Put a state at the end, in the role of a label."""
        self.state.setText(state)
        style.set_property(self.state, "role", role)
        self.setAccessibleDescription(state)

    def sizeHint(self) -> QSize:
        """As its layout needs it."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def redress(self) -> None:
        """Draw the icons in the scheme's colours."""
        ratio = self.devicePixelRatioF()
        picture = icons.icon(self._icon, "secondary").pixmap(QSize(ICON, ICON), ratio)
        self._picture.setPixmap(picture)
        if self._leads_on:
            self._arrow.setPixmap(icons.icon("next", "secondary").pixmap(QSize(14, 14), ratio))
