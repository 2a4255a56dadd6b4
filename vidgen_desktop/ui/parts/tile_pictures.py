"""Small pictures of choices: how captions look, how scenes meet, how a clip fills the video."""

from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontDatabase,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
)

from vidgen_desktop.core.choices import CaptionStyle, Fit, Transition
from vidgen_desktop.resource_files import resource
from vidgen_desktop.ui.look import style, tokens

BLACK, WHITE = "#000000", "#FFFFFF"  # captions and fades look the same in both schemes
TONE = 0.75  # how much of the colour is in a picture's ground
WORDS = ("A", "quiet", "tide")
FEW = WORDS[1:]
SPOKEN = "quiet"  # the word that is highlighted
SPOKEN_COLOURS = {
    CaptionStyle.CLASSIC: tokens.SPOKEN_CLASSIC,
    CaptionStyle.PANEL: tokens.SPOKEN_PANEL,
    CaptionStyle.POP: tokens.SPOKEN_POP,
}
CAPTION_FONT = "fonts/Manrope-ExtraBold.ttf"
BOTTOM = 0.17  # of the height, below the letters


def draw_style(painter: QPainter, rect: QRectF, chosen: CaptionStyle, *, by_word: bool) -> None:
    """A scene with a caption in this style; one word stands out if `by_word`."""
    _hills(painter, rect)
    is_pop = chosen is CaptionStyle.POP
    words = FEW if is_pop else WORDS
    size = rect.height() * (0.32 if is_pop else 0.2)
    base = rect.bottom() - rect.height() * BOTTOM
    font = caption_font(round(size))
    painter.setFont(font)
    metrics = painter.fontMetrics()
    space = metrics.horizontalAdvance(" ")
    widths = [metrics.horizontalAdvance(word) for word in words]
    total = sum(widths) + space * (len(words) - 1)
    x = rect.center().x() - total / 2
    if chosen is CaptionStyle.PANEL:
        room = QRectF(x - 6, base - metrics.ascent() - 2, total + 12, metrics.height() + 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.colour(BLACK, 0.65))
        painter.drawRoundedRect(room, 3, 3)
    for word, width in zip(words, widths, strict=True):
        shape = QPainterPath()
        shape.addText(QPointF(x, base), font, word)
        if chosen is not CaptionStyle.PANEL:
            painter.strokePath(shape, QPen(style.colour(BLACK, 0.75), size * 0.22))
        ink = SPOKEN_COLOURS[chosen] if by_word and word == SPOKEN else WHITE
        painter.fillPath(shape, style.colour(ink))
        x += width + space


def caption_font(pixels: int) -> QFont:
    """The font of captions that are drawn into videos."""
    font = QFont(_caption_family())
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.ExtraBold)
    return font


@cache
def _caption_family() -> str:
    known = QFontDatabase.addApplicationFont(str(resource(CAPTION_FONT)))
    return (*QFontDatabase.applicationFontFamilies(known), style.font(1).family())[0]


def draw_transition(painter: QPainter, rect: QRectF, chosen: Transition) -> None:
    """One scene on the left, the next on the right, and between them what is chosen."""
    middle = rect.center().x()
    left = QRectF(rect.topLeft(), QPointF(middle, rect.bottom()))
    right = QRectF(QPointF(middle, rect.top()), rect.bottomRight())
    _hills(painter, left)
    _sun(painter, right)
    span = rect.width() * 0.42
    between = QRectF(middle - span / 2, rect.y(), span, rect.height())
    if chosen is Transition.CROSSFADE:
        fade = QLinearGradient(between.topLeft(), between.topRight())
        fade.setColorAt(0, _tone(tokens.DARK.accent, 0))
        fade.setColorAt(0.12, _tone(tokens.DARK.accent, 0.55))
        fade.setColorAt(0.5, _between())
        fade.setColorAt(0.88, _tone(tokens.DARK.warning, 0.55))
        fade.setColorAt(1, _tone(tokens.DARK.warning, 0))
        painter.fillRect(between, QBrush(fade))
    elif chosen is Transition.DIP:
        dip = QLinearGradient(between.topLeft(), between.topRight())
        for at, opacity in ((0.0, 0.0), (0.4, 1.0), (0.6, 1.0), (1.0, 0.0)):
            dip.setColorAt(at, style.colour(BLACK, opacity))
        painter.fillRect(between, QBrush(dip))
    else:
        painter.fillRect(QRectF(middle - 0.75, rect.y(), 1.5, rect.height()), _ground())


def draw_fit(painter: QPainter, rect: QRectF, chosen: Fit) -> None:
    """An upright clip with a round sun in it, in a wide video."""
    if chosen is Fit.COVER:
        _sun(painter, rect, across=rect.height() * 0.95)
    elif chosen is Fit.STRETCH:
        _sun(painter, rect, across=rect.width() * 0.62, down=rect.height() * 0.42)
    else:
        _sun(painter, rect, across=rect.height() * 1.3)
        painter.fillRect(rect, style.colour(_mixed(tokens.DARK.warning, 0.3), 0.75))
        width = rect.height() * 0.62
        clip = QRectF(rect.center().x() - width / 2, rect.y(), width, rect.height())
        _sun(painter, clip, across=width * 0.55)


def _hills(painter: QPainter, rect: QRectF) -> None:
    """A cool scene."""
    painter.fillRect(rect, _tone(tokens.DARK.accent))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.colour(_mixed(tokens.DARK.accent, 0.28)))
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    for across, wide in ((0.2, 0.8), (0.85, 0.9)):
        x, width = rect.x() + rect.width() * across, rect.width() * wide
        top = rect.y() + rect.height() * 0.58
        painter.drawEllipse(QRectF(x - width / 2, top, width, rect.height()))
    painter.restore()


def _sun(painter: QPainter, rect: QRectF, across: float = 0, down: float = 0) -> None:
    """A warm scene, its sun `across` points wide and as high, or `down`."""
    painter.fillRect(rect, _tone(tokens.DARK.warning))
    wide = across or min(rect.width(), rect.height()) * 0.42
    high = down or wide
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.colour(WHITE, 0.85))
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.drawEllipse(rect.center(), wide / 2, high / 2)
    painter.restore()


def _mixed(colour: str, darker: float = 0.0) -> str:
    return tokens.mix(tokens.mix(style.scheme().surface, colour, TONE), BLACK, darker)


def _tone(colour: str, opacity: float = 1.0) -> QColor:
    return style.colour(_mixed(colour), opacity)


def _between() -> QColor:
    return style.colour(tokens.mix(_mixed(tokens.DARK.accent), _mixed(tokens.DARK.warning), 0.5))


def _ground() -> QColor:
    return style.colour(style.scheme().raised)
