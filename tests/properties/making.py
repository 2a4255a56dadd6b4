"""Generations as a run carries them, for the tests that do so in any order."""

from dataclasses import dataclass
from pathlib import Path

from vidgen_desktop.core.cancel import CANCELLED_CODE, CANCELLED_MESSAGE
from vidgen_desktop.core.model import Request, Result, now
from vidgen_desktop.core.store_port import Store


@dataclass
class Made:
    """A generation; `running` is the store as the run that makes it has it, None between runs;
    `program` is 0 or 1, whose run it is.
    """

    id: int
    family: int
    program: int = 0
    running: Store | None = None
    finished: bool = False


def begin(store: Store, program: int = 0, of: Made | None = None) -> Made:
    """A generation that is being made, perhaps as a version of a finished one."""
    known = store.create(Request("x"), "x", of=None if of is None else of.id)
    return _claimed(store, Made(known.id, known.family), program)


def stop(store: Store, made: Made) -> None:
    """It is cancelled, by whoever."""
    store.fail(made.id, CANCELLED_CODE, CANCELLED_MESSAGE, now())
    made.running = None


def go_on(store: Store, made: Made, program: int = 0) -> None:
    """Resume it."""
    store.reset(made.id)
    _claimed(store, made, program)


def finish(made: Made, folder: Path) -> None:
    """The run completes it."""
    assert made.running is not None
    made.running.complete(made.id, Result(str(folder / "v.mp4"), str(folder / "v.png"), 1.0))
    made.running, made.finished = None, True


def _claimed(store: Store, made: Made, program: int) -> Made:
    made.program = program % 2
    made.running = store.claim(made.id)
    assert made.running is not None
    return made
