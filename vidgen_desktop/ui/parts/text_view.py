"""A text to read, to search with the eyes and to copy; never to change."""

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from vidgen_desktop.ui.look import tokens

MOST = 200_000  # characters: more would hold up the window


class TextView(QPlainTextEdit):
    """Plain text in a font of even width. Of a long one the end is shown, where the newest is."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setProperty("kind", "reading")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPixelSize(tokens.TYPE_SECONDARY)
        self.setFont(fixed)

    def show_text(self, text: str) -> None:
        """Show a text from its beginning, or the end of a long one."""
        left_out = len(text) - MOST
        if left_out > 0:
            text = f"({left_out:,} characters before this are not shown.)\n{text[left_out:]}"
        # A lone half of a character, from the name of a file, cannot be shown.
        self.setPlainText(text.encode("utf-16", "replace").decode("utf-16"))
