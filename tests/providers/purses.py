"""A purse in memory that behaves, and watches that providers do."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from threading import RLock

from vidgen_desktop.core.buying.purchase import Purchase, PurchaseState, Wanted
from vidgen_desktop.core.errors import BudgetExceeded, UnknownPurchase
from vidgen_desktop.core.money import PriceSource

NEXT = {
    PurchaseState.PREPARED: {
        PurchaseState.SUBMITTED,
        PurchaseState.DONE,
        PurchaseState.FAILED,
        PurchaseState.UNKNOWN,
    },
    PurchaseState.SUBMITTED: {
        PurchaseState.DONE,
        PurchaseState.FAILED,
        PurchaseState.UNKNOWN,
    },
    # The service was asked itself, and knew; or what it brought lies there.
    PurchaseState.UNKNOWN: {PurchaseState.SUBMITTED, PurchaseState.FAILED, PurchaseState.DONE},
    # Paid for, and not to be had; for nothing, it has come to nothing.
    PurchaseState.DONE: {PurchaseState.UNKNOWN, PurchaseState.FAILED},
    PurchaseState.FAILED: set(),
}


@dataclass
class MemoryPurse:
    """`core.buying.purchase.Purse`: keeps what was bought, refuses what may not follow.
    `limit` is in micro-dollars.
    """

    limit: int | None = None
    purchases: list[Purchase] = field(default_factory=list)
    _lock: RLock = field(default_factory=RLock, repr=False)

    def open(self, wanted: Wanted) -> Purchase:
        with self._lock:
            for one in self.purchases:
                if one.wanted.fingerprint != wanted.fingerprint:
                    continue
                if one.state in (PurchaseState.SUBMITTED, PurchaseState.DONE):
                    return one
                if one.is_undelivered:
                    return self._put(replace(one, state=PurchaseState.DONE))
                if one.state.is_open:
                    raise UnknownPurchase("An earlier purchase has no known end.", "", one)
            reserved = sum(
                one.wanted.estimate_micros if one.state.is_open else one.cost_micros or 0
                for one in self.purchases
            )
            if self.limit is not None and reserved + wanted.estimate_micros > self.limit:
                raise BudgetExceeded("It could cost more than the limit.")
            now = datetime.now(UTC)
            number = len(self.purchases) + 1
            new = Purchase(
                id=number,
                generation=1,
                key=f"key-{number}",
                wanted=wanted,
                state=PurchaseState.PREPARED,
                job=None,
                cost_micros=None,
                source=None,
                created_at=now,
                updated_at=now,
            )
            self.purchases.append(new)
            return new

    def is_ordered(self, step: str, fingerprint: str) -> bool:
        with self._lock:
            return any(
                (one.wanted.step, one.wanted.fingerprint) == (step, fingerprint)
                and one.state is not PurchaseState.FAILED
                for one in self.purchases
            )

    def submitted(self, purchase: Purchase, job: str) -> Purchase:
        return self._move(purchase, PurchaseState.SUBMITTED, job=job)

    def done(self, purchase: Purchase, micros: int, source: PriceSource) -> None:
        assert micros >= 0
        assert self.now(purchase).cost_micros is None
        self._move(purchase, PurchaseState.DONE, cost_micros=micros, source=source)

    def failed(
        self, purchase: Purchase, micros: int = 0, source: PriceSource | None = None
    ) -> None:
        assert (micros == 0) or source is not None
        self._move(purchase, PurchaseState.FAILED, cost_micros=micros, source=source)

    def unknown(self, purchase: Purchase) -> None:
        self._move(purchase, PurchaseState.UNKNOWN)

    def undelivered(self, purchase: Purchase) -> Purchase:
        known = self.now(purchase)
        assert known.state is PurchaseState.DONE
        waits = PurchaseState.UNKNOWN if known.cost_micros else PurchaseState.FAILED
        return self._move(known, waits)

    def useless(self, purchase: Purchase) -> None:
        known = self.now(purchase)
        assert known.state is PurchaseState.DONE
        self._move(known, PurchaseState.FAILED)

    def give_up(self, purchase: Purchase) -> None:
        """The person says: buy it anew."""
        self._put(replace(self.now(purchase), state=PurchaseState.FAILED))

    def look_again(self, purchase: Purchase) -> None:
        """The person says: look again."""
        known = self.now(purchase)
        is_paid = known.cost_micros is not None
        self._put(replace(known, state=PurchaseState.DONE if is_paid else PurchaseState.SUBMITTED))

    def now(self, purchase: Purchase) -> Purchase:
        return next(one for one in self.purchases if one.id == purchase.id)

    @property
    def states(self) -> Sequence[PurchaseState]:
        """Where each purchase stands, in order."""
        return [one.state for one in self.purchases]

    @property
    def spent(self) -> int:
        """Micro-dollars in the ledger."""
        return sum(one.cost_micros or 0 for one in self.purchases)

    def having(self, *states: PurchaseState) -> Sequence[Purchase]:
        return [one for one in self.purchases if one.state in states]

    def _move(self, purchase: Purchase, state: PurchaseState, **more: object) -> Purchase:
        with self._lock:
            known = self.now(purchase)
            assert state in NEXT[known.state], f"{state} cannot follow {known.state}"
            return self._put(replace(known, state=state, **more))  # type: ignore[arg-type]

    def _put(self, purchase: Purchase) -> Purchase:
        with self._lock:
            self.purchases[purchase.id - 1] = purchase
            return purchase
