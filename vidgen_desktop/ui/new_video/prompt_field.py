"""The large field for the prompt, in a card; Ctrl+Enter submits."""

from PySide6.QtCore import QEvent, QMimeData, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from vidgen_desktop.ui.look import style, tokens
from vidgen_desktop.ui.parts.labels import Label

LONGEST = 20_000  # characters, as core.validate has it
WARN_FROM = 18_000
FEW_LINES, TALLEST = 96, 220  # points
PLACEHOLDER = (
    "For example: How bees find their way home. They read the sun, remember the shape of "
    "the land, and dance the way for others."
)


class PromptEdit(QPlainTextEdit):
    """Plain text only; Tab leaves the field, Ctrl+Enter submits, files go to the panel."""

    submitted = Signal()
    filesDropped = Signal(object)  # list of paths

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setAccessibleName("What the video should be about")
        self.setPlaceholderText(PLACEHOLDER)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def sizeHint(self) -> QSize:
        """A few lines; more where there is room."""
        return QSize(400, FEW_LINES)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter submits."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submitted.emit()
        else:
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text and files."""
        return source.hasUrls() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Dropped or pasted files are pictures for the scenes, not text."""
        paths = [url.toLocalFile() for url in source.urls() if url.isLocalFile()]
        if paths:
            self.filesDropped.emit(paths)
        else:
            super().insertFromMimeData(source)


class PromptField(QWidget):
    """The edit in a card that shows the focus, with a count when the limit is near."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.edit = PromptEdit()
        self.count = Label("", "small")
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.count.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_M, tokens.SPACE_M, tokens.SPACE_M, tokens.SPACE_M)
        column.addWidget(self.edit, 1)
        column.addWidget(self.count)
        self.edit.textChanged.connect(self._changed)
        self.edit.installEventFilter(self)

    def text(self) -> str:
        """What was typed."""
        return self.edit.toPlainText()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The card's edge shows whether the field has the focus."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            style.set_property(self, "focused", event.type() is QEvent.Type.FocusIn)
        return super().eventFilter(watched, event)

    def _changed(self) -> None:
        length = self.edit.document().characterCount() - 1
        near = length >= WARN_FROM
        style.set_property(self.count, "role", "error" if length > LONGEST else "small")
        self.count.say(f"{length:,} of {LONGEST:,} characters" if near else "")
        self.changed.emit()
