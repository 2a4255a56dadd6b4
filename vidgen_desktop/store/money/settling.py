"""How a purchase ends: in the ledger, the generation's cost and the profile's total at once."""

import logging

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from vidgen_desktop.core.buying.purchase import PurchaseState
from vidgen_desktop.core.model import now
from vidgen_desktop.core.money import CostEntry, PriceSource
from vidgen_desktop.store.models import CostEntryRow, GenerationRow, ProfileRow, PurchaseRow

log = logging.getLogger("vidgen.store")

OPEN = tuple(state for state in PurchaseState if state.is_open)


def write_entry(
    session: Session, row: GenerationRow, entry: CostEntry, bought: PurchaseRow | None = None
) -> int:
    """Write a line of the ledger and count it everywhere; returns the generation's cost."""
    row.cost_micros += entry.micros
    line = CostEntryRow(
        generation_id=row.id,
        model=bought.model if bought else "",
        purchase_id=bought.id if bought else None,
    )
    write_line(session, row.profile, entry, line)
    return row.cost_micros


def write_line(session: Session, profile: str, entry: CostEntry, line: CostEntryRow) -> None:
    """Write a line of the ledger, and count it in the profile's total. `line` says already what
    it belongs to.
    """
    session.execute(
        update(ProfileRow)
        .where(ProfileRow.name == profile)
        .values(total_cost_micros=ProfileRow.total_cost_micros + entry.micros)
    )
    line.profile, line.created_at = profile, now()
    line.step, line.provider, line.what = entry.step, entry.provider, entry.what
    line.micros, line.source = entry.micros, entry.source
    session.add(line)


def end(
    session: Session,
    row: GenerationRow,
    bought: PurchaseRow,
    state: PurchaseState,
    micros: int,
    source: PriceSource | None,
) -> int | None:
    """Settle a purchase, once: the generation's cost if an entry was written, else None.

    What was delivered has an entry even where it was free; what failed only if it was billed.
    """
    if bought.cost_micros is not None:
        log.info("purchase %d is %s already", bought.id, bought.state)
        return None
    become(bought, state)
    bought.cost_micros = micros
    bought.source = source
    is_billed = micros or source is PriceSource.UNKNOWN
    if source is None or (state is PurchaseState.FAILED and not is_billed):
        return None
    entry = CostEntry(bought.step, bought.provider, bought.what, micros, source)
    return write_entry(session, row, entry, bought)


def become(bought: PurchaseRow, state: PurchaseState) -> None:
    """Change the state of a purchase."""
    log.info("purchase %d (%s) was %s, is %s", bought.id, bought.step, bought.state, state)
    bought.state = state
    bought.updated_at = now()


def leave_unknown(session: Session, generation: int) -> None:
    """A run has ended: nobody knows whether what it had prepared was sent."""
    for bought in _of(session, generation, PurchaseState.PREPARED):
        become(bought, PurchaseState.UNKNOWN)


def end_open(session: Session, row: GenerationRow) -> None:
    """Settle what is open when nobody can ask for it any more. What a service has taken counts
    as bought, at its estimate; what may never have arrived does not.
    """
    for bought in _of(session, row.id, *OPEN):
        if bought.state == PurchaseState.SUBMITTED:
            source = PriceSource.UNKNOWN if bought.unpriced else PriceSource.COMPUTED
            end(session, row, bought, PurchaseState.DONE, bought.estimate_micros, source)
        elif bought.cost_micros is not None:
            become(bought, PurchaseState.DONE)  # and paid, whatever has become of it
        else:
            end(session, row, bought, PurchaseState.FAILED, 0, None)
    session.flush()


def _of(session: Session, generation: int, *states: PurchaseState) -> list[PurchaseRow]:
    query = select(PurchaseRow).where(
        PurchaseRow.generation_id == generation, PurchaseRow.state.in_(states)
    )
    return list(session.scalars(query))
