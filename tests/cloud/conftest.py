"""What whole generations and the matrix of faults share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cloud.desk import Desk
from tests.cloud.desk import desk as opened_desk
from tests.servers.canary import Canary
from vidgen_desktop.providers.net import polling, retry
from vidgen_desktop.providers.video import aftermath, fetching


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait between tries as ever, but not as long; how often and what for is untouched."""
    monkeypatch.setattr(retry, "FIRST_PAUSE", 0.02)
    monkeypatch.setitem(polling.wait_for.__kwdefaults__ or {}, "pause", 0.02)
    monkeypatch.setattr(polling, "SHORTEST_PAUSE", 0.02)
    monkeypatch.setattr(aftermath, "_BETWEEN_LOOKS", 0.02)
    monkeypatch.setattr(aftermath, "_PAUSE", 0.02)
    monkeypatch.setattr(fetching, "_PAUSES", (0.02,) * len(fetching._PAUSES))


@pytest.fixture
def desk(tmp_path: Path, canary: Canary) -> Iterator[Desk]:
    """A generation to buy for; the key is searched for in everything it wrote."""
    with opened_desk(tmp_path, canary.key) as desk:
        yield desk
