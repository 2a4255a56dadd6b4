"""Captions: at most two lines, never over each other, and every text appears as it is."""

import math
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.measure import ffmpeg
from vidgen_desktop.core.model import Cue, SpokenWord
from vidgen_desktop.media.captions.files import JOINER
from vidgen_desktop.media.captions.layout import lay_out
from vidgen_desktop.media.captions.parts import Page
from vidgen_desktop.media.captions.text import cleaned, visible
from vidgen_desktop.media.captions.text import columns as count
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


texts = st.text(st.characters(codec="utf-8"), max_size=120)
moments = st.floats(-5, 500) | st.sampled_from([0.0, 1e9, math.inf, math.nan])


@st.composite
def said(draw: st.DrawFn) -> Cue:
    """A sentence with words as they should be, or as they should not."""
    start = draw(st.floats(0, 300))
    end = start + draw(st.floats(0.01, 30))
    text = draw(
        texts | st.lists(st.sampled_from(["a", "the", "Bees.", "x" * 500, "蜜蜂"])).map(" ".join)
    )
    words = tuple(SpokenWord(draw(moments), draw(moments), word) for word in text.split())
    return Cue(start, end, text, draw(st.sampled_from([(), words, words[:1]])))


PAGES = [Page(count, 42, 1), Page(count, 24, 1), Page(count, 14, 1, lines=1, words=4, smallest=0.4)]


@given(st.lists(said(), max_size=6), st.sampled_from(PAGES))
@settings(max_examples=80, deadline=None)
def test_whatever_is_said_every_word_is_shown_once_in_order_and_in_time(
    cues: list[Cue], page: Page
) -> None:
    laid = lay_out(cues, page)
    for caption in laid:
        assert 0 <= caption.start < caption.end
        assert 1 <= len(caption.lines) <= page.lines
        words = [word for line in caption.lines for word in line]
        assert not page.words or len(words) <= page.words
        times = [caption.start, *(time for word in words for time in (word.start, word.end))]
        assert [*times, caption.end] == sorted([*times, caption.end])
        assert words[-1].end == caption.end
    for one, following in pairwise(laid):
        assert one.end <= following.start
    assert not laid or laid[-1].end <= max(cue.end for cue in cues)
    shown = visible("".join(word.text for c in laid for line in c.lines for word in line))
    in_order = sorted(cues, key=lambda cue: cue.start)
    assert shown == "".join(visible(cleaned(cue.text)) for cue in in_order)


def test_captions_that_begin_together_are_one() -> None:
    laid = lay_out([Cue(1, 4, "Bees"), Cue(1, 5, "dance.")], Page(count, 42, 1))
    assert [(caption.start, caption.end, caption.text) for caption in laid] == [
        (1, 5, "Bees dance.")
    ]


def test_a_caption_does_not_flicker_through_a_breath() -> None:
    page = Page(count, 42, 1)
    near, far = (lay_out([Cue(0, 2, "One."), Cue(at, 9, "Two.")], page) for at in (2.3, 2.8))
    assert near[0].end == 2.3
    assert far[0].end == 2


def test_words_have_the_times_of_the_voice_whatever_is_written_together() -> None:
    spoken = (SpokenWord(1.0, 1.5, "Tea"), SpokenWord(1.5, 1.6, "is"), SpokenWord(2.5, 3, "hot."))
    [caption] = lay_out([Cue(1, 4, "Tea is hot.", spoken)], Page(count, 42, 1))
    assert [(w.text, w.start, w.end) for w in caption.lines[0]] == [
        ("Tea", 1.0, 1.5),
        ("is", 1.5, 2.5),
        ("hot.", 2.5, 4.0),
    ]
    characters = tuple(
        SpokenWord(at / 2, at / 2 + 0.5, char) for at, char in enumerate("花の蜜を集めて")
    )
    [caption] = lay_out([Cue(0, 3.5, "花の蜜を集めて", characters)], Page(count, 42, 1))
    assert [(w.text, w.start) for w in caption.lines[0]] == [
        ("花の", 0),
        ("蜜を", 1),
        ("集めて", 2),
    ]


def test_where_the_voice_tells_nothing_long_words_and_pauses_take_longer() -> None:
    [caption] = lay_out([Cue(0, 6, "A caterpillar, a bee")], Page(count, 42, 1))
    lasting = {word.text: word.end - word.start for word in caption.lines[0]}
    assert lasting["caterpillar,"] > 3 * lasting["bee"]
    assert sum(lasting.values()) == pytest.approx(6)


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


def test_a_word_before_a_very_long_one_does_not_flash_up_alone() -> None:
    text = (
        "Die Donaudampfschifffahrtsgesellschaft beförderte im Jahr 1880 mehr als drei "
        "Millionen Fahrgäste."
    )
    page = Page(count, most=20, space=1, smallest=0.5)
    assert [caption.text for caption in lay_out([Cue(0.0, 8.0, text)], page)] == [
        "Die\nDonaudampfschifffahrtsgesellschaft",
        "beförderte im Jahr\n1880 mehr als drei",
        "Millionen Fahrgäste.",
    ]


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


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("Every single morning they carry about 25 kg of wet leaves.", "25 kg"),
        ("Nobody believed the strange story that old Dr. Smith told.", "Dr. Smith"),
        ("They fly to the sunny gardens of busy New York every day.", "New York"),
        ("Les abeilles de la grande ville volent-elles plus vite ?", "vite ?"),
        ("Everybody in the small town liked the honey of the bees.", "the honey"),
    ],
)
def test_what_belongs_together_stays_in_one_line(text: str, together: str) -> None:
    for columns in range(24, 36):
        laid = lay_out([Cue(0, 9, text)], Page(count, columns, 1))
        assert any(together in line for caption in laid for line in caption.text.split("\n"))


def test_korean_breaks_between_words() -> None:
    text = "꿀벌은 수백 송이의 꽃에서 꿀을 모아 집으로 가져가서 꿀을 만듭니다."
    laid = lay_out([Cue(0, 9, text)], Page(count, 22, 1))
    assert " ".join(caption.text for caption in laid).split() == text.split()


def test_japanese_and_thai_break_between_phrases() -> None:
    [caption] = lay_out(
        [Cue(0, 9, "茶葉は朝早く手で摘まれてからゆっくりと乾かされます。")], Page(count, 30, 1)
    )
    assert caption.text == "茶葉は朝早く手で摘まれてから\nゆっくりと乾かされます。"
    thai = "ผึ้งทำน้ำผึ้งจากน้ำหวานของดอกไม้หลายร้อยดอกทุกวัน"
    laid = lay_out([Cue(0, 9, thai)], Page(count, 26, 1))
    assert not any(line[0] in "ะัาำิีึืุู็่้๊๋์" for caption in laid for line in caption.text.split("\n"))


def test_words_carry_their_times_in_the_vtt_only(tool: FfmpegTool, tmp_path: Path) -> None:
    words = (SpokenWord(1, 1.5, "Tea"), SpokenWord(1.5, 2, "<b>"), SpokenWord(2, 3, "hot."))
    cue = Cue(1, 3, "Tea <b> hot.", words)
    srt, vtt = tmp_path / "c.srt", tmp_path / "c.vtt"
    tool.write_captions([cue], srt, vtt, word_by_word=True)
    last = vtt.read_text("utf-8").strip().split("\n")[-1]
    assert last == "Tea <00:00:01.500>&lt;b&gt; <00:00:02.000>hot."
    assert "00:00:02" not in srt.read_text("utf-8")
    tool.write_captions([cue], srt, vtt)
    assert vtt.read_text("utf-8").strip().endswith("Tea &lt;b&gt; hot.")


def test_a_family_stays_together() -> None:
    laid = lay_out([Cue(0, 9, "👩‍👩‍👧‍👦" * 30)], Page(count, 24, 1))
    assert all("👩‍👩‍👧‍👦" * (len(line) // 7) == line for c in laid for line in c.text.split("\n"))


def test_missing_characters_are_known(tool: FfmpegTool) -> None:
    assert tool.missing_glyphs("Plain text, naïve café\u200d\ufe0f\n") == frozenset()
    assert tool.missing_glyphs("a\U0005fffdb") == frozenset("\U0005fffd")
