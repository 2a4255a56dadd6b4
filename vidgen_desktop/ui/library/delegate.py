"""Draws a row of the library: poster, title, and what there is to know in two small lines."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from vidgen_desktop.core.model import Generation, Status, now
from vidgen_desktop.core.states import state_of
from vidgen_desktop.ui.library.model import (
    GENERATION_ROLE,
    READING_ROLE,
    Reading,
)
from vidgen_desktop.ui.look import icons, style, texts, tokens
from vidgen_desktop.ui.look.marks import MARKS
from vidgen_desktop.ui.parts.bar import draw_bar
from vidgen_desktop.ui.parts.posters import Posters, placeholder

BAR_HEIGHT = 4
MARK = 13
GAP = 6  # between the state and the version
PERCENT_WIDTH = 34
Index = QModelIndex | QPersistentModelIndex


class LibraryDelegate(QStyledItemDelegate):
    """Rows of one height; the poster's place is there before the poster is."""

    def __init__(
        self, posters: Posters, poster_of: Callable[[Generation], str], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._posters = posters
        self._poster_of = poster_of

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The same for every row."""
        del option, index
        return QSize(tokens.LIBRARY_WIDTH, tokens.ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        state, rect = option.state, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = bool(getattr(option.widget, "ring", True))
        self._draw_ground(painter, rect, state, ring=ring)
        poster = QRect(
            rect.x() + tokens.SPACE_M,
            rect.y() + (tokens.ROW_HEIGHT - tokens.POSTER_HEIGHT) // 2,
            tokens.POSTER_WIDTH,
            tokens.POSTER_HEIGHT,
        )
        generation = index.data(GENERATION_ROLE)
        self._draw_poster(painter, poster, generation)
        if generation is not None:
            left = poster.right() + 1 + tokens.SPACE_M
            body = QRect(left, poster.y(), rect.right() - tokens.SPACE_M - left, poster.height())
            self._draw_title(painter, body, generation)
            reading = index.data(READING_ROLE)
            if generation.status is Status.PROCESSING and not reading.is_left:
                draw_running(painter, body, reading, texts.version(generation))
            else:
                at = getattr(option.widget, "clock", now)()
                draw_facts(painter, body, generation, at, is_left=reading.is_left)
        painter.restore()

    def _draw_ground(
        self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, *, ring: bool
    ) -> None:
        chosen = style.scheme()
        ground: QColor | None = None
        if state & QStyle.StateFlag.State_Selected:
            ground = style.colour(chosen.selected)
        elif state & QStyle.StateFlag.State_MouseOver:
            ground = style.colour(chosen.text, 0.04)
        box = QRectF(rect).adjusted(4, 1, -4, -1)
        if ground is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(box, tokens.RADIUS_CONTROL + 2, tokens.RADIUS_CONTROL + 2)
        if ring and state & QStyle.StateFlag.State_HasFocus:
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setColor(style.colour(chosen.accent))
            pen.setWidthF(2)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            box.adjust(1, 1, -1, -1)
            painter.drawRoundedRect(box, tokens.RADIUS_CONTROL + 2, tokens.RADIUS_CONTROL + 2)

    def _draw_poster(self, painter: QPainter, rect: QRect, generation: Generation | None) -> None:
        path = self._poster_of(generation) if generation is not None else ""
        picture = self._posters.get(path, rect.width(), rect.height()) if path else None
        if picture is None:
            picture = placeholder(rect.width(), rect.height(), "film")
        painter.drawPixmap(rect.topLeft(), picture)

    def _draw_title(self, painter: QPainter, body: QRect, generation: Generation) -> None:
        painter.setFont(style.font(tokens.TYPE_BODY, tokens.WEIGHT_STRONG))
        painter.setPen(style.colour(style.scheme().text))
        line = QRect(body.x(), body.y(), body.width(), 19)
        draw_line(painter, line, " ".join(generation.title.split()))


def draw_line(painter: QPainter, rect: QRect, text: str) -> None:
    """One line of plain text, cut with an ellipsis, on the side its script begins."""
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    painter.drawText(rect, int(flags), shown)


def draw_running(painter: QPainter, body: QRect, reading: Reading, version: str) -> None:
    """The step in words, and a thin bar with its percentage."""
    chosen = style.scheme()
    painter.setFont(style.font(tokens.TYPE_SECONDARY, tabular=True))
    painter.setPen(style.colour(chosen.secondary))
    step = QRect(body.x(), body.y() + 19, body.width(), 17)
    told = [part for part in (version, reading.text or "Starting") if part]
    draw_line(painter, step, texts.SEPARATOR.join(told))
    low = QRect(body.x(), body.y() + 37, body.width(), 16)
    bar = QRectF(low.x(), low.center().y() - BAR_HEIGHT / 2 + 1, low.width() - 40, BAR_HEIGHT)
    draw_bar(painter, bar, reading.percent)
    number = QRect(low.right() - PERCENT_WIDTH, low.y(), PERCENT_WIDTH, low.height())
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
    painter.drawText(number, int(flags), texts.percent(reading.percent))


def draw_facts(
    painter: QPainter, body: QRect, generation: Generation, at: datetime, *, is_left: bool = False
) -> None:
    """Length, cost and when; below, the state as a mark and a word, and which version it is."""
    chosen = style.scheme()
    painter.setFont(style.font(tokens.TYPE_SECONDARY, tabular=True))
    painter.setPen(style.colour(chosen.secondary))
    seconds = generation.result.seconds if generation.result else generation.request.seconds
    facts = [texts.clock(seconds), texts.spent(generation), texts.age(generation, at)]
    facts_line = QRect(body.x(), body.y() + 19, body.width(), 17)
    draw_line(painter, facts_line, texts.SEPARATOR.join(facts))
    state = state_of(generation, is_left=is_left)
    mark, role = MARKS[state]
    low = QRect(body.x(), body.y() + 37, body.width(), 16)
    icon = QRect(low.x(), low.y() + (low.height() - MARK) // 2, MARK, MARK)
    icons.draw(painter, icon, mark, role)
    version = texts.version(generation)
    taken = painter.fontMetrics().horizontalAdvance(version) + GAP if version else 0
    painter.setPen(style.colour(getattr(chosen, role)))
    draw_line(painter, low.adjusted(MARK + 5, 0, -taken, 0), state)
    painter.setPen(style.colour(chosen.secondary))
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
    painter.drawText(low, int(flags), version)
