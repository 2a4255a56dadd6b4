"""The waits between tries and looks, shortened. How often there is one, and what for, stays.

The one place where tests change what is the program's own: these numbers are its patience with
other people's services and with programs that are silent, and nothing else hangs on them.
"""

from pkgutil import resolve_name

import pytest

_WAITS = (
    "core.run.watching:WATCH_SECONDS",
    "setups:SHORTEST_WAIT",
    "providers.net.retry:FIRST_PAUSE",
    "providers.net.polling:SHORTEST_PAUSE",
    "providers.video.aftermath:BETWEEN_LOOKS",
    "providers.video.aftermath:BETWEEN_ASKS",
    "providers.video.fetching:PAUSES",
    "providers.voice.speaking:PAUSES",
)


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait a hundredth as long."""
    for name in _WAITS:
        _shorten(name, 100, monkeypatch)


@pytest.fixture
def short_farewell(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give a service a quarter of the time to answer a cancel, where it is near and idle."""
    _shorten("providers.video.aftermath:CANCEL_SECONDS", 4, monkeypatch)


@pytest.fixture
def short_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait a fiftieth as long for another process to notice a cancel."""
    _shorten("cli.stopping:ANSWER_SECONDS", 50, monkeypatch)


def _shorten(name: str, by: float, monkeypatch: pytest.MonkeyPatch) -> None:
    room, _, constant = name.partition(":")
    module = resolve_name(f"vidgen_desktop.{room}")
    now: float | tuple[float, ...] = getattr(module, constant)
    short = tuple(one / by for one in now) if isinstance(now, tuple) else now / by
    monkeypatch.setattr(module, constant, short)
