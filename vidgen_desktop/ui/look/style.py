"""Dresses the application: Fusion, a palette and one style sheet, from the tokens."""

from functools import lru_cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from vidgen_desktop.config import Appearance
from vidgen_desktop.ui.look import tokens
from vidgen_desktop.ui.look.sheet import style_sheet
from vidgen_desktop.ui.look.tokens import DARK, LIGHT, Scheme

_worn = {"scheme": LIGHT}


class Theme(QObject):
    """Keeps the application in the wanted scheme, following the system's where asked to."""

    changed = Signal()

    def __init__(self, application: QApplication, appearance: Appearance) -> None:
        super().__init__(application)
        self._application = application
        self._appearance = appearance
        self._dressed = False
        application.setStyle("Fusion")
        font = QFont(application.font())
        font.setPixelSize(tokens.TYPE_BODY)
        application.setFont(font)
        application.styleHints().colorSchemeChanged.connect(self._system_changed)
        self.choose(appearance)

    def choose(self, appearance: Appearance) -> None:
        """Show the window light, dark or as the system says."""
        self._appearance = appearance
        hints = self._application.styleHints()
        wanted = {
            Appearance.SYSTEM: Qt.ColorScheme.Unknown,
            Appearance.LIGHT: Qt.ColorScheme.Light,
            Appearance.DARK: Qt.ColorScheme.Dark,
        }[appearance]
        hints.setColorScheme(wanted)
        self._dress()

    def _system_changed(self) -> None:
        if self._appearance is Appearance.SYSTEM:
            self._dress()

    def _dress(self) -> None:
        chosen = self._wanted()
        if self._dressed and scheme() is chosen:
            return
        self._dressed = True
        _worn["scheme"] = chosen
        self._application.setPalette(palette(chosen))
        self._application.setStyleSheet(style_sheet(chosen))
        self.changed.emit()

    def _wanted(self) -> Scheme:
        match self._appearance:
            case Appearance.LIGHT:
                return LIGHT
            case Appearance.DARK:
                return DARK
            case Appearance.SYSTEM:
                system = self._application.styleHints().colorScheme()
                return DARK if system is Qt.ColorScheme.Dark else LIGHT


def scheme() -> Scheme:
    """The scheme the application is dressed in now."""
    return _worn["scheme"]


@lru_cache(maxsize=128)
def colour(value: str, opacity: float = 1.0) -> QColor:
    """A token as a Qt colour."""
    made = QColor(value)
    made.setAlphaF(opacity)
    return made


def palette(chosen: Scheme) -> QPalette:
    """The palette for everything the style sheet does not name."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: chosen.window,
        QPalette.ColorRole.WindowText: chosen.text,
        QPalette.ColorRole.Base: chosen.surface,
        QPalette.ColorRole.AlternateBase: chosen.raised,
        QPalette.ColorRole.ToolTipBase: chosen.raised,
        QPalette.ColorRole.ToolTipText: chosen.text,
        QPalette.ColorRole.Text: chosen.text,
        QPalette.ColorRole.PlaceholderText: chosen.secondary,
        QPalette.ColorRole.Button: chosen.raised,
        QPalette.ColorRole.ButtonText: chosen.text,
        QPalette.ColorRole.Highlight: chosen.accent,
        QPalette.ColorRole.HighlightedText: chosen.on_accent,
        QPalette.ColorRole.Link: chosen.accent,
        QPalette.ColorRole.Accent: chosen.accent,
        QPalette.ColorRole.Mid: chosen.line,
        QPalette.ColorRole.Dark: chosen.line,
    }
    for role, value in roles.items():
        made.setColor(role, colour(value))
    faded = colour(tokens.mix(chosen.surface, chosen.secondary, 0.6))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, faded)
    return made


def font(pixels: int, weight: int = tokens.WEIGHT_NORMAL, *, tabular: bool = False) -> QFont:
    """The interface font at a size; tabular figures for numbers that change in place."""
    return _font(QApplication.font().family(), pixels, weight, tabular)


@lru_cache(maxsize=32)
def _font(family: str, pixels: int, weight: int, tabular: bool) -> QFont:
    made = QFont(QApplication.font())
    made.setFamily(family)
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight(weight))
    if tabular:
        made.setFeature(QFont.Tag.fromString("tnum"), 1)
    return made


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property the style sheet looks at, and restyle the widget only if it changed."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
