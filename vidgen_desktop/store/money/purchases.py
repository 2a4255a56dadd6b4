"""The part of the repository that buys: nothing twice, and nothing beyond a limit."""

import secrets
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from vidgen_desktop.core.buying.purchase import Decision, Limits, Purchase, PurchaseState, Wanted
from vidgen_desktop.core.cancel import CANCELLED_MESSAGE, Cancelled
from vidgen_desktop.core.errors import Forbidden, InvalidRequest, NotFound, UnknownPurchase
from vidgen_desktop.core.model import Status, now
from vidgen_desktop.core.money import PriceSource
from vidgen_desktop.store.database.mapping import purchase_of
from vidgen_desktop.store.makers.lease import is_left
from vidgen_desktop.store.makers.ownership import Part
from vidgen_desktop.store.models import IS_OPEN, GenerationRow, PurchaseRow
from vidgen_desktop.store.money.budget import check_limits
from vidgen_desktop.store.money.settling import become, end

_LARGEST_ID = 2**63 - 1  # SQLite's integers
_ENDS = (PurchaseState.DONE, PurchaseState.FAILED)


class Purchases(Part):
    """Every verb is one transaction that holds the write lock from its start."""

    def prepare(self, generation: int, wanted: Wanted, limits: Limits) -> Purchase:
        """The purchase to go on with; see `core.store_port.Store.prepare`."""
        if wanted.estimate_micros < 0:
            raise ValueError(f"an estimate of {wanted.estimate_micros} micros")
        with self._connections.writing() as session:
            row = self._mine(session, generation)
            found = _same(session, row, wanted)
            if found is None:
                _check_wanted_still(row)
                check_limits(session, row, wanted, limits)
                return purchase_of(_prepared(session, row, wanted))
            if purchase_of(found).is_undelivered:
                become(found, PurchaseState.DONE)  # to look once more costs nothing
            elif not PurchaseState(found.state).is_taken:
                # Left by a run that ended before it could say what became of it.
                become(found, PurchaseState.UNKNOWN)
            known = purchase_of(found)
        if known.state is PurchaseState.UNKNOWN:
            raise unknown_end(known)
        return known

    def submitted(self, purchase: int, job: str) -> Purchase:
        """The service took the request and named the job; a purchase that has ended stays so."""
        with self._connections.writing() as session:
            bought = self._bought(session, purchase)
            if bought.cost_micros is None:
                bought.job = job
                become(bought, PurchaseState.SUBMITTED)
            return purchase_of(bought)

    def unknown(self, purchase: int) -> Purchase:
        """No answer came; a purchase that has ended, or was given up, stays so."""
        with self._connections.writing() as session:
            bought = self._bought(session, purchase)
            if PurchaseState(bought.state).is_open:
                become(bought, PurchaseState.UNKNOWN)
            return purchase_of(bought)

    def undelivered(self, purchase: int) -> Purchase:
        """Done, and not to be had: if it was paid for, the person decides."""
        with self._connections.writing() as session:
            bought = self._bought(session, purchase)
            if bought.state == PurchaseState.DONE:
                is_paid = bought.cost_micros or bought.unpriced
                become(bought, PurchaseState.UNKNOWN if is_paid else PurchaseState.FAILED)
            return purchase_of(bought)

    def useless(self, purchase: int) -> None:
        """Done, and good for nothing: it is wanted again, and stays paid for."""
        with self._connections.writing() as session:
            bought = self._bought(session, purchase)
            if bought.state == PurchaseState.DONE:
                become(bought, PurchaseState.FAILED)

    def settle(
        self, purchase: int, state: PurchaseState, micros: int, source: PriceSource | None
    ) -> int | None:
        """Done or failed, once; the generation's cost if an entry was written, else None."""
        if state not in _ENDS or micros < 0 or (source is None and (micros or state is _ENDS[0])):
            raise ValueError(f"a purchase cannot end as {state} with {micros} micros by {source}")
        with self._connections.writing() as session:
            bought = self._bought(session, purchase)
            if bought.generation_id is None:  # deleted meanwhile, and settled with that
                return None
            row = self._row(session, bought.generation_id)
            return end(session, row, bought, state, micros, source)

    def decide(self, purchase: int, decision: Decision) -> Purchase:
        """What the person says of an unknown purchase, or of one that a service has taken and does
        not let go of; InvalidRequest for any other.
        """
        with self._connections.writing() as session:
            bought = self._bought(session, purchase)
            if not self._waits_for(decision, session, bought):
                raise InvalidRequest(
                    f"Purchase {purchase} is {bought.state}, so there is nothing to decide.",
                    field="purchase",
                )
            looked_for = PurchaseState.SUBMITTED if bought.cost_micros is None else _ENDS[0]
            become(bought, looked_for if decision is Decision.ARRIVED else PurchaseState.FAILED)
            return purchase_of(bought)

    def _waits_for(self, decision: Decision, session: Session, bought: PurchaseRow) -> bool:
        is_taken = bought.state == PurchaseState.SUBMITTED and decision is Decision.BUY_AGAIN
        if is_taken and bought.generation_id is not None:
            row = self._row(session, bought.generation_id)
            return not Status(row.status).is_active or is_left(row, self._presence)
        return bought.state == PurchaseState.UNKNOWN

    def purchases(self, generation: int) -> Sequence[Purchase]:
        """All of a generation's purchases, oldest first."""
        query = (
            select(PurchaseRow)
            .where(PurchaseRow.generation_id == generation)
            .order_by(PurchaseRow.id)
        )
        with self._connections.reading() as session:
            self._own(session, generation)
            return [purchase_of(row) for row in session.scalars(query)]

    def open_purchases(self) -> Sequence[Purchase]:
        """All of the profile's purchases that may still be billed, oldest first."""
        query = (
            select(PurchaseRow)
            .where(PurchaseRow.profile == self._profile, IS_OPEN)
            .order_by(PurchaseRow.id)
        )
        with self._connections.reading() as session:
            return [purchase_of(row) for row in session.scalars(query)]

    def _bought(self, session: Session, purchase: int) -> PurchaseRow:
        """The profile's own purchase; raises NotFound or Forbidden."""
        bought = None
        if 0 < purchase <= _LARGEST_ID:
            bought = session.get(PurchaseRow, purchase)
        if bought is None:
            raise NotFound(f"There is no purchase {purchase}.")
        if bought.profile != self._profile:
            raise Forbidden(f"Purchase {purchase} belongs to another profile.")
        return bought


def unknown_end(purchase: Purchase) -> UnknownPurchase:
    """The fault for a purchase that the person must decide about."""
    wanted = purchase.wanted
    return UnknownPurchase(
        f"It is not known whether “{wanted.what}” was bought from {wanted.provider}: the answer "
        f"was lost (purchase {purchase.id}).",
        "Look in your account there. If it is not there, say to buy it anew.",
        purchase,
    )


def _same(session: Session, row: GenerationRow, wanted: Wanted) -> PurchaseRow | None:
    """The newest purchase of the same thing in the family that has not come to nothing."""
    query = (
        select(PurchaseRow)
        .where(
            PurchaseRow.family == (row.revises or row.id),
            PurchaseRow.step == wanted.step,
            PurchaseRow.fingerprint == wanted.fingerprint,
            PurchaseRow.profile == row.profile,
            PurchaseRow.generation_id.is_not(None),
            PurchaseRow.state != PurchaseState.FAILED,
        )
        .order_by(PurchaseRow.id.desc())
        .limit(1)
    )
    return session.scalars(query).one_or_none()


def _check_wanted_still(row: GenerationRow) -> None:
    """Nothing is bought for what was cancelled, in this process or in another."""
    if row.cancellation_requested or row.status == Status.FAILED:
        raise Cancelled(CANCELLED_MESSAGE)


def _prepared(session: Session, row: GenerationRow, wanted: Wanted) -> PurchaseRow:
    at = now()
    bought = PurchaseRow(
        profile=row.profile,
        generation_id=row.id,
        family=row.revises or row.id,
        key=secrets.token_urlsafe(18),
        step=wanted.step,
        provider=wanted.provider,
        model=wanted.model,
        what=wanted.what,
        estimate_micros=wanted.estimate_micros,
        fingerprint=wanted.fingerprint,
        unpriced=wanted.unpriced,
        state=PurchaseState.PREPARED,
        created_at=at,
        updated_at=at,
    )
    session.add(bought)
    session.flush()
    return bought
