"""Who a server is, is checked before it hears anything."""

import pytest

from tests.providers.net.certificates import Certify, context_of
from tests.providers.net.serving import (
    CANARY,
    serving,
    told,
)
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.keys import Key, Where
from vidgen_desktop.providers.net.client import open_client
from vidgen_desktop.providers.net.faults import Fate, ServiceError


def test_a_trusted_certificate_is_enough(
    token: CancelToken, certify: Certify, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = certify("127.0.0.1")
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with (
        serving(told({"ok": 1}), context=context_of(file)) as server,
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
    with serving(told({}), context=context_of(file)) as server:
        with (
            pytest.raises(ServiceError, match="certificate of Studio was refused") as error,
            open_client(server.setup(), CancelToken(), Key(CANARY, Where.SESSION)) as client,
        ):
            client.post("videos")
        assert said in error.value.message
        assert error.value.fate is Fate.NOT_SENT
        assert server.heard == []
