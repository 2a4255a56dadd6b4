"""What forms and pages have alike: the way back, a list that leads to a form, a dialog's head."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from vidgen_desktop.config import Settings
from vidgen_desktop.ui.look import icons, tokens
from vidgen_desktop.ui.parts.labels import ElidedLabel, Label
from vidgen_desktop.ui.parts.reading_area import ReadingArea


class BackButton(QPushButton):
    """Leads from a form back to the list that it belongs to."""

    def __init__(self, list_name: str) -> None:
        super().__init__("Back")
        self.setProperty("kind", "flush")
        self.setAccessibleName(f"Back to the list of {list_name}")
        icons.dress(self, "previous", "secondary")


def begin_form(form: QWidget, back: BackButton) -> QVBoxLayout:
    """The column of a form, which begins with the way back."""
    head = QHBoxLayout()
    head.addWidget(back)
    head.addStretch(1)
    column = QVBoxLayout(form)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(tokens.SPACE_S)
    column.addLayout(head)
    return column


def begin_dialog(dialog: QDialog, what: str, of: str) -> QVBoxLayout:
    """The column of a dialog, which begins with what is done there and to which video."""
    column = QVBoxLayout(dialog)
    column.setContentsMargins(*(tokens.SPACE_XL,) * 4)
    column.setSpacing(tokens.SPACE_S)
    column.addWidget(Label(what, "title"))
    column.addWidget(ElidedLabel(of, "secondary"))
    column.addSpacing(tokens.SPACE_S)
    return column


class ListPage(QWidget):
    """A page of the settings: a list of things, and the form of one."""

    changed = Signal(object)  # Settings with other things in them, to be kept at once
    busyChanged = Signal(bool)  # whether the next thing is to be done on this page

    def __init__(self, form: QWidget, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._form = form
        self._list = ReadingArea()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list)
        self._stack.addWidget(form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def set_settings(self, settings: Settings) -> None:
        """Other settings are true now; a form that is open stays open."""
        self._settings = settings
        if self._stack.currentWidget() is self._list:
            self.show_list()

    def show_list(self) -> None:
        """Show all there are; each page knows its own."""
        raise NotImplementedError

    def _show_filled_list(self) -> None:
        self._list.show_filled()
        self._stack.setCurrentWidget(self._list)
        self.busyChanged.emit(False)

    def _show_filled_form(self) -> None:
        self._stack.setCurrentWidget(self._form)
