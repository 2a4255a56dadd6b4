"""A few of the disks that fill up; `make torture` fills them at every write."""

from collections.abc import Iterator

import pytest

from tests.durability.attack import Attack, run
from tests.durability.disk.fillings import DATA, TEMPORARY, VIDEOS, attack
from tests.small_disk import small_disk

SEED = 1


@pytest.fixture(autouse=True)
def may_mount(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Skips where nothing may be mounted."""
    with small_disk(tmp_path_factory.mktemp("trial"), 65536):
        yield


@pytest.mark.parametrize(
    ("attacked", "number"),
    [
        pytest.param(attack(DATA, 1), 10, id="the database"),
        pytest.param(attack(DATA, 1, leave=100_000), 20, id="what is fetched"),
        pytest.param(attack(VIDEOS, 1), 0, id="the videos folder"),
        pytest.param(attack(TEMPORARY, 1), 1, id="the temporary folder"),
    ],
)
def test_it_is_told_and_goes_on_when_there_is_room(attacked: Attack, number: int) -> None:
    verdict = run(attacked, number, SEED).verdict
    assert verdict.struck
    assert verdict.faults == []
