"""The notice that videos were interrupted: what is kept, what the rest will cost, and Resume."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from vidgen_desktop.core.model import Estimate, Status
from vidgen_desktop.core.run.leaving import Left
from vidgen_desktop.ui.look import style, texts, tokens
from vidgen_desktop.ui.parts.labels import ElidedLabel, Label, Line

MOST_ROWS = 3
SEVERAL = "Videos were interrupted"


@dataclass(frozen=True, slots=True)
class Offer:
    """A video that can be gone on with, and how many scenes it has (0 while nobody knows)."""

    left: Left
    scenes: int

    @property
    def id(self) -> int:
        """Its number."""
        return self.left.generation.id

    @property
    def sentence(self) -> str:
        """How far it was, what is kept, and what the rest will cost."""
        generation, kept = self.left.generation, self.left.kept_takes
        said: list[str] = []
        if generation.status is Status.PROCESSING:
            said.append(f"It stopped at {texts.percent(generation.progress)}.")
        elif not kept:
            said.append("It had not begun.")
        if kept:
            said.append(f"{texts.scenes_are(kept, self.scenes)} kept.")
        return " ".join([*said, texts.rest(self.left.remaining)])


def rest_of(offers: Sequence[Offer]) -> Estimate:
    """What going on with all of them will cost."""
    each = [one.left.remaining for one in offers]
    unpriced = any(one.unpriced for one in each)
    return Estimate(sum(one.micros for one in each), None, unpriced=unpriced)


class LeftRow(QWidget):
    """One interrupted video and its button."""

    resumeAsked = Signal(object)  # Offer
    laterAsked = Signal()

    def __init__(self, offer: Offer, *, alone: bool) -> None:
        super().__init__()
        title = offer.left.generation.title
        # What is cut where it does not fit is the title's end.
        self.title = ElidedLabel(f"Interrupted: {title}" if alone else title, "strong")
        self.facts = Label(offer.sentence, "secondary", wrap=True)
        self.later = later_button()
        if not alone:
            self.later.hide()
        self.resume = QPushButton("Resume")
        self.resume.setAccessibleName(f"Resume {title}".replace("&", "&&"))
        words = QVBoxLayout()
        words.setSpacing(tokens.SPACE_XS)
        words.addWidget(self.title)
        words.addWidget(self.facts)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_S)
        row.addLayout(words, 1)
        row.addWidget(self.later, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.resume, 0, Qt.AlignmentFlag.AlignVCenter)
        self.resume.clicked.connect(lambda: self._ask(offer))
        self.later.clicked.connect(self.laterAsked)

    def _ask(self, offer: Offer) -> None:
        self.resume.setEnabled(False)  # once; whoever shows the notice again enables it
        self.resumeAsked.emit(offer)


class LeftNotice(QWidget):
    """A calm card above the pages; hidden while there is nothing to offer."""

    resumeAsked = Signal(object)  # Offer
    allAsked = Signal()
    laterAsked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(SEVERAL)
        self.rows: list[LeftRow] = []
        self._count = 0
        self._brief = False
        self.heading = Label("", "strong", wrap=True)
        self.later = later_button()
        self.all = QPushButton("Resume all")
        self.more = Label("", "small")
        self._head, self._line = QWidget(), Line()
        self._rows = QVBoxLayout()
        self._lay_out()
        self.later.clicked.connect(self.laterAsked)
        self.all.clicked.connect(self.allAsked)
        self.hide()

    def _lay_out(self) -> None:
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(tokens.SPACE_S)
        head.addWidget(self.heading, 1)
        head.addWidget(self.later)
        head.addWidget(self.all)
        self._rows.setSpacing(tokens.SPACE_M)
        card = QWidget()
        card.setProperty("ground", "card")
        card.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        around = QVBoxLayout(self)
        around.setContentsMargins(tokens.SPACE_XL, tokens.SPACE_M, tokens.SPACE_XL, 0)
        around.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(tokens.SPACE_L, tokens.SPACE_M, tokens.SPACE_M, tokens.SPACE_M)
        column.setSpacing(tokens.SPACE_M)
        column.addWidget(self._head)
        column.addWidget(self._line)
        column.addLayout(self._rows)
        column.addWidget(self.more)

    def offer(self, offers: Sequence[Offer]) -> None:
        """Show these; nothing hides it."""
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self._count = len(offers)
        alone = len(offers) == 1
        self.rows = [LeftRow(one, alone=alone) for one in offers[:MOST_ROWS]]
        for row in self.rows:
            self._rows.addWidget(row)
            row.resumeAsked.connect(self.resumeAsked)
            row.laterAsked.connect(self.laterAsked)
        buttons = (button for row in self.rows for button in (row.later, row.resume))
        for one, other in pairwise((self.all, *buttons)):
            QWidget.setTabOrder(one, other)
        rest = texts.rest(rest_of(offers))
        self.heading.setText(f"{len(offers)} videos were interrupted. {rest}")
        self._show_rows()
        self.setVisible(bool(offers))

    def be_brief(self, brief: bool) -> None:
        """Whether several are told of in one line, as where a video needs the room."""
        self._brief = brief
        self._show_rows()

    def _show_rows(self) -> None:
        several = self._count > 1
        detailed = not (several and self._brief)
        self._head.setVisible(several)
        self._line.setVisible(several and detailed)
        for row in self.rows:
            row.setVisible(detailed)
        rest = self._count - MOST_ROWS
        self.more.say(f"And {rest} more, in the library." if rest > 0 and detailed else "")


def later_button() -> QPushButton:
    """The way to be left alone until the next start."""
    button = QPushButton("Not now")
    button.setToolTip("They stay in the library, where they can be resumed at any time")
    style.set_property(button, "kind", "quiet")
    return button
