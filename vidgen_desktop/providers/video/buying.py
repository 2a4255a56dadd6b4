"""The way to a clip: ordered once, waited for, paid, fetched."""

import contextlib
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from vidgen_desktop.core.buying.purchase import Purchase, PurchaseState, Wanted
from vidgen_desktop.core.cancel import Cancelled
from vidgen_desktop.core.errors import (
    MediaError,
    ProviderFault,
    ToolError,
    UnknownPurchase,
    VidgenError,
)
from vidgen_desktop.core.money import PriceSource
from vidgen_desktop.core.ports import Work
from vidgen_desktop.core.run.workspace import BOUGHT
from vidgen_desktop.providers.judging import judging
from vidgen_desktop.providers.net.buying import paid_and_gone, send_once
from vidgen_desktop.providers.net.faults import Fate, ServiceError, fate_of
from vidgen_desktop.providers.net.jobs import Job
from vidgen_desktop.providers.net.polling import JobFailed, wait_for
from vidgen_desktop.providers.net.retry import retried
from vidgen_desktop.providers.tariff import Bill
from vidgen_desktop.providers.turns import turn
from vidgen_desktop.providers.video.aftermath import called_off, traced
from vidgen_desktop.providers.video.fetching import fetch, give
from vidgen_desktop.providers.video.service import UNSURE, Shot, VideoService

if TYPE_CHECKING:
    import httpx2

WAITED = 0.9  # of the progress; the rest is fetching
_GONE = {404, 410}
_SHUT = _GONE | {401, 403}  # what links say that have expired
_TRIES = 5  # to order, where the service has no time for us now
_WITHIN = 180.0  # seconds
_NOT_YET = 4  # looks at a new job that may find nothing: it is not everywhere at once


@dataclass(frozen=True, slots=True)
class Order:
    """What to buy, for how much, and where it goes. `check` raises MediaError where the file
    is not what it should be.
    """

    shot: Shot
    wanted: Wanted
    estimate: Bill
    out: Path
    check: Callable[[Path], None]


def buy_clip(service: VideoService, order: Order, work: Work) -> None:
    """Leave the clip in `order.out`; what was ordered or paid before is only asked for, and not
    even that if it was fetched.

    Raises ProviderError, MediaError, BudgetExceeded, UnknownPurchase, DiskFull or Cancelled.
    """
    with turn(service.setup, work.token), _client(service, work) as client:

        def once() -> Purchase:
            return _bought(service, client, order, work)

        # After a definite no, and as a purchase of its own: a lost answer is no fault of this kind.
        name = service.setup.name
        purchase = retried(once, name, work.token, tries=_TRIES, within=_WITHIN)
        kept = work.shelf / f"{BOUGHT}{purchase.id}{order.out.suffix}"
        if purchase.state is PurchaseState.DONE and _is_there(kept, order):
            give(kept, order.out)
            return
        job, seen = _made(service, client, order, work, purchase)
        try:
            link = service.link(job, seen)
            fetch(service, link, kept, order.check, _part(work, WAITED, 1.0))
        except ServiceError as fault:
            if fault.status in _SHUT or fault.fault is ProviderFault.BAD_ANSWER:
                raise paid_and_gone(work.purse, purchase, fault) from fault
            raise
        give(kept, order.out)


def _is_there(kept: Path, order: Order) -> bool:
    """Whether an earlier run has fetched it, and ended before it could say so."""
    if not kept.is_file():
        return False
    try:
        with judging(kept):
            order.check(kept)
    except ToolError:
        raise
    except MediaError:
        kept.unlink(missing_ok=True)
        return False
    return True


@contextlib.contextmanager
def _client(service: VideoService, work: Work) -> "Generator[httpx2.Client]":
    from vidgen_desktop.providers.net.client import open_client

    with open_client(service.setup, work.token, service.key) as client:
        yield client


def _bought(
    service: VideoService,
    client: "httpx2.Client",
    order: Order,
    work: Work,
    *,
    is_first: bool = True,
) -> Purchase:
    """A purchase whose job is known: a new one, or one from before."""
    try:
        purchase = work.purse.open(order.wanted)
    except UnknownPurchase as fault:
        return _of_another_run(service, work, fault)
    if purchase.state is not PurchaseState.PREPARED:
        return purchase if purchase.job else _found(service, client, work, purchase)
    try:
        return _ordered(service, client, order, work, purchase)
    except ServiceError as fault:
        # Nothing was bought, and in another form it is another purchase.
        is_no = fault.fate is Fate.REFUSED
        if not (is_first and is_no and service.try_otherwise(fault)):
            raise
    return _bought(service, client, order, work, is_first=False)


def _ordered(
    service: VideoService, client: "httpx2.Client", order: Order, work: Work, purchase: Purchase
) -> Purchase:
    """Send the create, exactly once, and write down the job that it began."""
    name, purse = service.setup.name, work.purse
    try:
        prepared = service.prepare(client, order.shot)
    except BaseException:  # nothing was ordered yet
        purse.failed(purchase)
        raise

    def send() -> str:
        return service.create(client, prepared, purchase)

    try:
        return purse.submitted(purchase, send_once(send, name, work.token, purse, purchase))
    except UnknownPurchase as fault:
        return _after_loss(service, work, purchase, fault)
    except Cancelled as fault:
        if fate_of(fault) is Fate.LOST:
            job = traced(service, purchase, None).job
            if job is not None:
                known = purse.submitted(purchase, job)
                if not work.token.is_stopped:
                    called_off(service, purse, known, order.estimate)
        raise


def _after_loss(
    service: VideoService, work: Work, purchase: Purchase, fault: UnknownPurchase
) -> Purchase:
    """Ask the service itself, before the person has to."""
    trace = traced(service, purchase, work.token)
    if trace.job is not None:
        return work.purse.submitted(purchase, trace.job)
    if trace.is_absent:
        work.purse.failed(purchase)
        cause = fault.__cause__ or fault  # what had gone wrong, and bought nothing
        if isinstance(cause, ServiceError):
            cause.is_passing = False  # it is not there yet: nobody swears that it never will be
        raise cause
    raise fault


def _of_another_run(service: VideoService, work: Work, fault: UnknownPurchase) -> Purchase:
    """A create that an earlier run may have sent before it was killed: where the service shows its
    job, nobody needs to be asked. Where it shows none, the person decides: to send it again is
    their word alone.
    """
    if fault.purchase is None or not fault.purchase.may_be_billed:
        raise fault
    job = traced(service, fault.purchase, work.token).job
    if job is None:
        raise fault
    return work.purse.submitted(fault.purchase, job)


def _found(
    service: VideoService, client: "httpx2.Client", work: Work, purchase: Purchase
) -> Purchase:
    """The person says that the order arrived: look for its job."""
    trace = service.find(client, purchase) if service.can_find else UNSURE
    if trace.job is not None:
        return work.purse.submitted(purchase, trace.job)
    work.purse.unknown(purchase)
    raise UnknownPurchase(
        f"{service.setup.name} does not show “{purchase.wanted.what}” to us.",
        "Look in your account there. If it is not there, say to buy it anew.",
    )


def _made(
    service: VideoService, client: "httpx2.Client", order: Order, work: Work, purchase: Purchase
) -> tuple[str, Job]:
    """The job's id and the job, done; it is paid as soon as that is known."""
    purse, is_open = work.purse, purchase.state is not PurchaseState.DONE
    job, estimate = purchase.job or "", _estimate(order, purchase)
    waiting = _part(work, 0.0, WAITED)
    try:
        looks = _NOT_YET if is_open else 1
        seen = wait_for(_looking(service, client, job, looks), service.setup, waiting)
    except Cancelled:
        if is_open and not work.token.is_stopped:
            called_off(service, purse, purchase, estimate)
        raise
    except JobFailed as fault:
        if not is_open:  # it was done once, and has expired since
            raise paid_and_gone(work.purse, purchase, fault) from fault
        bill = service.bill(fault.job, estimate)
        purse.failed(purchase, bill.micros, bill.billed_by)
        raise
    except ServiceError as fault:
        if fault.status in _GONE:
            raise _vanished(service, work, purchase) from fault
        raise
    if is_open:
        bill = service.bill(seen, estimate)
        purse.done(purchase, bill.micros, bill.source)
    return job, seen


def _estimate(order: Order, purchase: Purchase) -> Bill:
    """What it costs by the price of today, or, where that is no longer known, of when it was
    ordered.
    """
    ordered = purchase.wanted
    if not order.estimate.unpriced or ordered.unpriced:
        return order.estimate
    return Bill(ordered.estimate_micros, PriceSource.COMPUTED)


def _looking(
    service: VideoService, client: "httpx2.Client", job: str, in_vain: int
) -> Callable[[], Job]:
    """Looks at the job; so many of them may be in vain, as it may not be known yet."""
    absent = 0

    def look() -> Job:
        nonlocal absent
        try:
            return service.look(client, job)
        except ServiceError as fault:
            if fault.status in _GONE:
                absent += 1
                fault.is_passing = absent <= in_vain
            raise

    return look


def _vanished(service: VideoService, work: Work, purchase: Purchase) -> VidgenError:
    """The service no longer knows the job. Where it costs nothing, it can be made again."""
    name, what = service.setup.name, purchase.wanted.what
    if purchase.state is PurchaseState.DONE:
        gone = ServiceError(
            f"{name} no longer has “{what}”.",
            "Try again to have it made anew.",
            fault=ProviderFault.REFUSED,
            fate=Fate.REFUSED,
        )
        return paid_and_gone(work.purse, purchase, gone)
    if not purchase.wanted.may_cost:
        work.purse.failed(purchase)
        return ServiceError(
            f"{name} has forgotten the job of “{what}”.",
            "It may have been started anew. Try again to have it made.",
            fault=ProviderFault.UNAVAILABLE,
            fate=Fate.REFUSED,
        )
    work.purse.unknown(purchase)
    return UnknownPurchase(
        f"{name} no longer knows the job of “{what}”.",
        "Look in your account there, then say whether to look again or to buy it anew.",
    )


def _part(work: Work, start: float, end: float) -> Work:
    """The same work, whose progress is a part of the whole."""

    def progress(fraction: float) -> None:
        work.progress(start + fraction * (end - start))

    return replace(work, progress=progress)
