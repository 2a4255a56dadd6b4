"""A project for editors, read back by the library that editors use."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.measure import integrated_loudness, samples, shape
from tests.media.exporting import FRAMES, WORDS, exported, material, order, silent
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.export import Material
from vidgen_desktop.core.ports import Work

otio: Any = pytest.importorskip("opentimelineio")


@pytest.fixture(scope="module", params=[24, 30])
def given(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Material:
    return material(tmp_path_factory.mktemp("given"), fps=request.param)


@pytest.fixture
def project(given: Material, tmp_path: Path, work: Work) -> Path:
    return Path(exported(given, order("otio"), tmp_path, work).path)


def clips(track: Any) -> list[tuple[str, int, int]]:
    """Name, first frame and frames of each clip of a track."""
    found: list[tuple[str, int, int]] = []
    for clip in track.find_clips():
        place = clip.trimmed_range_in_parent()
        found.append((clip.name, int(place.start_time.value), int(place.duration.value)))
    return found


def test_each_kind_of_piece_has_its_own_track(project: Path, given: Material) -> None:
    timeline = otio.schema.Timeline.from_json_file(str(project))
    assert timeline.name == given.title
    assert [(track.name, track.kind) for track in timeline.tracks] == [
        ("Video", "Video"),
        ("Narration", "Audio"),
        ("Music", "Audio"),
    ]
    fps = given.format.fps
    video, narration, music = timeline.tracks
    # Editors take the frame rate of the project from here.
    assert timeline.duration() == otio.opentime.RationalTime(sum(FRAMES), fps)
    assert clips(video) == [("1. Bees dance", 0, FRAMES[0]), ("2. Flowers wait", *FRAMES)]
    begins = [int(spoken.at * fps + 1e-6) for spoken in given.spoken]
    assert [first for _, first, _ in clips(narration)] == begins
    assert clips(music) == [("Music", 0, sum(FRAMES))]


def test_every_file_is_there_and_as_long_as_it_says(project: Path, given: Material) -> None:
    timeline = otio.schema.Timeline.from_json_file(str(project))
    for clip in timeline.find_clips():
        reference = clip.media_reference
        assert not Path(reference.target_url).is_absolute()
        measured = shape(project.parent / reference.target_url)
        frames = int(reference.available_range.duration.value)
        assert reference.available_range.duration.rate == given.format.fps
        assert clip.source_range == reference.available_range
        if measured.video:
            assert len(measured.video.times) == frames
        else:
            assert measured.sound
            assert measured.sound.seconds == pytest.approx(frames / given.format.fps, abs=1e-4)


def test_it_can_be_moved(project: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere 蜂"
    elsewhere.mkdir()
    for name in (project.name, "media"):
        shutil.move(project.parent / name, elsewhere / name)
    timeline = otio.schema.Timeline.from_json_file(str(elsewhere / project.name))
    files = [elsewhere / clip.media_reference.target_url for clip in timeline.find_clips()]
    assert len(files) == 5
    assert all(file.is_file() for file in files)


def test_the_voice_begins_on_its_own_sample(project: Path, given: Material) -> None:
    """Also where that lies between two frames, as it does at 30 frames per second."""
    timeline = otio.schema.Timeline.from_json_file(str(project))
    for clip, spoken in zip(timeline.tracks[1].find_clips(), given.spoken, strict=True):
        sound = samples(project.parent / clip.media_reference.target_url)
        first = int(np.argmax(np.abs(sound) > 0.005)) / 48_000
        begins = clip.trimmed_range_in_parent().start_time.to_seconds() + first
        assert begins == pytest.approx(spoken.at, abs=0.002)
        last = len(sound) - int(np.argmax(np.abs(sound[::-1]) > 0.005))
        assert (last / 48_000) - first == pytest.approx(0.8, abs=0.01)  # nothing is cut off


def test_the_music_fills_the_video_below_the_voice(project: Path, given: Material) -> None:
    music = project.parent / "media" / "music.wav"
    assert len(samples(music)) / 48_000 == pytest.approx(given.seconds, abs=1e-4)
    voice = integrated_loudness(Path(given.spoken[0].speech.path))
    assert voice - integrated_loudness(music) > 10


def test_each_scene_has_a_marker_with_its_words(project: Path) -> None:
    timeline = otio.schema.Timeline.from_json_file(str(project))
    markers = timeline.tracks.markers
    assert [marker.comment for marker in markers] == list(WORDS)
    assert [marker.marked_range.start_time.value for marker in markers] == [0, FRAMES[0]]
    assert (project.parent / f"{project.stem}.srt").read_text("utf-8").count("-->") == 2


def test_a_silent_video_has_one_track(given: Material, tmp_path: Path, work: Work) -> None:
    project = exported(silent(given, tmp_path), order("otio"), tmp_path, work).path
    timeline = otio.schema.Timeline.from_json_file(project)
    assert [track.name for track in timeline.tracks] == ["Video"]


def test_without_takes_it_says_so(given: Material, tmp_path: Path, work: Work) -> None:
    with pytest.raises(MediaError, match="scenes of this video are not there"):
        exported(replace(given, shots=()), order("otio"), tmp_path, work)
