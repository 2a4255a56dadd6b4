"""Trying again: what passes is waited out, what does not is told at once."""

import threading

import pytest

from tests.providers.net.serving import Reply, Server, body, raw, serving, told
from vidgen_desktop.core.cancel import Cancelled, CancelToken
from vidgen_desktop.core.errors import ProviderError
from vidgen_desktop.providers.net.answers import json_of
from vidgen_desktop.providers.net.client import open_client
from vidgen_desktop.providers.net.retry import retried

GOOD = told({"ok": 1})
PASSING = [
    body(b"", 429, Retry_After="0"),
    body(b"<html>", 503, "text/html"),
    body(b"{", 200),
    body(b"", 500),
    raw(b""),
]


def ask(
    server: Server, token: CancelToken, tries: int = 6, within: float = 300.0
) -> dict[str, object]:
    with open_client(server.setup(), token) as client:
        return retried(
            lambda: json_of(client.get("jobs/1"), "Studio"),
            "Studio",
            token,
            tries=tries,
            within=within,
        )


def test_passing_faults_are_waited_out(token: CancelToken) -> None:
    with serving(*PASSING, GOOD) as server:
        assert ask(server, token, tries=6) == {"ok": 1}
        assert len(server.heard) == 6


def test_at_the_last_try_the_fault_is_told(token: CancelToken) -> None:
    with serving(*PASSING) as server:
        with pytest.raises(ProviderError, match="connection to Studio broke"):
            ask(server, token, tries=5)
        assert len(server.heard) == 5


@pytest.mark.parametrize("reply", [told({}, 401), told({}, 404), told({"error": "no"}, 402)])
def test_what_will_not_pass_is_told_at_once(reply: Reply, token: CancelToken) -> None:
    with serving(reply, GOOD) as server:
        with pytest.raises(ProviderError):
            ask(server, token)
        assert len(server.heard) == 1


@pytest.mark.parametrize(("asked", "within"), [("600", 10_000.0), ("60", 30.0)])
def test_a_service_that_asks_for_too_long_is_not_waited_for(
    asked: str, within: float, token: CancelToken
) -> None:
    with serving(body(b"", 429, Retry_After=asked), GOOD) as server:
        with pytest.raises(ProviderError, match="asked too often"):
            ask(server, token, within=within)
        assert len(server.heard) == 1


def test_a_cancel_ends_the_pause(token: CancelToken) -> None:
    with serving(body(b"", 503, Retry_After="100")) as server:
        stopper = threading.Thread(target=lambda: (server.arrived.wait(10), token.cancel()))
        stopper.start()
        with pytest.raises(Cancelled):
            ask(server, token)
        stopper.join()
        assert len(server.heard) == 1
