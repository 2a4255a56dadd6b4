"""Where the video is seen: the newest frame, letterboxed, with captions drawn over it."""

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from vidgen_desktop.ui.look import style, tokens

CAPTION_SHARE = 0.045  # of the picture's shorter side
CAPTION_WIDTH = 0.86


class VideoSurface(QWidget):
    """Painted rather than a native video window, so that corners are round and captions ours."""

    toggleAsked = Signal()
    fullAsked = Signal()
    keyPressed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self._caption = ""
        self._round = True
        self._ring = False
        self.setAccessibleName("Video")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 90)

    @property
    def image(self) -> QImage:
        """What is shown."""
        return self._image

    @property
    def caption(self) -> str:
        """The words over the picture."""
        return self._caption

    def show_image(self, image: QImage) -> None:
        """Show a frame or a poster."""
        self._image = image
        self.update()

    def show_caption(self, text: str) -> None:
        """Show words over the picture; an empty text shows none."""
        if text != self._caption:
            self._caption = text
            self.update()

    def set_round(self, on: bool) -> None:
        """Round corners in the window, none in full screen."""
        self._round = on
        self.update()

    def picture_rect(self) -> QRectF:
        """Where the picture is, in points."""
        if self._image.isNull():
            return QRectF(self.rect())
        size = QSizeF(self._image.size()).scaled(
            QSizeF(self.size()), Qt.AspectRatioMode.KeepAspectRatio
        )
        left = (self.width() - size.width()) / 2
        return QRectF(QPointF(left, (self.height() - size.height()) / 2), size)

    def sizeHint(self) -> QSize:
        """A wide picture."""
        return QSize(640, 360)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture as large as fits, then the caption."""
        del event
        with QPainter(self) as painter:
            if not self._round:
                painter.fillRect(self.rect(), Qt.GlobalColor.black)
            rect = self.picture_rect()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            radius = tokens.RADIUS_CARD if self._round else 0
            outline = QPainterPath()
            outline.addRoundedRect(rect, radius, radius)
            if self._image.isNull():
                painter.fillPath(outline, style.colour(style.scheme().surface))
            else:
                painter.save()
                painter.setClipPath(outline)
                painter.drawImage(rect, self._image)
                painter.restore()
            if self._caption:
                draw_caption(painter, rect, self._caption)
            if self._ring and self._round:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                pen = painter.pen()
                pen.setColor(style.colour(style.scheme().accent))
                pen.setWidthF(2)
                painter.setPen(pen)
                painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A ring around the picture, when the keyboard brought the focus here."""
        super().focusInEvent(event)
        self._ring = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        )
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes with the focus."""
        super().focusOutEvent(event)
        self._ring = False
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click plays or pauses."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.toggleAsked.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double-click fills the screen; its first click is taken back."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.toggleAsked.emit()
            self.fullAsked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys go to the player; what it does not know goes on as usual."""
        event.ignore()
        self.keyPressed.emit(event)
        if not event.isAccepted():
            super().keyPressEvent(event)


def draw_caption(painter: QPainter, rect: QRectF, text: str) -> None:
    """Draw words near the lower edge of `rect`, on a dark ground, in any script."""
    pixels = max(12, round(min(rect.width(), rect.height()) * CAPTION_SHARE))
    layout = QTextLayout(text.replace("\n", "\u2028"), style.font(pixels, tokens.WEIGHT_STRONG))
    option = QTextOption(Qt.AlignmentFlag.AlignHCenter)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    width = rect.width() * CAPTION_WIDTH
    height, widest = 0.0, 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height() * 1.12
        widest = max(widest, line.naturalTextWidth())
    layout.endLayout()
    left = rect.center().x() - width / 2
    top = rect.bottom() - height - rect.height() * 0.06
    pad = pixels * 0.45
    ground = QRectF(rect.center().x() - widest / 2, top, widest, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.colour("#000000", 0.62))
    painter.drawRoundedRect(ground.adjusted(-pad, -pad * 0.6, pad, pad * 0.5), 6, 6)
    painter.setPen(style.colour("#FFFFFF"))
    layout.draw(painter, QPointF(left, top))
