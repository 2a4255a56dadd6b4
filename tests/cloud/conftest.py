"""What whole generations and the matrix of faults share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cloud.desk import Desk
from tests.cloud.desk import desk as opened_desk
from tests.servers.canary import Canary


@pytest.fixture(autouse=True)
def short_pauses(hurry: None) -> None:
    """See tests/hurry.py."""


@pytest.fixture
def desk(tmp_path: Path, canary: Canary) -> Iterator[Desk]:
    """A generation to buy for; the key is searched for in everything it wrote."""
    with opened_desk(tmp_path, canary.key) as desk:
        yield desk
