"""A small card above a button that lists what an amount is made of."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QFrame, QGridLayout, QWidget

from vidgen_desktop.ui.look import tokens
from vidgen_desktop.ui.parts.labels import Label, NumberLabel

MOST_ROWS = 8


class Bill(QFrame):
    """Rows of what, from whom and how much. It takes neither clicks nor the focus."""

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__(button.window())
        self._button = button
        self.rows: list[tuple[str, str, str]] = []
        self.setProperty("role", "bill")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(*(tokens.SPACE_M,) * 4)
        self._grid.setHorizontalSpacing(tokens.SPACE_L)
        self._grid.setVerticalSpacing(tokens.SPACE_XS)
        self.hide()

    def set_rows(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """Show other rows; without any there is no card."""
        self.rows = list(rows)
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for at, (what, whom, amount) in enumerate(self.rows[:MOST_ROWS]):
            number = NumberLabel(amount, "")
            number.setAlignment(Qt.AlignmentFlag.AlignRight)
            for column, label in enumerate((Label(what), Label(whom, "secondary"), number)):
                self._grid.addWidget(label, at, column)
                label.show()  # now, and not with the next event: the card is measured at once
        if self.isVisible():
            self.unfold()

    def unfold(self) -> None:
        """Show it above its button, in line with the button's right side."""
        if not self.rows:
            self.hide()
            return
        page: QWidget = self._button.window()
        self.setParent(page)
        self._grid.activate()
        self.adjustSize()
        corner = self._button.mapTo(page, QPoint(self._button.width(), 0))
        left = max(tokens.SPACE_S, corner.x() - self.width())
        self.move(left, max(0, corner.y() - self.height() - tokens.SPACE_S))
        self.raise_()
        self.show()
