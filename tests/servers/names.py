"""A name server that behaves: it knows the names that a test gives it, and no others."""

import socket
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any

import pytest


class Names:
    """Takes the place of the system's look-up of names; addresses are what they are."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._usual = socket.getaddrinfo
        self._known: dict[str, str] = {}
        self._asked: Callable[[], object] = list
        monkeypatch.setattr("socket.getaddrinfo", self._look_up)

    def lead(self, name: str, address: str) -> None:
        """From now on the name leads there."""
        self._known[name] = address

    def when_asked(self, happens: Callable[[], object]) -> None:
        """What happens before a name is answered, e.g. a wait."""
        self._asked = happens

    def _look_up(self, host: str | bytes, *where: Any, **more: Any) -> list[Any]:
        name = host.decode() if isinstance(host, bytes) else host
        if _is_address(name):
            return self._usual(name, *where, **more)
        self._asked()
        if name not in self._known:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return self._usual(self._known[name], *where, **more)


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    """The names of the test, none at first."""
    return Names(monkeypatch)
