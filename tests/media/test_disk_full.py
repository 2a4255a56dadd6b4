"""A full disk is told as such, and nothing half-written stays."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.media.conftest import FORMAT, left_behind
from tests.media.pieces import fitted
from tests.media.pieces import take as own_take
from tests.small_disk import small_disk as small
from vidgen_desktop.core.assembly import Film, Fitting, Piece, Placed, Seam, Soundtrack
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.choices import Transition
from vidgen_desktop.core.errors import DiskFull
from vidgen_desktop.core.media_port import FrameSource
from vidgen_desktop.core.model import Cue, VideoFormat
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.tool import FfmpegTool

Maker = Callable[..., Path]
BIG = VideoFormat(1280, 720, 24)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 256 kB."""
    with small(tmp_path / "small", 256 * 1024) as folder:
        yield folder


@pytest.fixture
def noise(clip: Maker) -> Path:
    """Ten seconds that cannot be made small."""
    source = "nullsrc=s=320x180:r=24:d=10,geq=random(1)*255:128:128"
    return clip("noise.mp4", "-preset", "ultrafast", source=source)


def assert_told(folder: Path, act: Callable[[], object]) -> None:
    with pytest.raises(DiskFull, match=r"There is no room for .*: .* are free in ") as fault:
        act()
    assert fault.value.needed > 0
    assert fault.value.folder == str(folder)
    assert "Free some space" in fault.value.advice
    assert left_behind(folder) == []
    assert [path for path in folder.iterdir() if path.is_file()] == []


def test_while_encoding(tool: FfmpegTool, work: Work, small_disk: Path) -> None:
    code = "import os, sys\nfor _ in range(100): sys.stdout.buffer.write(os.urandom(320 * 180 * 3))"
    noisy = FrameSource([sys.executable, "-c", code], b"", 100)
    assert_told(small_disk, lambda: tool.encode(noisy, FORMAT, small_disk / "t.mp4", work))


def test_while_conforming(tool: FfmpegTool, work: Work, small_disk: Path, noise: Path) -> None:
    assert_told(
        small_disk, lambda: tool.conform(noise, Fitting(BIG, 10.0), small_disk / "t.mp4", work)
    )


def test_before_assembling(tool: FfmpegTool, work: Work, small_disk: Path, take: Maker) -> None:
    path = take("t.mp4", 200)
    assert path.stat().st_size * 40 > 256_000
    film = Film((Piece(path, 200),) * 40, FORMAT)
    with pytest.raises(DiskFull, match="are needed"):
        tool.assemble(film, small_disk / "j.mp4", work)
    assert left_behind(small_disk) == []


def test_while_bridging(tool: FfmpegTool, work: Work, small_disk: Path, tmp_path: Path) -> None:
    noisy = "noise=alls=90:allf=t"
    one = fitted(own_take(tmp_path / "noisy.mp4", 40, filters=noisy, format=FORMAT))
    seam = Seam(Transition.DIP, 20)
    assert_told(small_disk, lambda: tool.bridge(one, one, seam, FORMAT, small_disk / "b.mp4", work))


def test_while_mixing_in_the_scratch_folder(
    tool: FfmpegTool, small_disk: Path, sound: Maker, tmp_path: Path
) -> None:
    voices = [Placed(sound("v.wav", "sine=d=60"), 0.0)]
    work = Work(CancelToken(), small_disk)
    assert_told(
        small_disk,
        lambda: tool.mix(Soundtrack(60.0, voices=tuple(voices)), tmp_path / "s.m4a", work),
    )
    assert list(small_disk.iterdir()) == []


def test_while_writing_captions(tool: FfmpegTool, small_disk: Path) -> None:
    cues = [Cue(n, n + 1, f"Caption number {n} with some words") for n in range(5000)]
    assert_told(
        small_disk,
        lambda: tool.write_captions(cues, small_disk / "c.srt", small_disk / "c.vtt"),
    )
