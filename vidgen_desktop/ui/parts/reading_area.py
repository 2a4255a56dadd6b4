"""A page that scrolls, with a title and a sentence on top, built anew when it changes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from vidgen_desktop.ui.look import tokens
from vidgen_desktop.ui.parts.labels import Label


class ReadingArea(QScrollArea):
    """Nothing of it scrolls sideways."""

    def __init__(self) -> None:
        super().__init__()
        self._page = QWidget()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def begin(self, title: str, sentence: str) -> QVBoxLayout:
        """An empty page with a title and a sentence, to be filled and then shown."""
        self._page = QWidget()
        column = QVBoxLayout(self._page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        column.addWidget(Label(title, "title"))
        if sentence:
            column.addWidget(Label(sentence, "secondary", wrap=True))
            column.addSpacing(tokens.SPACE_S)
        return column

    def show_filled(self) -> None:
        """Show the page that was begun; what was there is gone. Where the keyboard was on it, it
        is on what has the same name now.
        """
        before, focused = self.widget(), self.window().focusWidget()
        name = ""
        if before is not None and focused is not None and before.isAncestorOf(focused):
            name = focused.accessibleName()
        self.setWidget(self._page)
        for again in self._page.findChildren(QWidget):
            if name and again.accessibleName() == name:
                again.setFocus(Qt.FocusReason.OtherFocusReason)
                self.ensureWidgetVisible(again)
                return
