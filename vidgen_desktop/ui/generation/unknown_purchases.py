"""Purchases whose answer was lost, or which cannot be had: a quiet card for each, and the ways to
go on.
"""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from vidgen_desktop.core.buying.purchase import Decision, Purchase, PurchaseState
from vidgen_desktop.ui.look import texts, tokens
from vidgen_desktop.ui.parts.labels import Label
from vidgen_desktop.ui.questions import BuyAgainQuestion

LOOK, BUY = "Look again", "Buy again"
LOOK_MEANS = "Ask the service whether it was made, and fetch it; nothing is bought"


def unknown_ones(purchases: Sequence[Purchase]) -> list[Purchase]:
    """Those that the person must decide about."""
    return [one for one in purchases if one.state is PurchaseState.UNKNOWN]


class PurchaseCard(QWidget):
    """One of them. To look again is offered only where the service can be asked; to buy again asks
    once, for it may be billed twice.
    """

    decided = Signal(int, object)  # the purchase, Decision

    def __init__(self, purchase: Purchase, provider: str, *, can_look: bool) -> None:
        super().__init__()
        self._purchase = purchase
        self._provider = provider
        self._can_look = can_look
        wanted = purchase.wanted
        self.setProperty("ground", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.is_undelivered = purchase.is_undelivered
        said, more = self._words()
        self.sentence = Label(said, wrap=True)
        self.amount = Label(more, "small", wrap=True)
        self.look = QPushButton(LOOK)
        self.look.setToolTip(LOOK_MEANS)
        self.look.setAccessibleName(f"{LOOK}: {wanted.what}")
        self.buy = QPushButton(BUY)
        self.buy.setAccessibleName(f"{BUY}: {wanted.what}")
        self.buttons = [self.look, self.buy] if can_look else [self.buy]
        self._lay_out()
        self.look.clicked.connect(lambda: self._decide(Decision.ARRIVED))
        self.buy.clicked.connect(self._ask_to_buy)

    def _words(self) -> tuple[str, str]:
        what, provider = self._purchase.wanted.what, self._provider
        if self.is_undelivered:
            said = f"“{what}” was made by {provider} and paid for, but cannot be had."
            return said, f"To have it made anew costs {self._cost()} once more."
        lost = ""
        if self._purchase.job is not None:
            lost = "It was ordered, and then could not be found. "
        elif not self._can_look:
            lost = f"{provider} cannot be asked for it. "
        said = f"It is not known whether “{what}” was made by {provider}."
        return said, f"{lost}It costs {self._cost()}."

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens.SPACE_S)
        for button in (self.look, self.buy):
            buttons.addWidget(button)
        buttons.addStretch(1)
        if not self._can_look:
            self.look.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(*(tokens.SPACE_M,) * 4)
        column.setSpacing(tokens.SPACE_XS)
        column.addWidget(self.sentence)
        column.addWidget(self.amount)
        column.addSpacing(tokens.SPACE_XS)
        column.addLayout(buttons)

    def _cost(self) -> str:
        estimate = self._purchase.wanted.estimate_micros
        if self._purchase.wanted.unpriced:
            return "an unknown amount"
        return texts.about_cost(estimate) if estimate else "nothing"

    def _ask_to_buy(self) -> None:
        what, cost, is_paid = self._purchase.wanted.what, self._cost(), self.is_undelivered
        if BuyAgainQuestion(self, what, self._provider, cost, is_paid=is_paid).ask():
            self._decide(Decision.BUY_AGAIN)

    def _decide(self, decision: Decision) -> None:
        self.decided.emit(self._purchase.id, decision)
        self.setEnabled(False)


class UnknownPurchases(QWidget):
    """All of a generation's; hidden where there are none."""

    decided = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self.name_of: Callable[[str], str] = str  # of a provider, by its id
        self.cards: list[PurchaseCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.SPACE_S)
        self.hide()

    @property
    def heading(self) -> str:
        """What the person is asked about, in a few words; empty where there is nothing."""
        if not self.cards:
            return ""
        is_gone = all(card.is_undelivered for card in self.cards)
        return "What was bought cannot be had" if is_gone else "An answer was lost"

    @property
    def buttons(self) -> list[QPushButton]:
        """Of all cards, in reading order."""
        return [button for card in self.cards for button in card.buttons]

    @property
    def has_focus(self) -> bool:
        """Whether the keyboard is on a card, or was on one that is decided about."""
        focused = self.window().focusWidget()
        return focused is not None and (focused is self or self.isAncestorOf(focused))

    def show_purchases(self, purchases: Sequence[Purchase], askable: Collection[int]) -> None:
        """A card for each that has no known end; `askable` can be asked for."""
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = []
        for purchase in unknown_ones(purchases):
            name = self.name_of(purchase.wanted.provider)
            card = PurchaseCard(purchase, name, can_look=purchase.id in askable)
            card.decided.connect(self._decide)
            self._column.addWidget(card)
            self.cards.append(card)
        self.setVisible(bool(self.cards))

    def _decide(self, purchase: int, decision: object) -> None:
        # The card's buttons go; without a place to be, the keyboard would be nowhere.
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.decided.emit(purchase, decision)
