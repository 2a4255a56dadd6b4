"""What goes wrong, in words, and what became of the request."""

import socket

import pytest

from tests.providers.net.serving import Reply, body, head, raw, serving, silent, told
from vidgen_desktop.config import ProviderKind, ProviderSetup
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.errors import ProviderFault
from vidgen_desktop.providers.net.answers import json_of
from vidgen_desktop.providers.net.client import Patience, open_client, open_openai
from vidgen_desktop.providers.net.faults import Fate, ServiceError, talking_to

REFUSED, BUSY, GONE, BAD = (
    ProviderFault.REFUSED,
    ProviderFault.RATE_LIMITED,
    ProviderFault.UNAVAILABLE,
    ProviderFault.BAD_ANSWER,
)


def error(message: str, code: str | int = "") -> dict[str, object]:
    return {"error": {"message": message, "code": code}}


CASES: dict[str, tuple[Reply, str, ProviderFault, Fate]] = {
    "wrong key": (told(error("Bad key"), 401), "did not accept the key", REFUSED, Fate.REFUSED),
    "wrong key, as a bad request": (
        told(error("No", "invalid_api_key"), 400),
        "did not accept the key",
        REFUSED,
        Fate.REFUSED,
    ),
    "forbidden": (told({"detail": "No."}, 403), "does not allow this", REFUSED, Fate.REFUSED),
    "no credit": (told(error("Pay"), 402), "no credit left", REFUSED, Fate.REFUSED),
    "no quota, dressed as a rate limit": (
        told(error("You exceeded your quota", "insufficient_quota"), 429),
        "no credit left",
        REFUSED,
        Fate.REFUSED,
    ),
    "unknown model": (
        told(error("The model `x` does not exist", "model_not_found"), 404),
        "does not know this model",
        REFUSED,
        Fate.REFUSED,
    ),
    "unknown path": (told({"detail": "Not Found"}, 404), "nothing at this", REFUSED, Fate.REFUSED),
    "fields": (
        told({"detail": [{"loc": ["body", "seconds"], "msg": "Too long"}]}, 422),
        "It said: Too long",
        REFUSED,
        Fate.REFUSED,
    ),
    "content": (
        told(error("Flagged", "content_policy_violation"), 400),
        "refused the content",
        REFUSED,
        Fate.REFUSED,
    ),
    "rate limit": (told(error("Slow down"), 429), "asked too often", BUSY, Fate.REFUSED),
    "rate limit, bare": (body(b"", 429), "asked too often", BUSY, Fate.REFUSED),
    "its own fault": (told(error("Out of memory"), 500), "Out of memory", GONE, Fate.REFUSED),
    "overloaded": (told(error("Overloaded"), 503), "not available now", GONE, Fate.REFUSED),
    "a gateway's page": (
        body(b"<html>503</html>", 503, "text/html"),
        r"not available now \(503\)",
        GONE,
        Fate.LOST,
    ),
    "a gateway's limit": (told(error("Timeout"), 504), "not available now", GONE, Fate.LOST),
    "a crash": (body(b"", 500), "not available now", GONE, Fate.LOST),
    "a refusal with a 200": (
        told(error("Upstream is down", 502)),
        "Upstream is down",
        GONE,
        Fate.LOST,
    ),
    "no credit, with a 200": (told(error("Pay", 402)), "no credit left", REFUSED, Fate.REFUSED),
    "malformed": (body(b'{"id": '), "cannot be read", BAD, Fate.LOST),
    "a list": (told([1]), "cannot be read", BAD, Fate.LOST),
    "empty": (body(b""), "cannot be read", BAD, Fate.LOST),
    "a page": (body(b"<html>hi</html>", 200, "text/html"), "cannot be read", BAD, Fate.LOST),
    "cut": (raw(head(200, 100, "application/json") + b"{"), "connection", GONE, Fate.LOST),
    "no answer": (raw(b""), "connection", GONE, Fate.LOST),
    "no HTTP": (raw(b"SSH-2.0-OpenSSH_9\r\n\r\n"), "connection", GONE, Fate.LOST),
    "deep": (body(b"[" * 100_000), "cannot be read", BAD, Fate.LOST),
}


@pytest.mark.parametrize("case", CASES)
def test_an_answer_becomes_a_sentence_a_kind_and_a_fate(case: str, token: CancelToken) -> None:
    reply, words, fault, fate = CASES[case]
    with (
        serving(reply) as server,
        pytest.raises(ServiceError, match=words) as told_of,
        open_client(server.setup(), token) as client,
    ):
        json_of(client.post("videos", json={"prompt": "tea"}), "Studio")
    assert "Studio" in told_of.value.message
    assert told_of.value.advice
    assert (told_of.value.fault, told_of.value.fate) == (fault, fate)
    assert len(told_of.value.message) < 400


# The SDK hands these over as they are: who asked must look at what came.
_TAKEN_AS_THEY_ARE = {"a list", "a page", "a refusal with a 200", "no credit, with a 200"}


@pytest.mark.parametrize("case", sorted(CASES.keys() - _TAKEN_AS_THEY_ARE))
def test_the_sdk_brings_the_same(case: str, token: CancelToken) -> None:
    reply, _, fault, fate = CASES[case]
    with (
        serving(reply) as server,
        pytest.raises(ServiceError) as told_of,
        open_openai(server.setup(), token) as sdk,
    ):
        sdk.chat.completions.create(model="m", messages=[{"role": "user", "content": "Tea?"}])
    assert (told_of.value.fault, told_of.value.fate) == (fault, fate)


def test_a_silent_server_is_told_and_its_fate_is_open(token: CancelToken) -> None:
    with (
        serving(silent) as server,
        pytest.raises(ServiceError, match="did not answer in time") as told_of,
        open_client(server.setup(), token, patience=Patience(read=0.1)) as client,
    ):
        client.post("videos")
    assert (told_of.value.fault, told_of.value.fate) == (GONE, Fate.LOST)


@pytest.mark.usefixtures("names")  # which knows none
def test_what_cannot_be_connected_was_surely_not_sent(token: CancelToken) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    closed = f"http://127.0.0.1:{port}"

    for address, first in ((closed, "it is running"), ("https://studio.example.org", "you are on")):
        setup = ProviderSetup("s", ProviderKind.SHAPED, "Studio", address, entered_by_person=True)
        for by_sdk in (False, True):
            with pytest.raises(ServiceError, match="Studio could not be reached") as told_of:
                _list_models(setup, token, by_sdk=by_sdk)
            assert (told_of.value.fault, told_of.value.fate) == (GONE, Fate.NOT_SENT)
            assert told_of.value.advice.startswith(f"Check that {first}")


def _list_models(setup: ProviderSetup, token: CancelToken, *, by_sdk: bool) -> None:
    if by_sdk:
        with open_openai(setup, token) as sdk:
            sdk.models.list()
    else:
        with open_client(setup, token) as client:
            client.get("models")


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("3", 3.0),
        ("0.5", 0.5),
        ("-2", 0.0),
        ("soon", None),
        ("inf", None),
        ("nan", None),
        ("", None),
    ],
)
def test_retry_after_is_read(header: str, seconds: float | None, token: CancelToken) -> None:
    with (
        serving(body(b"", 429, Retry_After=header)) as server,
        pytest.raises(ServiceError) as told_of,
        open_client(server.setup(), token) as client,
    ):
        json_of(client.get("models"), "Studio")
    assert told_of.value.retry_after == seconds


def test_retry_after_may_be_a_date(token: CancelToken) -> None:
    with (
        serving(body(b"", 429, Retry_After="Fri, 01 Jan 2100 00:00:00 GMT")) as server,
        pytest.raises(ServiceError) as told_of,
        open_client(server.setup(), token) as client,
    ):
        json_of(client.get("models"), "Studio")
    assert (told_of.value.retry_after or 0) > 10**9


def test_a_bug_of_ours_stays_one(token: CancelToken) -> None:
    with pytest.raises(KeyError), talking_to("Studio", token):
        {}["what"]
