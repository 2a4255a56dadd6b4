"""Purchases whose answer was lost, or which cannot be had: a quiet card for each, and two ways
to go on.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from vidgen_desktop.core.money import show_micros
from vidgen_desktop.core.purchase import Decision, Purchase, PurchaseState
from vidgen_desktop.ui import texts, tokens
from vidgen_desktop.ui.labels import Label
from vidgen_desktop.ui.questions import BuyAgainQuestion

TALLEST = 240
LOOK, BUY = "Look again", "Buy again"
LOOK_MEANS = "Ask the service whether it was made, and fetch it; nothing is bought"


def unknown_ones(purchases: Sequence[Purchase]) -> list[Purchase]:
    """Those that the person must decide about."""
    return [one for one in purchases if one.state is PurchaseState.UNKNOWN]


class UnknownPurchase(QWidget):
    """One of them. To buy again asks once, for it may be billed twice."""

    decided = Signal(int, object)  # the purchase, Decision

    def __init__(self, purchase: Purchase, provider: str) -> None:
        super().__init__()
        self._purchase = purchase
        self._provider = provider
        wanted = purchase.wanted
        self.setProperty("ground", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.is_undelivered = purchase.is_undelivered
        if self.is_undelivered:
            said = f"“{wanted.what}” was made by {provider} and paid for, but cannot be had."
            more = f"To have it made anew costs {self._cost()} once more."
        else:
            said = f"It is not known whether “{wanted.what}” was made by {provider}."
            more = f"The answer was lost. It costs {self._cost()}."
        self.sentence = Label(said, wrap=True)
        self.amount = Label(more, "small", wrap=True)
        self.look = QPushButton(LOOK)
        self.look.setToolTip(LOOK_MEANS)
        self.look.setAccessibleName(f"{LOOK}: {wanted.what}")
        self.buy = QPushButton(BUY)
        self.buy.setAccessibleName(f"{BUY}: {wanted.what}")
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens.SPACE_S)
        buttons.addWidget(self.look)
        buttons.addWidget(self.buy)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(tokens.SPACE_M,) * 4)
        column.setSpacing(tokens.SPACE_XS)
        column.addWidget(self.sentence)
        column.addWidget(self.amount)
        column.addSpacing(tokens.SPACE_XS)
        column.addLayout(buttons)
        self.look.clicked.connect(lambda: self._decide(Decision.ARRIVED))
        self.buy.clicked.connect(self._ask_to_buy)

    def _cost(self) -> str:
        estimate = self._purchase.wanted.estimate_micros
        return texts.about_cost(estimate) if estimate else "an unknown amount"

    def _ask_to_buy(self) -> None:
        what, cost, is_paid = self._purchase.wanted.what, self._cost(), self.is_undelivered
        if BuyAgainQuestion(self, what, self._provider, cost, is_paid=is_paid).ask():
            self._decide(Decision.BUY_AGAIN)

    def _decide(self, decision: Decision) -> None:
        self.setEnabled(False)
        self.decided.emit(self._purchase.id, decision)


class UnknownPurchases(QScrollArea):
    """All of a generation's; hidden where there are none."""

    decided = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self.name_of: Callable[[str], str] = str  # of a provider, by its id
        self.cards: list[UnknownPurchase] = []
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    @property
    def heading(self) -> str:
        """What the person is asked about, in a few words; empty where there is nothing."""
        if not self.cards:
            return ""
        is_gone = all(card.is_undelivered for card in self.cards)
        return "What was bought cannot be had" if is_gone else "An answer was lost"

    def show_purchases(self, purchases: Sequence[Purchase]) -> None:
        """A card for each that has no known end."""
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        self.cards = []
        for purchase in unknown_ones(purchases):
            card = UnknownPurchase(purchase, self.name_of(purchase.wanted.provider))
            card.decided.connect(self.decided)
            column.addWidget(card)
            self.cards.append(card)
        column.addStretch(1)
        self.setWidget(page)
        self.setVisible(bool(self.cards))
        if self.cards:
            self.setFixedHeight(min(TALLEST, page.sizeHint().height() + 2))


def open_amount(purchases: Sequence[Purchase]) -> tuple[int, bool]:
    """What may still be billed in micro-dollars, and whether there is more that nobody can say."""
    under_way = [one for one in purchases if one.may_be_billed]
    micros = sum(one.wanted.estimate_micros for one in under_way)
    return micros, any(one.wanted.unpriced for one in under_way)


def may_be_billed(purchases: Sequence[Purchase]) -> str:
    """A sentence on it, or nothing."""
    micros, unpriced = open_amount(purchases)
    if micros:
        return f"Up to {show_micros(micros)} more may still be billed."
    return "More may still be billed." if unpriced else ""
