"""A cancel ends what is under way, at any point, within a moment."""

import threading

import pytest

from tests.providers.net.certificates import Certify, context_of
from tests.providers.net.serving import (
    Reply,
    drip,
    head,
    serving,
    silent,
    told,
)
from tests.servers.names import Names
from vidgen_desktop.config import ProviderKind, ProviderSetup
from vidgen_desktop.core.cancel import Cancelled, CancelToken
from vidgen_desktop.providers.net.client import open_client, open_openai
from vidgen_desktop.providers.net.faults import Fate, fate_of


@pytest.mark.parametrize(
    "reply", [silent, drip(head(200, 10_000, "application/json")), drip(head(200, None, ""))]
)
@pytest.mark.parametrize("by_sdk", [False, True])
def test_a_cancel_ends_a_blocked_call(reply: Reply, by_sdk: bool, token: CancelToken) -> None:
    ended = threading.Event()
    with serving(reply) as server:

        def call() -> None:
            try:
                if by_sdk:
                    with open_openai(server.setup(), token) as sdk:
                        sdk.models.list()
                else:
                    with open_client(server.setup(), token) as client:
                        client.get("models")
            except Cancelled:
                ended.set()

        thread = threading.Thread(target=call)
        thread.start()
        assert server.arrived.wait(10)
        token.cancel()
        assert ended.wait(5)
        thread.join()


def test_a_cancel_ends_the_look_up_of_a_name(token: CancelToken, names: Names) -> None:
    release = threading.Event()

    def silent() -> None:
        token.cancel()
        release.wait(20)

    names.when_asked(silent)
    try:
        with (
            pytest.raises(Cancelled) as error,
            open_client(ProviderSetup("s", ProviderKind.OPENROUTER), token) as client,
        ):
            client.post("videos")
        assert fate_of(error.value) is Fate.NOT_SENT
    finally:
        release.set()


def test_a_cancel_ends_a_greeting_that_is_not_answered(token: CancelToken) -> None:
    def mute(_request: object, _connection: object) -> None:
        pytest.fail("a greeting is no request")

    with serving(mute, greeted=token.cancel) as server:
        setup = server.setup(address=server.url.replace("http:", "https:"))
        with pytest.raises(Cancelled) as error, open_client(setup, token) as client:
            client.post("videos")
    assert fate_of(error.value) is Fate.NOT_SENT


@pytest.mark.parametrize("is_upload", [False, True])
def test_a_cancel_ends_an_encrypted_call_and_an_upload_that_nobody_takes(
    is_upload: bool, token: CancelToken, certify: Certify, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = certify("127.0.0.1")
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    ended = threading.Event()

    def deaf(_request: object, _connection: object) -> None:
        token.cancel()
        assert ended.wait(20)  # until the client has given up by itself

    context = None if is_upload else context_of(file)
    with serving(deaf, context=context, reads_body=not is_upload) as server:
        with pytest.raises(Cancelled) as error, open_client(server.setup(), token) as client:
            client.post("videos", content=bytes(50_000_000 if is_upload else 1))
        ended.set()
    assert fate_of(error.value) is Fate.LOST


def test_a_cancelled_token_sends_nothing(token: CancelToken) -> None:
    token.cancel()
    with serving(told({})) as server:
        with pytest.raises(Cancelled), open_client(server.setup(), token):
            pytest.fail("it was opened")
        assert server.heard == []
