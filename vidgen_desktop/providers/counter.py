"""Buying what comes with the answer itself: texts, sounds, pictures.

The answer is kept in a file before the purchase is called done, so that what was paid for is
not bought again after a crash. A definite no may be asked again, as a purchase of its own; a
lost answer never, unless the service is free.
"""

import errno
import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import httpx2
import msgspec

from vidgen_desktop.core.buying.purchase import Purchase, PurchaseState, Purse, Wanted
from vidgen_desktop.core.errors import UnknownPurchase
from vidgen_desktop.core.files.lasting import flush
from vidgen_desktop.core.money import PriceSource
from vidgen_desktop.core.ports import Work
from vidgen_desktop.core.run.workspace import BOUGHT
from vidgen_desktop.keys import Key
from vidgen_desktop.providers.net.buying import send_once
from vidgen_desktop.providers.net.client import Patience
from vidgen_desktop.providers.net.faults import talking_to
from vidgen_desktop.providers.net.part import writing
from vidgen_desktop.providers.net.retry import retried
from vidgen_desktop.providers.tariff import Bill, Tariff
from vidgen_desktop.providers.turns import turn
from vidgen_desktop.setups import ProviderSetup

_TRIES = 5
_MOST_SWEPT = 2
_WITHIN = 180.0  # seconds of asking again after a no


@dataclass(frozen=True, slots=True)
class Service:
    """One model of one provider, with its prices."""

    setup: ProviderSetup
    key: Key | None
    model: str
    tariff: Tariff

    @property
    def name(self) -> str:
        """Who it is, in records: the same provider with another model is somebody else."""
        return f"{self.setup.id}/{self.model}"

    @property
    def patience(self) -> Patience:
        """Answers take as long as the work: the person's limit counts."""
        return Patience(read=self.setup.wait_seconds, whole=self.setup.wait_seconds)

    def wanted(self, step: str, what: str, estimate: Bill, inputs: object) -> Wanted:
        """A purchase of this service; `inputs` is everything that decides what comes back."""
        decides = [self.setup.base, self.model, step, inputs]
        digest = hashlib.sha256(msgspec.json.encode(decides)).hexdigest()
        price = estimate.micros
        return Wanted(
            step, self.setup.id, self.model, what, price, digest, unpriced=estimate.unpriced
        )


@dataclass(frozen=True, slots=True)
class Sale:
    """How to buy one thing. `send` sends the create and reads the answer whole; `keep` makes
    of the answer what is worth keeping, and raises ServiceError where that is nothing; `bill`
    says what it cost and never raises. `shelf` is the folder where it is kept.
    """

    wanted: Wanted
    send: Callable[[], httpx2.Response]
    keep: Callable[[httpx2.Response], bytes]
    bill: Callable[[httpx2.Response], Bill]
    shelf: Path


@dataclass(frozen=True, slots=True)
class Bought:
    """What was bought, in its file."""

    path: Path
    purchase: Purchase
    purse: Purse

    def discard(self) -> None:
        """It is good for nothing: it is bought anew when it is next wanted."""
        self.purse.useless(self.purchase)
        self.path.unlink(missing_ok=True)


def buy(service: Service, sale: Sale, work: Work) -> Bought:
    """What was bought: now, or earlier if it was kept.

    Who finds that it cannot be used discards it. Raises ServiceError, UnknownPurchase,
    BudgetExceeded, DiskFull or Cancelled.
    """
    name = service.setup.name

    def once() -> Bought | tuple[Purchase, httpx2.Response]:
        found = _opened(service, sale, work.purse)
        if isinstance(found, Bought):
            return found
        if service.tariff.is_free:
            return found, _send_free(sale.send, name, work, found)
        return found, send_once(sale.send, name, work.token, work.purse, found)

    with turn(service.setup, work.token):
        bought = retried(once, name, work.token, tries=_TRIES, within=_WITHIN)
    return bought if isinstance(bought, Bought) else _kept(sale, work.purse, *bought)


def _opened(service: Service, sale: Sale, purse: Purse) -> Purchase | Bought:
    """A purchase to send the request for, or what an earlier one has brought."""
    purchase = _of_this(service, sale, purse)
    if purchase.state is PurchaseState.PREPARED:
        return purchase
    kept = sale.shelf / _file(purchase)
    if kept.is_file():
        if purchase.state is not PurchaseState.DONE:  # the program ended before it could say so
            purse.done(purchase, purchase.wanted.estimate_micros, _source(service, purchase))
        return Bought(kept, purchase, purse)
    name, what = service.setup.name, sale.wanted.what
    if purchase.state is PurchaseState.DONE:
        if purse.undelivered(purchase).state is not PurchaseState.UNKNOWN:
            return purse.open(sale.wanted)  # it cost nothing
        told = f"“{what}” was bought from {name}, and what came could not be kept."
        raise UnknownPurchase(told, "Say to buy it anew.", purchase)
    purse.unknown(purchase)
    raise UnknownPurchase(
        f"{name} cannot be asked what became of “{what}”.",
        "Look in your account there, then say to buy it anew.",
    )


def _source(service: Service, purchase: Purchase) -> PriceSource:
    """Who says what a purchase cost whose answer is no longer there."""
    if service.tariff.is_free:
        return PriceSource.FREE
    return PriceSource.UNKNOWN if purchase.wanted.unpriced else PriceSource.COMPUTED


def _of_this(service: Service, sale: Sale, purse: Purse) -> Purchase:
    """The purchase to go on with; what may have been lost counts for nothing where nothing costs
    anything, or where its answer is here.
    """
    try:
        return purse.open(sale.wanted)
    except UnknownPurchase as fault:
        lost = fault.purchase
        if lost is None or not lost.may_be_billed:
            raise
        if (sale.shelf / _file(lost)).is_file():
            return lost
        if not service.tariff.is_free:
            raise
        purse.failed(lost)
        return purse.open(sale.wanted)


def _kept(sale: Sale, purse: Purse, purchase: Purchase, response: httpx2.Response) -> Bought:
    """What the answer holds, in its file; the purchase is done whatever it is good for."""
    kept = sale.shelf / _file(purchase)
    is_good = False
    try:
        brought = sale.keep(response)
        is_good = True
        with writing(kept):
            _save(brought, kept)
    finally:
        bill = sale.bill(response)  # which may have to ask for the price
        purse.done(purchase, bill.micros, bill.source)
        if not is_good:
            purse.useless(purchase)
        elif not kept.is_file():
            purse.undelivered(purchase)  # there was no room: the person decides
    return Bought(kept, purchase, purse)


def _save(brought: bytes, kept: Path) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    beside = kept.with_name(f".{kept.name}.part")
    for _ in range(_MOST_SWEPT):
        beside.write_bytes(brought)
        # While this process was stopped, another one may have taken the video over, and swept.
        with suppress(FileNotFoundError):
            flush(beside)
            beside.replace(kept)
            return
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(beside))


def _send_free(
    send: Callable[[], httpx2.Response], name: str, work: Work, purchase: Purchase
) -> httpx2.Response:
    """Where nothing costs anything, nothing is bought by a request that fails."""
    try:
        work.token.check()
        with talking_to(name, work.token):
            return send()
    except BaseException:  # whatever ended it, the purse has to know
        work.purse.failed(purchase)
        raise


def _file(purchase: Purchase) -> str:
    return f"{BOUGHT}{purchase.wanted.fingerprint[:24]}"
