"""A real generation, exported by the real engine."""

from pathlib import Path
from typing import Any

import pytest

from tests.measure import shape
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.events import Completed
from vidgen_desktop.core.export import Exported, ExportKind, ExportOrder
from vidgen_desktop.core.model import Request
from vidgen_desktop.core.timeline import LEAD_IN
from vidgen_desktop.engine import Engine

pytestmark = pytest.mark.slow


@pytest.fixture
def finished(engine: Engine) -> int:
    prompt = "Bees dance in the dark.\n\nFlowers wait in the sun."
    known = engine.submit(Request(prompt, seconds=6.0))
    assert isinstance(engine.run(known.id, CancelToken(), lambda _: None), Completed)
    return known.id


def exported(engine: Engine, generation: int, order: ExportOrder) -> Exported:
    return engine.export(generation, order, CancelToken(), lambda _: None)


def test_a_generation_becomes_a_project_and_a_stretch(
    engine: Engine, finished: int, tmp_path: Path
) -> None:
    otio: Any = pytest.importorskip("opentimelineio")
    made = exported(engine, finished, ExportOrder(ExportKind.OTIO, out=str(tmp_path)))
    project = Path(made.path)
    timeline = otio.schema.Timeline.from_json_file(made.path)
    video, narration, music = timeline.tracks
    takes = engine.store.takes(finished)
    ranges = [clip.trimmed_range_in_parent() for clip in video.find_clips()]
    assert [r.duration.value for r in ranges] == [round(take.seconds * 24) for take in takes]
    spoken = [clip.trimmed_range_in_parent().start_time for clip in narration.find_clips()]
    starts = [r.start_time.to_seconds() for r in ranges]
    assert [time.to_seconds() for time in spoken] == pytest.approx(
        [start + LEAD_IN for start in starts], abs=1 / 24
    )
    result = engine.store.get(finished).result
    assert result is not None
    assert music.duration().to_seconds() == pytest.approx(result.seconds, abs=1 / 24)
    for clip in timeline.find_clips():
        assert (project.parent / clip.media_reference.target_url).stat().st_size > 1000
    order = ExportOrder(ExportKind.WEBM, start=1.0, seconds=1.0, width=320, out=str(tmp_path))
    measured = shape(Path(exported(engine, finished, order).path))
    assert measured.video
    assert measured.sound
    assert (measured.video.codec, measured.video.width) == ("vp9", 320)
    assert len(measured.video.times) == 24


def test_a_video_that_was_moved_away_says_so(engine: Engine, finished: int) -> None:
    from vidgen_desktop.core.errors import MediaError

    result = engine.store.get(finished).result
    assert result is not None
    Path(result.video).rename(Path(result.video).with_name("moved.mp4"))
    with pytest.raises(MediaError, match="not there any more"):
        exported(engine, finished, ExportOrder(ExportKind.HEVC))
    captions = exported(engine, finished, ExportOrder(ExportKind.VTT))
    assert "Bees dance in the dark." in Path(captions.path).read_text("utf-8")
