"""A probe tells what a file is, or in one sentence why it cannot be used."""

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.measure import ffmpeg
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.media_info import MediaKind
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.tool import FfmpegTool

Maker = Callable[..., Path]


def test_a_video(tool: FfmpegTool, work: Work, clip: Maker) -> None:
    own = clip("own.mp4", "-f", "lavfi", "-i", "sine", "-c:a", "aac", "-t", "2")
    info = tool.probe(own, work)
    assert info.kind is MediaKind.VIDEO
    assert (info.width, info.height, info.frames) == (320, 240, 50)
    assert (info.seconds, info.fps) == (pytest.approx(2.0), pytest.approx(25))
    assert (info.video_codec, info.audio_codec, info.has_sound) == ("h264", "aac", True)


@pytest.mark.parametrize("pixels", ["yuv420p", "yuv422p10le", "yuv444p", "gray"])
def test_pixel_formats_are_named(tool: FfmpegTool, work: Work, clip: Maker, pixels: str) -> None:
    own = clip("own.mkv", "-c:v", "ffv1", "-pix_fmt", pixels)
    assert tool.probe(own, work).pixel_format == pixels


@pytest.mark.parametrize(
    "options",
    [
        ("a.wav",),
        ("a.mp3",),
        ("a.flac",),
        ("a.ogg", "-c:a", "libvorbis"),
        ("a.opus",),
        ("a.m4a",),
        ("a.aiff",),
        ("a.wma",),
        ("a.mka", "-c:a", "pcm_f32le"),
    ],
    ids=lambda options: options[0],
)
def test_sounds(tool: FfmpegTool, work: Work, sound: Maker, options: tuple[str, ...]) -> None:
    info = tool.probe(sound(options[0], "sine=d=1.5", *options[1:]), work)
    assert info.kind is MediaKind.SOUND
    assert info.seconds == pytest.approx(1.5, abs=0.06)
    assert (info.has_sound, info.width) == (True, 0)


def test_music_with_a_cover_is_sound(
    tool: FfmpegTool, work: Work, sound: Maker, tmp_path: Path
) -> None:
    from PIL import Image

    Image.new("RGB", (64, 64), "red").save(tmp_path / "cover.png")
    song, plain = tmp_path / "song.mp3", sound("plain.mp3", "sine=d=1")
    covered = ("-map", "0", "-map", "1", "-c", "copy", "-disposition:v", "attached_pic")
    ffmpeg("-i", str(plain), "-i", str(tmp_path / "cover.png"), *covered, str(song))
    assert tool.probe(song, work).kind is MediaKind.SOUND


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP"])
def test_pictures(tool: FfmpegTool, work: Work, tmp_path: Path, kind: str) -> None:
    from PIL import Image

    path = tmp_path / f"picture.{kind.lower()}"
    Image.new("RGB", (60, 40), "teal").save(path, kind)
    info = tool.probe(path, work)
    assert (info.kind, info.width, info.height) == (MediaKind.PICTURE, 60, 40)
    assert info.video_codec == kind.lower()


def test_a_turned_photo_has_the_size_it_is_seen_in(
    tool: FfmpegTool, work: Work, tmp_path: Path
) -> None:
    from PIL import Image

    turned = Image.Exif()
    turned[0x0112] = 6
    Image.new("RGB", (60, 40)).save(tmp_path / "p.jpg", exif=turned)
    info = tool.probe(tmp_path / "p.jpg", work)
    assert (info.width, info.height) == (40, 60)


def test_a_missing_file(tool: FfmpegTool, work: Work, tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="is not there"):
        tool.probe(tmp_path / "nothing.mp4", work)


def test_a_folder(tool: FfmpegTool, work: Work, tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="is not a file"):
        tool.probe(tmp_path, work)


def test_an_empty_file(tool: FfmpegTool, work: Work, tmp_path: Path) -> None:
    (tmp_path / "empty.mp4").touch()
    with pytest.raises(MediaError, match="is empty"):
        tool.probe(tmp_path / "empty.mp4", work)


@pytest.mark.parametrize(
    "content", [b"hello", bytes(5000), b"\x00\x00\x00\x18ftypmp42", b"%PDF-1.7"]
)
def test_something_else(tool: FfmpegTool, work: Work, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.mp4").write_bytes(content)
    with pytest.raises(MediaError, match=r"cannot be opened\. The file is damaged"):
        tool.probe(tmp_path / "x.mp4", work)


@pytest.mark.parametrize(
    ("name", "mark", "wrong"),
    [
        ("s.wav", b"fmt \x10\0\0\0", b"\xff\x7f"),  # no such codec
        ("s.mka", b"\x05vorbis", b"\xff" * 40),  # what the decoder needs is spoilt
    ],
)
def test_what_cannot_be_decoded_is_told_in_plain_words(
    tool: FfmpegTool, work: Work, clip: Maker, name: str, mark: bytes, wrong: bytes
) -> None:
    options = ("-c:a", "libvorbis") if name.endswith("mka") else ()
    own = clip(name, *options, source="sine=d=1")
    data = bytearray(own.read_bytes())
    at = data.index(mark) + len(mark)
    data[at : at + len(wrong)] = wrong
    own.write_bytes(data)
    with pytest.raises(MediaError, match="The file is damaged, or of a kind that cannot be used"):
        tool.probe(own, work)


def test_a_truncated_video(tool: FfmpegTool, work: Work, clip: Maker, tmp_path: Path) -> None:
    whole = clip("own.mp4").read_bytes()
    (tmp_path / "cut.mp4").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(MediaError):
        tool.probe(tmp_path / "cut.mp4", work)


@pytest.mark.parametrize("name", ["v.mp4", "v.mkv"])
def test_a_video_whose_end_is_missing_is_not_whole(
    tool: FfmpegTool, work: Work, clip: Maker, tmp_path: Path, name: str
) -> None:
    """Its index came first, so that what is there plays."""
    source = clip(name, "-movflags", "+faststart", "-c:v", "mpeg4", source="testsrc2=r=24:d=4")
    cut = tmp_path / f"cut-{name}"
    data = source.read_bytes()
    cut.write_bytes(data[: len(data) // 2])

    assert tool.probe(source, work).is_whole
    seen = tool.probe(cut, work)
    assert 0 < seen.seconds < 4
    assert not seen.is_whole


def test_a_video_of_which_nearly_nothing_is_left_is_not_whole(
    tool: FfmpegTool, work: Work, clip: Maker, tmp_path: Path
) -> None:
    """Its end is there."""
    data = clip("v.mkv", source="testsrc2=r=24:d=4").read_bytes()
    tenth = len(data) // 10
    (tmp_path / "hollow.mkv").write_bytes(data[:tenth] + bytes(8 * tenth) + data[9 * tenth :])
    assert not tool.probe(tmp_path / "hollow.mkv", work).is_whole


MADE_SO = {
    "v.m2ts": ("-f", "mpegts", "-mpegts_m2ts_mode", "1"),
    "v.webm": ("-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8"),
    "v.frag.mp4": ("-g", "24", "-movflags", "frag_keyframe+empty_moov"),
}


@pytest.mark.parametrize(
    "name",
    [
        *("v.avi", "v.ts", "v.m2ts", "v.ogv", "v.mkv", "v.webm", "v.wmv", "v.frag.mp4"),
        *("s.wav", "s.ogg", "s.aiff", "s.caf", "s.w64", "s.wma"),
    ],
)
@pytest.mark.parametrize("left", [0.5, 0.96])
def test_an_end_that_the_container_alone_knows_of(
    tool: FfmpegTool,
    work: Work,
    clip: Maker,
    tmp_path: Path,
    name: str,
    left: float,
) -> None:
    """Some of these state no length, or take it from the size of the file."""
    shown = "testsrc2=r=24:d=4" if name.startswith("v") else "sine=d=4"
    source = clip(name, *MADE_SO.get(name, ()), source=shown)
    cut = tmp_path / f"cut-{name}"
    data = source.read_bytes()
    cut.write_bytes(data[: round(len(data) * left / 2) * 2 + 1])

    assert tool.probe(source, work).is_whole
    assert not tool.probe(cut, work).is_whole


@pytest.mark.parametrize("stated", [0, 36, 0x7FFFF024, 0x7FFFFFFF, 0xFFFFFFFF, None])
def test_a_sound_whose_writer_could_not_fill_in_its_size(
    tool: FfmpegTool, work: Work, sound: Maker, tmp_path: Path, stated: int | None
) -> None:
    """Voices come so from services; None: the size of the whole file, for which it is taken."""
    data = bytearray(sound("s.wav", "sine=d=1").read_bytes())
    data[4:8] = (len(data) if stated is None else stated).to_bytes(4, "little")
    if stated is not None:
        at = data.index(b"data") + 4
        data[at : at + 4] = max(0, stated - 36).to_bytes(4, "little")
    (tmp_path / "voice.wav").write_bytes(data)

    info = tool.probe(tmp_path / "voice.wav", work)
    assert info.is_whole
    assert info.seconds == pytest.approx(1.0)


@pytest.mark.parametrize("kind", ["avi", "matroska", "mpegts", "asf", "flv"])
def test_a_video_that_was_written_into_a_pipe_is_whole(
    tool: FfmpegTool, work: Work, clip: Maker, kind: str
) -> None:
    streamed = clip("v.stream", "-f", kind, "-seekable", "0", source="testsrc2=r=24:d=4")
    info = tool.probe(streamed, work)
    assert info.is_whole
    assert info.seconds == pytest.approx(4.0, abs=0.1)


def test_a_recording_of_a_stream_need_not_say_that_it_ends(
    tool: FfmpegTool, work: Work, sound: Maker, tmp_path: Path
) -> None:
    source = sound("s.ogg", "sine=d=4", "-page_duration", "100000")
    data = source.read_bytes()
    open_end = tmp_path / "open.ogg"
    open_end.write_bytes(data[: data.rindex(b"OggS")])

    assert tool.probe(open_end, work).is_whole


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_truncated_picture(tool: FfmpegTool, work: Work, tmp_path: Path, kind: str) -> None:
    from PIL import Image

    path = tmp_path / "p"
    Image.effect_noise((200, 200), 80).save(path, kind)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(MediaError, match="damaged"):
        tool.probe(path, work)


def test_an_enormous_picture(tool: FfmpegTool, work: Work, tmp_path: Path) -> None:
    """16,000 by 16,000 pixels that are all alike make a small file and a large memory."""
    from PIL import Image

    Image.new("1", (16_000, 16_000)).save(tmp_path / "bomb.png")
    with pytest.raises(MediaError, match="too large"):
        tool.probe(tmp_path / "bomb.png", work)


def test_a_picture_that_only_claims_to_be_enormous(
    tool: FfmpegTool, work: Work, tmp_path: Path
) -> None:
    png = b"\x89PNG\r\n\x1a\n"
    header = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    for chunk in (b"IHDR" + header, b"IDAT" + zlib.compress(bytes(1000)), b"IEND"):
        png += struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    (tmp_path / "bomb.png").write_bytes(png)
    with pytest.raises(MediaError, match="too large"):
        tool.probe(tmp_path / "bomb.png", work)


@pytest.mark.parametrize(
    ("kind", "options", "side"), [("WEBP", {}, 5200), ("JPEG", {"progressive": True}, 6200)]
)
def test_a_picture_that_takes_much_memory_for_its_size(
    tool: FfmpegTool, work: Work, tmp_path: Path, kind: str, options: dict[str, bool], side: int
) -> None:
    from PIL import Image

    Image.new("L", (side, side)).save(tmp_path / "p", kind, **options)
    with pytest.raises(MediaError, match="too large"):
        tool.probe(tmp_path / "p", work)


def test_an_enormous_video(tool: FfmpegTool, work: Work, clip: Maker) -> None:
    huge = clip("huge.mkv", "-c:v", "ffv1", source="color=s=12000x8000:r=1:d=1")
    with pytest.raises(MediaError, match=r"too large \(12000×8000 pixels\)"):
        tool.probe(huge, work)


def test_ten_hours(tool: FfmpegTool, work: Work, clip: Maker) -> None:
    long = clip("long.mp4", source="color=s=16x16:r=1/600:d=36000")
    with pytest.raises(MediaError, match=r"10\.\d hours"):
        tool.probe(long, work)


def test_a_heic_picture_is_told_apart(tool: FfmpegTool, work: Work, tmp_path: Path) -> None:
    (tmp_path / "p.jpg").write_bytes(b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic")
    with pytest.raises(MediaError, match="HEIC"):
        tool.probe(tmp_path / "p.jpg", work)
