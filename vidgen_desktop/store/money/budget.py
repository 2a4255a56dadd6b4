"""Whether something may be bought: what is spent, what is reserved, and the limits."""

from decimal import Decimal

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from vidgen_desktop.core.buying.months import Month, month_of
from vidgen_desktop.core.buying.purchase import Limits, Wanted
from vidgen_desktop.core.errors import BudgetExceeded, SpendingLimit
from vidgen_desktop.core.model import now
from vidgen_desktop.core.money import exact_dollars, show_micros
from vidgen_desktop.store.models import IS_OPEN, CostEntryRow, GenerationRow, PurchaseRow


def check_limits(session: Session, row: GenerationRow, wanted: Wanted, limits: Limits) -> None:
    """Raise BudgetExceeded if this purchase could pass a limit. What costs nothing never does.

    Every open purchase counts with its estimate, whenever it was made: it may still be billed.
    """
    if wanted.unpriced and (limits.per_video is not None or limits.per_month is not None):
        raise BudgetExceeded(
            f"Nobody has told what “{wanted.what}” costs at {wanted.provider} ({wanted.model}), so "
            "it cannot be kept within your limit.",
            "Enter its price (Settings, Limits, “Own prices”), choose another model, or take the "
            "limit away.",
        )
    if wanted.estimate_micros <= 0:
        return
    if limits.per_video is not None:
        reserved = _reserved(session, PurchaseRow.generation_id == row.id)
        _refuse(wanted, SpendingLimit.VIDEO, limits.per_video, row.cost_micros, reserved)
    if limits.per_month is not None:
        spent = spent_in(session, row.profile, month_of(now()))
        reserved = _reserved(session, PurchaseRow.profile == row.profile)
        _refuse(wanted, SpendingLimit.MONTH, limits.per_month, spent, reserved)


def spent_in(session: Session, profile: str, month: Month) -> int:
    """What the profile's ledger says for a month."""
    query = select(func.coalesce(func.sum(CostEntryRow.micros), 0)).where(
        CostEntryRow.profile == profile,
        CostEntryRow.created_at >= month.start,
        CostEntryRow.created_at < month.end,
    )
    return session.scalars(query).one()


def _reserved(session: Session, whose: ColumnElement[bool]) -> int:
    """What may still be billed. What was paid and cannot be had is spent already."""
    query = select(func.coalesce(func.sum(PurchaseRow.estimate_micros), 0)).where(
        whose, IS_OPEN, PurchaseRow.cost_micros.is_(None)
    )
    return session.scalars(query).one()


def _refuse(wanted: Wanted, which: SpendingLimit, limit: int, spent: int, reserved: int) -> None:
    if spent + reserved + wanted.estimate_micros <= limit:
        return
    month = which is SpendingLimit.MONTH
    whose = "a month" if month else "this video"
    when = " this month" if month else " for it"
    show = _amount if _tells(limit, spent, reserved, wanted.estimate_micros) else _exact
    taken = f"{show(spent)} is spent{when}"
    if reserved:
        taken += f" and {show(reserved)} is set aside for what is under way"
    raise BudgetExceeded(
        f"“{wanted.what}” would cost about {show(wanted.estimate_micros)}. Your limit for "
        f"{whose} is {show(limit)}; {taken}.",
        f"Everything so far is kept. Raise the limit per {'month' if month else 'video'} in the "
        "settings, then resume.",
        limit=which,
        limit_micros=limit,
        taken_micros=spent + reserved,
        wanted_micros=wanted.estimate_micros,
    )


def _tells(limit: int, *taken: int) -> bool:
    """Whether amounts that are rounded still say that they pass the limit together."""
    rounded = [Decimal(_amount(micros).removeprefix("$")) for micros in (limit, *taken)]
    return sum(rounded[1:]) > rounded[0]


def _amount(micros: int) -> str:
    return show_micros(micros) if micros else "$0.00"


def _exact(micros: int) -> str:
    return f"${exact_dollars(micros)}"
