"""The side thread of a run goes on watching, whatever the disk does for a moment."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.house import FakeHouse
from vidgen_desktop.core.cancel import Cancelled, CancelToken
from vidgen_desktop.core.errors import DiskFull, StoreError
from vidgen_desktop.core.run.pulse import pulse
from vidgen_desktop.core.run.recorder import Recorder


class Troubled:
    """A store whose disk is in trouble for the first looks."""

    def __init__(self, store: Any, faults: list[Exception]) -> None:
        self._store = store
        self._faults = faults

    def cancellation_requested(self, generation: int) -> bool:
        if self._faults:
            raise self._faults.pop()
        return bool(self._store.cancellation_requested(generation))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


@pytest.mark.parametrize("fault", [StoreError, DiskFull])
def test_a_passing_fault_does_not_end_the_watch(
    tmp_path: Path, fault: Callable[[str], Exception]
) -> None:
    with closing(FakeHouse(tmp_path)) as house:
        made = house.submit()
        claimed = house.store.claim(made.id)
        assert claimed is not None
        token = CancelToken()
        recorder = Recorder(made.id, claimed, token, house.events.append)
        troubled: Any = Troubled(claimed, [fault("There is no room."), fault("Still none.")])
        house.store.request_cancel(made.id)
        with pytest.raises(Cancelled), pulse(made.id, troubled, recorder, token):
            token.wait(30)
        recorder.close(completed=False)
