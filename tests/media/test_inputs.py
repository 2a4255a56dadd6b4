"""Takes of every codec, size, rate and length come out as the scene needs them."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.measure import ffmpeg, samples, shape
from tests.media.fitting import SECONDS, Placing, chart, make, pictures
from vidgen_desktop.core.assembly import Fitting
from vidgen_desktop.core.choices import Fit
from vidgen_desktop.core.model import VideoFormat
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.tool import FfmpegTool

TALL = VideoFormat(144, 256, 24)
LONGER, SHORTER = 1.5, 2.6  # seconds wanted of a clip of two: it is longer, or shorter
SLOWED = 1.15

X265 = ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=0")
VP9 = ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8")
AV1 = ("-c:v", "libsvtav1", "-preset", "12", "-svtav1-params", "lp=1")
PLAIN = ("-pix_fmt", "yuv420p")
DEEP = ("-pix_fmt", "yuv420p10le")
TONE = ("-f", "lavfi", "-i", f"sine=440:d={SECONDS}", "-ac", "2")


@dataclass(frozen=True)
class Input:
    """How a clip is made, and the size and accuracy (seconds) with which it is seen."""

    name: str
    options: tuple[str, ...]
    stored: tuple[int, int] = (256, 144)
    fps: str = "25"
    turned: int = 0
    seen: tuple[int, int] = (256, 144)
    within: float = 0.07

    @property
    def has_sound(self) -> bool:
        return "sine" in " ".join(self.options)


INPUTS = (
    Input("h264.mp4", (*TONE, *PLAIN, "-c:a", "aac")),
    Input("h264-10-bit.mkv", DEEP),
    Input("h264.ts", (*TONE, *PLAIN, "-c:a", "mp2")),
    Input("hevc.mp4", (*X265, *PLAIN)),
    Input("hevc-10-bit.mov", (*TONE, *X265, *DEEP, "-c:a", "pcm_s16le")),
    Input("vp9.webm", (*TONE, *VP9, *PLAIN, "-c:a", "libopus")),
    Input("vp9-10-bit.webm", (*VP9, *DEEP)),
    Input("av1.mp4", (*AV1, *PLAIN)),
    Input("av1-10-bit.mkv", (*TONE, *AV1, *DEEP, "-c:a", "flac")),
    Input("mpeg4.avi", (*TONE, *PLAIN, "-c:v", "mpeg4", "-bf", "2", "-c:a", "libmp3lame")),
    Input("h264.avi", PLAIN, within=0.15),  # it does not tell when frames are shown
    Input("turned.mp4", PLAIN, stored=(256, 144), turned=90, seen=(144, 256)),
    Input("upside-down.mp4", PLAIN, turned=180),
    Input(
        "uneven.mkv", ("-vf", "select='not(mod(n,4))+gt(n,30)'", "-fps_mode", "vfr"), within=0.18
    ),
    Input(
        "uneven.mp4", ("-vf", "select='not(mod(n,3))+lt(n,20)'", "-fps_mode", "vfr"), within=0.14
    ),
    Input("odd.mkv", ("-c:v", "ffv1", "-pix_fmt", "yuv444p"), stored=(255, 143), seen=(255, 143)),
    Input("tall.mp4", PLAIN, stored=(90, 160), seen=(90, 160)),
    Input("square.mp4", PLAIN, stored=(160, 160), seen=(160, 160)),
    Input("wide-pixels.mp4", (*PLAIN, "-vf", "setsar=2"), stored=(128, 144), seen=(256, 144)),
    Input("fast.mp4", PLAIN, fps="60"),
    Input("film.mp4", PLAIN, fps="24000/1001"),
    Input("slow.mp4", PLAIN, fps="10", within=0.12),
    Input("clear.mov", ("-c:v", "qtrle", "-pix_fmt", "argb")),
)


@pytest.fixture(scope="session")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("inputs")
    made: dict[str, Path] = {}
    for given in INPUTS:
        path = made[given.name] = folder / given.name
        source = chart(*given.stored, given.fps)
        if not given.turned:
            make(path, *given.options, source=source)
            continue
        # What is seen must be upright: it is stored turned the other way.
        lying = folder / f"lying-{given.name}"
        turns = {90: "transpose=clock", 180: "hflip,vflip"}[given.turned]
        source = f"{chart(*given.seen, given.fps)},{turns}"
        make(lying, *given.options, source=source)
        ffmpeg("-display_rotation", str(given.turned), "-i", str(lying), "-c", "copy", str(path))
    return made


@pytest.mark.parametrize(
    ("given", "way"),
    [
        pytest.param(given, (fit, seconds), id=f"{given.name}-{fit}")
        for given in INPUTS
        for fit, seconds in (
            (Fit.COVER, SHORTER),
            (Fit.CONTAIN, LONGER),
            (Fit.STRETCH, SHORTER),
        )
        # Codecs are stretched alike; shapes are not.
        if fit is not Fit.STRETCH or given.stored != (256, 144) or given.turned
    ],
)
def test_it_fits(
    tool: FfmpegTool,
    work: Work,
    tmp_path: Path,
    inputs: dict[str, Path],
    given: Input,
    way: tuple[Fit, float],
) -> None:
    fit, seconds = way
    own, fitting = inputs[given.name], Fitting(TALL, seconds, fit)
    fitted = tool.conform(own, fitting, tmp_path / "fit.mp4", work)
    sound = tool.own_sound(own, seconds, TALL, tmp_path / "own.wav", work)
    assert fitted.encoded
    assert fitted.is_ours
    assert (sound.path is not None) == given.has_sound
    if sound.path:
        assert len(samples(Path(sound.path))) == fitted.frames * 2000
    seen = pictures(Path(fitted.path), TALL)
    assert len(seen) == fitted.frames == TALL.frames(seconds)

    placing = Placing(given.seen, TALL, fit)
    slower = SLOWED if seconds > SECONDS else 1.0
    for number in (0, len(seen) // 2, len(seen) - 1):
        placing.assert_shows_chart(seen[number])
        at = min(number / TALL.fps / slower, SECONDS - 0.04)
        if placing.point(at / SECONDS - 0.05, 0.5) and placing.point(at / SECONDS + 0.05, 0.5):
            moment = placing.moment(seen[number])
            assert moment is not None
            assert moment * SECONDS == pytest.approx(at, abs=given.within)


def test_all_of_them_can_be_joined(
    tool: FfmpegTool, work: Work, tmp_path: Path, inputs: dict[str, Path]
) -> None:
    chosen = ("h264.mp4", "hevc-10-bit.mov", "clear.mov", "uneven.mkv")
    fitted = [
        tool.conform(inputs[name], Fitting(TALL, 0.5), tmp_path / f"{name}.mp4", work)
        for name in chosen
    ]
    assert len({one.kind for one in fitted}) == 1
    video = shape(tmp_path / "h264.mp4.mp4").video
    assert video
    assert video.fps == pytest.approx(24)
