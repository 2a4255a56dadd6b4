"""Small pictures, read and scaled away from the main thread, and kept while they are used."""

from collections import OrderedDict
from functools import lru_cache

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPainter, QPainterPath, QPixmap

from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.look import icons, style, tokens

KEPT = 600  # pictures; a 96x54 one at twice the density is 80 kB
ICON = 20
DENSITY = 2  # pixels per point, sharp on dense screens
Key = tuple[str, int, int]


class Posters(QObject):
    """A cache of rounded pictures. `ready` names a path that can now be drawn."""

    ready = Signal(str)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._kept: OrderedDict[Key, QPixmap | None] = OrderedDict()
        self._asked: set[Key] = set()

    def get(
        self, path: str, width: int, height: int, radius: float = tokens.RADIUS_CONTROL
    ) -> QPixmap | None:
        """The picture filling width by height points, or None while it is not there."""
        key = (path, width, height)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if path and key not in self._asked:
            self._asked.add(key)
            size = QSize(width * DENSITY, height * DENSITY)
            self._background.ask(
                lambda: read_cover(path, size, radius * DENSITY),
                lambda image: self._keep(key, image),
                lambda _fault: self._keep(key, None),
            )
        return None

    def forget(self, path: str) -> None:
        """Read a picture again when it is next asked for."""
        for key in [key for key in self._kept if key[0] == path]:
            del self._kept[key]

    def close(self) -> None:
        """Read no more."""
        self._background.close()

    def _keep(self, key: Key, image: QImage | None) -> None:
        self._asked.discard(key)
        pixmap = None
        if image is not None:
            pixmap = QPixmap.fromImage(image)
            pixmap.setDevicePixelRatio(DENSITY)
        self._kept[key] = pixmap
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self.ready.emit(key[0])


def placeholder(width: int, height: int, icon: str, role: str = "secondary") -> QPixmap:
    """What stands where a picture will be. Made once per size, icon and scheme: Qt fills
    round shapes with several threads, and waits for them where the machine is busy.
    """
    return _placeholder(width, height, icon, role, style.scheme().name)


@lru_cache(maxsize=64)
def _placeholder(width: int, height: int, icon: str, role: str, _scheme: str) -> QPixmap:
    made = QPixmap(width * DENSITY, height * DENSITY)
    made.setDevicePixelRatio(DENSITY)
    made.fill(Qt.GlobalColor.transparent)
    square = QRect(0, 0, ICON, ICON)
    square.moveCenter(QRect(0, 0, width, height).center())
    with QPainter(made) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.colour(style.scheme().track, 0.6))
        radius = tokens.RADIUS_CONTROL
        painter.drawRoundedRect(0, 0, width, height, radius, radius)
        icons.draw(painter, square, icon, role)
    return made


def read_cover(path: str, size: QSize, radius: float) -> QImage | None:
    """A picture that covers `size` (pixels), cut at the middle, with round corners."""
    reader = QImageReader(path)
    reader.setAutoTransform(True)
    full = reader.size()
    if full.isValid():
        reader.setScaledSize(full.scaled(size, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    image = reader.read()
    if image.isNull():
        return None
    canvas = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    canvas.fill(Qt.GlobalColor.transparent)
    with QPainter(canvas) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(canvas.rect()), radius, radius)
        painter.setClipPath(outline)
        covered = image.size().scaled(size, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        left = (size.width() - covered.width()) / 2
        top = (size.height() - covered.height()) / 2
        painter.drawImage(QRectF(left, top, covered.width(), covered.height()), image)
    return canvas
