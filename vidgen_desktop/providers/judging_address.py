"""Whether what answers at the address of an OpenAI-shaped server is one: people leave out its
end, copy too much of it, or name a port at which something else is.
"""

from http import HTTPStatus

from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.errors import ProviderError, ProviderFault
from vidgen_desktop.keys import Key
from vidgen_desktop.providers.model_list import QUICK
from vidgen_desktop.providers.net.client import open_client
from vidgen_desktop.providers.net.faults import ServiceError
from vidgen_desktop.setups import ProviderSetup

_NOT_HERE = {HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}


def judge_address(
    setup: ProviderSetup, key: Key | None, fault: ServiceError, token: CancelToken
) -> None:
    """Return where a server only lists no models; `fault` is what came of asking for them.

    Otherwise raises the fault, or ProviderError with a better address. Raises Cancelled.
    """
    better = _better(setup.base)
    if better is None:
        if fault.status != HTTPStatus.NOT_FOUND:
            raise fault
        _refuse_page(setup, key, token)
        return
    if fault.status not in _NOT_HERE and fault.fault is not ProviderFault.BAD_ANSWER:
        raise fault
    told = f"Something answers at the address of {setup.name}, but it lists no models there."
    # A refusal may have another reason, which it then tells.
    message = fault.message if fault.status == HTTPStatus.BAD_REQUEST else told
    raise ProviderError(
        message, f"Most such servers want {better}", fault=ProviderFault.REFUSED
    ) from fault


def _better(base: str) -> str | None:
    """How the address should end; None where it does."""
    if base.endswith("/v1"):
        return None
    before, found, _ = base.partition("/v1/")
    if found:
        return f"nothing after /v1: {before}/v1"
    return f"/v1 at the end: {base}/v1"


def _refuse_page(setup: ProviderSetup, key: Key | None, token: CancelToken) -> None:
    with open_client(setup, token, key, patience=QUICK) as client:
        kind = client.get("models").headers.get("content-type", "")
    if "html" in kind.lower():
        raise ProviderError(
            f"A web site answers at the address of {setup.name}, and no such server.",
            "Check the address. Another program may be at this port.",
            fault=ProviderFault.REFUSED,
        )
