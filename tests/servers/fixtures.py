"""The servers as fixtures, for every test that asks for one."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.aimock import Aimock
from tests.servers.aimock import aimock as started_aimock
from tests.servers.canary import Canary, listen_for_commands
from tests.servers.site import Site, open_site


@pytest.fixture(scope="session")
def canary_of_the_session() -> Canary:
    """One for all tests, because the servers that check it live that long."""
    return Canary()


@pytest.fixture
def canary(
    canary_of_the_session: Canary,
    own_home: Path,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> Iterator[Canary]:
    """A key to use, which must be found nowhere when the test has ended."""
    listen_for_commands()
    canary_of_the_session.texts.clear()
    with caplog.at_level(logging.DEBUG):  # down to the libraries' own words
        yield canary_of_the_session
    output, errors = capfd.readouterr()
    canary_of_the_session.texts |= {"log": caplog.text, "output": output, "errors": errors}
    places = canary_of_the_session.found_in(own_home, tmp_path)
    assert not places, f"The key was found in {places}"


@pytest.fixture(scope="module")
def aimock_of_the_module(canary_of_the_session: Canary) -> Iterator[Aimock]:
    """Started once for all tests of a file, and gone before those of the next: some of them
    make sure that no process at all is left.
    """
    with started_aimock(canary_of_the_session.key) as server:
        yield server


@pytest.fixture
def aimock(aimock_of_the_module: Aimock) -> Aimock:
    """Other people's server, with nothing in it yet. It takes the canary as its key."""
    aimock_of_the_module.reset()
    return aimock_of_the_module


@pytest.fixture
def site(canary: Canary) -> Iterator[Site]:
    """A server of our own without any routes yet. It takes the canary as its key."""
    site = Site(canary.key)
    with open_site(site):
        yield site
