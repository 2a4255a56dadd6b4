"""How the window is divided: the library, and beside it what is on view below what is told."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vidgen_desktop.ui.parts.labels import Line


def frame(library: QWidget, notices: Sequence[QWidget], pages: QWidget) -> QWidget:
    """The whole of the window; the notices, hidden while there is nothing to tell, stand above
    the pages.
    """
    right = QVBoxLayout()
    right.setSpacing(0)
    for notice in notices:
        right.addWidget(notice)
    right.addWidget(pages, 1)
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(library)
    row.addWidget(Line(vertical=True))
    row.addLayout(right, 1)
    return whole
