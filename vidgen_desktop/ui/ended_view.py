"""A failed or cancelled generation: what happened, what was kept, and what to do next."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from vidgen_desktop.core.model import Generation
from vidgen_desktop.core.money import show_micros
from vidgen_desktop.ui import icons, style, tokens
from vidgen_desktop.ui.labels import Label

WIDTH = 460
ICON = 40


class EndedView(QWidget):
    """One button to go on; a cancelled generation is never shown as an error."""

    resumeAsked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._generation: Generation | None = None
        self._icon = ("failed", "bad")
        self.picture = QLabel()
        self.picture.setFixedHeight(ICON)
        self.heading = Label("", "title", wrap=True)
        self.sentence = Label("", wrap=True)
        self.kept = Label("", "secondary", wrap=True)
        self.resume = QPushButton("Try again")
        self.resume.setProperty("kind", "primary")
        self.details_button = QPushButton("Details")
        self.details_button.setProperty("kind", "quiet")
        self.details_button.setCheckable(True)
        self.details_button.setAccessibleName("Details of the failure")
        self.details = Label("", "small", wrap=True)
        self.details.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.details.setAccessibleName("Details")
        self._lay_out()
        self.details_button.toggled.connect(self.details.setVisible)
        self.resume.clicked.connect(self._ask_resume)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens.SPACE_S)
        buttons.addWidget(self.resume)
        buttons.addWidget(self.details_button)
        buttons.addStretch(1)
        inner = QWidget()
        inner.setMaximumWidth(WIDTH)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        for widget in (self.picture, self.heading, self.sentence, self.kept):
            column.addWidget(widget)
        column.addSpacing(tokens.SPACE_S)
        column.addLayout(buttons)
        column.addWidget(self.details)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(inner, 4)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(3)

    def show_generation(self, generation: Generation, kept: int, scenes: int) -> None:
        """Show how it ended; `kept` of `scenes` are made."""
        another = self._generation is None or self._generation.id != generation.id
        self._generation = generation
        if generation.is_cancelled:
            self._icon = ("stopped", "secondary")
            self.heading.setText("Cancelled")
            self.sentence.say("You stopped this video before it was finished.")
            self.resume.setText("Resume")
        else:
            self._icon = ("failed", "bad")
            self.heading.setText("This video could not be made")
            self.sentence.say(generation.error or "The reason is not known.")
            self.resume.setText("Try again")
        self.resume.setAccessibleName(self.resume.text())
        self.resume.setEnabled(True)
        self.kept.setText(kept_sentence(generation.cost_micros, kept, scenes))
        self.details_button.setVisible(not generation.is_cancelled)
        self.details.setText(details_of(generation))
        if another:
            self.details_button.setChecked(False)
        self.details.setVisible(self.details_button.isChecked() and not generation.is_cancelled)
        self.redress()

    def redress(self) -> None:
        """Draw the icon in the scheme's colours."""
        name, role = self._icon
        self.picture.setPixmap(
            icons.icon(name, role, scale=1.25).pixmap(QSize(ICON, ICON), self.devicePixelRatioF())
        )
        style.set_property(self.picture, "icon", name)

    def _ask_resume(self) -> None:
        if self._generation is not None:
            self.resume.setEnabled(False)
            self.resumeAsked.emit(self._generation.id)


def kept_sentence(spent_micros: int, kept: int, scenes: int) -> str:
    """What was spent and what is kept, in one or two sentences."""
    spent = "Nothing was spent." if not spent_micros else f"{show_micros(spent_micros)} was spent."
    if not kept:
        return spent
    of = f" of {scenes}" if scenes else ""
    noun = "scene is" if kept == 1 and not scenes else "scenes are"
    return f"{spent} {kept}{of} {noun} finished and kept."


def details_of(generation: Generation) -> str:
    """What somebody who helps will want to know."""
    lines = [
        f"Video {generation.id}, stopped at {generation.progress:.0f} %"
        + (f" ({generation.current_step})" if generation.current_step else ""),
        f"Kind of fault: {generation.error_code or 'unknown'}",
    ]
    if generation.progress_updated_at is not None:
        lines.append(f"Last sign of life: {generation.progress_updated_at.astimezone():%c}")
    return "\n".join(lines)
