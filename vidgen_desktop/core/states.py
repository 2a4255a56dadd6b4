"""How a generation stands, as a person is told it: in the window and the terminal alike."""

from enum import StrEnum

from vidgen_desktop.core.backups import RESTORED_CODE
from vidgen_desktop.core.cancel import CANCELLED_CODE
from vidgen_desktop.core.errors import BudgetExceeded, UnknownPurchase
from vidgen_desktop.core.model import Generation, Status


class State(StrEnum):
    """The words. Only `FAILED` is an error: all others that have stopped can be resumed."""

    WAITING = "Waiting"
    IN_PROGRESS = "In progress"
    COMPLETED = "Completed"
    INTERRUPTED = "Interrupted"
    CANCELLED = "Cancelled"
    LIMIT = "Limit reached"
    ASKS = "Needs your word"  # on a purchase whose answer was lost, or which cannot be had
    FAILED = "Failed"


_OF_STATUS = {
    Status.PENDING: State.WAITING,
    Status.PROCESSING: State.IN_PROGRESS,
    Status.COMPLETED: State.COMPLETED,
}


def state_of(generation: Generation, *, is_left: bool = False) -> State:
    """The state of a generation; `is_left`: nobody makes it any more, though it has not ended."""
    if is_left:
        return State.INTERRUPTED
    return _OF_STATUS.get(generation.status) or _of_code(generation.error_code)


def _of_code(code: str | None) -> State:
    if BudgetExceeded.is_code(code):
        return State.LIMIT
    of_code = {
        CANCELLED_CODE: State.CANCELLED,
        RESTORED_CODE: State.INTERRUPTED,
        UnknownPurchase.code: State.ASKS,
    }
    return of_code.get(code or "", State.FAILED)


def going_on(state: State) -> str:
    """What a button says that has a generation gone on with which has stopped."""
    return "Try again" if state is State.FAILED else "Resume"
