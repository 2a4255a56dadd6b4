"""The protocol of the store: the database, as one profile sees it."""

from collections.abc import Sequence, Set
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar

from vidgen_desktop.core.buying.costs import Accuracy, LedgerLine, MonthSum, VideoSum
from vidgen_desktop.core.buying.months import Month
from vidgen_desktop.core.buying.purchase import Decision, Limits, Purchase, PurchaseState, Wanted
from vidgen_desktop.core.model import Generation, Request, Result, Status, Storyboard, Take
from vidgen_desktop.core.money import CostEntry, PriceSource

T = TypeVar("T")


class Store(Protocol):
    """The database, as the one profile it was opened for.

    Reading or changing another profile's generation raises Forbidden, an unknown one
    NotFound, and an unusable database StoreError.
    """

    def create(self, request: Request, title: str, of: int | None = None) -> Generation:
        """A new pending generation; as a version of the finished one `of`, it begins with all
        that is recorded of that (scenes, takes, steps), in one transaction.
        """
        ...

    def get(self, generation: int) -> Generation:
        """One generation."""
        ...

    def list(self, search: str = "", limit: int = 100, offset: int = 0) -> Sequence[Generation]:
        """The profile's generations, newest first; `search` looks in titles and prompts."""
        ...

    def count(self, search: str = "") -> int:
        """How many `list` would find without a limit."""
        ...

    def claim(self, generation: int) -> "Store | None":
        """Make a pending generation processing: the store as its run sees it. None if it no
        longer is pending.

        Every write through that store about the generation, and `prepare`, raises LeaseLost once
        another process has taken the generation over. What has become of a purchase
        (`submitted`, `unknown`, `settle`) is written all the same: money is never forgotten.
        """
        ...

    def held(self, generation: int) -> AbstractContextManager[None]:
        """Nobody can take the generation over while the block lasts; raises LeaseLost if somebody
        has. The block must be quick, and must not write to the store.
        """
        ...

    def release(self, generation: int) -> None:
        """Give a processing generation back as it stands, without an owner: it is left."""
        ...

    def give_up(self, generation: int) -> None:
        """A run has ended and cannot write so, as there is no room or no database: for this
        process the generation is left. Nothing is written.
        """
        ...

    def left(self) -> Sequence[Generation]:
        """The generations that have not ended and whose owners are gone, oldest first."""
        ...

    def is_left(self, generation: int) -> bool:
        """Whether it has not ended, and its owner is gone."""
        ...

    def seize(self, generation: int, beats: int) -> bool:
        """Take a processing generation from an owner who is there and silent, so that it is left.
        False if there was a sign of life since `beats` was read, or it has ended.
        """
        ...

    def untidied(self) -> Sequence[Generation]:
        """The completed generations whose owners were gone before they could say `tidied`."""
        ...

    def tidied(self, generation: int) -> None:
        """Of a completed generation: what it needs no more is removed. No other changes."""
        ...

    def reset(self, generation: int) -> Generation:
        """Make a failed generation, or one that is left, pending again (progress 0) and this
        process's; its steps stay recorded. Raises InvalidRequest for any other.
        """
        ...

    def request_cancel(self, generation: int) -> Status:
        """Ask for a cancel; a pending one, and one that is left, becomes failed at once. Returns
        the status now.
        """
        ...

    def cancellation_requested(self, generation: int) -> bool:
        """Whether anybody, in any process, has asked to stop it."""
        ...

    def save_progress(self, generation: int, percent: float, step: str, at: datetime) -> bool:
        """Store a reading; False if it is smaller than the stored one (and logged)."""
        ...

    def touch(self, generation: int, at: datetime) -> None:
        """A sign of life without a new reading: `beats` goes up."""
        ...

    def set_title(self, generation: int, title: str) -> None:
        """Name the generation."""
        ...

    def add_note(self, generation: int, text: str) -> None:
        """Keep a sentence the person should know (each text once)."""
        ...

    def save_storyboard(self, generation: int, storyboard: Storyboard) -> None:
        """Replace the scenes."""
        ...

    def storyboard(self, generation: int) -> Storyboard | None:
        """The scenes, if planned."""
        ...

    def save_take(self, generation: int, take: Take) -> None:
        """Add a take and select it for its scene."""
        ...

    def takes(self, generation: int) -> Sequence[Take]:
        """The selected take of each scene that has one, in order."""
        ...

    def charge(self, generation: int, entry: CostEntry) -> int:
        """Write the ledger row, the generation's cost and the profile's total in one
        transaction; returns the generation's cost.
        """
        ...

    def costs(self, generation: int) -> Sequence[CostEntry]:
        """The generation's ledger, oldest first."""
        ...

    def total_micros(self) -> int:
        """What the profile has spent."""
        ...

    def spent_in(self, month: Month) -> int:
        """What the profile has spent in a month, in micro-dollars."""
        ...

    def spending(self) -> Sequence[MonthSum]:
        """What was spent, by month (the newest first) and provider (the dearest first)."""
        ...

    def spent_on(
        self, month: Month | None = None, limit: int | None = None, offset: int = 0
    ) -> Sequence[VideoSum]:
        """What was spent on each video and provider, the dearest first; in all, or in a month."""
        ...

    def accuracy(self, month: Month | None = None) -> Sequence[Accuracy]:
        """What purchases were thought to cost and what they did, by provider."""
        ...

    def unknown_costs(self, month: Month | None = None) -> int:
        """How many lines of the ledger there are whose cost nobody has told."""
        ...

    def ledger(self, month: Month | None = None) -> Sequence[LedgerLine]:
        """Every line of the profile's ledger, oldest first; of all time, or of a month."""
        ...

    def prepare(self, generation: int, wanted: Wanted, limits: Limits) -> Purchase:
        """The purchase of this for the generation's family that is submitted or done; else a new
        one, prepared, with its estimate reserved. All in one transaction.

        Raises UnknownPurchase where an earlier one has no known end, BudgetExceeded where it
        could pass a limit, and Cancelled where the generation was cancelled.
        """
        ...

    def submitted(self, purchase: int, job: str) -> Purchase:
        """The service took the request and named the job."""
        ...

    def unknown(self, purchase: int) -> Purchase:
        """The request may have arrived, and no answer did."""
        ...

    def undelivered(self, purchase: int) -> Purchase:
        """What is done cannot be had: unknown if it was paid for, with its cost as it is, else
        failed. Changes nothing for any other.
        """
        ...

    def useless(self, purchase: int) -> None:
        """What is done is good for nothing: failed, with its cost as it is. Changes nothing for
        any other.
        """
        ...

    def settle(
        self, purchase: int, state: PurchaseState, micros: int, source: PriceSource | None
    ) -> int | None:
        """End a purchase as done or failed: its state, the ledger, the generation's cost and the
        profile's total in one transaction, and only the first time.

        Returns the generation's cost if an entry was written: for whatever was delivered, and
        for what failed and was billed.
        """
        ...

    def decide(self, purchase: int, decision: Decision) -> Purchase:
        """What the person says of an unknown purchase. To look again makes it submitted, by its
        job where that is known, by its key otherwise (what is paid for: done); to buy again
        gives it up, and what was paid for it stays paid.
        """
        ...

    def purchases(self, generation: int) -> Sequence[Purchase]:
        """All of a generation's purchases, oldest first."""
        ...

    def open_purchases(self) -> Sequence[Purchase]:
        """All of the profile's purchases that may still be billed, oldest first."""
        ...

    def check_sample(self, wanted: Wanted, limits: Limits) -> None:
        """Raise BudgetExceeded where a purchase that belongs to no video could pass the limit of
        a month.
        """
        ...

    def charge_sample(self, entry: CostEntry, model: str) -> None:
        """Write a line of the ledger that belongs to no video, and the profile's total."""
        ...

    def recorded(self, generation: int, key: str, fingerprint: str, kind: type[T]) -> T | None:
        """The result of a step, if recorded with this fingerprint and its files are whole."""
        ...

    def record(
        self,
        generation: int,
        key: str,
        fingerprint: str,
        value: object,
        *,
        files: Sequence[Path],
        seconds: float,
    ) -> None:
        """Record a step's result; `files` must exist later for it to be believed."""
        ...

    def seal(self, generation: int, keys: Sequence[str]) -> None:
        """Record what is in the files of these recorded steps, which are read meanwhile: they are
        believed later only if they still have the same content.
        """
        ...

    def files(self, generation: int) -> Set[Path]:
        """Every file that the records of its family name, be it there or not."""
        ...

    def last(self, generation: int, key: str, kind: type[T]) -> T | None:
        """The recorded result of a step whatever its inputs were, if its files are whole."""
        ...

    def complete(self, generation: int, result: Result) -> None:
        """100 %, completed, completed_at set and current_step cleared, in one transaction."""
        ...

    def fail(self, generation: int, code: str, message: str, at: datetime) -> None:
        """Failed, with a code and a sentence."""
        ...

    def versions(self, generation: int) -> int:
        """How many generations its family has, itself included."""
        ...

    def delete(self, generation: int) -> int:
        """Forget a generation that is not active (its costs stay in the profile's total).
        Returns how many of its family are left, none of them sharing files if it is 0.
        """
        ...

    def pace(self, request: Request, *, revised: bool = False) -> float | None:
        """Seconds of work per second of video, from completed generations like this one;
        with `revised`, from versions of finished videos.
        """
        ...
