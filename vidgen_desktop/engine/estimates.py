"""What a video will cost and how long it will take, by prices and by experience."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from vidgen_desktop.config import Settings
from vidgen_desktop.core.buying.consent import without
from vidgen_desktop.core.buying.estimate import estimate
from vidgen_desktop.core.buying.purchase import Purchase
from vidgen_desktop.core.model import Estimate, Request, Storyboard, now
from vidgen_desktop.core.store_port import Store
from vidgen_desktop.providers.price_book import PriceBook


class Estimates:
    """By the prices and the settings as they are when asked."""

    def __init__(
        self, store: Store, settings: Callable[[], Settings], prices: Callable[[], PriceBook]
    ) -> None:
        self._store = store
        self._settings = settings
        self._prices = prices

    def of(
        self, request: Request, board: Storyboard | None = None, *, revised: bool = False
    ) -> Estimate:
        """Of all of a video: by its own scenes if they are known, else by its length."""
        pace = self._store.pace(request, revised=revised)
        seconds = None if pace is None else pace * request.seconds
        if revised or request.cast.is_builtin:
            return Estimate(0, seconds)
        terms = self._prices().terms_for(self._settings().providers, request)
        today = now().astimezone().date()
        return replace(estimate(request, terms, board, today), seconds=seconds)

    def remaining(self, generation: int) -> Estimate:
        """What is still to be bought for a generation."""
        store = self._store
        known, board = store.get(generation), store.storyboard(generation)
        found = self.of(known.request, board, revised=known.revises is not None)
        done = _bought(store.purchases(generation))
        done |= {f"clip/{take.scene}" for take in store.takes(generation)}
        return without(found, done if board is None else done | {"enhance", "plan"})


def _bought(purchases: Sequence[Purchase]) -> set[str]:
    """The steps of which everything that was ordered is there, or on its way: of "voice/3/1" and
    "voice/3/2", both. `purchases` are oldest first.
    """
    latest = {one.wanted.step: one.state.is_taken for one in purchases}
    steps = {part: "/".join(part.split("/")[:2]) for part in latest}
    lacking = {steps[part] for part, is_taken in latest.items() if not is_taken}
    return set(steps.values()) - lacking
