"""A panel that floats over a page, above the button that opens it."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QVBoxLayout, QWidget

from vidgen_desktop.ui.look import style, tokens

SHADOW = 10  # points around the panel
DARKEST = 0.05  # of one of the shadow's layers


def order_tabs(stops: Sequence[QWidget]) -> None:
    """Let Tab go from each to the next."""
    for one, other in pairwise(stops):
        QWidget.setTabOrder(one, other)


class Veil(QWidget):
    """Lies over the page and takes the click that closes the panel."""

    pressed = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Anywhere beside the panel."""
        event.accept()
        self.pressed.emit()


class Popover(QWidget):
    """Opens and closes with a checkable button. Escape, a click beside it and a focus that
    goes elsewhere close it. It is no window of its own, so dialogs can be opened from it.
    """

    opened = Signal()

    def __init__(self, page: QWidget, button: QAbstractButton, content: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._button = button
        self._content = content
        self.veil = Veil(page)
        self.hide()
        self.veil.hide()
        column = QVBoxLayout(self)
        inset = tokens.SPACE_L + SHADOW
        column.setContentsMargins(inset, inset, inset, inset)
        column.addWidget(content)
        button.setCheckable(True)
        button.toggled.connect(self._toggled)
        self.veil.pressed.connect(lambda: self.close_with_focus(False))
        page.installEventFilter(self)
        application = QApplication.instance()
        assert isinstance(application, QApplication)  # noqa: S101 - a widget has one
        application.focusChanged.connect(self._focus_moved)

    def open(self) -> None:
        """Show it."""
        self._button.setChecked(True)

    def close_with_focus(self, focused: bool = True) -> None:
        """Hide it, and give the focus back to its button if it had the focus."""
        back = focused or self.isAncestorOf(QApplication.focusWidget() or self._page)
        self._button.setChecked(False)
        if back:
            self._button.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_with_focus()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place when the page is resized."""
        if watched is self._page and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """A raised ground with a line around it and a soft shadow."""
        del event
        chosen = style.scheme()
        box = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.colour("#000000", DARKEST * (2 if chosen.is_dark else 0.4)))
            for wide in range(SHADOW, 0, -2):
                around = box.adjusted(-wide, -wide + 2, wide, wide)
                painter.drawRoundedRect(
                    around, tokens.RADIUS_CARD + wide, tokens.RADIUS_CARD + wide
                )
            painter.setPen(style.colour(chosen.line))
            painter.setBrush(style.colour(chosen.surface))
            box.adjust(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(box, tokens.RADIUS_CARD, tokens.RADIUS_CARD)

    def _toggled(self, on: bool) -> None:
        self.veil.setVisible(on)
        self.setVisible(on)
        if on:
            self._place()
            self.veil.raise_()
            self.raise_()
            self.opened.emit()

    def _place(self) -> None:
        """Above the button and in line with it, as far as the page has room."""
        self.veil.setGeometry(self._page.rect())
        corner = self._button.mapTo(self._page, QPoint(0, 0))
        parent = self._button.parentWidget() or self._page
        size = self.minimumSizeHint()
        width = max(size.width(), parent.width() + 2 * SHADOW)
        height = max(size.height(), self.heightForWidth(width))
        left = max(0, min(corner.x() - SHADOW, self._page.width() - width))
        above = corner.y() - tokens.SPACE_L + SHADOW - height
        lowest = self._page.height() - height
        self.setGeometry(left, max(0, min(above, lowest)), width, height)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self.isVisible() or new is self._button:
            return
        # A list that drops down, or a dialog, belongs to a window of its own.
        if new.window() is self.window() and not self.isAncestorOf(new):
            self._button.setChecked(False)
