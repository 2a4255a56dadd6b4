"""The progress bar: 8 pixels high, round, gliding to its value."""

from PySide6.QtCore import QEasingCurve, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QStyle, QWidget

from vidgen_desktop.ui.look import style, tokens

HEIGHT = 8


class Bar(QProgressBar):
    """Glides between whole percents; those are what a screen reader hears."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(0, 100)
        self.setTextVisible(False)
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName("Progress of the video")
        self._shown = self._from = self._to = 0.0
        self._glide = QVariantAnimation(self)
        self._glide.setStartValue(0.0)
        self._glide.setEndValue(1.0)
        self._glide.setDuration(tokens.MOTION_MS)
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._glide.valueChanged.connect(self._glided)

    def sizeHint(self) -> QSize:
        """As wide as it is given."""
        return QSize(200, HEIGHT)

    def set_percent(self, percent: float, *, glide: bool = True) -> None:
        """Move to a percentage; without gliding when another video is shown."""
        # Qt paints the whole window at once for a new value: only for whole percents.
        if int(percent) != self.value():
            self.setValue(int(percent))
        self._glide.stop()
        calm = self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) == 0
        if glide and self.isVisible() and not calm:
            self._from, self._to = self._shown, percent
            self._glide.start()
        else:
            self._move(percent)

    def _glided(self, share: float) -> None:
        self._move(self._from + (self._to - self._from) * share)

    def _move(self, percent: float) -> None:
        self._shown = percent
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A round track with a round filling."""
        del event
        paint_bar(self, QRectF(self.rect()), self._shown)


def paint_bar(device: QWidget, rect: QRectF, percent: float) -> None:
    """Paint a bar onto a widget."""
    with QPainter(device) as painter:
        draw_bar(painter, rect, percent)


def draw_bar(painter: QPainter, rect: QRectF, percent: float) -> None:
    """Draw a track of the rectangle's height and its filling in the accent colour."""
    chosen = style.scheme()
    radius = rect.height() / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    track = QPainterPath()
    track.addRoundedRect(rect, radius, radius)
    painter.fillPath(track, style.colour(chosen.track))
    if percent > 0:
        painter.setClipPath(track)
        width = max(rect.height(), rect.width() * min(100.0, percent) / 100)
        filled = QRectF(rect.x(), rect.y(), width, rect.height())
        painter.setBrush(style.colour(chosen.accent))
        painter.drawRoundedRect(filled, radius, radius)
    painter.restore()
