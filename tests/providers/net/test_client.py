"""Clients: who gets the key, where requests may go, and how fast a cancel ends them."""

import functools
import socket
import ssl
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.providers.net.serving import (
    CANARY,
    Reply,
    Server,
    body,
    drip,
    head,
    serving,
    silent,
    told,
)
from vidgen_desktop import __version__
from vidgen_desktop.config import ProviderKind, ProviderSetup
from vidgen_desktop.core.cancel import Cancelled, CancelToken
from vidgen_desktop.core.errors import InvalidRequest, ProviderError, ProviderFault
from vidgen_desktop.keys import Key, Where
from vidgen_desktop.providers.net.answers import json_of
from vidgen_desktop.providers.net.client import Patience, open_client, open_openai
from vidgen_desktop.providers.net.faults import Fate, ServiceError, fate_of
from vidgen_desktop.redaction import redact

Certify = Callable[[str], Path]

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
        moved = told({}, 307, Location=f"{other.url}/v1")
        with (
            serving(moved) as server,
            pytest.raises(ProviderError, match="Studio has moved to another address"),
            open_client(server.setup(), token, key) as client,
        ):
            json_of(client.post("videos"), "Studio")
        assert other.heard == []


def test_plain_http_stays_at_home_even_if_its_name_is_of_a_kind_that_is_near(
    token: CancelToken, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [(2, 1, 6, "", ("93.184.216.34", 80))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_args, **_more: answers)
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


def test_a_cancel_ends_the_look_up_of_a_name(
    token: CancelToken, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = threading.Event()

    def look_up(*_args: object, **_more: object) -> list[object]:
        token.cancel()
        release.wait(20)
        raise socket.gaierror("no such name")

    monkeypatch.setattr("socket.getaddrinfo", look_up)
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

    context = None if is_upload else _context(file)
    with serving(deaf, context=context, reads_body=not is_upload) as server:
        with pytest.raises(Cancelled) as error, open_client(server.setup(), token) as client:
            client.post("videos", content=bytes(50_000_000 if is_upload else 1))
        ended.set()
    assert fate_of(error.value) is Fate.LOST


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


def test_a_cancelled_token_sends_nothing(token: CancelToken) -> None:
    token.cancel()
    with serving(told({})) as server:
        with pytest.raises(Cancelled), open_client(server.setup(), token):
            pytest.fail("it was opened")
        assert server.heard == []


@pytest.fixture(scope="module")
def certify(tmp_path_factory: pytest.TempPathFactory) -> Certify:
    folder = tmp_path_factory.mktemp("certificates")
    return functools.cache(lambda host: _certificate(folder, host))


def test_a_trusted_certificate_is_enough(
    token: CancelToken, certify: Certify, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = certify("127.0.0.1")
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with (
        serving(told({"ok": 1}), context=_context(file)) as server,
        open_client(server.setup(), token) as client,
    ):
        assert client.get("models").json() == {"ok": 1}


@pytest.mark.parametrize(
    ("host", "is_trusted", "said"),
    [("127.0.0.1", False, "self-signed"), ("10.9.9.9", True, "IP address mismatch")],
)
def test_another_certificate_is_refused_before_the_key_is_sent(
    host: str, is_trusted: bool, said: str, certify: Certify, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = certify(host)
    if is_trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with serving(told({}), context=_context(file)) as server:
        with (
            pytest.raises(ServiceError, match="certificate of Studio was refused") as error,
            open_client(server.setup(), CancelToken(), Key(CANARY, Where.SESSION)) as client,
        ):
            client.post("videos")
        assert said in error.value.message
        assert error.value.fate is Fate.NOT_SENT
        assert server.heard == []


def _context(file: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def _certificate(folder: Path, host: str) -> Path:
    """A certificate for an address, signed by itself, with its key, in one file."""
    import ipaddress

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Studio")])
    now = datetime.now(UTC)
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))])
    certificate = (
        x509.CertificateBuilder(name, name, secret.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(address, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(secret, hashes.SHA256())
    )
    file = folder / f"{host}.pem"
    pem = serialization.Encoding.PEM
    plain = serialization.NoEncryption()
    file.write_bytes(
        secret.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
        + certificate.public_bytes(pem)
    )
    return file


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
