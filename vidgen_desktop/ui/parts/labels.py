"""Labels that show a person's words as they are: never as markup, cut with an ellipsis.

Everything that shows a text of a person or a service is made here, or goes through `tip`.
"""

import re
from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from vidgen_desktop.ui.look import style

_ONE_LINE = 80  # characters of a tooltip, which has lines only if it is markup
_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse
_MAY_BREAK = "\u200b"
# Of letters that are written apart; other scripts have their own places to break.
_LONG_WORD = re.compile(r"[!-~\u00a1-\u024f]{33,}")
_ENDLESS_WORD = re.compile(r"[!-~\u00a1-\u024f]{201,}")  # no path or address that one copies
_PIECES = re.compile(r"[^\\/]{1,16}[\\/]*|[\\/]+")


class Label(QLabel):
    """Plain text in a role of the style sheet ("title", "secondary", "small", "error", …). Where it
    wraps, a word that fits in no line goes on in the next one.
    """

    def __init__(self, text: str = "", role: str = "", *, wrap: bool = False) -> None:
        super().__init__()
        self._said = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if role:
            self.setProperty("role", role)
        self.setText(text)

    def text(self) -> str:
        """As it was said, without the places where it may break."""
        return self._said

    def setText(self, text: str) -> None:
        """Show a text; where it wraps, long words do, too. What can be copied stays as it is, but
        for words without an end.
        """
        self._said = text
        can_copy = bool(self.textInteractionFlags() & _SELECTABLE)
        long = _ENDLESS_WORD if can_copy else _LONG_WORD
        super().setText(_breakable(text, long) if self.wordWrap() else text)

    def say(self, text: str) -> None:
        """Change the text, if it is another one; an empty one hides the label."""
        if text != self.text():
            self.setText(text)
        self.setVisible(bool(text))


class KeptLabel(Label):
    """A label that keeps its place while it is empty, so that nothing jumps."""

    def say(self, text: str) -> None:
        """Change the text, if it is another one."""
        if text != self.text():
            self.setText(text)


class ElidedLabel(Label):
    """One line that ends in an ellipsis where it does not fit; the tooltip has all of it."""

    def __init__(self, text: str = "", role: str = "") -> None:
        super().__init__(text, role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """It gives way to everything else in its line."""
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much of the text as fits."""
        del event
        line = " ".join(self.text().split())
        metrics = self.fontMetrics()
        shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, self.width())
        set_tip(self, self.text() if shown != line else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        flags = int(self.alignment()) | int(Qt.TextFlag.TextSingleLine)
        painter.drawText(self.rect(), flags, shown)


class Picture(QLabel):
    """Holds an icon or a picture; if ever a text, then as it is."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)


class NumberLabel(Label):
    """A label whose figures all have the same width, for numbers that change in place."""

    def __init__(self, text: str = "", role: str = "secondary", pixels: int = 13) -> None:
        super().__init__(text, role)
        self.setFont(style.font(pixels, tabular=True))


class Line(QFrame):
    """A hairline between two parts."""

    def __init__(self, parent: QWidget | None = None, *, vertical: bool = False) -> None:
        super().__init__(parent)
        self.setProperty("role", "line")
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)


def error_label() -> Label:
    """A sentence in the colour of faults, hidden while there is none."""
    label = Label("", "error", wrap=True)
    label.hide()
    return label


def _breakable(text: str, long: re.Pattern[str] = _LONG_WORD) -> str:
    """The text with places to break in words that are too long for a line, as paths are: Qt breaks
    none, and the label would be cut.
    """
    return long.sub(lambda word: _MAY_BREAK.join(_PIECES.findall(word[0])), text)


def tip(text: str) -> str:
    """What a tooltip must be given to show this text as it is, and all of it.

    Qt guesses for each tooltip whether it is markup, and markup may name files and addresses. What
    is no markup is one line, be it wider than the screen.
    """
    if "<" not in text and "&" not in text and len(text) <= _ONE_LINE:
        return text
    return f"<span>{escape(_breakable(text))}</span>".replace("\n", "<br>")


def set_tip(widget: QWidget, text: str) -> None:
    """Give a widget a tooltip that shows a text as it is."""
    widget.setToolTip(tip(text))
