"""After ten minutes of joints and transitions, what is heard is still seen at that moment."""

import subprocess
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from tests.measure import FFMPEG, ffmpeg, samples, shape
from tests.media.pieces import SMALL, fitted, piece, take
from vidgen_desktop.core.assembly import Film, Piece, Placed, Seam, Soundtrack
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.choices import Transition
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.tool import FfmpegTool

FPS = SMALL.fps
SECONDS = 600
RATE = 8000
FLASH = 31  # the frame of each take that is white
LENGTHS = (97, 119, 121, 143, 109)  # none of them a whole number of seconds
OVERLAP = 9
IN_STEP = 0.020  # seconds
Times = npt.NDArray[np.float64]


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Work:
    return Work(CancelToken(), tmp_path_factory.mktemp("scratch"))


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory, work: Work) -> list[Piece]:
    """Takes with a white frame each, some joined by a crossfade: ten minutes of them."""
    folder, tool = tmp_path_factory.mktemp("takes"), FfmpegTool()
    white = f"lutyuv=y=val/3,drawbox=c=white:t=fill:enable='eq(n,{FLASH})'"
    takes = [
        take(folder / f"{length}.mp4", length, keys=[OVERLAP, length - OVERLAP], filters=white)
        for length in LENGTHS
    ]
    one, two = fitted(takes[0]), fitted(takes[1])
    seam = Seam(Transition.CROSSFADE, OVERLAP)
    bridge = tool.bridge(one, two, seam, SMALL, folder / "bridge.mp4", work)
    round_ = [
        Piece(takes[0], LENGTHS[0], tail=bridge.before),
        piece(Path(bridge.path)),
        Piece(takes[1], LENGTHS[1], head=bridge.after),
        *(piece(path) for path in takes[2:]),
    ]
    rounds = -(-SECONDS * FPS // sum(one.shown for one in round_))
    return round_ * rounds


def flashes_due(pieces: list[Piece]) -> Times:
    """When each take's white frame should be seen, counted in frames from the start."""
    times: list[float] = []
    at = 0
    for one in pieces:
        if one.frames > FLASH:
            times.append((at - one.head + FLASH) / FPS)
        at += one.shown
    return np.array(times)


def flashes_seen(film: Path) -> Times:
    """The moments at which a white frame is shown, by the times in the file."""
    command = [FFMPEG, "-v", "error", "-i", str(film), "-map", "0:V:0", "-fps_mode", "passthrough"]
    command += ["-vf", "scale=1:1:flags=area,format=gray", "-f", "rawvideo", "-"]
    raw = subprocess.run(command, capture_output=True, check=True).stdout
    video = shape(film).video
    assert video
    times = np.array(sorted(start for start, _ in video.times))
    light = np.frombuffer(raw, np.uint8)
    assert len(light) == len(times)
    return times[light > 180]


def beeps_heard(film: Path) -> Times:
    """The moments at which silence ends."""
    loud = np.flatnonzero(np.abs(samples(film, RATE)) > 0.02)
    begins = np.concatenate(([True], np.diff(loud) > RATE // 2))
    return loud[begins] / RATE


def test_sound_and_picture_are_in_step_to_the_end(
    pieces: list[Piece], work: Work, tmp_path: Path
) -> None:
    tool, due = FfmpegTool(), flashes_due(pieces)
    beep, sound, film = tmp_path / "beep.wav", tmp_path / "sound.m4a", tmp_path / "film.mp4"
    ffmpeg("-f", "lavfi", "-i", "sine=f=1000:r=48000:d=0.2", str(beep))
    seconds = sum(one.shown for one in pieces) / FPS
    voices = tuple(Placed(beep, float(at)) for at in due)
    tool.mix(Soundtrack(seconds, voices), sound, work)
    tool.assemble(Film(tuple(pieces), SMALL, sound), film, work)

    seen, heard = flashes_seen(film), beeps_heard(film)
    assert seconds >= SECONDS
    assert seen[-1] > SECONDS - 10
    assert seen == pytest.approx(due, abs=0.001)
    assert len(heard) == len(seen)
    apart = np.abs(heard - seen)
    assert apart.max() <= IN_STEP, apart
