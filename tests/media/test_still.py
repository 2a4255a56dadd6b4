"""One frame as a picture."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image

from tests.measure import ffmpeg
from tests.media.pieces import SMALL, take
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.tool import FfmpegTool

BLUE = (40, 80, 160)
BLUE_LATER = (
    "format=rgb24,drawbox=c=0x2850A0:t=fill:enable='gte(n,24)',"
    "scale=out_color_matrix=bt709:out_range=tv"
)


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds: one of another colour, then one of blue."""
    return take(tmp_path_factory.mktemp("still") / "v.mp4", 48, filters=BLUE_LATER)


@pytest.mark.parametrize("at", [1.0, 1.5, 1.99, 2.0, 500.0])
@pytest.mark.parametrize("name", ["p.png", "p.jpg"])
def test_a_still_of_any_moment(
    tool: FfmpegTool, work: Work, film: Path, tmp_path: Path, at: float, name: str
) -> None:
    tool.still(film, at, tmp_path / name, work)
    with Image.open(tmp_path / name) as picture:
        assert picture.size == (SMALL.width, SMALL.height)
        assert picture.format == {"p.png": "PNG", "p.jpg": "JPEG"}[name]
        assert is_blue(picture)


@pytest.mark.parametrize("at", [-3.0, 0.0, 0.99])
def test_a_still_is_of_no_later_moment(
    tool: FfmpegTool, work: Work, film: Path, tmp_path: Path, at: float
) -> None:
    tool.still(film, at, tmp_path / "p.png", work)
    with Image.open(tmp_path / "p.png") as picture:
        assert not is_blue(picture)


def test_a_still_from_about_a_moment_is_the_nearest_keyframe(
    tool: FfmpegTool, work: Work, tmp_path: Path
) -> None:
    film = take(tmp_path / "v.mp4", 48, keys=(24,), filters=BLUE_LATER)
    for at, blue in ((0.3, False), (0.7, True), (1.9, True), (500.0, True)):
        tool.still(film, at, tmp_path / "p.png", work, near=True)
        with Image.open(tmp_path / "p.png") as picture:
            assert is_blue(picture) is blue


def test_a_still_from_about_a_moment_needs_no_index(
    tool: FfmpegTool, work: Work, film: Path, tmp_path: Path
) -> None:
    other = tmp_path / "v.mkv"
    ffmpeg("-i", str(film), "-c", "copy", str(other))
    tool.still(other, 1.5, tmp_path / "p.png", work, near=True)
    with Image.open(tmp_path / "p.png") as picture:
        assert picture.size == (SMALL.width, SMALL.height)


@pytest.mark.parametrize("near", [False, True])
def test_a_still_of_what_is_damaged_further_on(
    tool: FfmpegTool, work: Work, tmp_path: Path, near: bool
) -> None:
    """Its first picture can be seen, and it is a take: it needs a poster."""
    source, damaged = tmp_path / "v.mp4", tmp_path / "damaged.mp4"
    sound = ("-f", "lavfi", "-i", "sine=d=3", "-c:v", "libx264", "-pix_fmt", "yuv420p")
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=640x360:r=25:d=3", *sound, str(source))
    data = source.read_bytes()
    third = len(data) // 3
    damaged.write_bytes(data[:third] + bytes(third) + data[2 * third :])
    tool.still(damaged, 1.6, tmp_path / "p.png", work, near=near)
    with Image.open(tmp_path / "p.png") as picture:
        assert picture.size == (640, 360)


@pytest.mark.parametrize("near", [False, True])
def test_a_still_of_what_can_only_be_read_from_its_beginning(
    tool: FfmpegTool, work: Work, film: Path, tmp_path: Path, near: bool
) -> None:
    """Transport streams have no index, and seldom begin at nought."""
    stream = tmp_path / "v.ts"
    ffmpeg("-i", str(film), "-c", "copy", "-output_ts_offset", "100", str(stream))
    for at in (0.0, 1.2, 500.0):
        tool.still(stream, at, tmp_path / "p.png", work, near=near)
        with Image.open(tmp_path / "p.png") as picture:
            assert picture.size == (SMALL.width, SMALL.height)


@pytest.mark.parametrize(
    "options",
    [
        ("-c:v", "libx264", "-pix_fmt", "yuv420p10le"),
        ("-c:v", "libx264", "-pix_fmt", "yuv444p", "-color_range", "pc"),
        ("-c:v", "libx265", "-pix_fmt", "yuv420p10le", "-tag:v", "hvc1"),
        ("-c:v", "libvpx-vp9"),
        ("-c:v", "libsvtav1"),
        ("-c:v", "mpeg4"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("turned", [(), ("-display_rotation", "90")], ids=["", "turned"])
def test_a_still_from_about_a_moment_is_the_same_whatever_the_codec(
    tool: FfmpegTool, work: Work, tmp_path: Path, options: Sequence[str], turned: Sequence[str]
) -> None:
    """The index of the file lets ffmpeg do without a look at its frames."""
    made, film = tmp_path / "made.mp4", tmp_path / "v.mp4"
    source = f"testsrc2=s={SMALL.width}x{SMALL.height}:r={SMALL.fps}:d=1"
    ffmpeg("-f", "lavfi", "-i", source, *options, str(made))
    ffmpeg(*turned, "-i", str(made), "-c", "copy", str(film))
    tool.still(film, 0.0, tmp_path / "exact.png", work)
    tool.still(film, 0.0, tmp_path / "near.png", work, near=True)
    with Image.open(tmp_path / "exact.png") as exact, Image.open(tmp_path / "near.png") as near:
        assert near.size == exact.size
        assert near.size == ((SMALL.height, SMALL.width) if turned else exact.size)
        assert near.tobytes() == exact.tobytes()


def test_a_still_is_the_very_frame(tool: FfmpegTool, work: Work, tmp_path: Path) -> None:
    """Keyframes and others, at the moment they begin and just before the next."""
    path = take(tmp_path / "v.mp4", 12, keys=[5, 7])
    shown: list[bytes] = []
    for number in range(4, 9):
        for at in (number / SMALL.fps, (number + 0.9) / SMALL.fps):
            tool.still(path, at, tmp_path / "p.png", work)
            with Image.open(tmp_path / "p.png") as picture:
                shown.append(picture.tobytes())
    assert shown[::2] == shown[1::2]
    assert len(set(shown)) == 5


def is_blue(picture: Image.Image) -> bool:
    corner = picture.convert("RGB").getpixel((150, 80))
    assert isinstance(corner, tuple)
    return all(abs(a - b) < 4 for a, b in zip(corner, BLUE, strict=True))
