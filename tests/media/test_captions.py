"""Captions: at most two lines, never over each other, and every text appears as it is."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.measure import ffmpeg, frame_hashes
from tests.media.conftest import FORMAT
from vidgen_desktop.core.assembly import Fitting, Subtitling
from vidgen_desktop.core.model import Cue
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.caption_files import JOINER
from vidgen_desktop.media.caption_layout import lay_out
from vidgen_desktop.media.caption_parts import Page
from vidgen_desktop.media.caption_style import script
from vidgen_desktop.media.caption_text import columns as count
from vidgen_desktop.media.tool import FfmpegTool

Maker = Callable[..., Path]
TIME = r"(\d\d):(\d\d):(\d\d)[,.](\d\d\d)"

HOSTILE = [
    "Use <b>bold</b> & <i>more</i>",
    "1 --> 2 and -->",
    "00:00:01,000 --> 00:00:02,000",
    "a\n\n2\n00:00:09,000 --> 00:00:10,000\nb",
    "NUL \x00 and bell \x07",
    "{\\an8}{\\b1}tags",
    "C:\\New\\home\\Name",
    "&amp; &lt;i&gt; &#65;",
    "NOTE this is no note",
    "WEBVTT",
    "STYLE ::cue { color: red }",
    "\ufeffmark",
    "x\u2028y\u2029z\x85w",
    "<c.red>class</c> <00:00:01.000>stamp",
    "e\u0301\u0301\u0301 \u202eback\u202c",
    "日本語のとても長い文章です。句読点で分けられるはずですが、どうでしょうか。",
    "👩‍👩‍👧‍👦 and 🇫🇷",
    "12",
]


def times(text: str) -> list[tuple[float, float]]:
    """Start and end of each cue of an SRT or VTT file."""
    return [
        (_seconds(*found[:4]), _seconds(*found[4:]))
        for found in re.findall(rf"^{TIME} --> {TIME}$", text, re.MULTILINE)
    ]


def _seconds(hours: str, minutes: str, seconds: str, thousandths: str) -> float:
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + int(thousandths) / 1000


def written(tool: FfmpegTool, folder: Path, cues: list[Cue]) -> tuple[str, str]:
    srt, vtt = folder / "c.srt", folder / "c.vtt"
    tool.write_captions(cues, srt, vtt)
    return srt.read_text("utf-8"), vtt.read_text("utf-8")


def plain(text: str) -> str:
    """What a reader sees of a text: no control characters, no double spaces."""
    visible = re.sub("[\x00-\x08\x0e-\x1f]", "", text)
    return " ".join(visible.replace("\u2028", " ").replace("\u2029", " ").split())


def shown_by_ffmpeg(path: Path) -> str:
    """The text that ffmpeg's own reader finds, as a player's would, in one line."""
    lines = ffmpeg("-i", str(path), "-f", "ass", "-").stdout.splitlines()
    texts = [line.split(",", 9)[9] for line in lines if line.startswith("Dialogue:")]
    return " ".join(texts).replace(r"\N", " ")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_one_text(tool: FfmpegTool, tmp_path: Path, text: str) -> None:
    cues = [Cue(0, 4, "before"), Cue(4, 8, text), Cue(8, 12, "after")]
    for content in written(tool, tmp_path, cues):
        assert "\x00" not in content
        assert times(content)[0] == (0, 4)
        assert times(content)[-1] == (8, 12)
        for block in content.removeprefix("WEBVTT\n\n").strip("\n").split("\n\n"):
            number, stamp, *words = block.split("\n")
            assert number.isdigit()
            assert re.fullmatch(rf"{TIME} --> {TIME}", stamp)
            assert 1 <= len(words) <= 2
            assert not any("-->" in word for word in words)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_appears_literally(tool: FfmpegTool, tmp_path: Path, text: str) -> None:
    """Read back as players do: the SRT by ffmpeg, the VTT by the standard's rules."""
    srt, vtt = written(tool, tmp_path, [Cue(1, 9, text)])
    expected = plain(text).replace(" ", "")
    shown = shown_by_ffmpeg(tmp_path / "c.srt").replace(JOINER, "")
    # ffmpeg marks what could be a tag of its own with a backslash.
    assert shown.replace(r"\{", "{").replace(" ", "") == expected
    assert JOINER in srt or "\\N" not in text
    blocks = vtt.removeprefix("WEBVTT\n\n").strip("\n").split("\n\n")
    body = "".join("".join(block.split("\n")[2:]) for block in blocks)
    for escape, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        body = body.replace(escape, character)
    assert body.replace(JOINER, "").replace(" ", "") == expected


def test_cues_never_overlap(tool: FfmpegTool, tmp_path: Path) -> None:
    cues = [Cue(5, 9, "third"), Cue(0, 3, "first"), Cue(2, 6, "second"), Cue(6, 6, "nothing")]
    for content in written(tool, tmp_path, cues):
        assert times(content) == [(0, 2), (2, 5), (5, 9)]


def test_empty_texts_are_left_out(tool: FfmpegTool, tmp_path: Path) -> None:
    srt, vtt = written(tool, tmp_path, [Cue(0, 1, " \n\x00 "), Cue(1, 2, "")])
    assert times(srt) == times(vtt) == []


words = st.text(st.characters(codec="utf-8"), max_size=120)
spans = st.tuples(st.floats(0, 500), st.floats(0.01, 30))


@given(st.lists(st.tuples(spans, words), max_size=8), st.sampled_from([24, 32, 42]))
@settings(max_examples=60, deadline=None)
def test_whatever_is_said_two_lines_are_enough(
    said: list[tuple[tuple[float, float], str]], columns: int
) -> None:
    cues = [Cue(start, start + length, text) for (start, length), text in said]
    laid = lay_out(cues, Page(count, columns, 1))
    for cue in laid:
        assert cue.text.count("\n") <= 1
        assert cue.text.strip()
        assert cue.end > cue.start >= 0
    for one, following in pairwise(laid):
        assert one.end <= following.start
    ends = [cue.end for cue in cues]
    assert not laid or laid[-1].end <= max(ends) + 1e-6


def test_nothing_is_lost_when_a_long_text_is_split() -> None:
    text = "The sea is deep, and cold; nobody has seen all of it. " * 5
    laid = lay_out([Cue(0, 30, text)], Page(count, 42, 1))
    assert " ".join(cue.text.replace("\n", " ") for cue in laid) == text.strip()
    assert (laid[0].start, laid[-1].end) == (0, pytest.approx(30))
    assert max(len(line) for cue in laid for line in cue.text.split("\n")) <= 42


def test_lines_break_where_a_person_would_pause() -> None:
    [cue] = lay_out(
        [Cue(0, 4, "Tea is picked by hand, long before the sun is warm.")], Page(count, 42, 1)
    )
    assert cue.text == "Tea is picked by hand,\nlong before the sun is warm."


def test_chinese_breaks_between_characters_but_not_before_a_comma() -> None:
    laid = lay_out(
        [
            Cue(
                0,
                9,
                "茶叶是在清晨的山坡上手工采摘的，只有两片嫩叶和一个芽放进篮子里，然后慢慢晒干。",
            )
        ],
        Page(count, 24, 1),
    )
    lines = [line for cue in laid for line in cue.text.split("\n")]
    assert all(len(line) <= 12 for line in lines)
    assert not any(line.startswith(("，", "。")) for line in lines)


def test_a_family_stays_together() -> None:
    laid = lay_out([Cue(0, 9, "👩‍👩‍👧‍👦" * 30)], Page(count, 24, 1))
    assert all("👩‍👩‍👧‍👦" * (len(line) // 7) == line for c in laid for line in c.text.split("\n"))


def burned(tool: FfmpegTool, source: Path, cues: list[Cue], work: Work, frames: int) -> None:
    """Draw captions into a take; the result is "b.mp4" beside it."""
    fitting = Fitting(FORMAT, frames / FORMAT.fps, captions=Subtitling(tuple(cues)))
    tool.conform(source, fitting, source.with_name("b.mp4"), work)


@pytest.mark.parametrize("text", ["{\\b1}x", "a\\Nb", "a\\hb", "{x}", "\\{x\\}", "}{", "\\"])
def test_burned_text_is_drawn_and_not_obeyed(
    tool: FfmpegTool, work: Work, take: Maker, tmp_path: Path, text: str
) -> None:
    """It looks the same as with letters that mean nothing, in the places of the marks."""
    from PIL import Image, ImageChops

    def drawn(words: str) -> tuple[int, int, int, int]:
        burned(tool, tmp_path / "t.mp4", [Cue(0, 1, words)], work, frames=3)
        tool.still(tmp_path / "b.mp4", 0.0, tmp_path / "b.png", work)
        tool.still(tmp_path / "t.mp4", 0.0, tmp_path / "t.png", work)
        before, after = (Image.open(tmp_path / name).convert("L") for name in ("t.png", "b.png"))
        lit = [255 * (value > 40) for value in range(256)]
        box = ImageChops.difference(before, after).point(lit).getbbox()
        assert box
        return box

    take("t.mp4", 3)
    box = drawn(text)
    narrow = drawn("i" * max(1, len(text) - 2))
    # All characters take room: none of them vanished into an instruction.
    assert box[2] - box[0] > narrow[2] - narrow[0] - 2
    assert box[3] - box[1] < 30  # one line


def test_burning_keeps_every_frame(
    tool: FfmpegTool, work: Work, take: Maker, tmp_path: Path
) -> None:
    burned(tool, take("t.mp4", 50), [Cue(0.5, 1, "Hello")], work, frames=50)
    before, after = frame_hashes(tmp_path / "t.mp4"), frame_hashes(tmp_path / "b.mp4")
    assert len(after) == len(before) == 50


def test_burned_captions_come_and_go_in_time(
    tool: FfmpegTool, work: Work, take: Maker, tmp_path: Path
) -> None:
    from PIL import Image

    burned(tool, take("t.mp4", 48), [Cue(0.5, 1.5, "Hello")], work, frames=48)
    bright: list[bool] = []
    for at in (0.2, 1.0, 1.8):
        tool.still(tmp_path / "b.mp4", at, tmp_path / "b.png", work)
        lower = Image.open(tmp_path / "b.png").convert("L").crop((0, 120, 320, 180))
        high = lower.getextrema()[1]
        assert isinstance(high, int)
        bright.append(high > 200)
    assert bright == [False, True, False]


def test_chinese_is_drawn_in_chinese_shapes() -> None:
    assert "Noto Sans CJK SC" in script(Subtitling((Cue(0, 1, "骨直"),)), FORMAT)
    assert "Noto Sans CJK SC" not in script(Subtitling((Cue(0, 1, "骨のある"),)), FORMAT)


def test_missing_characters_are_known(tool: FfmpegTool) -> None:
    assert tool.missing_glyphs("Plain text, naïve café\u200d\ufe0f\n") == frozenset()
    nobody_has = "\U0005fffd"
    assert tool.missing_glyphs(f"a{nobody_has}b") in (frozenset(), frozenset(nobody_has))
