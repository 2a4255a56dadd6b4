"""A purse for what costs nothing and belongs to no video, such as trying a voice of one's own
server: it refuses everything else.
"""

from itertools import count

from vidgen_desktop.core.buying.purchase import Purchase, PurchaseState, Wanted
from vidgen_desktop.core.errors import BudgetExceeded
from vidgen_desktop.core.model import now
from vidgen_desktop.core.money import PriceSource, show_micros

_numbers = count(1)


class Gratis:
    """`core.buying.purchase.Purse` that writes nothing down."""

    def open(self, wanted: Wanted) -> Purchase:
        """A new purchase. Raises BudgetExceeded where it has a price."""
        if wanted.estimate_micros:
            raise BudgetExceeded(
                f"{wanted.what} would cost {show_micros(wanted.estimate_micros)}, and there is no "
                "video that it belongs to.",
                "Listen to it in a video.",
            )
        number, at = next(_numbers), now()
        return Purchase(number, 0, "", wanted, PurchaseState.PREPARED, None, None, None, at, at)

    def is_ordered(self, step: str, fingerprint: str) -> bool:
        """There is nothing to go on with."""
        del step, fingerprint
        return False

    def submitted(self, purchase: Purchase, job: str) -> Purchase:
        """Nothing free has jobs."""
        raise LookupError(f"job {job} of {purchase.wanted.what}")

    def done(self, purchase: Purchase, micros: int, source: PriceSource) -> None:
        """It cost nothing."""
        if micros:
            raise LookupError(f"{purchase.wanted.what} has cost {micros} ({source})")

    def failed(
        self, purchase: Purchase, micros: int = 0, source: PriceSource | None = None
    ) -> None:
        """It cost nothing."""
        if micros:
            raise LookupError(f"{purchase.wanted.what} has cost {micros} ({source})")

    def unknown(self, purchase: Purchase) -> None:
        """Nothing is lost."""

    def undelivered(self, purchase: Purchase) -> Purchase:
        """Nothing is lost."""
        return purchase

    def useless(self, purchase: Purchase) -> None:
        """Nothing is lost."""
