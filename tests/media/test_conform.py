"""Whatever clip a person has, it comes out in the video's format and the scene's length."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.measure import frame_hashes, frozen_stretches, shape
from tests.media.conftest import FORMAT, left_behind
from tests.media.fitting import pictures, vmaf
from vidgen_desktop.core.assembly import Fitting, Subtitling
from vidgen_desktop.core.choices import Fit
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.model import Cue, VideoFormat
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.mp4.index import read_index
from vidgen_desktop.media.tool import FfmpegTool

Maker = Callable[..., Path]
TALL = VideoFormat(180, 320, 24)

# What the matrix of test_inputs.py does not have.
CLIPS = {
    "hevc 4:4:4": (
        *("a.mkv", "-c:v", "libx265", "-pix_fmt", "yuv444p"),
        *("-preset", "ultrafast", "-x265-params", "log-level=0"),
    ),
    "mjpeg avi": ("a.avi", "-c:v", "mjpeg", "-pix_fmt", "yuvj420p"),
    "prores": ("a.mov", "-c:v", "prores_ks"),
    "mpeg2 ts": ("a.ts", "-c:v", "mpeg2video"),
    "wmv": ("a.wmv", "-c:v", "wmv2"),
    "flv": ("a.flv", "-c:v", "flv1"),
    "interlaced": ("a.mp4", "-flags", "+ildct+ilme", "-field_order", "tt", "-x264opts", "tff=1"),
    "grey": ("a.mkv", "-c:v", "ffv1", "-pix_fmt", "gray"),
}


@pytest.mark.parametrize("options", CLIPS.values(), ids=CLIPS.keys())
def test_any_codec_fits(
    tool: FfmpegTool, work: Work, clip: Maker, tmp_path: Path, options: tuple[str, ...]
) -> None:
    tool.conform(clip(*options), Fitting(FORMAT, 1.5), tmp_path / "fit.mp4", work)
    made = shape(tmp_path / "fit.mp4")
    assert made.video
    assert made.sound is None
    assert (made.video.width, made.video.height) == (320, 180)
    assert len(made.video.times) == 36
    assert made.video.fps == pytest.approx(24)
    assert "SAR 1:1" in made.text
    assert "yuv420p(tv, bt709" in made.text


@pytest.mark.parametrize("seconds", [0.04, 1.0, 2.0, 3.37])
@pytest.mark.parametrize("fps", [24, 30])
def test_the_frames_are_exact(
    tool: FfmpegTool, work: Work, clip: Maker, fps: int, seconds: float
) -> None:
    own = clip("own.mp4")
    out = own.with_name("fit.mp4")
    format = VideoFormat(180, 320, fps)
    fitted = tool.conform(own, Fitting(format, seconds), out, work)
    video = shape(out).video
    assert video
    assert (video.width, video.height) == (180, 320)
    assert len(video.times) == fitted.frames == format.frames(seconds)
    gaps = {round(end - start, 6) for start, end in video.times}
    assert gaps == {round(1 / fps, 6)}


def test_a_short_clip_is_slowed_a_little_before_it_is_held(
    tool: FfmpegTool, work: Work, clip: Maker, tmp_path: Path
) -> None:
    own = clip("own.mp4", source="testsrc2=s=320x180:r=24:d=4")
    tool.conform(own, Fitting(FORMAT, 4.5), tmp_path / "slowed.mp4", work)
    assert frozen_stretches(tmp_path / "slowed.mp4", 0.3) == []
    tool.conform(own, Fitting(FORMAT, 8.0), tmp_path / "held.mp4", work)
    [(start, _)] = frozen_stretches(tmp_path / "held.mp4", 0.3)
    assert start == pytest.approx(4 * 1.15, abs=0.1)


def test_the_last_of_many_changes_is_what_stays(
    tool: FfmpegTool, work: Work, clip: Maker, tmp_path: Path
) -> None:
    """As in recordings of screens, which have a frame for each change."""
    source = (
        "color=red:s=64x48:r=1000:d=2,drawbox=c=lime:t=fill:enable='gte(t,1)',"
        "drawbox=c=blue:t=fill:enable='gte(t,1.01)',"
        "select='eq(n,0)+eq(n,1000)+eq(n,1010)+eq(n,1990)'"
    )
    own = clip("screen.mkv", "-fps_mode", "vfr", "-c:v", "ffv1", source=source)
    tool.conform(own, Fitting(FORMAT, 2.0), tmp_path / "fit.mp4", work)
    red, green, blue = pictures(tmp_path / "fit.mp4", FORMAT)[36, 90, 160]
    assert blue > 200
    assert max(red, green) < 50


def test_all_of_a_clip_is_shown_over_a_blurred_copy_of_itself(
    tool: FfmpegTool, work: Work, clip: Maker, tmp_path: Path
) -> None:
    """No black bars: what is above and below has the clip's colours, darker and without edges."""
    halves = "color=#D08020:s=320x180:r=24:d=1,drawbox=0:0:160:180:#2080D0:fill"
    wide = clip("wide.mp4", "-pix_fmt", "yuv420p", source=halves)
    tool.conform(wide, Fitting(TALL, 0.5, Fit.CONTAIN), tmp_path / "fit.mp4", work)
    picture = pictures(tmp_path / "fit.mp4", TALL)[3].astype(int)
    whole, above = picture[115:205], picture[:100]
    assert np.abs(whole[:, 20:70].mean((0, 1)) - (0x20, 0x80, 0xD0)).max() < 25
    assert np.abs(whole[:, 110:160].mean((0, 1)) - (0xD0, 0x80, 0x20)).max() < 25
    left, right = above[:, :40].mean((0, 1)), above[:, -40:].mean((0, 1))
    assert left[2] > left[0] + 40
    assert right[0] > right[2] + 40
    assert 40 < above.mean() < whole.mean() * 0.9
    steps_within = np.abs(np.diff(whole[45].astype(int), axis=0)).max()
    steps_above = np.abs(np.diff(above[50].astype(int), axis=0)).max()
    assert steps_above < steps_within / 4


def test_what_can_be_seen_through_is_black(
    tool: FfmpegTool, work: Work, clip: Maker, tmp_path: Path
) -> None:
    ghost = clip(
        *("ghost.mov", "-c:v", "qtrle", "-vf", "format=argb,colorchannelmixer=aa=0.5"),
        source="color=white:s=320x180:r=24:d=1",
    )
    tool.conform(ghost, Fitting(FORMAT, 0.5), tmp_path / "fit.mp4", work)
    assert pictures(tmp_path / "fit.mp4", FORMAT)[0].mean() == pytest.approx(128, abs=4)


@pytest.mark.parametrize(("size", "matrix"), [("1280x720", "bt709"), ("640x360", "smpte170m")])
def test_undeclared_colours_are_read_as_players_read_them(
    tool: FfmpegTool, work: Work, clip: Maker, tmp_path: Path, size: str, matrix: str
) -> None:
    """By the size: as in television of high definition, or as in that before it."""
    red = f"color=#C81E1E:s={size}:r=24:d=0.2,scale=out_color_matrix={matrix}:out_range=tv"
    bare = f"{red},format=yuv420p,setparams=colorspace=unknown"
    own = clip("bare.mp4", source=bare)
    tool.conform(own, Fitting(FORMAT, 0.2), tmp_path / "fit.mp4", work)
    seen = pictures(tmp_path / "fit.mp4", FORMAT)[0].mean((0, 1))
    assert np.abs(seen - (0xC8, 0x1E, 0x1E)).max() < 4


def test_high_dynamic_range_is_brought_down(
    tool: FfmpegTool, work: Work, clip: Maker, tmp_path: Path
) -> None:
    """Shown without conversion it would look flat and grey."""
    tags = "color_primaries=bt2020:color_trc=arib-std-b67:colorspace=bt2020nc:range=tv"
    x265 = "log-level=0:colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc"
    hdr = clip(
        *("hdr.mp4", "-vf", f"format=yuv420p10le,setparams={tags}"),
        *("-c:v", "libx265", "-x265-params", x265),
        source="color=0xBFBFBF:s=320x180:r=24:d=1",
    )
    tool.conform(hdr, Fitting(TALL, 1.0, Fit.CONTAIN), tmp_path / "fit.mp4", work)
    assert "yuv420p(tv, bt709" in shape(tmp_path / "fit.mp4").text
    whole = pictures(tmp_path / "fit.mp4", TALL)[12][115:205]
    # HLG's signal of 75 % is the white of a page, not the brightest that there is.
    assert 150 < whole.min() <= whole.max() < 250


def test_a_size_that_changes_midway_changes_nothing_else(
    tool: FfmpegTool, work: Work, clip: Maker, tmp_path: Path
) -> None:
    """Time goes on, and the picture fills the video before and after."""
    mpeg2, later = ("-c:v", "mpeg2video"), ("-output_ts_offset", "1")
    first = clip("1.ts", *mpeg2, source="color=#C02020:s=320x180:r=24:d=1")
    second = clip("2.ts", *mpeg2, *later, source="color=#2020C0:s=160x120:r=24:d=1")
    both = tmp_path / "both.ts"
    both.write_bytes(first.read_bytes() + second.read_bytes())
    fitted = tool.conform(both, Fitting(FORMAT, 1.9), tmp_path / "fit.mp4", work)
    seen = pictures(tmp_path / "fit.mp4", FORMAT)
    assert fitted.encoded
    assert len(seen) == 46
    red = [bool(picture[:, :, 0].min() > 150) for picture in seen]
    blue = [bool(picture[:, :, 2].min() > 150) for picture in seen]
    assert red.index(False) == pytest.approx(24, abs=1)
    assert all(blue[26:])


def test_a_clip_with_a_damaged_end_is_still_used(
    tool: FfmpegTool, work: Work, clip: Maker, tmp_path: Path
) -> None:
    whole = clip("own.ts", "-c:v", "mpeg2video").read_bytes()
    (tmp_path / "cut.ts").write_bytes(whole[: len(whole) // 2])
    tool.conform(tmp_path / "cut.ts", Fitting(FORMAT, 2.0), tmp_path / "fit.mp4", work)
    assert len(frame_hashes(tmp_path / "fit.mp4")) == 48


def test_captions_are_drawn_in_the_same_encoding(
    tool: FfmpegTool, work: Work, clip: Maker, tmp_path: Path
) -> None:
    """While they are to be seen, and where they belong; even if the clip fits already."""
    blank = clip("blank.mp4", "-pix_fmt", "yuv420p", source="color=#305030:s=320x180:r=24:d=2")
    captions = Subtitling((Cue(0.5, 1.5, "It’s a [test],\\N{\\b1}100 % 'quoted'; 蜂"),))
    fitted = tool.conform(
        blank, Fitting(FORMAT, 2.0, captions=captions), tmp_path / "fit.mp4", work
    )
    assert fitted.encoded
    seen = pictures(tmp_path / "fit.mp4", FORMAT)
    bright = [int((picture[100:].min(2) > 200).sum()) for picture in seen]
    assert all(count == 0 for count in (*bright[:12], *bright[36:]))
    assert all(count > 100 for count in bright[13:35])
    assert (seen[24][:90].min(2) > 200).sum() == 0
    assert left_behind(tmp_path) == []


def test_it_can_be_cut_where_a_transition_will_be(
    tool: FfmpegTool, work: Work, clip: Maker, tmp_path: Path
) -> None:
    own = clip("own.mp4", source="testsrc2=s=160x120:r=25:d=5")
    fitting = Fitting(FORMAT, 4.0, head=7, tail=10)
    tool.conform(own, fitting, tmp_path / "fit.mp4", work)
    index = read_index(tmp_path / "fit.mp4")
    assert index
    assert index.video
    assert {0, 7, 86} <= set(index.video.cuts)


@pytest.mark.parametrize("content", ["testsrc2", "mandelbrot"])
@pytest.mark.parametrize("size", ["320x180", "480x360"])
def test_encoding_costs_no_quality_that_can_be_seen(
    tool: FfmpegTool, work: Work, clip: Maker, tmp_path: Path, content: str, size: str
) -> None:
    tags = "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"
    own = clip(
        *("own.mkv", "-c:v", "ffv1", "-vf", tags, "-colorspace", "bt709", "-t", "1.5"),
        source=f"{content}=s={size}:r=24",
    )
    tool.conform(own, Fitting(FORMAT, 1.5), tmp_path / "fit.mp4", work)
    scaled = "scale=320:180:force_original_aspect_ratio=increase:flags=bicubic,crop=320:180"
    assert vmaf(tmp_path / "fit.mp4", own, scaled) >= 95


def test_sound_alone_is_refused(tool: FfmpegTool, work: Work, sound: Maker, tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="no moving pictures"):
        tool.conform(sound("a.wav", "sine=d=1"), Fitting(FORMAT, 1.0), tmp_path / "fit.mp4", work)
    assert left_behind(tmp_path) == []
