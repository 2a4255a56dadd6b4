"""What the tests of the video providers share."""

from pathlib import Path

import pytest

from tests.providers.video.ordering import Studio
from vidgen_desktop.providers.net import polling, retry
from vidgen_desktop.providers.video import aftermath, fetching


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(tmp_path)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same pauses as always, a twentieth as long."""
    pauses = polling.wait_for.__kwdefaults__
    assert pauses
    monkeypatch.setitem(pauses, "pause", pauses["pause"] / 20)
    for module, name in (
        (retry, "FIRST_PAUSE"),
        (polling, "SHORTEST_PAUSE"),
        (aftermath, "_BETWEEN_LOOKS"),
        (aftermath, "CANCEL_SECONDS"),
        (aftermath, "_PAUSE"),
    ):
        shorter = 4 if name == "CANCEL_SECONDS" else 20
        monkeypatch.setattr(module, name, getattr(module, name) / shorter)
    monkeypatch.setattr(fetching, "_PAUSES", tuple(one / 20 for one in fetching._PAUSES))
