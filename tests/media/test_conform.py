"""Whatever clip a person has, it comes out in the video's format and the scene's length."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.measure import ffmpeg, frame_hashes, frozen_stretches, shape
from tests.media.conftest import FORMAT, left_behind
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.model import VideoFormat
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.tool import FfmpegTool

Maker = Callable[..., Path]

CLIPS = {
    "h264 10 bit": ("a.mp4", "-c:v", "libx264", "-pix_fmt", "yuv420p10le"),
    "hevc 4:4:4": (
        "a.mkv",
        "-c:v",
        "libx265",
        "-pix_fmt",
        "yuv444p",
        "-x265-params",
        "log-level=0",
    ),
    "vp9": ("a.webm", "-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8"),
    "av1": ("a.mp4", "-c:v", "libsvtav1", "-preset", "12", "-svtav1-params", "lp=1"),
    "mjpeg avi": ("a.avi", "-c:v", "mjpeg", "-pix_fmt", "yuvj420p"),
    "prores": ("a.mov", "-c:v", "prores_ks"),
    "mpeg2 ts": ("a.ts", "-c:v", "mpeg2video"),
    "wmv": ("a.wmv", "-c:v", "wmv2"),
    "flv": ("a.flv", "-c:v", "flv1"),
    "with alpha": ("a.mov", "-c:v", "qtrle", "-pix_fmt", "argb"),
    "interlaced": ("a.mp4", "-flags", "+ildct+ilme", "-field_order", "tt", "-x264opts", "tff=1"),
    "wide pixels": ("a.mp4", "-vf", "setsar=16/11"),
    "60 fps": ("a.mp4", "-r", "60"),
    "grey": ("a.mkv", "-c:v", "ffv1", "-pix_fmt", "gray"),
}


@pytest.mark.parametrize("options", CLIPS.values(), ids=CLIPS.keys())
def test_any_codec_fits(
    tool: FfmpegTool, work: Work, clip: Maker, tmp_path: Path, options: tuple[str, ...]
) -> None:
    tool.conform(clip(*options), FORMAT, 1.5, tmp_path / "fit.mp4", work)
    made = shape(tmp_path / "fit.mp4")
    assert made.video
    assert made.sound is None
    assert (made.video.width, made.video.height) == (320, 180)
    assert len(made.video.times) == 36
    assert made.video.fps == pytest.approx(24)
    assert "SAR 1:1" in made.text
    assert "yuv420p(tv, bt709" in made.text


@pytest.mark.parametrize("seconds", [0.04, 1.0, 2.0, 3.37])
@pytest.mark.parametrize(
    "format",
    [VideoFormat(w, h, fps) for w, h in ((320, 180), (180, 320), (240, 240)) for fps in (24, 30)],
    ids=lambda format: f"{format.width}x{format.height}x{format.fps}",
)
def test_the_frames_are_exact(
    tool: FfmpegTool, work: Work, clip: Maker, format: VideoFormat, seconds: float
) -> None:
    own = clip("own.mp4")
    out = own.with_name("fit.mp4")
    tool.conform(own, format, seconds, out, work)
    video = shape(out).video
    assert video
    assert (video.width, video.height) == (format.width, format.height)
    assert len(video.times) == format.frames(seconds)


def test_a_short_clip_is_slowed_a_little_before_it_is_held(
    tool: FfmpegTool, work: Work, clip: Maker, tmp_path: Path
) -> None:
    own = clip("own.mp4", source="testsrc2=s=320x180:r=24:d=4")
    tool.conform(own, FORMAT, 4.5, tmp_path / "slowed.mp4", work)
    assert frozen_stretches(tmp_path / "slowed.mp4", 0.3) == []
    tool.conform(own, FORMAT, 8.0, tmp_path / "held.mp4", work)
    [(start, _)] = frozen_stretches(tmp_path / "held.mp4", 0.3)
    assert start == pytest.approx(4 * 1.15, abs=0.1)


def test_a_turned_clip_is_turned_back(
    tool: FfmpegTool, work: Work, clip: Maker, tmp_path: Path
) -> None:
    """A phone films sideways and writes down how it was held: the top must be on top."""
    from PIL import Image

    lying = clip("lying.mp4", source="color=red:s=320x180:r=24:d=1,drawbox=0:0:160:180:blue:fill")
    held = tmp_path / "held.mp4"
    ffmpeg("-display_rotation", "90", "-i", str(lying), "-c", "copy", str(held))
    assert (tool.probe(held, work).width, tool.probe(held, work).height) == (180, 320)
    tool.conform(held, VideoFormat(180, 320, 24), 1.0, tmp_path / "fit.mp4", work)
    tool.still(tmp_path / "fit.mp4", 0.0, tmp_path / "fit.png", work)
    picture = Image.open(tmp_path / "fit.png").convert("RGB")
    top, bottom = picture.getpixel((90, 40)), picture.getpixel((90, 280))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert (top[0] > 200, bottom[2] > 200) == (True, True)


def test_the_picture_fills_the_format(
    tool: FfmpegTool, work: Work, clip: Maker, tmp_path: Path
) -> None:
    """No black bars: a wide clip in a tall video loses its sides."""
    from PIL import Image

    wide = clip("wide.mp4", source="color=white:s=640x180:r=24:d=1")
    tool.conform(wide, VideoFormat(180, 320, 24), 1.0, tmp_path / "fit.mp4", work)
    tool.still(tmp_path / "fit.mp4", 0.5, tmp_path / "fit.png", work)
    darkest, _ = Image.open(tmp_path / "fit.png").convert("L").getextrema()
    assert isinstance(darkest, int)
    assert darkest > 240


def test_varying_frame_times_become_even(
    tool: FfmpegTool, work: Work, clip: Maker, tmp_path: Path
) -> None:
    uneven = clip(
        *("uneven.mkv", "-vf", "select='not(mod(n,7))+gt(n,30)'", "-fps_mode", "vfr"),
        source="testsrc2=s=320x180:r=30:d=3",
    )
    tool.conform(uneven, FORMAT, 2.5, tmp_path / "fit.mp4", work)
    video = shape(tmp_path / "fit.mp4").video
    assert video
    gaps = {round(end - start, 6) for start, end in video.times}
    assert gaps == {round(1 / 24, 6)}


def test_high_dynamic_range_is_brought_down(
    tool: FfmpegTool, work: Work, clip: Maker, tmp_path: Path
) -> None:
    """Shown without conversion it would look flat and grey."""
    from PIL import Image

    tags = "color_primaries=bt2020:color_trc=arib-std-b67:colorspace=bt2020nc:range=tv"
    x265 = "log-level=0:colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc"
    hdr = clip(
        *("hdr.mp4", "-vf", f"format=yuv420p10le,setparams={tags}"),
        *("-c:v", "libx265", "-x265-params", x265),
        source="color=0xBFBFBF:s=320x180:r=24:d=1",
    )
    tool.conform(hdr, FORMAT, 1.0, tmp_path / "fit.mp4", work)
    assert "yuv420p(tv, bt709" in shape(tmp_path / "fit.mp4").text
    tool.still(tmp_path / "fit.mp4", 0.5, tmp_path / "fit.png", work)
    low, high = Image.open(tmp_path / "fit.png").convert("L").getextrema()
    # HLG's signal of 75 % is the white of a page, not the brightest that there is.
    assert isinstance(low, int)
    assert isinstance(high, int)
    assert 150 < low <= high < 250


def test_a_clip_with_a_damaged_end_is_still_used(
    tool: FfmpegTool, work: Work, clip: Maker, tmp_path: Path
) -> None:
    whole = clip("own.ts", "-c:v", "mpeg2video").read_bytes()
    (tmp_path / "cut.ts").write_bytes(whole[: len(whole) // 2])
    tool.conform(tmp_path / "cut.ts", FORMAT, 2.0, tmp_path / "fit.mp4", work)
    assert len(frame_hashes(tmp_path / "fit.mp4")) == 48


def test_sound_alone_is_refused(tool: FfmpegTool, work: Work, sound: Maker, tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="no moving pictures"):
        tool.conform(sound("a.wav", "sine=d=1"), FORMAT, 1.0, tmp_path / "fit.mp4", work)
    assert left_behind(tmp_path) == []
