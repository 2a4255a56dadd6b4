"""Bars for what the last months cost; one can be chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from vidgen_desktop.core.buying.months import Month
from vidgen_desktop.core.money import show_micros
from vidgen_desktop.ui.look import style, texts, tokens
from vidgen_desktop.ui.look.focus import by_keyboard

WIDEST_BAR = 44
LABELS = 18  # points for the line of words above and below the bars
FAINT = 0.35


class MonthChart(QWidget):
    """One stop for Tab; the arrows go from month to month, Escape back to all time."""

    chosen = Signal(object)  # Month, or None for all time

    def __init__(self) -> None:
        super().__init__()
        self._months: Sequence[tuple[Month, int]] = ()
        self._at: int | None = None
        self._hovered: int | None = None
        self._ring = False  # only for those who use the keyboard
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(480, tokens.CHART_HEIGHT)

    def set_months(self, months: Sequence[tuple[Month, int]], chosen: Month | None) -> None:
        """Show months, oldest first, in micro-dollars."""
        self._months = months
        self._at = next((at for at, (one, _) in enumerate(months) if one == chosen), None)
        said = "; ".join(f"{texts.month(one)}: {amount(micros)}" for one, micros in months)
        self.setAccessibleName("Costs of the last twelve months")
        self.setAccessibleDescription(said)
        self.update()

    def bar(self, at: int) -> QRectF:
        """Where a month's bar stands."""
        most = max((micros for _, micros in self._months), default=0)
        step = self.width() / max(1, len(self._months))
        width = min(WIDEST_BAR, step * 0.6)
        room = self.height() - 2 * LABELS - tokens.SPACE_XS
        share = self._months[at][1] / most if most else 0
        height = max(2.0, room * share)
        left = step * at + (step - width) / 2
        return QRectF(left, LABELS + room - height, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Bars, their months below, and the amount over the one that is looked at."""
        del event
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for at in range(len(self._months)):
                self._draw(painter, at)
            if self.hasFocus() and self._ring:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(style.colour(style.scheme().accent), 1))
                ring = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
                painter.drawRoundedRect(ring, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)

    def _draw(self, painter: QPainter, at: int) -> None:
        month, micros = self._months[at]
        chosen, bar = style.scheme(), self.bar(at)
        lit = at == self._at or (self._at is None and at == len(self._months) - 1)
        colour = chosen.accent if lit else chosen.secondary
        strength = 1.0 if lit or at == self._hovered else FAINT
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.colour(colour if micros else chosen.line, strength))
        path = QPainterPath()
        radius = min(4.0, bar.height() / 2)
        path.addRoundedRect(bar, radius, radius)
        painter.drawPath(path)
        step = self.width() / len(self._months)
        painter.setFont(style.font(tokens.TYPE_SECONDARY, tabular=True))
        painter.setPen(style.colour(chosen.text if lit else chosen.secondary))
        below = QRectF(step * at, self.height() - LABELS, step, LABELS)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), texts.short_month(month))
        if micros and (lit or at == self._hovered):
            above = QRectF(bar.center().x() - 60, bar.top() - LABELS, 120, LABELS)
            painter.drawText(above, int(Qt.AlignmentFlag.AlignCenter), show_micros(micros))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the amount of the month below the pointer."""
        self._hover(self._column(event.position()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus if the keyboard brought it here."""
        self._ring = by_keyboard(event)
        super().focusInEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is elsewhere."""
        super().leaveEvent(event)
        self._hover(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a month, or all time again."""
        at = self._column(event.position())
        self._choose(None if at == self._at else at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right, and Escape for all time."""
        last = len(self._months) - 1
        self._ring = True
        match event.key():
            case Qt.Key.Key_Left:
                self._choose(max(0, (last + 1 if self._at is None else self._at) - 1))
            case Qt.Key.Key_Right:
                self._choose(min(last, (last if self._at is None else self._at) + 1))
            case Qt.Key.Key_Escape if self._at is not None:
                self._choose(None)
            case _:
                super().keyPressEvent(event)

    def _column(self, where: QPointF) -> int | None:
        if not self._months:
            return None
        at = int(where.x() / (self.width() / len(self._months)))
        return max(0, min(at, len(self._months) - 1))

    def _hover(self, at: int | None) -> None:
        if at != self._hovered:
            self._hovered = at
            self.update()

    def _choose(self, at: int | None) -> None:
        if at != self._at and self._months:
            self._at = at
            self.update()
            self.chosen.emit(None if at is None else self._months[at][0])


def amount(micros: int) -> str:
    """An amount in a list of amounts: nothing is "$0.00" and not "free"."""
    return show_micros(micros) if micros else "$0.00"
