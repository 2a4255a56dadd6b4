"""Looks for servers on this computer, at the ports where such programs usually are.

Each is asked for its models and for nothing else, without a key. Nothing is sent anywhere else.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from typing import Any

from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.errors import ProviderError
from vidgen_desktop.core.nearby import ServerHere
from vidgen_desktop.setups import ProviderKind, ProviderSetup

# By these programs' own documentation. Several use 8000 and 8080: the name is a guess there.
USUAL = (
    ("Ollama", 11434),
    ("LM Studio", 1234),
    ("Kokoro", 8880),
    ("SGLang", 30000),
    ("vLLM-Omni", 8091),
    ("vLLM", 8000),
    ("llama.cpp", 8080),
    ("LiteLLM", 4000),
)
_SECONDS = 3.0  # for all of an answer


def servers_here(
    token: CancelToken, places: Sequence[tuple[str, int]] = USUAL
) -> Sequence[ServerHere]:
    """Those that answer with a list of models, in the order of `places`. Raises Cancelled."""
    with ThreadPoolExecutor(len(places), "look-near") as threads:
        titles, ports = zip(*places, strict=True)
        found = list(threads.map(_asked, titles, ports, repeat(token)))
    token.check()
    return [one for one in found if one is not None]


def _asked(title: str, port: int, token: CancelToken) -> ServerHere | None:
    from vidgen_desktop.providers.bodies import parts_of
    from vidgen_desktop.providers.net.answers import json_of
    from vidgen_desktop.providers.net.client import Patience, open_client

    address = f"http://127.0.0.1:{port}/v1"
    setup = ProviderSetup(
        "here", ProviderKind.SHAPED, title, address=address, entered_by_person=True
    )
    patience = Patience(connect=1.0, read=_SECONDS, whole=_SECONDS, most_bytes=4_000_000)
    try:
        with open_client(setup, token, patience=patience) as client:
            told: dict[str, Any] = json_of(client.get("models"), title)
    except ProviderError:
        return None
    if not isinstance(told.get("data"), list):
        return None
    return ServerHere(title, address, len(parts_of(told, "data")))
