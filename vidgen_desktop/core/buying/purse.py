"""The purse of a running generation: every purchase goes through the store, at once."""

from collections.abc import Callable, Sequence
from pathlib import Path

from vidgen_desktop.core.buying.purchase import Limits, Purchase, PurchaseState, Wanted
from vidgen_desktop.core.counting import counted
from vidgen_desktop.core.files.room import Want, require_room
from vidgen_desktop.core.money import CostEntry, PriceSource, show_micros
from vidgen_desktop.core.store_port import Store

ROOM_BYTES = 20_000_000  # what comes of a purchase may need so much, with what is made of it


class StorePurse:
    """`core.buying.purchase.Purse` on the store; usable from all threads of a run.

    `limits` are those that hold when something is to be bought. `charged` is told each entry of
    the ledger with what the generation has cost by then. What is bought goes to `folder`: nothing
    is, while there is no room for it.
    """

    def __init__(
        self,
        store: Store,
        generation: int,
        limits: Callable[[], Limits],
        charged: Callable[[CostEntry, int], None],
        folder: Path | None = None,
    ) -> None:
        self._store = store
        self._generation = generation
        self._limits = limits
        self._charged = charged
        self._folder = folder

    def open(self, wanted: Wanted) -> Purchase:
        """The purchase to go on with; raises BudgetExceeded, UnknownPurchase, DiskFull or
        Cancelled.
        """
        if self._folder is not None:
            require_room(Want(f"“{wanted.what}”", ROOM_BYTES), self._folder)
        return self._store.prepare(self._generation, wanted, self._limits())

    def is_ordered(self, step: str, fingerprint: str) -> bool:
        """Whether this video has it already, or waits for it."""
        return any(
            (one.wanted.step, one.wanted.fingerprint) == (step, fingerprint)
            and one.state is not PurchaseState.FAILED
            for one in self._store.purchases(self._generation)
        )

    def submitted(self, purchase: Purchase, job: str) -> Purchase:
        """The service took the request and named the job."""
        return self._store.submitted(purchase.id, job)

    def done(self, purchase: Purchase, micros: int, source: PriceSource) -> None:
        """It was delivered: the ledger has it."""
        self._settle(purchase, PurchaseState.DONE, micros, source)

    def failed(
        self, purchase: Purchase, micros: int = 0, source: PriceSource | None = None
    ) -> None:
        """It came to nothing, billed or not."""
        self._settle(purchase, PurchaseState.FAILED, micros, source)

    def unknown(self, purchase: Purchase) -> None:
        """The request may have arrived, and no answer did."""
        self._store.unknown(purchase.id)

    def undelivered(self, purchase: Purchase) -> Purchase:
        """It is done, and cannot be had."""
        return self._store.undelivered(purchase.id)

    def useless(self, purchase: Purchase) -> None:
        """It is done, and good for nothing."""
        self._store.useless(purchase.id)

    def _settle(
        self, purchase: Purchase, state: PurchaseState, micros: int, source: PriceSource | None
    ) -> None:
        total = self._store.settle(purchase.id, state, micros, source)
        if total is not None and source is not None:
            wanted = purchase.wanted
            entry = CostEntry(wanted.step, wanted.provider, wanted.what, micros, source)
            self._charged(entry, total)


def still_billed(purchases: int, micros: int, *, unpriced: bool) -> str:
    """What a person must know of purchases that were under way when a run ended; nothing of those
    that cost nothing.
    """
    billed = _sentence(micros, unpriced=unpriced)
    if not billed:
        return ""
    many = counted(purchases, "purchase was", "purchases were")
    return (
        f"{many} under way when this stopped. {billed} "
        "Resuming asks for them first and buys nothing twice."
    )


def open_amount(purchases: Sequence[Purchase]) -> tuple[int, bool]:
    """What may still be billed in micro-dollars, and whether there is more that nobody can say."""
    under_way = [one for one in purchases if one.may_be_billed]
    micros = sum(one.wanted.estimate_micros for one in under_way)
    return micros, any(one.wanted.unpriced for one in under_way)


def may_be_billed(purchases: Sequence[Purchase]) -> str:
    """A sentence or two on it, or nothing."""
    micros, unpriced = open_amount(purchases)
    return _sentence(micros, unpriced=unpriced)


def _sentence(micros: int, *, unpriced: bool) -> str:
    if not micros:
        return "More may still be billed." if unpriced else ""
    known = f"Up to {show_micros(micros)} more may still be billed."
    return f"{known} Some prices are not known, so it may be more." if unpriced else known
