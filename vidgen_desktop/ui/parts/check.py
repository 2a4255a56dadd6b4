"""A box to tick, drawn from the tokens."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from vidgen_desktop.ui.look import style, tokens
from vidgen_desktop.ui.parts.labels import set_tip

BOX = 16
HEIGHT = 26
ROOM = 2  # around it, for the ring that shows the focus


class Check(QCheckBox):
    """A quiet box with its words; the whole line can be clicked."""

    def __init__(self, text: str, meaning: str = "") -> None:
        super().__init__(text)
        self.setAccessibleName(text)
        set_tip(self, meaning)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """The box and the words."""
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(BOX + tokens.SPACE_S + words + 2 * ROOM, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Nothing of it is cut."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """All of it can be clicked."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box, ticked or not, and the words."""
        del event
        chosen = style.scheme()
        box = QRectF(ROOM - 1, (self.height() - BOX) / 2, BOX, BOX)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            edge = chosen.accent if self.isChecked() else chosen.secondary
            painter.setPen(QPen(style.colour(edge), 1.0))
            painter.setBrush(style.colour(chosen.accent if self.isChecked() else chosen.raised))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            if self.isChecked():
                self._draw_tick(painter, box)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(style.colour(chosen.accent), 1.0))
                ring = QRectF(self.rect()).adjusted(-0.5, 2.5, -0.5, -2.5)
                painter.drawRoundedRect(ring, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
            painter.setPen(style.colour(chosen.text if self.isEnabled() else chosen.secondary))
            words = self.rect().adjusted(BOX + tokens.SPACE_S, 0, 0, 0)
            painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), self.text())

    def _draw_tick(self, painter: QPainter, box: QRectF) -> None:
        pen = QPen(style.colour(style.scheme().on_accent), 1.8)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        x, y = box.x(), box.y()
        corners = ((4, 8.5), (7, 11.3), (12, 5))
        painter.drawPolyline([QPointF(x + right, y + down) for right, down in corners])
