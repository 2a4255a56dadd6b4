"""Servers on this computer are found by what they answer, and asked for nothing but models."""

from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest

from tests.servers.shaped import Models
from tests.servers.site import Answer, Site, open_site
from vidgen_desktop.core.cancel import Cancelled, CancelToken
from vidgen_desktop.core.nearby import ServerHere
from vidgen_desktop.providers.nearby import servers_here


def port(site: Site) -> int:
    return urlsplit(site.url).port or 0


def test_those_that_list_models_are_found_and_nobody_else() -> None:
    works, locked, website, gone = Site(), Site("a-key"), Site(), Site()
    Models(works, {"llama": None, "qwen": None})
    Models(locked, {"secret": None})
    website.on("GET", "/.*", lambda _: Answer(200, b"<html>It works</html>", "text/html"))
    with ExitStack() as open_ones:
        for site in (works, locked, website):
            open_ones.enter_context(open_site(site))
        with open_site(gone):
            free = port(gone)
        places = [("Gone", free), ("Site", port(website)), ("Ollama", port(works))]

        found = servers_here(CancelToken(), [*places, ("Locked", port(locked))])

        assert found == [ServerHere("Ollama", f"{works.url}/v1", 2)]
        for site in (works, locked, website):
            assert [(one.method, one.path) for one in site.heard] == [("GET", "/v1/models")]
            assert not site.heard[0].key


def test_a_cancel_ends_the_search() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        servers_here(token)
