"""Versions of a real video: what they make again, what they leave alone, and what remains."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests import measure
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.choices import Boundary, Captions, Transition
from vidgen_desktop.core.errors import InvalidRequest, NotFound
from vidgen_desktop.core.events import Completed, Event, StepChanged, StepState
from vidgen_desktop.core.export import ExportKind, ExportOrder
from vidgen_desktop.core.model import Generation, Request, Result
from vidgen_desktop.engine import Engine

pytestmark = pytest.mark.slow

PROMPT = "Bees dance in the dark.\n\nFlowers wait in the sun."
PAID = ("enhance", "plan", "clip/", "voice/")


class Made:
    """A version, with the steps that were done and those that were not done again."""

    def __init__(self, engine: Engine, known: Generation) -> None:
        events: list[Event] = []
        outcome = engine.run(known.id, CancelToken(), events.append)
        assert isinstance(outcome, Completed), outcome
        self.id = known.id
        self.request = known.request
        self.result: Result = outcome.result
        self.video = Path(self.result.video)
        self.done = self._steps(events, StepState.DONE)
        self.reused = self._steps(events, StepState.REUSED)

    @staticmethod
    def _steps(events: list[Event], state: StepState) -> set[str]:
        return {e.step for e in events if isinstance(e, StepChanged) and e.state is state}

    def bought(self) -> set[str]:
        """The steps that a provider carried out."""
        return {step for step in self.done if step.startswith(PAID)}


def revise(engine: Engine, of: Made, **changes: Any) -> Made:
    return Made(engine, engine.revise(of.id, replace(of.request, **changes)))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def original(engine: Engine, tmp_path: Path) -> Made:
    out = str(tmp_path / "Bees.mp4")
    return Made(engine, engine.submit(Request(PROMPT, seconds=6.0, output=out)))


def test_captions_music_and_transitions_are_changed_without_filming(
    engine: Engine, original: Made, tmp_path: Path
) -> None:
    _check_refusals(engine, original, tmp_path)
    before = digest(original.video)
    frames = round(original.result.seconds * 24)

    burned = revise(engine, original, captions=Captions.BURNED)
    assert burned.bought() == set()
    assert {"clip/1", "clip/2", "voice/1", "voice/2", "mix", "music"} <= burned.reused
    assert {"unify/1", "unify/2", "assemble"} <= burned.done
    assert measure.shape(burned.video).subtitles is None

    quiet = revise(engine, burned, music="none")
    assert quiet.done == {"mix", "assemble", "name", "publish"}  # no picture is encoded
    assert [one.video.name for one in (original, burned, quiet)] == [
        *("Bees.mp4", "Bees (2).mp4", "Bees (3).mp4")
    ]

    faded = revise(engine, original, transition=Transition.CROSSFADE, captions=Captions.OFF)
    assert faded.bought() == set()
    assert "bridge/1" in faded.done
    shape = measure.shape(faded.video)
    assert shape.video
    assert shape.sound
    assert len(shape.video.times) == frames - round(0.4 * 24)
    assert shape.sound.seconds == pytest.approx(shape.video.seconds, abs=0.05)

    assert digest(original.video) == before
    assert engine.store.versions(original.id) == 4
    quick, whole = (engine.estimate(original.request, revised=revised) for revised in (True, False))
    assert quick.micros == 0
    assert quick.seconds is not None
    assert whole.seconds is not None
    assert quick.seconds < whole.seconds


def test_music_that_is_gone_is_missed_only_where_it_is_heard_anew(
    engine: Engine, tmp_path: Path
) -> None:
    music = tmp_path / "own.wav"
    measure.ffmpeg("-f", "lavfi", "-i", "sine=200:d=3", str(music))
    request = Request("Bees dance.", seconds=5.0, music=str(music), output=str(tmp_path / "a.mp4"))
    original = Made(engine, engine.submit(request))
    music.unlink()

    assert "mix" in revise(engine, original, captions=Captions.BURNED).reused
    with pytest.raises(InvalidRequest, match=r"“own\.wav” is not there") as fault:
        revise(engine, original, take_sound=True)
    assert fault.value.field == "music"
    order = ExportOrder(ExportKind.OTIO, out=str(tmp_path))
    made = engine.export(original.id, order, CancelToken(), lambda _: None)
    assert made.notes == (
        "The music of this video is not there any more, so the project has none.",
    )


def test_versions_neither_disturb_nor_need_each_other(
    engine: Engine, original: Made, tmp_path: Path
) -> None:
    changes = [
        {"captions": Captions.BURNED, "caption_words": True},
        {"captions": Captions.BURNED, "transition": Transition.DIP},
        {"transition": Transition.CROSSFADE},
    ]
    known = [engine.revise(original.id, replace(original.request, **one)) for one in changes]
    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(lambda one: Made(engine, one), known))
    family = engine._house.workspaces / str(original.id)
    assert len({one.video for one in (original, *made)}) == 4
    assert len({digest(one.video) for one in (original, *made)}) == 4
    assert not list(family.rglob("scratch"))
    assert [one.bought() for one in made] == [set(), set(), set()]
    assert measure.integrated_loudness(made[2].video) == pytest.approx(-14, abs=0.5)

    engine.delete(original.id)
    assert not original.video.exists()
    assert all(one.video.is_file() for one in made)
    _check_project(engine, made[2], tmp_path)
    last = revise(engine, made[1], music="none", captions=Captions.OFF)
    assert last.bought() == set()

    for one in (*made, last):
        assert family.is_dir()
        engine.delete(one.id)
    assert not family.exists()


def _check_project(engine: Engine, made: Made, folder: Path) -> None:
    """What an editor shows beside the crossfade is what the video shows, frame by frame."""
    otio: Any = pytest.importorskip("opentimelineio")
    order = ExportOrder(ExportKind.OTIO, out=str(folder))
    project = Path(engine.export(made.id, order, CancelToken(), lambda _: None).path)
    timeline = otio.schema.Timeline.from_json_file(str(project))
    shown = measure.frame_hashes(made.video)
    assert timeline.duration().value == len(shown)
    first, last = timeline.tracks[0].find_clips()
    for clip, stretch in ((first, slice(0, 24)), (last, slice(-24, None))):
        frames = measure.frame_hashes(project.parent / clip.media_reference.target_url)
        at = clip.trimmed_range_in_parent().start_time - clip.source_range.start_time
        place = range(int(at.value), int(at.value) + len(frames))[stretch]
        assert shown[place.start : place.stop] == frames[stretch]


def _check_refusals(engine: Engine, original: Made, tmp_path: Path) -> None:
    """What a version cannot be is said at once, and nothing is stored."""
    for change, field in (
        ({"seconds": 7.0}, "seconds"),
        ({"captions": Captions.OFF, "output": str(tmp_path / "Bees.avi")}, "output"),
        ({"music": str(tmp_path / "none.mp3")}, "music"),
        ({"boundaries": (Boundary(2, Transition.DIP),)}, "boundaries"),
        ({"captions": Captions.SOFT}, ""),  # nothing is changed
    ):
        with pytest.raises(InvalidRequest) as refused:
            engine.revise(original.id, replace(original.request, **change))
        assert refused.value.field == field
    with pytest.raises(NotFound):
        engine.revise(99, original.request)
    assert engine.store.count() == 1
