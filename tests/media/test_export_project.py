"""A project for editors, read back by the library that editors use."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.measure import ffmpeg, integrated_loudness, samples, shape
from tests.media.exporting import FRAMES, WORDS, exported, material, order, silent
from vidgen_desktop.core.assembly import Seam
from vidgen_desktop.core.choices import Transition
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


def test_music_is_looped_as_the_video_loops_it(given: Material, tmp_path: Path, work: Work) -> None:
    music = tmp_path / "short.wav"  # it ends in the midst of a wave
    ffmpeg("-v", "error", "-f", "lavfi", "-i", "sine=150.3:d=1:r=48000", str(music))
    project = exported(replace(given, music=music), order("otio"), tmp_path, work)
    heard = samples(Path(project.path).parent / "media" / "music.wav")
    steepest = np.abs(heard).max() * 2 * np.pi * 150.3 / 48_000
    assert np.abs(np.diff(heard)).max() < 1.1 * steepest  # no joint is heard


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


def crossfaded(given: Material, frames: int, **changes: object) -> Material:
    """The same, its two scenes overlapping."""
    before, after = given.shots
    earlier = frames / given.format.fps
    shots = (
        replace(before, seam=Seam(Transition.CROSSFADE, frames), **changes),
        replace(after, at=after.at - earlier, **changes),
    )
    spoken = (given.spoken[0], replace(given.spoken[1], at=given.spoken[1].at - earlier))
    return replace(given, shots=shots, spoken=spoken, seconds=given.seconds - earlier)


def dissolves(track: Any) -> list[tuple[int, int]]:
    """The first frame of each transition, and the one after its last."""
    return [
        (int(place.start_time.value), int(place.end_time_exclusive().value))
        for item in track
        if isinstance(item, otio.schema.Transition)
        for place in [item.range_in_parent()]
    ]


@pytest.mark.parametrize("frames", [8, 9])
def test_a_crossfade_takes_the_frames_in_which_the_scenes_overlap(
    given: Material, frames: int, tmp_path: Path, work: Work
) -> None:
    project = Path(exported(crossfaded(given, frames), order("otio"), tmp_path, work).path)
    timeline = otio.schema.Timeline.from_json_file(str(project))
    assert timeline.duration().value == sum(FRAMES) - frames
    video = timeline.tracks[0]
    assert dissolves(video) == [(FRAMES[0] - frames, FRAMES[0])]
    first, last = video.find_clips()
    cut = FRAMES[0] - frames + frames // 2
    assert (first.source_range.start_time.value, first.source_range.duration.value) == (0, cut)
    # Shown from the cut on, each frame of the second take is where the video has it.
    place = last.trimmed_range_in_parent()
    assert place.start_time.value - last.source_range.start_time.value == FRAMES[0] - frames
    # With what the transition shows beyond the cut, each take is shown from end to end.
    for clip in (first, last):
        assert clip.visible_range() == clip.available_range()
    markers = timeline.tracks.markers
    assert [mark.marked_range.start_time.value for mark in markers] == [0, FRAMES[0] - frames]
    music = next(track for track in timeline.tracks if track.name == "Music")
    assert clips(music) == [("Music", 0, sum(FRAMES) - frames)]


def test_a_dip_goes_to_a_gap_and_comes_from_it(given: Material, tmp_path: Path, work: Work) -> None:
    before, after = given.shots
    dipped = replace(given, shots=(replace(before, seam=Seam(Transition.DIP, 7)), after))
    project = Path(exported(dipped, order("otio"), tmp_path, work).path)
    timeline = otio.schema.Timeline.from_json_file(str(project))
    assert timeline.duration().value == sum(FRAMES)
    video = timeline.tracks[0]
    middle = FRAMES[0]
    assert dissolves(video) == [(middle - 7, middle), (middle, middle + 7)]
    [gap] = [item for item in video if isinstance(item, otio.schema.Gap)]
    place = gap.trimmed_range_in_parent()
    assert (place.start_time.value, place.duration.value) == (middle - 1, 2)
    last = list(video.find_clips())[1]
    begins = last.trimmed_range_in_parent().start_time.value - last.source_range.start_time.value
    assert begins == middle


def test_the_clips_own_sound_has_a_track_that_is_cut_like_the_picture(
    given: Material, tmp_path: Path, work: Work
) -> None:
    own: list[Path] = []
    for number, frames in enumerate(FRAMES, 1):
        own.append(tmp_path / f"own-{number}.wav")
        seconds = frames / given.format.fps
        ffmpeg("-f", "lavfi", "-i", f"sine=200:d={seconds}:r=48000", "-ac", "2", str(own[-1]))
    faded = crossfaded(given, 8)
    shots = [replace(shot, sound=sound) for shot, sound in zip(faded.shots, own, strict=True)]
    heard = replace(faded, shots=tuple(shots))
    project = Path(exported(heard, order("otio"), tmp_path, work).path)
    timeline = otio.schema.Timeline.from_json_file(str(project))
    tracks = {track.name: track for track in timeline.tracks}
    assert list(tracks) == ["Video", "Narration", "Original sound", "Music"]
    sound, picture = tracks["Original sound"], tracks["Video"]
    assert sound.kind == "Audio"
    assert [first for _, *first in clips(sound)] == [first for _, *first in clips(picture)]
    assert dissolves(sound) == dissolves(picture)
    stem = project.parent / "media" / "scene-01-sound.wav"
    assert len(samples(stem)) / 48_000 == pytest.approx(FRAMES[0] / given.format.fps, abs=1e-4)
    voice = integrated_loudness(Path(given.spoken[0].speech.path))
    assert voice - integrated_loudness(stem) == pytest.approx(13, abs=1)


def test_takes_that_are_kept_with_captions_are_fitted_again(
    given: Material, tmp_path: Path, work: Work
) -> None:
    """An editor gets clean pictures, of the video's size, and as many as the scene has."""
    foreign = tmp_path / "foreign.mp4"
    source = f"testsrc2=s=200x200:r=15:d={FRAMES[0] / given.format.fps + 1}"
    ffmpeg("-f", "lavfi", "-i", source, "-c:v", "libx264", "-preset", "ultrafast", str(foreign))
    before, after = given.shots
    again = replace(before, take=replace(before.take, path=str(foreign)), fitted=None)
    project = Path(
        exported(replace(given, shots=(again, after)), order("otio"), tmp_path, work).path
    )
    measured = shape(project.parent / "media" / "scene-01.mp4").video
    assert measured
    assert len(measured.times) == FRAMES[0]
    assert (measured.width, measured.height) == (given.format.width, given.format.height)
