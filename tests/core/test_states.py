"""In which words a generation stands, for window and terminal."""

import pytest

from vidgen_desktop.core.backups import RESTORED_CODE
from vidgen_desktop.core.cancel import CANCELLED_CODE
from vidgen_desktop.core.errors import (
    BudgetExceeded,
    DiskFull,
    MediaError,
    SpendingLimit,
    UnknownPurchase,
)
from vidgen_desktop.core.model import Generation, Request, Status, now
from vidgen_desktop.core.states import State, going_on, state_of


def ended(code: str) -> Generation:
    return Generation(
        *(1, "default", Request("Bees"), "Bees", Status.FAILED, 45.0, None, None, now()),
        *(None, None, 0, False, "A sentence.", code, (), None),
    )


@pytest.mark.parametrize(
    ("code", "state", "button"),
    [
        (CANCELLED_CODE, State.CANCELLED, "Resume"),
        (RESTORED_CODE, State.INTERRUPTED, "Resume"),
        (BudgetExceeded.code, State.LIMIT, "Resume"),
        (BudgetExceeded("Full.", limit=SpendingLimit.MONTH).code, State.LIMIT, "Resume"),
        (UnknownPurchase.code, State.ASKS, "Resume"),
        (MediaError.code, State.FAILED, "Try again"),
        (DiskFull.code, State.FAILED, "Try again"),
    ],
)
def test_only_a_fault_is_a_failure(code: str, state: State, button: str):
    assert state_of(ended(code)) is state
    assert going_on(state) == button
