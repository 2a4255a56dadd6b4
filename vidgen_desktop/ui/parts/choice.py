"""A named choice: a small caption over a box with a list."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QListView, QVBoxLayout, QWidget

from vidgen_desktop.ui.look import style, tokens
from vidgen_desktop.ui.parts.labels import Label

HEIGHT = 34


class Box(QComboBox):
    """A combo box that is drawn from the tokens. The wheel scrolls the page, not the value."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setView(QListView())
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.setFixedHeight(HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.is_open = False  # also while what was chosen from the list is being told

    def changeEvent(self, event: QEvent) -> None:
        """Keep the field to type in clear when the box is dressed."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._clear_field()

    def showEvent(self, event: QShowEvent) -> None:
        """Let the box's own ground show through a field to type in."""
        super().showEvent(event)
        self._clear_field()
        self.place_field()

    def _clear_field(self) -> None:
        edit = self.lineEdit()
        base = QPalette.ColorRole.Base
        if edit is not None and edit.palette().color(base).alpha():
            # By palette: Qt does not ask the style sheet for the field inside a combo box.
            clear = edit.palette()
            clear.setColor(base, Qt.GlobalColor.transparent)
            edit.setPalette(clear)

    def sizeHint(self) -> QSize:
        """Wide enough for the chosen text."""
        return QSize(max(88, super().sizeHint().width()), HEIGHT)

    def wheelEvent(self, event: Any) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def showPopup(self) -> None:
        """Make the list wide enough for its longest text."""
        view = self.view()
        view.setMinimumWidth(max(self.width(), view.sizeHintForColumn(0) + 40))
        self.is_open = True
        super().showPopup()

    def hidePopup(self) -> None:
        """Close the list; `activated` comes after this."""
        super().hidePopup()
        QTimer.singleShot(0, self, self._closed)

    def _closed(self) -> None:
        self.is_open = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A field to type in begins where the other boxes' texts begin."""
        super().resizeEvent(event)
        self.place_field()

    def place_field(self) -> None:
        """Put the field where the texts of other boxes are; Qt moves it with each new list."""
        if (edit := self.lineEdit()) is not None:
            edit.setGeometry(9, 2, self.width() - 36, self.height() - 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A quiet rounded box, the text, and a small arrow."""
        del event
        chosen = style.scheme()
        wrong, focused = bool(self.property("wrong")), self.hasFocus()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            width = 2.0 if wrong or focused else 1.0
            edge = chosen.bad if wrong else chosen.accent if focused else chosen.line
            pen = painter.pen()
            pen.setWidthF(width)
            pen.setColor(style.colour(edge))
            painter.setPen(pen)
            ground = chosen.hover if self.underMouse() else chosen.raised
            painter.setBrush(style.colour(ground if self.isEnabled() else chosen.surface))
            inset = width / 2
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(inset, inset, -inset, -inset),
                tokens.RADIUS_CONTROL,
                tokens.RADIUS_CONTROL,
            )
            self._draw_arrow(painter)
            if not self.isEditable():
                room = self.rect().adjusted(10, 0, -28, 0)
                text = painter.fontMetrics().elidedText(
                    self.currentText(), Qt.TextElideMode.ElideRight, room.width()
                )
                painter.setPen(style.colour(chosen.text))
                painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), text)

    def _draw_arrow(self, painter: QPainter) -> None:
        pen = QPen(style.colour(style.scheme().secondary), 1.5)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        x, y = self.width() - 21.0, self.height() / 2 - 2
        painter.drawPolyline([QPointF(x, y), QPointF(x + 4, y + 4), QPointF(x + 8, y)])


class Choice(QWidget):
    """A captioned box. Values are kept beside their texts; `chosen` tells of a change."""

    chosen = Signal()

    def __init__(self, name: str, options: Sequence[tuple[str, object]]) -> None:
        super().__init__()
        self.box = Box(name)
        caption = Label(name, "small")
        caption.setBuddy(self.box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_XS)
        column.addWidget(caption)
        column.addWidget(self.box)
        self._values: list[object] = []
        self.offer(options)
        self.box.currentIndexChanged.connect(lambda _index: self.chosen.emit())

    def offer(self, options: Sequence[tuple[str, object]]) -> None:
        """Replace the options, keeping the chosen value where it is still offered."""
        before = self.value() if self._values else None
        self.box.blockSignals(True)
        self.box.clear()
        self._values = [value for _, value in options]
        self.box.addItems([text for text, _ in options])
        if before is not None:
            self.choose(before)
        self.box.blockSignals(False)
        self.box.place_field()
        self.box.update()

    def value(self) -> Any:
        """The chosen value."""
        return self._values[max(0, self.box.currentIndex())]

    def value_at(self, index: int) -> Any:
        """The value of a line of the list."""
        return self._values[index]

    def choose(self, value: object) -> None:
        """Choose a value, if it is offered."""
        if value in self._values:
            self.box.setCurrentIndex(self._values.index(value))

    def focus(self) -> None:
        """Put the focus on it."""
        self.box.setFocus()

    def mark(self, wrong: bool, sentence: str = "") -> None:
        """Show that this is the field to mend."""
        style.set_property(self.box, "wrong", wrong)
        self.box.setAccessibleDescription(sentence)
        self.box.update()
