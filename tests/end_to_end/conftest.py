"""The real engine, on a home of the test's own."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from vidgen_desktop.config import Settings
from vidgen_desktop.engine import Engine, open_engine


@pytest.fixture
def engine() -> Iterator[Engine]:
    """Everything real: voice, painter, ffmpeg, database."""
    with closing(open_engine(Settings())) as engine:
        yield engine
