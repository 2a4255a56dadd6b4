"""The waits between tries and looks, shortened. How often there is one, and what for, stays."""

import pytest

from vidgen_desktop import setups
from vidgen_desktop.providers.net import polling, retry
from vidgen_desktop.providers.video import aftermath, fetching
from vidgen_desktop.providers.voice import speaking

_WAITS = (
    (retry, "FIRST_PAUSE"),
    (polling, "SHORTEST_PAUSE"),
    (aftermath, "BETWEEN_LOOKS"),
    (aftermath, "BETWEEN_ASKS"),
    (setups, "SHORTEST_WAIT"),
)
_ROWS = ((fetching, "PAUSES"), (speaking, "PAUSES"))


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait a hundredth as long. The one place where a test changes what is the program's own:
    these numbers are its patience with other people's services, and nothing else hangs on them.
    """
    for module, name in _WAITS:
        monkeypatch.setattr(module, name, getattr(module, name) / 100)
    for module, name in _ROWS:
        monkeypatch.setattr(module, name, tuple(pause / 100 for pause in getattr(module, name)))


@pytest.fixture
def short_farewell(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give a service a quarter of the time to answer a cancel, where it is near and idle."""
    monkeypatch.setattr(aftermath, "CANCEL_SECONDS", aftermath.CANCEL_SECONDS / 4)
