"""Sending a create: exactly once, and its purchase ends as what is true."""

import contextlib
from collections.abc import Callable
from typing import TypeVar

from vidgen_desktop.core.buying.purchase import Purchase, PurchaseState, Purse
from vidgen_desktop.core.cancel import Cancelled, CancelToken
from vidgen_desktop.core.errors import ProviderError, UnknownPurchase, VidgenError
from vidgen_desktop.providers.net.faults import Fate, ServiceError, fate_of, talking_to

T = TypeVar("T")


def send_once(
    send: Callable[[], T], name: str, token: CancelToken, purse: Purse, purchase: Purchase
) -> T:
    """The answer to a create, which is sent once and never again.

    `send` sends the request, reads the answer whole and does nothing else: whatever it
    raises after sending began counts as a lost answer. Where nothing was bought the purchase
    is `failed` and the fault is raised as it is. Where it may have been, the purchase is
    `unknown`; then UnknownPurchase is raised, or Cancelled after a cancel.
    """
    try:
        token.check()
        with talking_to(name, token):
            return send()
    except (ProviderError, Cancelled) as error:
        if fate_of(error) is not Fate.LOST:
            purse.failed(purchase)
            raise
        purse.unknown(purchase)
        if isinstance(error, Cancelled):
            raise
        raise UnknownPurchase(
            f"It is not known whether {name} has made “{purchase.wanted.what}”: {error.message}",
            "Look in your account there. If it is not there, say to buy it anew.",
        ) from error
    except BaseException:  # a bug, or the end of the program: it may have been sent
        with contextlib.suppress(Exception):  # the bug that is under way matters more
            purse.unknown(purchase)
        raise


def paid_and_gone(purse: Purse, purchase: Purchase, fault: ServiceError) -> VidgenError:
    """The fault for what was made and cannot be had: what was paid for is not bought again by
    itself.
    """
    if purse.undelivered(purchase).state is not PurchaseState.UNKNOWN:
        return fault
    return UnknownPurchase(
        f"{fault.message} It was made and paid for.",
        "Look again, or say to buy it anew.",
        purchase,
    )
