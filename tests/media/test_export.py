"""Exports of every kind, measured with ffmpeg apart from the code that made them."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import psutil
import pysubs2
import pytest
from PIL import Image

from tests.measure import ffmpeg, frame_hashes, samples, shape
from tests.media.exporting import FRAMES, WORDS, exported, material, order, silent
from vidgen_desktop.core.cancel import Cancelled, CancelToken
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.export import Material
from vidgen_desktop.core.model import VideoFormat
from vidgen_desktop.core.ports import Work

PATIENCE = 20.0


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Material:
    return material(tmp_path_factory.mktemp("given"))


VIDEOS = {
    "mp4": ("h264", "aac", "mov_text"),
    "hevc": ("hevc", "aac", "mov_text"),
    "webm": ("vp9", "opus", "webvtt"),
    "av1": ("av1", "opus", "webvtt"),
}


def codecs(path: Path) -> tuple[str, str, str]:
    measured = shape(path)
    assert measured.video
    assert measured.sound
    assert measured.subtitles
    return measured.video.codec, measured.sound.codec, measured.subtitles.codec


@pytest.mark.parametrize("kind", VIDEOS)
def test_a_whole_video(kind: str, given: Material, tmp_path: Path, work: Work) -> None:
    # The small size makes the encode real for MP4 as well, which is a copy otherwise.
    out = Path(exported(given, order(kind, width=160), tmp_path, work).path)
    measured = shape(out)
    assert codecs(out) == VIDEOS[kind]
    assert measured.video
    assert measured.sound
    assert (measured.video.width, measured.video.height) == (160, 90)
    assert len(measured.video.times) == sum(FRAMES)
    assert measured.video.fps == pytest.approx(24, rel=0.01)
    assert measured.sound.seconds == pytest.approx(given.seconds, abs=0.06)
    assert measured.subtitles
    assert [round(start, 2) for start, _ in measured.subtitles.times] == [0.25, 1.92]
    assert given.title in measured.text
    assert "bt709" in measured.text
    ffmpeg("-v", "error", "-xerror", "-i", str(out), "-f", "null", "-")


@pytest.mark.parametrize("kind", VIDEOS)
def test_a_stretch_of_a_video_is_exact_to_the_frame(
    kind: str, given: Material, tmp_path: Path, work: Work
) -> None:
    out = Path(exported(given, order(kind, start=1.0, seconds=1.5), tmp_path, work).path)
    measured = shape(out)
    assert measured.video
    assert measured.sound
    assert len(measured.video.times) == 36
    assert measured.sound.seconds == pytest.approx(1.5, abs=0.06)
    # Frame 24 of the source comes first, not 23 or 25: each is nearest to itself.
    first, source = pictures(out)[0], pictures(given.video)
    distances = {number: float(np.abs(source[number] - first).mean()) for number in (23, 24, 25)}
    assert min(distances, key=lambda number: distances[number]) == 24
    assert measured.subtitles
    assert [round(start, 2) for start, _ in measured.subtitles.times] == [0.0, 0.92]


def pictures(path: Path) -> np.ndarray:
    raw = path.with_suffix(".rgb")
    scale = ("-vf", "scale=320:180", "-pix_fmt", "rgb24", "-fps_mode", "passthrough")
    ffmpeg("-v", "error", "-i", str(path), *scale, "-f", "rawvideo", str(raw))
    return np.fromfile(raw, np.uint8).reshape(-1, 180, 320, 3).astype(np.float32)


@pytest.mark.parametrize("start", [frame / 24 for frame in (1, 7, 23, 25, 47, 59)])
def test_every_start_finds_its_own_frame(
    start: float, given: Material, tmp_path: Path, work: Work
) -> None:
    out = Path(exported(given, order("mp4", start=start, seconds=0.25), tmp_path, work).path)
    source, found = pictures(given.video), pictures(out)
    assert len(found) == 6
    for number in (0, 5):
        wanted = round(start * 24) + number
        near = {n: float(np.abs(source[n] - found[number]).mean()) for n in range(len(source))}
        assert min(near, key=lambda n: near[n]) == wanted


def test_a_whole_mp4_is_copied_and_not_encoded(given: Material, tmp_path: Path, work: Work) -> None:
    out = Path(exported(given, order("mp4"), tmp_path, work).path)
    assert out.read_bytes() == given.video.read_bytes()
    assert not out.samefile(given.video)  # the person may change one and not the other


@pytest.mark.parametrize(
    ("kind", "format", "count"), [("gif", "GIF", sum(FRAMES) // 2), ("webp", "WEBP", sum(FRAMES))]
)
def test_an_animated_picture(
    kind: str, format: str, count: int, given: Material, tmp_path: Path, work: Work
) -> None:
    out = exported(given, order(kind, width=200), tmp_path, work).path
    with Image.open(out) as picture:
        assert picture.format == format
        assert picture.size == (200, 112)
        assert picture.n_frames == count  # pyright: ignore[reportAttributeAccessIssue]
        assert picture.info["loop"] == 0
        lengths: list[float] = []
        colours: set[bytes] = set()
        for number in range(count):
            picture.seek(number)
            picture.load()
            lengths.append(picture.info["duration"])
            colours.add(picture.convert("RGB").tobytes())
        assert sum(lengths) / 1000 == pytest.approx(given.seconds, abs=0.1)
        assert len(colours) == count  # it moves


def test_a_stretch_of_an_animated_picture(given: Material, tmp_path: Path, work: Work) -> None:
    for kind, count in (("gif", 12), ("webp", 24)):
        out = exported(given, order(kind, start=0.5, seconds=1.0), tmp_path, work).path
        with Image.open(out) as picture:
            assert picture.n_frames == count  # pyright: ignore[reportAttributeAccessIssue]
            assert picture.size == (320, 180)


@pytest.mark.parametrize("kind", [*VIDEOS, "gif", "webp"])
def test_colours_stay_what_they_are(kind: str, given: Material, tmp_path: Path, work: Work) -> None:
    """Each form has its own way to keep colours; a mistake tints the whole picture."""
    made = order(kind, width=160 if kind in VIDEOS else 320)
    out = Path(exported(given, made, tmp_path, work).path)
    if kind in VIDEOS:
        found = pictures(out)[20]
    else:
        with Image.open(out) as picture:
            picture.seek(10 if kind == "gif" else 20)
            found = np.asarray(picture.convert("RGB"), np.float32)
    source = pictures(given.video)[20]
    # Large flat areas of full colour: blocks of 20 x 20, each compared by its mean.
    apart = blocks(found) - blocks(source)
    assert float(np.abs(apart).mean()) < 4
    assert float(np.abs(apart.mean(axis=(0, 1))).max()) < 2


def blocks(picture: np.ndarray) -> np.ndarray:
    return picture.reshape(9, 20, 16, 20, 3).mean(axis=(1, 3))


SOUNDS = {"m4a": "aac", "mp3": "mp3", "wav": "pcm_s16le", "opus": "opus"}


@pytest.mark.parametrize("kind", SOUNDS)
@pytest.mark.parametrize("stretch", [False, True])
def test_the_sound_alone(
    kind: str, stretch: bool, given: Material, tmp_path: Path, work: Work
) -> None:
    choices = {"start": 1.0, "seconds": 1.5} if stretch else {}
    out = Path(exported(given, order(kind, **choices), tmp_path, work).path)
    measured = shape(out)
    assert measured.video is None
    assert measured.sound
    assert measured.sound.codec == SOUNDS[kind]
    assert measured.sound.sample_rate == 48_000
    seconds = 1.5 if stretch else given.seconds
    assert len(samples(out)) / 48_000 == pytest.approx(seconds, abs=0.06)
    spectrum = np.abs(np.fft.rfft(samples(out)[4800:28800]))
    assert np.argmax(spectrum) * 48_000 / 24_000 == pytest.approx(440, abs=3)


def test_a_video_without_sound_says_so(given: Material, tmp_path: Path, work: Work) -> None:
    quiet = silent(given, tmp_path)
    with pytest.raises(MediaError, match="no sound"):
        exported(quiet, order("mp3"), tmp_path, work)
    out = exported(quiet, order("webm", width=160), tmp_path, work).path
    assert shape(Path(out)).sound is None


@pytest.mark.parametrize("kind", ["srt", "vtt", "ass"])
def test_captions_in_the_time_of_the_stretch(
    kind: str, given: Material, tmp_path: Path, work: Work
) -> None:
    whole = pysubs2.load(exported(given, order(kind), tmp_path, work).path)
    assert [line.plaintext for line in whole] == list(WORDS)
    times = [time for line in whole for time in (line.start, line.end)]
    assert times == pytest.approx([250, 1050, 1917, 2717], abs=5)  # milliseconds
    part = pysubs2.load(exported(given, order(kind, start=1.0), tmp_path, work).path)
    assert [line.start for line in part] == pytest.approx([0, 917], abs=5)
    late = exported(given, order(kind, start=1.5), tmp_path, work).path
    assert [line.plaintext for line in pysubs2.load(late)] == [WORDS[1]]


def test_silence_has_no_captions(given: Material, tmp_path: Path, work: Work) -> None:
    with pytest.raises(MediaError, match="Nothing is said"):
        exported(given, order("srt", start=1.3, seconds=0.3), tmp_path, work)


def test_progress_comes_from_the_work_itself(given: Material, tmp_path: Path) -> None:
    for kind in ("hevc", "gif", "webp", "wav", "otio"):
        seen: list[float] = []
        folder = tmp_path / kind
        folder.mkdir()
        exported(given, order(kind), folder, Work(CancelToken(), folder, seen.append))
        assert seen == sorted(seen)
        assert seen[-1] == 1.0


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Material:
    """Large enough that no export of it ends before it is cancelled."""
    folder = tmp_path_factory.mktemp("long")
    small = material(folder)
    video = folder / "long.mp4"
    source = "testsrc2=s=1920x1080:r=24:d=20"
    sine = ("-f", "lavfi", "-i", "sine=d=20:r=48000", "-c:a", "aac")
    fast = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
    ffmpeg("-v", "error", "-f", "lavfi", "-i", source, *sine, *fast, str(video))
    return Material("Long", "en", VideoFormat(1920, 1080, 24), 20.0, video, small.cues)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["mp4", "hevc", "webm", "av1", "gif", "webp"])
def test_a_cancel_ends_the_child_at_once(kind: str, long: Material, tmp_path: Path) -> None:
    moved = threading.Event()
    token = CancelToken()
    work = Work(token, tmp_path, lambda fraction: moved.set() if fraction > 0 else None)
    with ThreadPoolExecutor(1) as aside:
        future = aside.submit(exported, long, order(kind, width=1280), tmp_path, work)
        assert moved.wait(PATIENCE)
        token.cancel()
        with pytest.raises(Cancelled):
            future.result(PATIENCE)
    # What is left is the temporary file, which whoever asked for the export removes.
    assert psutil.Process().children(recursive=True) == []


def test_frames_that_are_copied_are_the_same(given: Material, tmp_path: Path, work: Work) -> None:
    """A project's takes are the takes."""
    out = Path(exported(given, order("otio"), tmp_path, work).path)
    for shot in given.shots:
        copied = out.parent / "media" / f"scene-{shot.scene.number:02d}.mp4"
        assert frame_hashes(copied) == frame_hashes(Path(shot.take.path))
