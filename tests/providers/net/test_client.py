"""Clients: who gets the key, where requests may go, and what may come back."""

import traceback
from contextlib import suppress

import pytest

from tests.providers.net.serving import (
    CANARY,
    Reply,
    Server,
    body,
    drip,
    head,
    serving,
    told,
)
from tests.servers.names import Names
from vidgen_desktop import __version__
from vidgen_desktop.config import ProviderKind, ProviderSetup
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.errors import InvalidRequest, ProviderError, ProviderFault
from vidgen_desktop.keys import Key
from vidgen_desktop.providers.net.answers import json_of
from vidgen_desktop.providers.net.client import Patience, open_client, open_openai
from vidgen_desktop.providers.net.faults import Fate, ServiceError
from vidgen_desktop.redaction import redact

CHAT = {
    "id": "c1",
    "object": "chat.completion",
    "created": 1,
    "model": "m",
    "choices": [
        {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "Tea."}}
    ],
}


def test_the_key_goes_to_the_provider_and_is_in_no_request_object(
    token: CancelToken, key: Key
) -> None:
    with serving(told({"ok": 1})) as server:
        with open_client(server.setup(), token, key) as client:
            response = client.get("models")
        assert json_of(response, "Studio") == {"ok": 1}
        (heard,) = server.heard
    assert heard.headers["authorization"] == f"Bearer {CANARY}"
    assert heard.headers["user-agent"] == f"Vidgen/{__version__}"
    assert CANARY not in f"{response.request.headers.raw}{vars(client)}"


def test_the_sdk_speaks_through_it_and_takes_nothing_from_the_environment(
    token: CancelToken, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "the-key-of-another")
    monkeypatch.setenv("OPENAI_ORG_ID", "the-organisation")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/")
    ask = {"model": "m", "messages": [{"role": "user", "content": "Tea?"}]}
    with serving(told(CHAT)) as server:
        for held in (key, None):
            with open_openai(server.setup(address=f"{server.url}/v1"), token, held) as sdk:
                answer = sdk.chat.completions.create(**ask)
                assert answer.choices[0].message.content == "Tea."
                assert CANARY not in f"{vars(sdk)}"
        first, second = server.heard
    assert first.path == "/v1/chat/completions"
    assert first.headers["authorization"] == f"Bearer {CANARY}"
    assert "authorization" not in second.headers
    assert "organisation" not in f"{first}{second}"
    assert "another" not in f"{first}{second}"


def test_fal_has_its_own_word_before_the_key(token: CancelToken, key: Key) -> None:
    with serving(told({})) as server:
        setup = ProviderSetup("f", ProviderKind.FAL, address=server.url, entered_by_person=True)
        with open_client(setup, token, key) as client:
            client.get("x")
        assert server.heard[0].headers["authorization"] == f"Key {CANARY}"


def test_a_client_reaches_its_provider_only(token: CancelToken, key: Key) -> None:
    with (
        serving(told({})) as server,
        serving(told({})) as other,
        pytest.raises(ServiceError, match="not the provider's own address") as error,
        open_client(server.setup(), token, key) as client,
    ):
        client.get(f"{other.url}/jobs/1")
    assert other.heard == []
    assert error.value.fate is Fate.NOT_SENT


def test_redirects_are_told_and_not_followed(token: CancelToken, key: Key) -> None:
    with serving(told({})) as other:
        moved = told({}, 307, Location=f"{other.url}/v1?session={key.reveal()}#top")
        with (
            serving(moved) as server,
            pytest.raises(ProviderError) as said,
            open_client(server.setup(), token, key) as client,
        ):
            json_of(client.post("videos"), "Studio")
        assert other.heard == []
    leads = f"Studio sends us to another address. It leads to {other.url}/v1."
    assert said.value.message == leads


@pytest.mark.parametrize(
    ("location", "said"), [("/login", "It leads to http"), ("http://[half", "another address.")]
)
def test_a_redirect_is_read_however_it_is_written(
    location: str, said: str, token: CancelToken
) -> None:
    with (
        serving(told({}, 302, Location=location)) as server,
        pytest.raises(ProviderError) as fault,
        open_client(server.setup(), token) as client,
    ):
        json_of(client.get("models"), "Studio")
    assert said in fault.value.message


def test_plain_http_stays_at_home_even_if_its_name_is_of_a_kind_that_is_near(
    token: CancelToken, names: Names
) -> None:
    names.lead("gpu-box", "93.184.216.34")
    setup = ProviderSetup(
        "s", ProviderKind.SHAPED, address="http://gpu-box/v1", entered_by_person=True
    )
    with (
        pytest.raises(ServiceError, match="does not begin with https") as error,
        open_client(setup, token) as client,
    ):
        client.get("models")
    assert error.value.fate is Fate.NOT_SENT


def test_a_setup_that_cannot_work_is_told_before_anything_is_sent(token: CancelToken) -> None:
    setup = ProviderSetup("s", ProviderKind.SHAPED, address="http://127.0.0.1:1")
    with pytest.raises(InvalidRequest), open_client(setup, token):
        pytest.fail("it was opened")


def test_a_compressed_answer_is_refused(token: CancelToken) -> None:
    bomb = body(b"\x1f\x8b" + b"0" * 1000, Content_Encoding="gzip")
    with (
        serving(bomb) as server,
        pytest.raises(ProviderError, match="it was compressed") as error,
        open_client(server.setup(), token) as client,
    ):
        client.get("models")
    assert error.value.fault is ProviderFault.BAD_ANSWER


def test_an_answer_without_an_end_is_left_at_its_limit(token: CancelToken) -> None:
    def endless(_request: object, connection: object) -> None:
        connection.sendall(head(200, None, "application/json"))  # pyright: ignore[reportAttributeAccessIssue]
        for _ in range(1000):
            connection.sendall(b" " * 65536)  # pyright: ignore[reportAttributeAccessIssue]

    with (
        serving(endless) as server,
        pytest.raises(ProviderError, match="longer than 1 MB"),
        open_client(server.setup(), token, patience=Patience(most_bytes=1_000_000)) as client,
    ):
        client.get("models")


def test_a_slow_drip_ends_at_the_limit_of_the_whole(token: CancelToken) -> None:
    with (
        serving(drip(head(200, 10_000, "application/json"))) as server,
        pytest.raises(ProviderError, match="did not answer in time") as error,
        open_client(server.setup(), token, patience=Patience(whole=0.3)) as client,
    ):
        client.get("models")
    assert error.value.fault is ProviderFault.UNAVAILABLE


def test_a_proxy_is_asked_for_what_is_far_and_not_for_what_is_near(
    token: CancelToken, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(body(b"", 407, "")) as proxy, serving(told({"ok": 1})) as near:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        with open_client(near.setup(), token, key) as client:
            assert client.get("models").json() == {"ok": 1}
        assert proxy.heard == []
        router = ProviderSetup("r", ProviderKind.OPENROUTER)
        with (
            pytest.raises(ServiceError, match="proxy did not let us through") as error,
            open_client(router, token, key) as client,
        ):
            client.post("videos")
        (heard,) = proxy.heard
    assert (heard.method, heard.path) == ("CONNECT", "openrouter.ai:443")
    assert CANARY not in f"{heard}"
    assert error.value.fate is Fate.NOT_SENT


@pytest.mark.parametrize(
    "trick",
    [
        "http://127.0.0.1:{port}@other.example/x",
        "http://other.example\\@127.0.0.1:{port}/x",
        "//other.example/x",
        "http://127.0.0.1:{port}.other.example/x",
        "http://[::ffff:127.0.0.1]:{port}/x",
        "http://127.1:{port}/x",
        "http://0x7f000001:{port}/x",
    ],
)
def test_no_trick_with_an_address_takes_the_key_elsewhere(
    trick: str, token: CancelToken, key: Key
) -> None:
    with serving(told({})) as server:
        with suppress(ProviderError), open_client(server.setup(), token, key) as client:
            client.get(trick.format(port=server.port))
        assert all(heard.headers["host"] == f"127.0.0.1:{server.port}" for heard in server.heard)


REPEATED = [
    told({"error": {"message": f"Bearer {CANARY} is wrong", "code": CANARY}}, 401),
    body(f"<p>{CANARY}</p>".encode(), 500, "text/html"),
    told([CANARY], 400),
    told({"detail": [{"msg": CANARY}]}, 422),
]


@pytest.mark.parametrize("reply", REPEATED)
@pytest.mark.parametrize("by_sdk", [False, True])
def test_no_fault_shows_the_key_that_a_service_repeats(
    reply: Reply, by_sdk: bool, token: CancelToken, key: Key
) -> None:
    def call(server: Server) -> None:
        if by_sdk:
            with open_openai(server.setup(), token, key) as sdk:
                sdk.models.list()
        else:
            with open_client(server.setup(), token, key) as client:
                json_of(client.get("models"), "Studio")

    with serving(reply) as server, pytest.raises(ServiceError) as error:
        call(server)
    fault = error.value
    assert CANARY not in f"{fault}{fault!r}{vars(fault)}"
    assert CANARY not in redact("".join(traceback.format_exception(fault)))
