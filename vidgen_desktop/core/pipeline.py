"""The one loop that runs the stages of a generation and always says how it ended."""

import errno
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from vidgen_desktop.core.cancel import CANCELLED_CODE, CANCELLED_MESSAGE, Cancelled, CancelToken
from vidgen_desktop.core.context import Draft, Providers, Stage, StageContext, needed
from vidgen_desktop.core.errors import DiskFull, VidgenError
from vidgen_desktop.core.events import (
    Completed,
    Ended,
    Event,
    Failed,
    Outcome,
    Progressed,
    Started,
    WasCancelled,
)
from vidgen_desktop.core.media_port import MediaTool
from vidgen_desktop.core.model import Generation, now
from vidgen_desktop.core.progress import StageName
from vidgen_desktop.core.pulse import pulse
from vidgen_desktop.core.purchase import Limits
from vidgen_desktop.core.purse import StorePurse, still_billed
from vidgen_desktop.core.recorder import Recorder
from vidgen_desktop.core.revision import PROVIDED
from vidgen_desktop.core.scope import scope
from vidgen_desktop.core.store_port import Store
from vidgen_desktop.core.workspace import Workspace

log = logging.getLogger("vidgen.pipeline")
T = TypeVar("T")

BUG_CODE = "bug"
BUG_MESSAGE = "Something went wrong inside Vidgen."


@dataclass(frozen=True, slots=True)
class House:
    """Everything a run needs that outlives it. `providers` opens those who make a generation,
    in the worker that runs it; it raises a fault where one of them cannot be had.
    """

    store: Store
    providers: Callable[[Generation, CancelToken], Providers]
    media: MediaTool
    stages: Sequence[Stage]
    workspaces: Path
    videos: Path
    logs: Path
    limits: Limits = field(default_factory=Limits)

    def workspace(self, generation: Generation) -> Workspace:
        """The folder of a generation's own intermediate files; see `Workspace.of`."""
        return Workspace.of(self.workspaces, generation)


def run(
    house: House, generation: int, token: CancelToken, listen: Callable[[Event], None]
) -> Outcome:
    """Carry a pending generation to its end. Never raises; `Ended` is always the last event."""
    recorder = Recorder(generation, house.store, token, listen)
    with scope(generation):
        outcome = _guarded(house, lambda: _claim(house, generation))
        if outcome is None:
            outcome = _guarded(house, lambda: _carry(house, generation, token, recorder))
            if not isinstance(outcome, Completed):
                outcome = _settle(house, generation, outcome, recorder)
        _log_end(outcome)
        recorder.emit(Ended(generation, outcome))
    return outcome


def _claim(house: House, generation: int) -> Outcome | None:
    """Take the generation out of the queue; an outcome if it is not there to be taken."""
    if house.store.claim(generation):
        return None
    if house.store.get(generation).is_cancelled:
        return WasCancelled(0, 0)
    return Failed("busy", "This video is not waiting to be made.")


def _carry(house: House, generation: int, token: CancelToken, recorder: Recorder) -> Completed:
    """Walk the stages of a claimed generation; raises whatever stops it."""
    known = house.store.get(generation)
    recorder.emit(Started(generation))
    if known.revises is not None:
        recorder.believe(PROVIDED)
    context = _context(house, known, token, recorder)
    try:
        with pulse(generation, house.store, recorder, token):
            for stage in house.stages:
                _check(house, generation, token)
                with scope(generation, stage.name):
                    recorder.enter(stage.name)
                    stage.run(context)
                    recorder.leave(stage.name)
            result = needed(context.draft.result)
            token.check()
            house.store.complete(generation, result)
    finally:
        context.workspace.clear_scratch()
    recorder.emit(Progressed(generation, 100.0, StageName.FINISH, ""))
    return Completed(result)


def _context(
    house: House, known: Generation, token: CancelToken, recorder: Recorder
) -> StageContext:
    return StageContext(
        request=known.request,
        providers=house.providers(known, token),
        media=house.media,
        workspace=house.workspace(known),
        videos=house.videos,
        token=token,
        draft=Draft(),
        progress=recorder.progress,
        step=recorder.step,
        purse=StorePurse(house.store, known.id, house.limits, recorder.charged),
    )


def _check(house: House, generation: int, token: CancelToken) -> None:
    if house.store.cancellation_requested(generation):
        token.cancel()
    token.check()


def _guarded(house: House, work: Callable[[], T]) -> T | WasCancelled | Failed:
    """Turn whatever happens into an outcome. The one place that logs the traceback of a bug."""
    try:
        return work()
    except Cancelled:
        return WasCancelled(0, 0)
    except VidgenError as fault:
        return Failed(fault.code, fault.message, fault.advice)
    except OSError as fault:
        if fault.errno == errno.ENOSPC:
            return Failed(DiskFull.code, "The disk is full.", "Make room and try again.")
        log.exception("a bug")
    except Exception:  # the boundary: a run must always end with an outcome
        log.exception("a bug")
    return Failed(BUG_CODE, BUG_MESSAGE, f"The log in {house.logs} has the details.")


def _settle(house: House, generation: int, outcome: Outcome, recorder: Recorder) -> Outcome:
    """Store how a run ended that did not complete, find out what was kept, and note what may
    still be billed.
    """
    store = house.store

    def store_it() -> Outcome:
        match outcome:
            case WasCancelled():
                store.fail(generation, CANCELLED_CODE, CANCELLED_MESSAGE, now())
            case Failed(code, message, advice):
                store.fail(generation, code, f"{message} {advice}".strip(), now())
            case Completed():
                return outcome
        pending = [one for one in store.purchases(generation) if one.state.is_open]
        micros = sum(one.wanted.estimate_micros for one in pending)
        if micros:
            recorder.note(still_billed(len(pending), micros))
        if not isinstance(outcome, WasCancelled):
            return outcome
        spent, kept = store.get(generation).cost_micros, len(store.takes(generation))
        return WasCancelled(spent, kept, len(pending), micros)

    return _guarded(house, store_it)


def _log_end(outcome: Outcome) -> None:
    match outcome:
        case Completed(result):
            log.info("completed: %s", Path(result.video).name)
        case WasCancelled(spent, kept, _, pending):
            log.warning(
                "cancelled: %s micros spent, %s may still be, %s takes kept", spent, pending, kept
            )
        case Failed(code, message):
            log.error("failed (%s): %s", code, message)
