"""A cancel ends every child and its children, and removes what was under way."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from tests.media.conftest import FORMAT, left_behind, paint
from tests.media.pieces import fitted, piece
from tests.media.pieces import take as own_take
from vidgen_desktop.core.assembly import Film, Fitting, Placed, Seam, Soundtrack, Subtitling
from vidgen_desktop.core.cancel import Cancelled, CancelToken
from vidgen_desktop.core.choices import Transition
from vidgen_desktop.core.model import Cue, VideoFormat
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.children.slots import Slots
from vidgen_desktop.media.tool import FfmpegTool

ENDLESS = 1_000_000
PATIENCE = 10.0


@pytest.fixture
def aside() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as pool:
        yield pool


class Watched:
    """Work whose progress can be waited for."""

    def __init__(self, folder: Path) -> None:
        self.moved = threading.Event()
        self.work = Work(CancelToken(), folder / "scratch", self._progress)
        self.work.scratch.mkdir(exist_ok=True)

    def _progress(self, fraction: float) -> None:
        if fraction > 0:
            self.moved.set()


def children() -> list[psutil.Process]:
    return psutil.Process().children(recursive=True)


def assert_gone(processes: list[psutil.Process]) -> None:
    _, alive = psutil.wait_procs(processes, timeout=PATIENCE)
    assert not alive


def assert_cancelled(future: Future[None], folder: Path) -> None:
    with pytest.raises(Cancelled):
        future.result(PATIENCE)
    assert left_behind(folder) == []


def test_in_the_middle_of_an_encode(
    tool: FfmpegTool, tmp_path: Path, aside: ThreadPoolExecutor
) -> None:
    watched = Watched(tmp_path)
    out = tmp_path / "take.mp4"
    future = aside.submit(tool.encode, paint(ENDLESS), FORMAT, out, watched.work)
    assert watched.moved.wait(PATIENCE)
    started = children()
    assert len(started) >= 2
    watched.work.token.cancel()
    assert_cancelled(future, tmp_path)
    assert_gone(started)
    assert not out.exists()


def test_the_painters_own_children_end_too(
    tool: FfmpegTool, tmp_path: Path, aside: ThreadPoolExecutor
) -> None:
    watched = Watched(tmp_path)
    future = aside.submit(
        tool.encode, paint(ENDLESS, hang_at=60), FORMAT, tmp_path / "take.mp4", watched.work
    )
    # The painter, its child and ffmpeg.
    started = children()
    while len(started) < 3 and not future.done():
        started = children()
    watched.work.token.cancel()
    assert_cancelled(future, tmp_path)
    assert_gone(started)


def test_while_conforming_and_burning(
    tool: FfmpegTool, tmp_path: Path, clip: Callable[..., Path], aside: ThreadPoolExecutor
) -> None:
    heard = ("-f", "lavfi", "-i", "sine=d=60", "-preset", "ultrafast")
    long = clip("long.mp4", *heard, source="testsrc2=s=640x360:r=24:d=60")
    conforming, burning = Watched(tmp_path), Watched(tmp_path)
    plain = Fitting(VideoFormat(1920, 1080, 24), 60.0)
    captioned = replace(plain, captions=Subtitling((Cue(0, 9, "x"),)))
    futures = [
        aside.submit(tool.conform, long, plain, tmp_path / "a.mp4", conforming.work),
        aside.submit(tool.conform, long, captioned, tmp_path / "b.mp4", burning.work),
    ]
    for watched, future in zip((conforming, burning), futures, strict=True):
        assert watched.moved.wait(PATIENCE)
        watched.work.token.cancel()
        with pytest.raises(Cancelled):
            future.result(PATIENCE)
    assert left_behind(tmp_path) == []


def test_while_mixing(
    tool: FfmpegTool, tmp_path: Path, sound: Callable[..., Path], aside: ThreadPoolExecutor
) -> None:
    watched = Watched(tmp_path)
    voice = sound("voice.wav", "sine=d=1")
    voices = [Placed(voice, float(at)) for at in range(0, 600, 2)]
    future = aside.submit(
        tool.mix, Soundtrack(600.0, tuple(voices), voice), tmp_path / "s.m4a", watched.work
    )
    assert watched.moved.wait(PATIENCE)
    watched.work.token.cancel()
    assert_cancelled(future, tmp_path)


def test_while_assembling_and_bridging(tool: FfmpegTool, tmp_path: Path) -> None:
    path = own_take(tmp_path / "a.mp4", 60, format=FORMAT)
    seam = Seam(Transition.CROSSFADE, 10)
    verbs: list[Callable[[Work], object]] = [
        lambda work: tool.assemble(Film((piece(path),) * 50, FORMAT), tmp_path / "f.mp4", work),
        lambda work: tool.bridge(
            fitted(path), fitted(path), seam, FORMAT, tmp_path / "b.mp4", work
        ),
    ]
    for verb in verbs:
        token = CancelToken()
        seen: list[float] = []

        def cancel(fraction: float, token: CancelToken = token, seen: list[float] = seen) -> None:
            seen.append(fraction)
            token.cancel()

        with pytest.raises(Cancelled):
            verb(Work(token, tmp_path / "scratch", cancel))
        assert seen
        assert children() == []
    assert left_behind(tmp_path) == []
    assert [path.name for path in tmp_path.glob("*.mp4")] == ["a.mp4"]


def test_before_it_begins_nothing_is_started(tool: FfmpegTool, tmp_path: Path) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        tool.encode(paint(10), FORMAT, tmp_path / "x.mp4", Work(token, tmp_path / "scratch"))
    assert children() == []
    assert left_behind(tmp_path) == []


def test_one_who_waits_for_a_place_leaves_at_once(aside: ThreadPoolExecutor) -> None:
    slots, first, second, third = Slots(1), CancelToken(), CancelToken(), CancelToken()

    def use(token: CancelToken) -> None:
        with slots.taken(token):
            pass

    with slots.taken(first):
        waiting, patient = aside.submit(use, second), aside.submit(use, third)
        second.cancel()
        with pytest.raises(Cancelled):
            waiting.result(PATIENCE)
        assert not patient.done()
    patient.result(PATIENCE)


def test_a_place_is_given_back_after_a_fault() -> None:
    slots = Slots(1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), slots.taken(CancelToken()):
            raise ZeroDivisionError


PROGRAM = """
import sys
from pathlib import Path
from tests.media.conftest import FORMAT, paint
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.tool import FfmpegTool

folder = Path(sys.argv[1])
work = Work(CancelToken(), folder, lambda done: print("moving", flush=True))
FfmpegTool().encode(paint(1_000_000), FORMAT, folder / "take.mp4", work)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ties a child to its parent")
def test_children_die_with_a_killed_program(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        stdout=subprocess.PIPE,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    try:
        assert program.stdout
        assert program.stdout.readline().strip() == b"moving"
        started = psutil.Process(program.pid).children(recursive=True)
        assert len(started) >= 2
        program.send_signal(signal.SIGKILL)
        assert_gone(started)
    finally:
        program.kill()
        program.communicate()
