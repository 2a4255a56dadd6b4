"""What is seen while a generation runs: the newest take, or the prompt until there is one."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from vidgen_desktop.core.model import Request, Take
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.look import style, tokens

LONGEST_QUOTE = 280  # characters
ROOMY = 420  # points: from here the quotation is large


class StageView(QWidget):
    """Has the shape of the video from the start, so that nothing jumps when a take arrives."""

    def __init__(self, background: Background) -> None:
        super().__init__()
        self._background = background
        self._image = QImage()
        self._poster = ""
        self._badge = ""
        self._quote = ""
        self._ratio = 16 / 9
        self.setMinimumSize(160, 90)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def badge(self) -> str:
        """ "Scene 3 of 8", or nothing before the first take."""
        return self._badge

    def begin(self, request: Request) -> None:
        """Show the prompt, in the shape of the video."""
        self._image = QImage()
        self._poster = ""
        self._badge = ""
        words = " ".join(request.prompt.split())
        self._quote = words if len(words) <= LONGEST_QUOTE else words[:LONGEST_QUOTE].rstrip() + "…"
        self._ratio = request.format.width / request.format.height
        self.setAccessibleName(f"Being made: {self._quote}")
        self.update()

    def show_take(self, take: Take, scenes: int) -> None:
        """Show the picture of a take, once it is read."""
        self._badge = f"Scene {take.scene} of {scenes}" if scenes else f"Scene {take.scene}"
        self._poster = take.poster
        self.setAccessibleName(self._badge)

        def show(image: QImage) -> None:
            if take.poster == self._poster and not image.isNull():
                self._image = image
                self.update()

        self._background.ask(lambda: QImage(take.poster), show)

    def picture_rect(self) -> QRectF:
        """The video's shape, as large as fits."""
        size = QSizeF(self._ratio, 1).scaled(
            QSizeF(self.size()), Qt.AspectRatioMode.KeepAspectRatio
        )
        left = (self.width() - size.width()) / 2
        return QRectF(QPointF(left, (self.height() - size.height()) / 2), size)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The take with its badge, or the prompt as a quotation."""
        del event
        chosen = style.scheme()
        rect = self.picture_rect()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            outline = QPainterPath()
            outline.addRoundedRect(rect, tokens.RADIUS_CARD, tokens.RADIUS_CARD)
            painter.fillPath(outline, style.colour(chosen.surface))
            if self._image.isNull():
                self._draw_quote(painter, rect)
                return
            painter.setClipPath(outline)
            painter.drawImage(rect, self._image)
            self._draw_badge(painter, rect)

    def _draw_quote(self, painter: QPainter, rect: QRectF) -> None:
        inset = min(rect.width() * 0.12, 96)
        room = rect.adjusted(inset, inset * 0.5, -inset, -inset * 0.5)
        large = rect.width() > ROOMY and len(self._quote) < LONGEST_QUOTE / 2
        painter.setFont(style.font(tokens.TYPE_TITLE if large else tokens.TYPE_BODY))
        painter.setPen(style.colour(style.scheme().secondary))
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(room, flags, self._quote)

    def _draw_badge(self, painter: QPainter, rect: QRectF) -> None:
        painter.setFont(style.font(tokens.TYPE_SECONDARY, tokens.WEIGHT_STRONG, tabular=True))
        width = painter.fontMetrics().horizontalAdvance(self._badge) + 2 * 10
        box = QRectF(rect.x() + tokens.SPACE_M, rect.y() + tokens.SPACE_M, width, 24)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.colour("#000000", 0.62))
        painter.drawRoundedRect(box, 12, 12)
        painter.setPen(style.colour("#FFFFFF"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._badge)
