"""A real SQLite file for every test."""

from collections.abc import Generator
from pathlib import Path

import pytest

from vidgen_desktop.store.repository import SqliteStore, open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    # A folder that SQL, URLs and ConfigParser could each stumble over.
    return tmp_path / "100 % d'été?" / "vidgen.db"


@pytest.fixture
def store(path: Path) -> Generator[SqliteStore]:
    with open_store(path, "default") as opened:
        yield opened
