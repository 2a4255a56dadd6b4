"""Presses a button of the next question, as soon as it is on the screen."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget


def press(parent: QWidget, text: str) -> list[str]:
    """The question may be anywhere below `parent`. What it said is in the list, once pressed."""
    said: list[str] = []

    def look() -> None:
        for box in parent.findChildren(QMessageBox):
            for button in box.findChildren(QPushButton):
                if button.isVisible() and button.text() == text:
                    said.append(box.informativeText())
                    button.click()
                    return
        QTimer.singleShot(10, parent, look)

    QTimer.singleShot(0, parent, look)
    return said
