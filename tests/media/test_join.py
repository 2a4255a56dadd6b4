"""Joining copies packets: every frame of every take, none twice, none lost."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.measure import ffmpeg, frame_hashes, shape
from tests.media.conftest import FORMAT, left_behind
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.model import Cue, VideoFormat
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.tool import FfmpegTool

Maker = Callable[..., Path]


def test_the_frames_are_the_takes_frames(
    tool: FfmpegTool, work: Work, take: Maker, tmp_path: Path
) -> None:
    takes = [take("a.mp4", 1), take("b.mp4", 49, (10, 90, 10)), take("c.mp4", 100, (90, 10, 10))]
    tool.join(takes, FORMAT, tmp_path / "joined.mp4", work)
    expected = [frame for one in takes for frame in frame_hashes(one)]
    assert frame_hashes(tmp_path / "joined.mp4") == expected
    assert left_behind(tmp_path) == []


def rounded_down(take: Path, seconds: float) -> Path:
    """The same take with a header that gives its length in whole milliseconds, as some have."""
    rounded = take.with_name(f"rounded-{take.name}")
    ffmpeg("-i", str(take), "-c", "copy", "-movie_timescale", "1000", str(rounded))
    content = bytearray(rounded.read_bytes())
    edit = content.index(b"elst") + 12
    content[edit : edit + 4] = int(seconds * 1000).to_bytes(4, "big")
    rounded.write_bytes(content)
    return rounded


@pytest.mark.parametrize("fps", [24, 30])
def test_the_times_have_no_gap_and_no_overlap(
    tool: FfmpegTool, work: Work, take: Maker, tmp_path: Path, fps: int
) -> None:
    """To the tick: a third of a millisecond at each seam would add up."""
    format = VideoFormat(FORMAT.width, FORMAT.height, fps)
    lengths = [98, 94, 1, 7, 61, 2, 11, 13, 97]
    takes = [take(f"{frames}.mp4", frames, fps=fps) for frames in lengths]
    takes = [rounded_down(one, frames / fps) for one, frames in zip(takes, lengths, strict=True)]
    tool.join(takes, format, tmp_path / "joined.mp4", work)
    tool.mux(
        *(tmp_path / "joined.mp4", None, None),
        title="x", language="en", out=tmp_path / "muxed.mp4", work=work,
    )  # fmt: skip
    for name in ("joined.mp4", "muxed.mp4"):
        video = shape(tmp_path / name).video
        assert video
        ticks = sorted(round(start / video.tick) for start, _ in video.times)
        assert ticks == [512 * number for number in range(sum(lengths))]
        assert video.seconds == pytest.approx(sum(lengths) / fps, abs=1e-6)


def test_takes_made_in_different_ways_fit_together(
    tool: FfmpegTool, work: Work, take: Maker, clip: Maker, tmp_path: Path
) -> None:
    painted = take("painted.mp4", 24)
    conformed, burned = tmp_path / "conformed.mp4", tmp_path / "burned.mp4"
    tool.conform(clip("own.mkv", "-c:v", "mpeg4"), FORMAT, 1.0, conformed, work)
    tool.burn(painted, [Cue(0, 1, "Words")], FORMAT, burned, work)
    tool.join([painted, conformed, burned], FORMAT, tmp_path / "joined.mp4", work)
    assert len(frame_hashes(tmp_path / "joined.mp4")) == 72


def test_a_take_of_another_rate_is_named(
    tool: FfmpegTool, work: Work, take: Maker, tmp_path: Path
) -> None:
    takes = [take("a.mp4", 10), take("b.mp4", 10, fps=30)]
    with pytest.raises(MediaError, match="Scene 2 does not have the format"):
        tool.join(takes, FORMAT, tmp_path / "joined.mp4", work)
    assert not (tmp_path / "joined.mp4").exists()


def test_a_foreign_encoding_is_refused(
    tool: FfmpegTool, work: Work, take: Maker, clip: Maker, tmp_path: Path
) -> None:
    foreign = clip(
        *("foreign.mp4", "-pix_fmt", "yuv420p", "-preset", "ultrafast"),
        *("-video_track_timescale", "12288"),
        source="testsrc2=s=320x180:r=24:d=1",
    )
    with pytest.raises(MediaError, match="Scene 2"):
        tool.join([take("a.mp4", 10), foreign], FORMAT, tmp_path / "joined.mp4", work)


def test_odd_names_need_no_care(tool: FfmpegTool, work: Work, take: Maker, tmp_path: Path) -> None:
    names = ["it's.mp4", "a b\\c 'x' \"y\".mp4", "100% 日本 #1.mp4", "-i.mp4"]
    takes = [take(name, 3) for name in names]
    tool.join(takes, FORMAT, tmp_path / "it's joined.mp4", work)
    assert len(frame_hashes(tmp_path / "it's joined.mp4")) == 12


def test_a_damaged_take_is_a_sentence(
    tool: FfmpegTool, work: Work, take: Maker, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(take("a.mp4", 30).read_bytes()[:400])
    with pytest.raises(MediaError, match="could not be joined"):
        tool.join([tmp_path / "a.mp4", broken], FORMAT, tmp_path / "joined.mp4", work)


def test_nothing_to_join_is_a_sentence(tool: FfmpegTool, work: Work, tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="There are none"):
        tool.join([], FORMAT, tmp_path / "joined.mp4", work)
