"""A choice between a few pictures: one stop for Tab, the arrows go from one to the next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from vidgen_desktop.ui.look import style, tokens
from vidgen_desktop.ui.parts.labels import Label, set_tip

PICTURE_HEIGHT = 50
NARROWEST, USUAL = 84, 104
EDGE = 1  # half of the ring around the chosen one
WORD_HEIGHT = 20
Draw = Callable[[QPainter, QRectF], None]


@dataclass(frozen=True, slots=True)
class Option:
    """One picture: its word, its value, what the tooltip says, and how it is drawn."""

    word: str
    value: object
    meaning: str
    draw: Draw


class Tile(QRadioButton):
    """A picture with a word below it. Being a radio button, it is read out as one."""

    def __init__(self, group: str, option: Option) -> None:
        super().__init__()
        self.option = option
        self.wrong = False
        self.setAccessibleName(f"{group}: {option.word}")
        set_tip(self, option.meaning)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """The picture, its ring and the word."""
        return QSize(USUAL, PICTURE_HEIGHT + 2 * EDGE + WORD_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """The word must fit."""
        metrics = QFontMetrics(style.font(tokens.TYPE_SECONDARY, tokens.WEIGHT_STRONG))
        word = metrics.horizontalAdvance(self.option.word)
        return QSize(max(NARROWEST, word), self.sizeHint().height())

    def hitButton(self, pos: QPoint) -> bool:
        """All of it can be clicked."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, a ring if it is chosen (a double one with the focus), and the word."""
        del event
        chosen = style.scheme()
        picture = QRectF(EDGE, EDGE, self.width() - 2 * EDGE, PICTURE_HEIGHT)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.save()
            outline = QPainterPath()
            outline.addRoundedRect(picture, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
            painter.setClipPath(outline)
            painter.setOpacity(1.0 if self.isEnabled() else 0.4)
            self.option.draw(painter, picture)
            painter.restore()
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if self.isChecked():
                if self.hasFocus():
                    self._ring(painter, picture.adjusted(2, 2, -2, -2), chosen.surface, 3.0)
                self._ring(painter, picture, chosen.bad if self.wrong else chosen.accent)
            elif self.underMouse():
                self._ring(painter, picture, chosen.secondary)
            role = "text" if self.isChecked() or self.underMouse() else "secondary"
            painter.setPen(style.colour(getattr(chosen, role)))
            weight = tokens.WEIGHT_STRONG if self.isChecked() else tokens.WEIGHT_NORMAL
            painter.setFont(style.font(tokens.TYPE_SECONDARY, weight))
            word = QRectF(0, picture.bottom(), self.width(), WORD_HEIGHT)
            painter.drawText(word, int(Qt.AlignmentFlag.AlignCenter), self.option.word)

    def _ring(self, painter: QPainter, rect: QRectF, colour: str, width: float = 2.0) -> None:
        painter.setPen(QPen(style.colour(colour), width))
        painter.drawRoundedRect(rect, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)


class Tiles(QWidget):
    """A caption over a row of tiles; used like `Choice`."""

    chosen = Signal()

    def __init__(self, name: str, options: Sequence[Option]) -> None:
        super().__init__()
        self.tiles = [Tile(name, option) for option in options]
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_S)
        row.setContentsMargins(0, tokens.SPACE_XS, 0, 0)
        for tile in self.tiles:
            row.addWidget(tile, 1)
            tile.toggled.connect(self._toggled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Label(name, "small"))
        column.addLayout(row)
        column.addStretch(1)
        self.tiles[0].setChecked(True)

    def value(self) -> Any:
        """The chosen value."""
        return next(tile.option.value for tile in self.tiles if tile.isChecked())

    @property
    def word(self) -> str:
        """The chosen tile's word."""
        return next(tile.option.word for tile in self.tiles if tile.isChecked())

    def choose(self, value: object) -> None:
        """Choose a value, if it is offered."""
        for tile in self.tiles:
            if tile.option.value == value:
                tile.setChecked(True)

    def mark(self, wrong: bool, sentence: str = "") -> None:
        """Show that this is the choice to mend."""
        for tile in self.tiles:
            tile.wrong = wrong
            tile.setAccessibleDescription(sentence)
            tile.update()

    def focus(self) -> None:
        """Put the focus on the chosen one."""
        next(tile for tile in self.tiles if tile.isChecked()).setFocus()

    def _toggled(self, on: bool) -> None:
        if on:
            self.chosen.emit()
