"""What the tests of the network share."""

import functools
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.providers.net.certificates import Certify, certificate
from tests.providers.net.serving import CANARY
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.ports import Work
from vidgen_desktop.keys import Key, Where


@pytest.fixture
def token() -> CancelToken:
    return CancelToken()


@pytest.fixture
def work(token: CancelToken, tmp_path: Path) -> Work:
    return Work(token, tmp_path / "scratch")


@pytest.fixture
def key() -> Key:
    return Key(CANARY, Where.SESSION)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(autouse=True)
def no_key_in_logs(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Whatever a test here does, down to the libraries' own debugging, logs no key."""
    with caplog.at_level(logging.DEBUG):
        yield
    assert CANARY not in caplog.text


@pytest.fixture(scope="module")
def certify(tmp_path_factory: pytest.TempPathFactory) -> Certify:
    folder = tmp_path_factory.mktemp("certificates")
    return functools.cache(lambda host: certificate(folder, host))
