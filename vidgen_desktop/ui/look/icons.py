"""Icons in the scheme's colours. The icon library is imported when the first one is drawn."""

import weakref
from functools import lru_cache

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton
from shiboken6 import isValid

from vidgen_desktop.ui.look import style, tokens

DENSITY = 2.0  # pixels per point, sharp on dense screens

_NAMES = {
    "play": "ph.play-fill",
    "pause": "ph.pause-fill",
    "replay": "ph.arrow-counter-clockwise",
    "back": "ph.skip-back",
    "forward": "ph.skip-forward",
    "sound": "ph.speaker-high",
    "mute": "ph.speaker-slash",
    "loop": "ph.repeat",
    "captions": "ph.closed-captioning",
    "full": "ph.corners-out",
    "small": "ph.corners-in",
    "export": "ph.export",
    "new": "ph.plus",
    "search": "ph.magnifying-glass",
    "settings": "ph.gear-six",
    "folder": "ph.folder-open",
    "copy": "ph.copy",
    "delete": "ph.trash",
    "cancel": "ph.x",
    "close": "ph.x",
    "down": "ph.caret-down",
    "up": "ph.caret-up",
    "picture": "ph.image",
    "music": "ph.music-notes",
    "more": "ph.sliders-horizontal",
    "warning": "ph.warning",
    "note": "ph.info",
    "stopped": "ph.prohibit",
    "interrupted": "ph.pause-circle",
    "failed": "ph.warning-circle",
    "done": "ph.check-circle",
    "waiting": "ph.clock",
    "running": "ph.spinner-gap",
    "film": "ph.film-strip",
    "crossfade": "ph.intersect",
    "dip": "ph.circle-half",
    "change": "ph.pencil-simple",
    "spark": "ph.sparkle",
    "reference": "ph.user-focus",
    "provider": "ph.share-network",
    "quality": "ph.film-strip",
    "limit": "ph.gauge",
    "help": "ph.lifebuoy",
    "costs": "ph.chart-bar",
    "key": "ph.key",
    "cloud": "ph.cloud",
    "server": "ph.hard-drives",
    "flow": "ph.flow-arrow",
    "next": "ph.caret-right",
    "previous": "ph.caret-left",
}

_dressed: "weakref.WeakKeyDictionary[QAbstractButton, tuple[str, str]]" = (
    weakref.WeakKeyDictionary()
)


_state = {"postponed": False}


def postpone() -> None:
    """Draw no icons until `resume`: reading the icon fonts must not hold up the first paint."""
    _state["postponed"] = True


def resume() -> None:
    """Draw all icons now."""
    _state["postponed"] = False
    refresh()


def icon(name: str, role: str = "text", scale: float = 1.0) -> QIcon:
    """An icon by our own name for it, in the colour of a token ("text", "accent", …)."""
    if _state["postponed"]:
        return QIcon()
    return _drawn(name, role, scale, style.scheme().name)


@lru_cache(maxsize=256)
def _drawn(name: str, role: str, scale: float, _scheme: str) -> QIcon:
    import qtawesome

    chosen = style.scheme()
    faded = tokens.mix(chosen.surface, chosen.secondary, 0.5)
    return qtawesome.icon(
        _NAMES[name],
        color=getattr(chosen, role),
        color_disabled=faded,
        scale_factor=scale,
    )


def draw(painter: QPainter, rect: QRect, name: str, role: str) -> None:
    """Draw an icon into a square. It is made once: the library paints each as a piece of text,
    which takes too long for every row of a list.
    """
    if not _state["postponed"]:
        painter.drawPixmap(rect, _pixmap(name, role, rect.width(), style.scheme().name))


@lru_cache(maxsize=256)
def _pixmap(name: str, role: str, size: int, scheme: str) -> QPixmap:
    return _drawn(name, role, 1.0, scheme).pixmap(QSize(size, size), DENSITY)


def dress(button: QAbstractButton, name: str, role: str = "text") -> None:
    """Give a button an icon that follows the scheme."""
    if _dressed.get(button) != (name, role):
        _dressed[button] = (name, role)
        button.setIcon(icon(name, role))


def refresh() -> None:
    """Draw all icons again after the scheme has changed."""
    for button, (name, role) in list(_dressed.items()):
        if isValid(button):
            button.setIcon(icon(name, role))
