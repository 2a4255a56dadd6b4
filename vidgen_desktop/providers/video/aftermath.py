"""After a cancel, and after a lost answer: what can still be done and known, in a few seconds."""

import contextlib
import threading
import time
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, TypeVar

from vidgen_desktop.core.buying.purchase import Purchase, Purse
from vidgen_desktop.core.cancel import Cancelled, CancelToken
from vidgen_desktop.core.errors import VidgenError
from vidgen_desktop.providers.net.faults import ServiceError
from vidgen_desktop.providers.net.jobs import Job, JobState
from vidgen_desktop.providers.tariff import Bill
from vidgen_desktop.providers.video.service import UNSURE, Stop, Trace, VideoService

if TYPE_CHECKING:
    import httpx2

T = TypeVar("T")

CANCEL_SECONDS = 4.0  # the person waits for this
BETWEEN_ASKS = 0.3  # while it cannot be called off yet
_LOOKS = 3  # for a lost create: it may be on its way yet
BETWEEN_LOOKS = 1.0


def called_off(service: VideoService, purse: Purse, purchase: Purchase, estimate: Bill) -> None:
    """Have the service stop a job, where it can. If the job is then over, so is the purchase,
    with what is billed; otherwise it stays submitted, and is asked for when work goes on.
    """
    if not service.can_cancel:
        return
    job = purchase.job or ""
    until = time.monotonic() + CANCEL_SECONDS
    # What the service says now changes nothing for the person: they have cancelled.
    with contextlib.suppress(VidgenError, Cancelled), _bounded(CANCEL_SECONDS) as token:
        seen = _last_seen(service, token, job)
        if seen is not None and seen.state is JobState.DONE:
            bill = service.bill(seen, estimate)
            purse.done(purchase, bill.micros, bill.source)
            return
        while (stop := _asked(service, token, job)) is Stop.NOT_YET:
            if time.monotonic() + BETWEEN_ASKS > until:
                return
            token.wait(BETWEEN_ASKS)
        if stop is Stop.CANNOT:
            return
        bill = service.bill(seen, estimate) if seen is not None else estimate
        purse.failed(purchase, bill.micros, bill.billed_by)


def traced(service: VideoService, purchase: Purchase, token: CancelToken | None) -> Trace:
    """Look for the job of a create whose answer was lost. It is absent only if it is not there
    after a while either; without a token, one short look has to do.
    """
    if not service.can_find:
        return UNSURE
    looks = 1 if token is None else _LOOKS
    trace = UNSURE
    for look in range(looks):
        if token is not None and look:
            token.wait(BETWEEN_LOOKS)
        try:
            with _bounded(CANCEL_SECONDS, token) as bounded:
                trace = _with_client(service, bounded, lambda c: service.find(c, purchase))
        except VidgenError:
            trace = UNSURE
        except Cancelled:
            if token is not None:
                token.check()
            trace = UNSURE
        if trace.job is not None:
            return trace
    return trace if looks == _LOOKS else UNSURE


def _last_seen(service: VideoService, token: CancelToken, job: str) -> Job | None:
    """What it was doing, which decides what is billed."""
    try:
        return _with_client(service, token, lambda client: service.look(client, job))
    except ServiceError:
        return None


def _asked(service: VideoService, token: CancelToken, job: str) -> Stop:
    return _with_client(service, token, lambda client: service.cancel(client, job))


def _with_client(
    service: VideoService, token: CancelToken, call: "Callable[[httpx2.Client], T]"
) -> T:
    from vidgen_desktop.providers.net.client import Patience, open_client

    short = Patience(connect=1.5, read=CANCEL_SECONDS, whole=CANCEL_SECONDS)
    with open_client(service.setup, token, service.key, patience=short) as client:
        return call(client)


@contextlib.contextmanager
def _bounded(seconds: float, outer: CancelToken | None = None) -> Generator[CancelToken]:
    """A token that ends after some seconds, or with another one."""
    token = CancelToken()
    timer = threading.Timer(seconds, token.cancel)
    timer.daemon = True
    timer.start()
    try:
        with outer.on_cancel(token.cancel) if outer else contextlib.nullcontext():
            yield token
    finally:
        timer.cancel()
