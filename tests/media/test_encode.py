"""Frames that a painter writes become a take of exactly those frames."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.measure import frame_hashes, shape
from tests.media.conftest import FORMAT, left_behind, paint
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.media_port import FrameSource
from vidgen_desktop.core.model import VideoFormat
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.mp4.index import read_index
from vidgen_desktop.media.tool import FfmpegTool


def test_every_frame_arrives(tool: FfmpegTool, work: Work, tmp_path: Path) -> None:
    out = tmp_path / "take.mp4"
    tool.encode(paint(37), FORMAT, out, work)
    video = shape(out).video
    assert video
    assert (video.codec, video.width, video.height) == ("h264", 320, 180)
    assert len(video.times) == 37
    assert video.fps == pytest.approx(24)
    assert video.times[0][0] == 0
    assert len(set(frame_hashes(out))) == 37
    assert left_behind(tmp_path) == []


def test_one_frame_is_enough(tool: FfmpegTool, work: Work, tmp_path: Path) -> None:
    tool.encode(paint(1), FORMAT, tmp_path / "one.mp4", work)
    assert len(frame_hashes(tmp_path / "one.mp4")) == 1


def test_a_take_can_be_cut_where_its_transitions_will_be(
    tool: FfmpegTool, work: Work, tmp_path: Path
) -> None:
    out = tmp_path / "take.mp4"
    tool.encode(replace(paint(37), cuts=(10, 30, 37)), FORMAT, out, work)
    index = read_index(out)
    assert index
    assert index.video
    assert index.video.cuts == (0, 10, 30)


def test_colours_come_out_as_painted(tool: FfmpegTool, work: Work, tmp_path: Path) -> None:
    from PIL import Image

    tool.encode(paint(4, colour=(200, 60, 30)), FORMAT, tmp_path / "red.mp4", work)
    tool.still(tmp_path / "red.mp4", 0.0, tmp_path / "red.png", work)
    seen = Image.open(tmp_path / "red.png").convert("RGB").getpixel((160, 150))
    assert isinstance(seen, tuple)
    assert all(abs(a - b) <= 3 for a, b in zip(seen, (200, 60, 30), strict=True)), seen
    assert "bt709" in shape(tmp_path / "red.mp4").text


def test_progress_counts_frames_and_never_goes_back(tool: FfmpegTool, tmp_path: Path) -> None:
    from vidgen_desktop.core.cancel import CancelToken

    seen: list[float] = []
    tool.encode(
        paint(60), FORMAT, tmp_path / "x.mp4", Work(CancelToken(), tmp_path / "s", seen.append)
    )
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_a_painter_that_fails_is_quoted(tool: FfmpegTool, work: Work, tmp_path: Path) -> None:
    with pytest.raises(MediaError, match=r"^The paint has run out\.$"):
        tool.encode(paint(50, fail_at=20), FORMAT, tmp_path / "x.mp4", work)
    assert not (tmp_path / "x.mp4").exists()
    assert left_behind(tmp_path) == []


def test_a_painter_that_fails_before_painting_is_quoted(
    tool: FfmpegTool, work: Work, tmp_path: Path
) -> None:
    with pytest.raises(MediaError, match="The paint has run out"):
        tool.encode(paint(50, fail_at=0), FORMAT, tmp_path / "x.mp4", work)


@pytest.mark.parametrize("painted", [9, 11])
def test_a_wrong_number_of_frames_is_refused(
    tool: FfmpegTool, work: Work, tmp_path: Path, painted: int
) -> None:
    with pytest.raises(MediaError, match=f"{painted} of 10 frames"):
        tool.encode(paint(painted, promised=10), FORMAT, tmp_path / "x.mp4", work)
    assert not (tmp_path / "x.mp4").exists()


def test_a_painter_that_cannot_be_started_is_named(
    tool: FfmpegTool, work: Work, tmp_path: Path
) -> None:
    missing = FrameSource([str(tmp_path / "no-such-painter")], b"{}", 10)
    with pytest.raises(MediaError):
        tool.encode(missing, FORMAT, tmp_path / "x.mp4", work)
    assert left_behind(tmp_path) == []


def test_an_impossible_format_is_a_sentence(tool: FfmpegTool, work: Work, tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="could not be encoded"):
        tool.encode(
            paint(5, format=VideoFormat(321, 181, 24)),
            VideoFormat(321, 181, 24),
            tmp_path / "x.mp4",
            work,
        )


def test_a_painter_that_ignores_its_job_cannot_block(
    tool: FfmpegTool, work: Work, tmp_path: Path
) -> None:
    code = "import sys; sys.stdout.buffer.write(bytes(320 * 180 * 3) * 5)"
    source = FrameSource([sys.executable, "-c", code], b"x" * 10_000_000, 5)
    tool.encode(source, FORMAT, tmp_path / "x.mp4", work)
    assert len(frame_hashes(tmp_path / "x.mp4")) == 5


def test_an_existing_take_survives_a_failure(tool: FfmpegTool, work: Work, tmp_path: Path) -> None:
    out = tmp_path / "take.mp4"
    out.write_bytes(b"the old one")
    with pytest.raises(MediaError):
        tool.encode(paint(5, fail_at=2), FORMAT, out, work)
    assert out.read_bytes() == b"the old one"


def test_the_longest_possible_name_is_no_obstacle(
    tool: FfmpegTool, work: Work, tmp_path: Path
) -> None:
    out = tmp_path / ("é" * 125 + ".mp4")
    tool.encode(paint(2), FORMAT, out, work)
    assert out.is_file()
