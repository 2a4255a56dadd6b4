"""Buying, so that nothing is bought twice and no limit is passed.

A purchase is written down as *prepared* before its request is sent, as *submitted* with the
job's id as soon as that is known, and ends as *done* or *failed*. When the answer to the
request was lost it is *unknown*: it is never sent again without the person's word. What was
paid for and cannot be had is unknown, too, with its cost: it is looked for again, and bought again
only with the person's word.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from vidgen_desktop.core.money import PriceSource


class PurchaseState(StrEnum):
    """Where a purchase stands."""

    PREPARED = "prepared"
    SUBMITTED = "submitted"
    DONE = "done"
    FAILED = "failed"
    UNKNOWN = "unknown"

    @property
    def is_open(self) -> bool:
        """Whether its end is not known, or not that it was delivered."""
        return self in (PurchaseState.PREPARED, PurchaseState.SUBMITTED, PurchaseState.UNKNOWN)

    @property
    def is_taken(self) -> bool:
        """Whether the service has it: it is asked for, not bought."""
        return self in (PurchaseState.SUBMITTED, PurchaseState.DONE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be bought for a step. `fingerprint` is a digest of everything that decides
    what comes back (model, prompt, seconds, size, …), so that a repeated step finds it again.
    `unpriced` says that it costs something, but nobody knows how much: the estimate is 0.
    """

    step: str
    provider: str
    model: str
    what: str  # for people: "Scene 3, 5 s of video"
    estimate_micros: int
    fingerprint: str
    unpriced: bool = False

    @property
    def may_cost(self) -> bool:
        """Whether it costs anything, as far as is known."""
        return self.estimate_micros > 0 or self.unpriced


@dataclass(frozen=True, slots=True)
class Purchase:
    """One purchase as stored. `key` is ours, random, and sent along where the service takes
    metadata, so that a lost job can be found; `job` is the service's id.
    """

    id: int
    generation: int
    key: str
    wanted: Wanted
    state: PurchaseState
    job: str | None
    cost_micros: int | None
    source: PriceSource | None
    created_at: datetime
    updated_at: datetime

    @property
    def may_be_billed(self) -> bool:
        """Whether it may still cost something: its estimate is reserved against the limits."""
        return self.state.is_open and self.cost_micros is None

    @property
    def is_undelivered(self) -> bool:
        """Whether it was made and paid for, and could not be had: the person may buy it anew."""
        return self.state is PurchaseState.UNKNOWN and self.cost_micros is not None


@dataclass(frozen=True, slots=True)
class Limits:
    """What the person allows, in micro-dollars; None: no limit. A generation whose estimate
    is above `confirm_above` needs their word first.
    """

    per_video: int | None = None
    per_month: int | None = None
    confirm_above: int | None = None


class Decision(StrEnum):
    """What the person says of a purchase whose fate is unknown."""

    ARRIVED = "arrived"  # "look again": ask the service for it
    BUY_AGAIN = "buy_again"  # give it up (it may have been billed) and buy anew


class Purse(Protocol):
    """How a provider buys. Every call is written to disk before it returns."""

    def open(self, wanted: Wanted) -> Purchase:
        """The purchase to go on with.

        SUBMITTED or DONE with the same fingerprint: ask for its job, send nothing; what was not
        delivered is looked for once more. SUBMITTED
        without a job: the person says that it arrived, so find it by its key. Otherwise a new
        one, PREPARED, its estimate reserved: send the request exactly once. Raises
        BudgetExceeded where it could pass a limit (something unpriced always could) and
        UnknownPurchase where an earlier one for the same thing has no known end.
        """
        ...

    def is_ordered(self, step: str, fingerprint: str) -> bool:
        """Whether this was bought before, and has not come to nothing: `open` gives that one."""
        ...

    def submitted(self, purchase: Purchase, job: str) -> Purchase:
        """The service took the request and named the job."""
        ...

    def done(self, purchase: Purchase, micros: int, source: PriceSource) -> None:
        """It was delivered (a job: is ready to be fetched): writes the ledger entry."""
        ...

    def failed(
        self, purchase: Purchase, micros: int = 0, source: PriceSource | None = None
    ) -> None:
        """It came to nothing; with an entry in the ledger if it was billed all the same."""
        ...

    def unknown(self, purchase: Purchase) -> None:
        """The request may have arrived, and no answer did."""
        ...

    def undelivered(self, purchase: Purchase) -> Purchase:
        """It is done, and the service does not have it, or it is of no use. What was paid for
        waits for the person; what cost nothing has failed, and may simply be wanted again.
        """
        ...

    def useless(self, purchase: Purchase) -> None:
        """What was delivered is good for nothing, and paid for: it is bought anew when it is next
        wanted.
        """
        ...


class NoPurse:
    """For work that buys nothing: whoever tries has a bug."""

    def open(self, wanted: Wanted) -> Purchase:
        """Refuse."""
        raise LookupError(f"{wanted.what} would be bought without a purse")

    def is_ordered(self, step: str, fingerprint: str) -> bool:
        """Nothing was."""
        del step, fingerprint
        return False

    def submitted(self, purchase: Purchase, job: str) -> Purchase:
        """Refuse."""
        raise LookupError(f"job {job} was bought without a purse: {purchase.wanted.what}")

    def done(self, purchase: Purchase, micros: int, source: PriceSource) -> None:
        """Refuse."""
        raise LookupError(f"{purchase.wanted.what}: {micros} micros of {source} without a purse")

    def failed(
        self, purchase: Purchase, micros: int = 0, source: PriceSource | None = None
    ) -> None:
        """Refuse."""
        raise LookupError(f"{purchase.wanted.what}: {micros} micros of {source} without a purse")

    def unknown(self, purchase: Purchase) -> None:
        """Refuse."""
        raise LookupError(f"{purchase.wanted.what} was bought without a purse")

    def undelivered(self, purchase: Purchase) -> Purchase:
        """Refuse."""
        raise LookupError(f"{purchase.wanted.what} was bought without a purse")

    def useless(self, purchase: Purchase) -> None:
        """Refuse."""
        raise LookupError(f"{purchase.wanted.what} was bought without a purse")
