"""Who the keyboard comes to, and whether it was it that brought the focus."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

_REASONS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


def by_keyboard(event: QFocusEvent) -> bool:
    """Whether Tab or a shortcut brought it."""
    return event.reason() in _REASONS


def put_last(widget: QWidget) -> None:
    """Have Tab come to it after everything else in its window, also after what came later."""
    window = widget.window()
    last = window.previousInFocusChain()
    while last not in (None, window) and last.focusPolicy() is Qt.FocusPolicy.NoFocus:
        last = last.previousInFocusChain()
    if last not in (None, window, widget):
        QWidget.setTabOrder(last, widget)
