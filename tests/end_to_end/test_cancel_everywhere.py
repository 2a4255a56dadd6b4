"""A cancel in every stage of a real generation: at once, without a trace, with the truth."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from vidgen_desktop.config import Settings, folders
from vidgen_desktop.core.cancel import CANCELLED_MESSAGE, CancelToken
from vidgen_desktop.core.choices import Captions
from vidgen_desktop.core.events import Completed, Event, Progressed, WasCancelled
from vidgen_desktop.core.model import Request, Status
from vidgen_desktop.core.progress import StageName
from vidgen_desktop.engine import Engine

pytestmark = pytest.mark.slow

GONE_WITHIN = 1.0  # seconds, by the promise to the person
REQUEST = Request("Bees dance. Flowers wait for them.", seconds=8, captions=Captions.BURNED)


def run_until(
    engine: Engine, generation: int, moment: Callable[[Event], bool]
) -> tuple[object, float]:
    """Cancel when the moment has come; the outcome, and the seconds from cancel to end."""
    token, cancelled_at = CancelToken(), []

    def listen(event: Event) -> None:
        if not cancelled_at and moment(event):
            cancelled_at.append(time.monotonic())
            # From another thread, as the window does it.
            threading.Thread(target=token.cancel).start()

    outcome = engine.run(generation, token, listen)
    return outcome, time.monotonic() - cancelled_at[0]


def middle_of(stage: StageName) -> Callable[[Event], bool]:
    """When the stage has begun; for the clips, when frames are being encoded."""
    share = 31 if stage is StageName.CLIPS else 0
    return lambda event: (
        isinstance(event, Progressed) and event.stage is stage and event.percent >= share
    )


@pytest.mark.parametrize("stage", list(StageName))
def test_a_cancel_is_quick_and_leaves_nothing_behind(engine: Engine, stage: StageName):
    generation = engine.submit(REQUEST).id
    outcome, seconds = run_until(engine, generation, middle_of(stage))

    assert isinstance(outcome, WasCancelled)
    assert seconds <= GONE_WITHIN
    left = psutil.Process().children(recursive=True)
    _, alive = psutil.wait_procs(left, timeout=GONE_WITHIN - seconds)
    assert alive == []
    stored = engine.store.get(generation)
    assert (stored.status, stored.error) == (Status.FAILED, CANCELLED_MESSAGE)
    places = folders(Settings())
    assert not list(places.workspaces.rglob("scratch"))
    assert not list(Path(places.videos).glob("*"))


def test_a_resume_after_a_cancel_gives_the_same_video_as_none(engine: Engine):
    generation = engine.submit(REQUEST).id
    run_until(engine, generation, middle_of(StageName.STITCH))
    kept = {
        take.scene: Path(take.path).stat().st_mtime_ns for take in engine.store.takes(generation)
    }
    engine.resume(generation)
    outcome = engine.run(generation, CancelToken(), lambda _: None)

    assert isinstance(outcome, Completed)
    assert kept
    assert kept == {
        take.scene: Path(take.path).stat().st_mtime_ns for take in engine.store.takes(generation)
    }
