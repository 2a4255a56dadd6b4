"""What the tests of the video providers share."""

from pathlib import Path

import pytest

from tests.providers.video.ordering import Studio


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(tmp_path)


@pytest.fixture(autouse=True)
def impatient_after_a_cancel(short_farewell: None) -> None:
    """See tests/hurry.py."""
