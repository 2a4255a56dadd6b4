"""Assembling copies: every frame of every piece, none twice, none lost; sound and captions
beside them; ready to stream.
"""

import os
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from tests.measure import ffmpeg, frame_hashes, shape
from tests.media.conftest import left_behind
from tests.media.pieces import SMALL, piece, take, track
from vidgen_desktop.core.assembly import Film, Piece
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.model import Cue, VideoFormat
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.fitting.mezzanine import timing
from vidgen_desktop.media.join.assemble import assemble
from vidgen_desktop.media.tool import FfmpegTool


def film(*pieces: Piece, format: VideoFormat = SMALL) -> Film:
    return Film(pieces, format)


def shown(pieces: Sequence[Piece]) -> list[str]:
    """The decoded frames that should be seen."""
    return [
        frame
        for one in pieces
        for frame in frame_hashes(one.path)[one.head : one.frames - one.tail]
    ]


def boxes(path: Path) -> list[str]:
    content, at, kinds = path.read_bytes(), 0, list[str]()
    while at < len(content):
        kinds.append(content[at + 4 : at + 8].decode())
        at += int.from_bytes(content[at : at + 4], "big")
    return kinds


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    path = tmp_path / "sound.m4a"
    ffmpeg("-f", "lavfi", "-i", "sine=r=48000:d=3", "-ac", "2", "-c:a", "aac", str(path))
    return path


@pytest.fixture
def captions(tool: FfmpegTool, tmp_path: Path) -> Path:
    cues = [Cue(0.5, 1.5, "Hello <b>there</b>"), Cue(2.0, 2.9, "日本 👋")]
    tool.write_captions(cues, tmp_path / "c.srt", tmp_path / "c.vtt")
    return tmp_path / "c.srt"


def test_the_frames_are_the_pieces_frames(tool: FfmpegTool, work: Work, tmp_path: Path) -> None:
    """Short and long ones, with keyframes here and there, and groups of other lengths."""
    pieces = [
        piece(take(tmp_path / "a.mp4", 1)),
        piece(take(tmp_path / "b.mp4", 49, keys=[5, 6, 30])),
        piece(take(tmp_path / "c.mp4", 100, more=["-g", "12"])),
        piece(take(tmp_path / "d.mp4", 20, more=["-g", "3"])),
    ]
    tool.assemble(film(*pieces), tmp_path / "film.mp4", work)
    assert frame_hashes(tmp_path / "film.mp4") == shown(pieces)
    assert left_behind(tmp_path) == []


def test_pieces_are_cut_exactly_at_keyframes(tool: FfmpegTool, work: Work, tmp_path: Path) -> None:
    """Keyframes beside each other, near the ends, in the middle: with B-frames all around."""
    keys = [2, 3, 10, 12, 30, 45, 46, 47]
    path = take(tmp_path / "a.mp4", 48, keys=keys)
    assert {0, *keys} <= set(track(path).cuts)
    cuts = [(0, 2), (2, 3), (3, 12), (10, 47), (12, 30), (30, 48), (45, 46), (47, 48), (0, 48)]
    pieces = [Piece(path, 48, head, 48 - end) for head, end in cuts]
    tool.assemble(film(*pieces), tmp_path / "film.mp4", work)
    assert frame_hashes(tmp_path / "film.mp4") == shown(pieces)


def test_pieces_decoded_more_or_less_ahead_fit_together(
    tool: FfmpegTool, work: Work, tmp_path: Path
) -> None:
    """Of one kind, but one file decodes two frames ahead, another five, the next two again."""
    path, early = take(tmp_path / "a.mp4", 48, keys=[10, 40]), tmp_path / "early.mp4"
    ahead = "setts=pts=PTS:dts=(N-5)*512:duration=512"
    ffmpeg("-i", str(path), "-c", "copy", "-bsf:v", ahead, *timing(SMALL), str(early))
    assert (track(path).delay, track(early).delay) == (2, 5)
    assert track(path).kind == track(early).kind
    pieces = [Piece(path, 48, tail=8), Piece(early, 48, 10, 8), Piece(path, 48, head=40)]
    tool.assemble(film(*pieces, piece(early)), tmp_path / "film.mp4", work)
    assert frame_hashes(tmp_path / "film.mp4") == shown([*pieces, piece(early)])


def test_slivers_keep_their_frames(tool: FfmpegTool, work: Work, tmp_path: Path) -> None:
    """One or two frames between two cuts, wherever they stand: decoded before they are shown."""
    path = take(tmp_path / "a.mp4", 30, keys=[9, 10, 20, 22])
    slivers = [Piece(path, 30, 9, 20), Piece(path, 30, 20, 8)]
    pieces = [*slivers, piece(path), *slivers]
    tool.assemble(film(*pieces), tmp_path / "film.mp4", work)
    assert frame_hashes(tmp_path / "film.mp4") == shown(pieces)


@pytest.mark.parametrize("fps", [24, 25, 30])
def test_the_times_have_no_gap_and_no_overlap(
    tool: FfmpegTool, work: Work, tmp_path: Path, fps: int
) -> None:
    """To the tick: a third of a millisecond at each seam would add up."""
    format = VideoFormat(SMALL.width, SMALL.height, fps)
    lengths = [98, 94, 1, 7, 61, 2, 11, 13, 97]
    pieces = [
        piece(rounded(take(tmp_path / f"{frames}.mp4", frames, format=format), frames / fps))
        for frames in lengths
    ]
    tool.assemble(film(*pieces, format=format), tmp_path / "film.mp4", work)
    video = shape(tmp_path / "film.mp4").video
    assert video
    ticks = sorted(round(start / video.tick) for start, _ in video.times)
    assert ticks == [512 * number for number in range(sum(lengths))]
    assert video.seconds == pytest.approx(sum(lengths) / fps, abs=1e-6)


def rounded(path: Path, seconds: float) -> Path:
    """The same take with a header that gives its length in whole milliseconds, as some have."""
    copy = path.with_name(f"rounded-{path.name}")
    ffmpeg("-i", str(path), "-c", "copy", "-movie_timescale", "1000", str(copy))
    content = bytearray(copy.read_bytes())
    edit = content.index(b"elst") + 12
    content[edit : edit + 4] = int(seconds * 1000).to_bytes(4, "big")
    copy.write_bytes(content)
    return copy


def test_everything_is_in_it(
    tool: FfmpegTool, work: Work, sound: Path, captions: Path, tmp_path: Path
) -> None:
    pieces = (piece(take(tmp_path / "a.mp4", 30)), piece(take(tmp_path / "b.mp4", 42)))
    out, title = tmp_path / "film.mp4", 'Tea = "é" 日本; a\'b'
    tool.assemble(Film(pieces, SMALL, sound, captions, title, "ja"), out, work)
    made = shape(out)
    assert made.video
    assert made.sound
    assert made.subtitles
    assert frame_hashes(out) == shown(pieces)
    assert made.container_seconds == pytest.approx(3.0, abs=0.02)
    assert made.sound.seconds == pytest.approx(3.0, abs=0.03)
    assert [start for start, _ in made.subtitles.times] == [0.5, 2.0]
    assert title in made.text
    assert made.text.count("(jpn)") == 2 * 2  # sound and captions, as input and as output
    text = ffmpeg("-i", str(out), "-map", "0:s:0", "-f", "srt", "-").stdout
    assert "日本 👋" in text
    assert left_behind(tmp_path) == []


def test_the_index_comes_first_and_was_written_there(
    tool: FfmpegTool, work: Work, sound: Path, captions: Path, tmp_path: Path
) -> None:
    """Room was kept for it: what remained of the room is still there."""
    pieces = (piece(take(tmp_path / "a.mp4", 72)),)
    tool.assemble(Film(pieces, SMALL, sound, captions), tmp_path / "film.mp4", work)
    kinds = boxes(tmp_path / "film.mp4")
    assert kinds[:3] == ["ftyp", "moov", "free"]
    assert "mdat" in kinds


def test_an_index_that_outgrows_its_room_comes_first_all_the_same(
    work: Work, sound: Path, tmp_path: Path
) -> None:
    pieces = (piece(take(tmp_path / "a.mp4", 72)),)
    assemble(Film(pieces, SMALL, sound), tmp_path / "film.mp4", work, room=200)
    kinds = boxes(tmp_path / "film.mp4")
    assert kinds.index("moov") < kinds.index("mdat")
    assert frame_hashes(tmp_path / "film.mp4") == shown(pieces)


def test_sound_and_captions_may_be_missing(
    tool: FfmpegTool, work: Work, captions: Path, tmp_path: Path
) -> None:
    pieces = (piece(take(tmp_path / "p.mp4", 72)),)
    tool.assemble(Film(pieces, SMALL, None, captions), tmp_path / "a.mp4", work)
    tool.assemble(Film(pieces, SMALL), tmp_path / "b.mp4", work)
    with_captions, bare = shape(tmp_path / "a.mp4"), shape(tmp_path / "b.mp4")
    assert with_captions.subtitles
    assert with_captions.sound is None
    assert bare.subtitles is None
    assert len(frame_hashes(tmp_path / "b.mp4")) == 72


def test_captions_without_a_cue_are_no_obstacle(
    tool: FfmpegTool, work: Work, tmp_path: Path
) -> None:
    tool.write_captions([], tmp_path / "empty.srt", tmp_path / "empty.vtt")
    pieces = (piece(take(tmp_path / "p.mp4", 24)),)
    tool.assemble(Film(pieces, SMALL, None, tmp_path / "empty.srt"), tmp_path / "a.mp4", work)
    assert len(frame_hashes(tmp_path / "a.mp4")) == 24


def test_sound_that_is_too_short_is_noticed(
    tool: FfmpegTool, work: Work, sound: Path, tmp_path: Path
) -> None:
    pieces = (piece(take(tmp_path / "p.mp4", 24 * 4)),)
    with pytest.raises(MediaError, match="shorter than the picture"):
        tool.assemble(Film(pieces, SMALL, sound), tmp_path / "film.mp4", work)
    assert not (tmp_path / "film.mp4").exists()
    assert left_behind(tmp_path) == []


OTHER_KINDS = {
    "references": ["-refs", "5"],
    "preset": ["-preset", "ultrafast"],
    "profile": ["-profile:v", "main"],
    "quality": ["-crf", "30"],
    "ten bits": ["-profile:v", "high10", "-pix_fmt", "yuv420p10le"],
    "another codec": ["-c:v", "mpeg4", "-profile:v", "0", "-bf", "2"],
    "hevc": ["-c:v", "libx265", "-profile:v", "main", "-x265-params", "log-level=error"],
    "time base": ["-video_track_timescale", "24000"],
    "rate": ["-r", "30"],
    "size": ["-s", "320x180"],
    "shape of pixels": ["-bsf:v", "h264_metadata=sample_aspect_ratio=4/3", "-aspect", "2:1"],
    "colours": ["-colorspace", "smpte170m"],
    "fragments": ["-movflags", "+frag_keyframe+empty_moov"],
}


@pytest.mark.parametrize("kind", OTHER_KINDS)
def test_a_piece_of_another_kind_is_named(
    tool: FfmpegTool, work: Work, tmp_path: Path, kind: str
) -> None:
    pieces = [
        piece(take(tmp_path / "a.mp4", 24)),
        Piece(take(tmp_path / "odd.mp4", 24, more=OTHER_KINDS[kind]), 24),
    ]
    with pytest.raises(MediaError, match=r"Part 2, “odd\.mp4”, ") as fault:
        tool.assemble(film(*pieces), tmp_path / "film.mp4", work)
    assert fault.value.advice
    assert not (tmp_path / "film.mp4").exists()


def test_pieces_that_are_not_what_they_should_be(
    tool: FfmpegTool, work: Work, tmp_path: Path
) -> None:
    path, short = take(tmp_path / "a.mp4", 24, keys=[8]), tmp_path / "short.mp4"
    ffmpeg("-i", str(path), "-c", "copy", "-movflags", "+faststart", str(short))
    short.write_bytes(short.read_bytes()[:-500])
    begun = tmp_path / "begun.mp4"
    begun.write_bytes(path.read_bytes()[:400])
    wrong = {
        "There are none": (),
        "is not whole": (piece(path), Piece(path, 25)),
        "“short.mp4”, is not whole": (piece(path), Piece(short, 24)),
        "“begun.mp4” is damaged or incomplete": (piece(path), Piece(begun, 24)),
        "cannot be cut": (Piece(path, 24, head=9),),
        "cannot be cut where": (Piece(path, 24, tail=5),),
    }
    for message, pieces in wrong.items():
        with pytest.raises(MediaError, match=message):
            tool.assemble(film(*pieces), tmp_path / "film.mp4", work)
    assert not (tmp_path / "film.mp4").exists()


def test_a_piece_of_which_nothing_is_left_is_left_out(
    tool: FfmpegTool, work: Work, tmp_path: Path
) -> None:
    path, other = take(tmp_path / "a.mp4", 24, keys=[8]), take(tmp_path / "b.mp4", 10)
    pieces = [Piece(path, 24, head=8, tail=16), piece(other)]
    tool.assemble(film(*pieces), tmp_path / "film.mp4", work)
    assert frame_hashes(tmp_path / "film.mp4") == frame_hashes(other)


def test_odd_names_need_no_care(tool: FfmpegTool, work: Work, tmp_path: Path) -> None:
    names = ["it's.mp4", "a b\\c 'x' \"y\".mp4", "100% 日本 #1.mp4", "-i.mp4"]
    pieces = [piece(take(tmp_path / "plain.mp4", 3).rename(tmp_path / name)) for name in names]
    tool.assemble(film(*pieces), tmp_path / "it's a film.mp4", work)
    assert len(frame_hashes(tmp_path / "it's a film.mp4")) == 12


@pytest.mark.skipif(sys.platform == "win32", reason="there no name has a line break")
@pytest.mark.parametrize("char", ["\n", "\r"])
def test_a_name_with_a_line_break_is_told(
    tool: FfmpegTool, work: Work, tmp_path: Path, char: str
) -> None:
    path = take(tmp_path / "a.mp4", 3).rename(tmp_path / f"two{char}lines.mp4")
    with pytest.raises(MediaError, match="must not contain a line break"):
        tool.assemble(film(piece(path)), tmp_path / "film.mp4", work)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are Unicode")
def test_a_folder_may_have_a_name_that_is_no_text(
    tool: FfmpegTool, work: Work, tmp_path: Path
) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    pieces = [piece(take(folder / name, 3)) for name in ("1.mp4", "2.mp4")]
    tool.assemble(film(*pieces), folder / "film.mp4", work)
    assert len(frame_hashes(folder / "film.mp4")) == 6


def test_a_picture_never_stands_still_or_jumps_at_a_joint(
    tool: FfmpegTool, work: Work, tmp_path: Path
) -> None:
    """Pieces of one film, cut at its keyframes, are the film again."""
    path = take(tmp_path / "a.mp4", 120, keys=[17, 18, 60, 99])
    cuts = [0, 17, 18, 60, 99, 120]
    pieces = [Piece(path, 120, head, 120 - end) for head, end in pairwise(cuts)]
    tool.assemble(film(*pieces), tmp_path / "film.mp4", work)
    frames = frame_hashes(tmp_path / "film.mp4")
    assert frames == frame_hashes(path)
    assert len(set(frames)) == 120
