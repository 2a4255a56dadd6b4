"""A failed or cancelled generation: what happened, what was kept, and what to do next."""

from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from vidgen_desktop.core.buying.purse import may_be_billed
from vidgen_desktop.core.errors import BudgetExceeded, SpendingLimit
from vidgen_desktop.core.model import Generation
from vidgen_desktop.core.states import State, going_on
from vidgen_desktop.ui.generation.details import Details
from vidgen_desktop.ui.generation.endings import LEFT, Ending, details_of, ending_of, kept_sentence
from vidgen_desktop.ui.generation.unknown_purchases import UnknownPurchases
from vidgen_desktop.ui.look import icons, style, texts, tokens
from vidgen_desktop.ui.look.marks import MARKS
from vidgen_desktop.ui.parts.labels import Label, Picture

WIDTH = 460
ICON = 40
RAISE = "Raise the limit…"


class EndedView(QScrollArea):
    """One button to go on; a cancelled generation is never shown as an error. It scrolls where
    the window is too low for it.
    """

    resumeAsked = Signal(int)
    limitAsked = Signal(str)  # which field of the limits
    decided = Signal(int, int, object)  # generation, purchase, Decision
    happenedAsked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._generation: Generation | None = None
        self._icon = MARKS[State.FAILED]
        self.page = QWidget()
        self.picture = Picture()
        self.picture.setFixedHeight(ICON)
        self.heading = Label("", "title", wrap=True)
        self.sentence = Label("", wrap=True)
        self.kept = Label("", "secondary", wrap=True)
        self.unknown = UnknownPurchases()
        self.raise_limit = QPushButton(RAISE)
        self.resume = QPushButton(going_on(State.FAILED))
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
        outer = QVBoxLayout(self.page)
        outer.addStretch(2)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(inner, 4)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(3)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self.page)

    def show_details(self, details: Details, scenes: int) -> None:
        """Show how it ended, or that it was left, and what is kept of so many scenes."""
        generation, purchases = details.generation, details.purchases
        another = self._generation is None or self._generation.id != generation.id
        self._generation = generation
        self._show_purchases(details, keep_focus=not another)
        # Where purchases wait for a decision, that comes first, and changes what the rest costs.
        remaining = None if self.unknown.cards else details.rest
        left = replace(LEFT, sentence=details.why or LEFT.sentence)
        ending = ending_of(generation, self.unknown.heading, remaining)
        self._show_end(left if details.is_left else ending)
        self.resume.setEnabled(True)
        billed = may_be_billed(purchases)
        kept = kept_sentence(generation, len(details.takes), scenes, billed)
        rest = "" if remaining is None else texts.rest(remaining)
        self.kept.setText(f"{kept} {rest}".strip())
        explained = not generation.is_cancelled and not details.is_left
        self.details_button.setVisible(explained)
        self.details.setText(details_of(generation))
        if another:
            self.details_button.setChecked(False)
            self.verticalScrollBar().setValue(0)
        self._show_explanation(self.details_button.isChecked() and explained)
        self.redress()

    def _show_purchases(self, details: Details, *, keep_focus: bool) -> None:
        """The cards, built anew: the keyboard stays among them."""
        has_focus = keep_focus and self.unknown.has_focus
        shown = () if details.generation.is_cancelled else details.purchases
        self.unknown.show_purchases(shown, details.askable)
        buttons = self.unknown.buttons
        below = (self.raise_limit, self.resume, self.details_button, self.details, self.happened)
        for one, other in pairwise((self.happened, *buttons, *below)):
            QWidget.setTabOrder(one, other)
        if has_focus and buttons:
            buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(self.unknown.cards[0])

    def _show_end(self, end: Ending) -> None:
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
