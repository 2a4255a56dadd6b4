"""A failed or cancelled generation: what happened, what was kept, and what to do next."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from vidgen_desktop.core.errors import BudgetExceeded, SpendingLimit
from vidgen_desktop.core.model import Generation
from vidgen_desktop.core.money import show_micros
from vidgen_desktop.ui import icons, style, texts, tokens
from vidgen_desktop.ui.details import Details
from vidgen_desktop.ui.labels import Label, Picture
from vidgen_desktop.ui.unknown_purchases import UnknownPurchases, may_be_billed

WIDTH = 460
ICON = 40
RAISE = "Raise the limit…"


class EndedView(QWidget):
    """One button to go on; a cancelled generation is never shown as an error."""

    resumeAsked = Signal(int)
    limitAsked = Signal(str)  # which field of the limits
    decided = Signal(int, int, object)  # generation, purchase, Decision
    happenedAsked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._generation: Generation | None = None
        self._icon = ("failed", "bad")
        self.picture = Picture()
        self.picture.setFixedHeight(ICON)
        self.heading = Label("", "title", wrap=True)
        self.sentence = Label("", wrap=True)
        self.kept = Label("", "secondary", wrap=True)
        self.unknown = UnknownPurchases()
        self.raise_limit = QPushButton(RAISE)
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
        self.happened = QPushButton("Show what happened")
        self._lay_out()
        self.details_button.toggled.connect(self._show_explanation)
        self.happened.clicked.connect(self._ask_happened)
        self.resume.clicked.connect(self._ask_resume)
        self.raise_limit.clicked.connect(self._ask_limit)
        self.unknown.decided.connect(self._decide)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens.SPACE_S)
        buttons.addWidget(self.raise_limit)
        buttons.addWidget(self.resume)
        buttons.addWidget(self.details_button)
        buttons.addStretch(1)
        inner = QWidget()
        inner.setMaximumWidth(WIDTH)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        for widget in (self.picture, self.heading, self.sentence, self.kept, self.unknown):
            column.addWidget(widget)
        column.addSpacing(tokens.SPACE_S)
        column.addLayout(buttons)
        column.addWidget(self.details)
        column.addWidget(self.happened, 0, Qt.AlignmentFlag.AlignLeft)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(inner, 4)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(3)

    def show_details(self, details: Details, scenes: int) -> None:
        """Show how it ended, or that it was left, and what is kept of so many scenes."""
        generation, purchases = details.generation, details.purchases
        another = self._generation is None or self._generation.id != generation.id
        self._generation = generation
        self.unknown.show_purchases(() if generation.is_cancelled else purchases)
        self._show_end(LEFT if details.is_left else ending_of(generation, self.unknown.heading))
        self.resume.setEnabled(True)
        billed = may_be_billed(purchases)
        kept = kept_sentence(generation.cost_micros, len(details.takes), scenes, billed)
        rest = "" if details.rest is None else texts.rest(details.rest)
        self.kept.setText(f"{kept} {rest}".strip())
        explained = not generation.is_cancelled and not details.is_left
        self.details_button.setVisible(explained)
        self.details.setText(details_of(generation))
        if another:
            self.details_button.setChecked(False)
        self._show_explanation(self.details_button.isChecked() and explained)
        self.redress()

    def _show_end(self, end: "Ending") -> None:
        self._icon = end.icon
        self.heading.setText(end.heading)
        self.sentence.say(end.sentence)
        self.resume.setText(end.button)
        self.resume.setAccessibleName(end.button)
        self.resume.setVisible(not self.unknown.cards)
        self.raise_limit.setVisible(end.is_limit)
        self._dress_buttons(raise_first=end.is_limit)

    def _show_explanation(self, shown: bool) -> None:
        self.details.setVisible(shown)
        self.happened.setVisible(shown)

    def _ask_happened(self) -> None:
        if self._generation is not None:
            self.happenedAsked.emit(self._generation.id)

    def limit_raised(self) -> None:
        """Other limits are true: the next thing is to go on."""
        self._dress_buttons(raise_first=False)

    def _dress_buttons(self, *, raise_first: bool) -> None:
        style.set_property(self.raise_limit, "kind", "primary" if raise_first else "plain")
        style.set_property(self.resume, "kind", "plain" if raise_first else "primary")

    def _ask_limit(self) -> None:
        if self._generation is not None:
            which = BudgetExceeded.limit_in(self._generation.error_code)
            self.limitAsked.emit(which or SpendingLimit.VIDEO)

    def _decide(self, purchase: int, decision: object) -> None:
        if self._generation is not None:
            self.decided.emit(self._generation.id, purchase, decision)

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


@dataclass(frozen=True, slots=True)
class Ending:
    """What is said of a generation that stopped before its end."""

    icon: tuple[str, str]
    heading: str
    sentence: str
    button: str
    is_limit: bool = False


LEFT = Ending(
    ("interrupted", "warning"),
    "Interrupted",
    "Vidgen ended before this video was finished. It can go on where it stopped.",
    "Resume",
)


def ending_of(generation: Generation, unknown: str) -> Ending:
    """The words for how it ended; neither a cancel nor a limit is an error. `unknown` is what to
    say of purchases that wait for a decision, if there are any.
    """
    error = generation.error or "The reason is not known."
    if generation.is_cancelled:
        sentence = "You stopped this video before it was finished."
        return Ending(("stopped", "secondary"), "Cancelled", sentence, "Resume")
    if BudgetExceeded.is_code(generation.error_code):
        return Ending(("limit", "warning"), "A limit was reached", error, "Go on", is_limit=True)
    if unknown:
        sentence = "Nothing is bought again without your word."
        return Ending(("note", "warning"), unknown, sentence, "Go on")
    return Ending(("failed", "bad"), "This video could not be made", error, "Try again")


def kept_sentence(spent_micros: int, kept: int, scenes: int, billed: str = "") -> str:
    """What was spent, what may be, and what is kept, in a few sentences."""
    spent = "Nothing was spent." if not spent_micros else f"{show_micros(spent_micros)} was spent."
    said = f"{spent} {billed}".strip()
    if not kept:
        return said
    of = f" of {scenes}" if scenes else ""
    noun = "scene is" if kept == 1 and not scenes else "scenes are"
    return f"{said} {kept}{of} {noun} finished and kept."


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
