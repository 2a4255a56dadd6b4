"""Whether it was the keyboard that brought the focus."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent

_REASONS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


def by_keyboard(event: QFocusEvent) -> bool:
    """Whether Tab or a shortcut brought it."""
    return event.reason() in _REASONS
