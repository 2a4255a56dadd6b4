"""The keys of the window; each button names its own in its tooltip."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from vidgen_desktop.ui.main_window import MainWindow


def add_shortcuts(window: "MainWindow") -> None:
    """Have the keys do what the buttons do."""
    view = window.library.view
    for keys, do in (
        ("Ctrl+N", window.show_new),
        ("Ctrl+F", window.library.search.setFocus),
        ("Ctrl+L", lambda: view.setFocus(Qt.FocusReason.ShortcutFocusReason)),
        ("Ctrl+,", window.show_settings),
        ("Ctrl+Shift+C", window.show_costs),
        ("Ctrl+.", window.page.progress.cancel.animateClick),
        ("Ctrl+E", window.page.export),
        ("Ctrl+R", window.page.change),
        ("Ctrl+Q", window.close),
    ):
        QShortcut(QKeySequence(keys), window).activated.connect(do)
