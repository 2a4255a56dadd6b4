"""The index says what reading all packets says, and is not to be fooled."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.measure import ffmpeg
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.mp4.index import Mp4Index, read_index
from vidgen_desktop.media.probing.packets import read_packets

Maker = Callable[..., Path]
SOURCE = "testsrc2=s=160x120:r=25:d=1"
ANSWERS = {"refused", "read", "left to others"}


def indexed(path: Path) -> Mp4Index:
    found = read_index(path)
    assert found
    return found


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("b-frames.mp4", ["-c:v", "libx264", "-g", "10", "-bf", "3", "-movflags", "+faststart"]),
        ("plain.mp4", ["-c:v", "libx264", "-bf", "0"]),
        ("hevc.mp4", ["-c:v", "libx265", "-x265-params", "log-level=error"]),
        ("mpeg4.mp4", ["-c:v", "mpeg4", "-bf", "2"]),
        ("vp9.mp4", ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8"]),
        ("jpeg.mov", ["-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-strict", "-1"]),
        ("raw.mov", ["-c:v", "rawvideo", "-pix_fmt", "yuyv422"]),
    ],
)
def test_it_says_what_the_packets_say(
    work: Work, clip: Maker, name: str, options: list[str]
) -> None:
    sound = ["-f", "lavfi", "-i", "sine=d=1.3", "-c:a", "aac"]
    path = clip(name, *sound, *options, source=SOURCE)
    index, (video, audio) = indexed(path), read_packets(path, work, failed="Unreadable.")
    assert index.video
    assert index.sound
    assert index.video.frames == video.packets == 25
    assert (index.video.coding.width, index.video.coding.height) == (video.width, video.height)
    assert (1, index.video.ticks) == video.time_base
    assert index.video.seconds == pytest.approx(video.seconds)
    assert index.video.fps == pytest.approx(25)
    assert index.video.step == index.video.ticks // 25
    assert index.sound.packets == pytest.approx(audio.packets, abs=1)  # one may be hidden
    assert index.sound.seconds == pytest.approx(1.3, abs=0.001)
    assert index.whole
    assert index.index_first == ("faststart" in str(options))
    assert len(index.video.coding.extradata) >= bool(video.extradata)


def test_it_knows_where_a_video_can_be_cut(clip: Maker) -> None:
    forced = ["-force_key_frames", "expr:eq(n,7)+eq(n,16)"]
    closed = indexed(clip("closed.mp4", "-bf", "3", *forced, source=SOURCE))
    opened = indexed(
        clip("open.mp4", "-bf", "3", "-g", "8", "-x264-params", "open-gop=1", source=SOURCE)
    )
    assert closed.video
    assert closed.video.cuts == (0, 7, 16)
    assert closed.video.delay == 2
    assert opened.video
    assert opened.video.cuts[0] == 0
    assert 8 not in opened.video.cuts  # frames shown before that keyframe come after it


def test_kinds_differ_where_copying_would_go_wrong(clip: Maker) -> None:
    x264 = ["-c:v", "libx264", "-pix_fmt", "yuv420p"]
    ways = {
        "usual": x264,
        "again": [*x264, "-g", "5", "-t", "0.2"],  # no difference to the decoder's set-up
        "quality": [*x264, "-crf", "30"],
        "refs": [*x264, "-refs", "5"],
        "profile": [*x264, "-profile:v", "baseline"],
        "ticks": [*x264, "-video_track_timescale", "50000"],
        "ten bits": ["-c:v", "libx264", "-pix_fmt", "yuv420p10le"],
        "codec": ["-c:v", "mpeg4"],
        "pixels": [*x264, "-aspect", "2:1"],
    }
    kinds: dict[str, str] = {}
    for name, options in ways.items():
        video = indexed(clip(f"{name}.mp4", *options, source=SOURCE)).video
        assert video
        kinds[name] = video.kind
    assert kinds.pop("again") == kinds["usual"]
    assert len(set(kinds.values())) == len(kinds)


def test_turned_pictures_are_noticed(clip: Maker, tmp_path: Path) -> None:
    straight, turned = clip("straight.mp4", source=SOURCE), tmp_path / "turned.mp4"
    ffmpeg("-display_rotation", "90", "-i", str(straight), "-c", "copy", str(turned))
    first, second = indexed(straight).video, indexed(turned).video
    assert first
    assert second
    assert first.upright
    assert not second.upright
    assert first.kind != second.kind


def test_uneven_times_have_no_step(clip: Maker) -> None:
    uneven = clip("uneven.mp4", "-vf", "setpts='N*N*50/TB/10000'", "-fps_mode", "vfr")
    video = indexed(uneven).video
    assert video
    assert video.step is None


def test_hidden_frames_are_not_counted(work: Work, clip: Maker, tmp_path: Path) -> None:
    whole, part = clip("whole.mp4", "-g", "50"), tmp_path / "part.mp4"
    ffmpeg("-ss", "0.52", "-i", str(whole), "-c", "copy", str(part))
    video = indexed(part).video
    assert video
    assert video.hidden == 13
    assert video.frames == read_packets(part, work, failed="Unreadable.")[0].packets == 37


def test_other_files_are_not_indexed(clip: Maker, tmp_path: Path) -> None:
    fragmented = clip("f.mp4", "-movflags", "+frag_keyframe+empty_moov", source=SOURCE)
    assert read_index(fragmented) is None
    assert read_index(clip("a.mkv", source=SOURCE)) is None
    (tmp_path / "empty.mp4").touch()
    assert read_index(tmp_path / "empty.mp4") is None


@pytest.mark.parametrize("flags", ["+faststart", "0"])
def test_a_file_that_ends_too_early_is_noticed(clip: Maker, tmp_path: Path, flags: str) -> None:
    content = clip("whole.mp4", "-movflags", flags, source=SOURCE).read_bytes()
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(content[: len(content) * 3 // 4])
    if flags == "0":
        with pytest.raises(MediaError, match="damaged or incomplete"):
            read_index(cut)
    else:
        assert not indexed(cut).whole


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="cannot be read"):
        read_index(tmp_path / "nowhere.mp4")


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small film with B-frames and sound, to be damaged."""
    path = tmp_path_factory.mktemp("wild") / "wild.mp4"
    ffmpeg(*("-f", "lavfi", "-i", SOURCE, "-f", "lavfi", "-i", "sine=d=1", str(path)))
    return path


def test_whatever_is_in_it_it_answers(example: Path) -> None:
    """Numbers of a sound index are replaced by hostile ones."""
    sound = example.read_bytes()
    begin = sound.index(b"moov") - 4
    outcomes: set[str] = set()

    @settings(max_examples=300, deadline=1000, derandomize=True, database=None)
    @given(
        wild=some.lists(
            some.tuples(
                some.integers(begin, len(sound) - 4),
                some.sampled_from([0, 1, 7, 1 << 16, 0x7FFFFFFF, 0xFFFFFFFF]),
            ),
            min_size=1,
            max_size=6,
        )
    )
    def attack(wild: list[tuple[int, int]]) -> None:
        content = bytearray(sound)
        for at, value in wild:
            content[at : at + 4] = value.to_bytes(4, "big")
        outcomes.add(answer(example, bytes(content)))

    attack()
    assert {"refused", "read"} <= outcomes <= ANSWERS


@settings(
    max_examples=100, deadline=1000, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(noise=some.binary(max_size=400), start=some.sampled_from([b"", b"ftyp", b"moov", b"mdat"]))
def test_noise_is_no_danger(tmp_path: Path, noise: bytes, start: bytes) -> None:
    header = (len(noise) + 8).to_bytes(4, "big") + start if start else b""
    assert answer(tmp_path / "noise.mp4", header + noise) in ANSWERS


def answer(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    try:
        index = read_index(path)
    except MediaError as fault:
        return "refused" if "damaged or incomplete" in fault.message else fault.message
    assert index is None or index.size == len(content)
    return "read" if index else "left to others"
