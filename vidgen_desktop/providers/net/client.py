"""Opens clients to a provider, which end with their token.

Import this module inside of functions: httpx2 takes 0.1 s, openai 0.7 s.
"""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx2

from vidgen_desktop import __version__
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.keys import Key
from vidgen_desktop.providers.net.address import origin_of, reach_of
from vidgen_desktop.providers.net.faults import talking_to
from vidgen_desktop.providers.net.transport import MOST_ANSWER_BYTES, Transport, authorization
from vidgen_desktop.setups import ProviderSetup, check_setup

if TYPE_CHECKING:
    import openai

USER_AGENT = f"Vidgen/{__version__}"

_NOT_THE_KEY = "added-by-the-transport"


@dataclass(frozen=True, slots=True)
class Patience:
    """Limits: seconds to connect, seconds of each silence while reading, seconds for the whole
    of a request with its answer (None: only the others), and the bytes of an answer.
    """

    connect: float = 10.0
    read: float = 120.0
    whole: float | None = 600.0
    most_bytes: int = MOST_ANSWER_BYTES


_USUAL = Patience()


@contextmanager
def open_client(
    setup: ProviderSetup,
    token: CancelToken,
    key: Key | None = None,
    *,
    patience: Patience = _USUAL,
    also: tuple[str, ...] = (),
) -> Generator[httpx2.Client]:
    """An httpx2 client with the provider's address as its base, which follows no redirects.

    It reaches this provider only, and further addresses of the same service where `also`
    names them; links go through `download`. On a cancel every call on it ends within a
    moment. What goes wrong inside leaves the block as ProviderError or Cancelled.
    """
    check_setup(setup)
    token.check()
    with talking_to(setup.name, token):
        reach = reach_of(setup, also=also)
        secret = authorization(setup, key)
        transport = Transport(reach, origin_of(setup.base), token, secret, patience)
        with _client(transport, patience, setup.base) as client:
            yield client


@contextmanager
def open_openai(
    setup: ProviderSetup,
    token: CancelToken,
    key: Key | None = None,
    *,
    patience: Patience = _USUAL,
) -> Generator["openai.OpenAI"]:
    """The openai SDK on such a client. It never repeats a request by itself."""
    with open_client(setup, token, key, patience=patience) as client:
        import openai

        yield openai.OpenAI(
            api_key=_NOT_THE_KEY,
            base_url=setup.base,
            http_client=client,
            max_retries=0,
            timeout=client.timeout,
            default_headers={"User-Agent": USER_AGENT},
        )


@contextmanager
def open_link(
    setup: ProviderSetup,
    link: str,
    token: CancelToken,
    key: Key | None,
    patience: Patience,
) -> Generator[httpx2.Client]:
    """A client for a link that the provider gave: to a public address over https, or to its
    own, where alone the key goes. What goes wrong leaves it as httpx2 raises it.
    """
    token.check()
    try:
        origin = origin_of(link)
    except OSError as fault:
        raise httpx2.UnsupportedProtocol(str(fault)) from fault
    reach = reach_of(setup, links=True)
    transport = Transport(reach, origin, token, authorization(setup, key), patience)
    with _client(transport, patience) as client:
        yield client


@contextmanager
def _client(transport: Transport, patience: Patience, base: str = "") -> Generator[httpx2.Client]:
    client = httpx2.Client(
        base_url=base,
        headers={"User-Agent": USER_AGENT},
        timeout=httpx2.Timeout(patience.read, connect=patience.connect),
        transport=transport,
        trust_env=False,  # the transport looks after proxies and certificates
    )
    with client, transport.hanging_up():
        yield client
