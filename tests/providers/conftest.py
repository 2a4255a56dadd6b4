"""What the tests of providers share."""

import pytest


@pytest.fixture(autouse=True)
def impatient(hurry: None) -> None:
    """See tests/hurry.py."""
