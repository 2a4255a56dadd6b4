"""The one loop that runs the stages of a generation and always says how it ended."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from vidgen_desktop.core.buying.purchase import Limits
from vidgen_desktop.core.buying.purse import StorePurse
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.errors import VidgenError
from vidgen_desktop.core.events import (
    Completed,
    Ended,
    Event,
    Failed,
    Outcome,
    Progressed,
    Started,
    WasCancelled,
    WasStopped,
)
from vidgen_desktop.core.files.lasting import flush_beside
from vidgen_desktop.core.media_port import MediaTool
from vidgen_desktop.core.model import Generation
from vidgen_desktop.core.progress import StageName
from vidgen_desktop.core.revision import PROVIDED
from vidgen_desktop.core.run.context import Draft, Providers, Stage, StageContext, needed
from vidgen_desktop.core.run.ending import guarded, log_end, settle
from vidgen_desktop.core.run.pulse import pulse
from vidgen_desktop.core.run.recorder import Recorder, files_of
from vidgen_desktop.core.run.scope import scope
from vidgen_desktop.core.run.workspace import Workspace
from vidgen_desktop.core.store_port import Store


@dataclass(frozen=True, slots=True)
class House:
    """Everything a run needs that outlives it. `providers` opens those who make a generation,
    in the worker that runs it; it raises a fault where one of them cannot be had. `limits` are
    asked for at each purchase: the person may change them meanwhile.
    """

    store: Store
    providers: Callable[[Generation, CancelToken], Providers]
    media: MediaTool
    stages: Sequence[Stage]
    workspaces: Path
    videos: Path
    logs: Path
    limits: Callable[[], Limits] = Limits

    def workspace(self, generation: Generation) -> Workspace:
        """The folder of a generation's own intermediate files; see `Workspace.of`."""
        return Workspace.of(self.workspaces, generation)


def run(
    house: House, generation: int, token: CancelToken, listen: Callable[[Event], None]
) -> Outcome:
    """Carry a pending generation to its end. Never raises; `Ended` is always the last event."""
    with scope(generation):
        claimed = guarded(lambda: _claim(house, generation, token), token, house.logs)
        if isinstance(claimed, House):
            outcome = _to_its_end(claimed, generation, token, listen)
        else:
            outcome = claimed
        log_end(outcome)
        listen(Ended(generation, outcome))
    return outcome


def _to_its_end(
    house: House, generation: int, token: CancelToken, listen: Callable[[Event], None]
) -> Outcome:
    recorder = Recorder(generation, house.store, token, listen, house.media.is_whole)
    outcome = guarded(lambda: _carry(house, generation, token, recorder), token, house.logs)
    is_whole = isinstance(outcome, Completed)
    guarded(lambda: recorder.close(completed=is_whole), token, house.logs)
    with suppress(VidgenError):  # how it ended matters more; the next run does it
        _sweep(house, house.store.get(generation))
        house.store.tidied(generation)
    if isinstance(outcome, Completed):
        return outcome
    unfinished = outcome
    return guarded(lambda: settle(house.store, generation, unfinished), token, house.logs)


def _claim(house: House, generation: int, token: CancelToken) -> House | Outcome:
    """Take the generation out of the queue: the house as its run sees it; an outcome if it is
    not there to be taken.
    """
    if token.is_stopped:
        return WasStopped(0)  # it goes on waiting
    store = house.store.claim(generation)
    if store is not None:
        return replace(house, store=store)
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
    _sweep(house, known)
    _tidy_after_the_dead(house)
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
            context.workspace.clear_scratch()  # nobody comes back to what is completed
            house.store.complete(generation, result)
        flush_beside(files_of(result), generation)
    finally:
        context.workspace.clear_scratch()
    recorder.emit(Progressed(generation, 100.0, StageName.FINISH, ""))
    return Completed(result)


def _sweep(house: House, known: Generation) -> None:
    """Remove what runs of the generation have left and nobody will look for."""
    keep = house.store.files(known.id)
    with house.store.held(known.id):
        house.workspace(known).sweep(keep)


def _tidy_after_the_dead(house: House) -> None:
    """Remove what those have left who ended between completing a video and tidying up."""
    with suppress(VidgenError):  # the next run does it
        for one in house.store.untidied():
            house.workspace(one).sweep(house.store.files(one.id))
            house.store.tidied(one.id)


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
        held=lambda: house.store.held(known.id),
        note=recorder.note,
        purse=StorePurse(house.store, known.id, house.limits, recorder.charged, house.workspaces),
    )


def _check(house: House, generation: int, token: CancelToken) -> None:
    if house.store.cancellation_requested(generation):
        token.cancel()
    token.check()
