"""The purse for samples of voices: small purchases that belong to no video."""

import secrets
from dataclasses import replace

from vidgen_desktop.core.buying.purchase import Limits, Purchase, PurchaseState, Wanted
from vidgen_desktop.core.model import now
from vidgen_desktop.core.money import CostEntry, PriceSource
from vidgen_desktop.core.store_port import Store


class SamplePurse:
    """`core.buying.purchase.Purse` without a generation. A sample is bought while the person
    waits, so there is nothing to go on with: what is delivered, or may be billed, is written at
    once.
    """

    def __init__(self, store: Store, limits: Limits) -> None:
        self._store = store
        self._limits = limits

    def open(self, wanted: Wanted) -> Purchase:
        """A new purchase; raises BudgetExceeded where it could pass the limit of a month."""
        self._store.check_sample(wanted, self._limits)
        at, key = now(), secrets.token_urlsafe(18)
        return Purchase(0, 0, key, wanted, PurchaseState.PREPARED, None, None, None, at, at)

    def is_ordered(self, step: str, fingerprint: str) -> bool:
        """There is nothing to go on with."""
        del step, fingerprint
        return False

    def submitted(self, purchase: Purchase, job: str) -> Purchase:
        """The service took the request and named the job."""
        return replace(purchase, state=PurchaseState.SUBMITTED, job=job)

    def done(self, purchase: Purchase, micros: int, source: PriceSource) -> None:
        """It was delivered."""
        self._write(purchase.wanted, micros, source)

    def failed(
        self, purchase: Purchase, micros: int = 0, source: PriceSource | None = None
    ) -> None:
        """It came to nothing; written if it was billed all the same."""
        if micros and source is not None:
            self._write(purchase.wanted, micros, source)

    def unknown(self, purchase: Purchase) -> None:
        """It may be billed: counted as if it were."""
        wanted = purchase.wanted
        source = PriceSource.UNKNOWN if wanted.unpriced else PriceSource.COMPUTED
        self._write(wanted, wanted.estimate_micros, source)

    def undelivered(self, purchase: Purchase) -> Purchase:
        """It is written already, and nobody goes on with a sample."""
        return purchase

    def useless(self, purchase: Purchase) -> None:
        """It is written already, and nobody goes on with a sample."""

    def _write(self, wanted: Wanted, micros: int, source: PriceSource) -> None:
        if micros or source is PriceSource.UNKNOWN:
            entry = CostEntry("sample", wanted.provider, wanted.what, micros, source)
            self._store.charge_sample(entry, wanted.model)
