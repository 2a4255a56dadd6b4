"""The built-in clip maker, with the real painter and the real ffmpeg."""

import threading
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image

from tests.measure import ffmpeg, shape
from tests.providers.filming import frames, likeness, storyboard
from vidgen_desktop.core.cancel import Cancelled, CancelToken
from vidgen_desktop.core.choices import Look
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.model import Scene, Storyboard, VideoFormat
from vidgen_desktop.core.ports import ClipOrder, Work
from vidgen_desktop.media.tool import FfmpegTool
from vidgen_desktop.providers.builtin.clips import BuiltinClips, film_job

FORMAT = VideoFormat(320, 180, 24)
BOARD = storyboard(
    ("How coffee is made", "Coffee begins as a seed."),
    ("Mountains", "It grows high in the mountains."),
    ("Across the sea", "Ships carry it over the ocean."),
    ("", "Roasting makes the coffee brown."),
    ("In the city", "People drink it in the city."),
    title="How coffee is made",
)


@pytest.fixture
def work(tmp_path: Path) -> Work:
    return Work(CancelToken(), tmp_path / "scratch")


@pytest.fixture
def maker() -> BuiltinClips:
    return BuiltinClips(FfmpegTool())


def order(
    folder: Path, number: int = 1, *, board: Storyboard = BOARD, picture: Path | None = None
) -> ClipOrder:
    scene = replace(board.scenes[number - 1], picture=str(picture) if picture else None)
    board = replace(board, scenes=tuple(scene if s.number == number else s for s in board.scenes))
    return ClipOrder(
        scene,
        board,
        FORMAT,
        Look.AUTO,
        3,
        out=folder / f"take-{number}.mp4",
        poster=folder / f"take-{number}.png",
    )


def first_frame(path: Path) -> np.ndarray:
    still = path.with_suffix(".first.png")
    ffmpeg("-i", str(path), "-frames:v", "1", str(still))
    return np.asarray(Image.open(still).convert("RGB"))


def test_a_scene_becomes_a_take_with_a_poster(
    maker: BuiltinClips, tmp_path: Path, work: Work
) -> None:
    take = maker.make(order(tmp_path), work)
    assert (take.scene, take.seconds, take.provider) == (1, 3.0, "builtin")
    found = shape(Path(take.path))
    assert found.video is not None
    assert (found.video.width, found.video.height) == (320, 180)
    assert len(found.video.times) == 72
    assert found.sound is None
    assert first_frame(Path(take.poster)).shape == (180, 320, 3)
    assert not list(work.scratch.glob("*"))


@pytest.mark.parametrize("seconds", [0.02, 1.0, 2.51])
def test_a_take_has_exactly_the_frames_of_its_scene(
    maker: BuiltinClips, tmp_path: Path, work: Work, seconds: float
) -> None:
    scene = Scene(1, "Rain.", "", seconds, "Rain")
    take = maker.make(order(tmp_path, board=Storyboard("Rain", "en", (scene,))), work)
    found = shape(Path(take.path)).video
    assert found is not None
    assert len(found.times) == FORMAT.frames(seconds)


def test_progress_is_told_and_never_backwards(maker: BuiltinClips, tmp_path: Path) -> None:
    told: list[float] = []
    maker.make(order(tmp_path), Work(CancelToken(), tmp_path / "scratch", told.append))
    assert told
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1.0)


def test_neighbouring_scenes_look_different() -> None:
    posters = [frames(replace(film_job(order(Path("x"), n)), heading=""))[30] for n in range(1, 6)]
    for one, other in pairwise(posters):
        assert likeness(one, other) < 0.97


def test_the_same_order_gives_the_same_job(tmp_path: Path) -> None:
    assert film_job(order(tmp_path, 4)) == film_job(order(tmp_path / "elsewhere", 4))


def test_the_first_scene_is_the_title(tmp_path: Path) -> None:
    assert film_job(order(tmp_path, 1)).is_title
    assert not film_job(order(tmp_path, 2)).is_title


def test_a_persons_picture_is_filmed(maker: BuiltinClips, tmp_path: Path, work: Work) -> None:
    own = tmp_path / "green.png"
    Image.new("RGB", (640, 360), (20, 180, 40)).save(own)
    take = maker.make(order(tmp_path, 2, picture=own), work)
    corner = first_frame(Path(take.path))[150:, 200:].reshape(-1, 3).mean(0)
    assert corner == pytest.approx([20, 180, 40], abs=14)


def test_a_persons_clip_is_kept_as_it_is(maker: BuiltinClips, tmp_path: Path, work: Work) -> None:
    own = tmp_path / "own.mkv"
    ffmpeg("-f", "lavfi", "-i", "testsrc2=size=200x200:rate=10:duration=1", str(own))
    whole = own.read_bytes()
    take = maker.make(order(tmp_path, 3, picture=own), work)
    own.unlink()
    assert Path(take.path).suffix == ".mkv"
    assert Path(take.path).read_bytes() == whole
    assert take.seconds == pytest.approx(1.0, abs=0.05)


def test_a_sound_is_no_picture(maker: BuiltinClips, tmp_path: Path, work: Work) -> None:
    own = tmp_path / "song.wav"
    ffmpeg("-f", "lavfi", "-i", "sine=duration=1", str(own))
    with pytest.raises(MediaError, match=r"song\.wav for scene 1 is a sound"):
        maker.make(order(tmp_path, picture=own), work)


def test_a_picture_that_has_gone_is_named(maker: BuiltinClips, tmp_path: Path, work: Work) -> None:
    with pytest.raises(MediaError, match=r"gone\.png for scene 1 is no longer there"):
        maker.make(order(tmp_path, picture=tmp_path / "gone.png"), work)


def test_what_is_no_picture_leaves_nothing(maker: BuiltinClips, tmp_path: Path, work: Work) -> None:
    own = tmp_path / "notes.png"
    own.write_text("not a picture at all")
    with pytest.raises(MediaError):
        maker.make(order(tmp_path, picture=own), work)
    assert not (tmp_path / "take-1.mp4").exists()


def test_a_cancel_ends_the_painter_and_leaves_nothing(maker: BuiltinClips, tmp_path: Path) -> None:
    token, painting = CancelToken(), threading.Event()
    work = Work(token, tmp_path / "scratch", lambda _: painting.set())
    long = Storyboard("Sea", "en", (Scene(1, "The sea.", "", 600.0, "Sea"),))
    faults: list[BaseException] = []

    def make() -> None:
        try:
            maker.make(order(tmp_path, board=long), work)
        except Cancelled as outcome:
            faults.append(outcome)

    thread = threading.Thread(target=make)
    thread.start()
    assert painting.wait(30)
    token.cancel()
    thread.join(10)
    assert not thread.is_alive()
    assert faults
    _, alive = psutil.wait_procs(psutil.Process().children(recursive=True), timeout=3)
    assert not [child for child in alive if "_film" in child.cmdline()]
    assert not (tmp_path / "take-1.mp4").exists()
    assert not (tmp_path / "take-1.png").exists()
    assert not list((tmp_path / "scratch").glob("poster-*"))


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [10.0, 40.0])
def test_nothing_freezes_and_nothing_is_black(
    maker: BuiltinClips, tmp_path: Path, work: Work, seconds: float
) -> None:
    for look in (Look.NIGHT, Look.PAPER):
        scene = Scene(1, "", "", seconds)
        wanted = order(tmp_path, board=Storyboard("", "en", (scene,)))
        take = maker.make(replace(wanted, look=look), work)
        filters = "freezedetect=d=2,blackdetect=d=1:pix_th=0.06"
        said = ffmpeg("-i", take.path, "-vf", filters, "-f", "null", "-").stderr
        assert "freeze_start" not in said
        assert "black_start" not in said
