"""How many scenes are filmed at once: as many as the maker says."""

import threading
from pathlib import Path

import pytest

from tests.fakes.house import FakeHouse
from vidgen_desktop.core.events import Completed
from vidgen_desktop.core.model import Request
from vidgen_desktop.core.ports import Work

SCENES = 6


class Crowd:
    """Counts who is inside, and lets them go once as many as can come are there."""

    def __init__(self, size: int) -> None:
        self._gate = threading.Barrier(size)
        self._lock = threading.Lock()
        self._inside = 0
        self.most = 0

    def enter(self, _work: Work) -> None:
        with self._lock:
            self._inside += 1
            self.most = max(self.most, self._inside)
        self._gate.wait(20)
        with self._lock:
            self._inside -= 1


@pytest.mark.parametrize("parallel", [1, 3])
def test_as_many_scenes_are_filmed_at_once_as_the_maker_says(parallel: int, tmp_path: Path) -> None:
    house = FakeHouse(tmp_path)
    crowd = Crowd(parallel)
    house.clips.parallel = parallel
    for number in range(1, SCENES + 1):
        house.diary.hooks[f"clip/{number}"] = crowd.enter
    prompt = " ".join(f"Sentence number {n}." for n in range(SCENES))
    outcome = house.run(house.submit(Request(prompt, seconds=24)))
    house.close()
    assert isinstance(outcome, Completed)
    assert crowd.most == parallel
