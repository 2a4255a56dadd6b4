"""The window that the video fills the screen with."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QWidget


class FullScreen(QWidget):
    """The window that fills the screen; however it is closed, the video goes back."""

    closed = Signal()
    keyPressed = Signal(object)  # QKeyEvent

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Vidgen")
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell the player first: what is inside belongs to it."""
        self.closed.emit()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What no control has a use for is for the player, wherever the focus is."""
        event.ignore()
        self.keyPressed.emit(event)
