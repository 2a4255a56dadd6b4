"""Drawn captions: inside the safe area, nothing moves, nothing is obeyed, every script is there."""

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pysubs2
import pytest
from numpy.typing import NDArray

from tests.measure import ffmpeg, frame_hashes
from tests.media.conftest import FORMAT
from tests.media.test_captions import HOSTILE
from vidgen_desktop.core.assembly import Fitting, Subtitling
from vidgen_desktop.core.choices import CaptionStyle
from vidgen_desktop.core.model import Cue, SpokenWord, VideoFormat
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.captions.fonts import bundled, runs
from vidgen_desktop.media.captions.presets import SEMI_BOLD, preset
from vidgen_desktop.media.captions.style import script
from vidgen_desktop.media.captions.text import cleaned, visible
from vidgen_desktop.media.tool import FfmpegTool

Maker = Callable[..., Path]
Frames = NDArray[np.int16]
TALL = VideoFormat(360, 640, 10)
GROUND = 128
STYLES = list(CaptionStyle)


@pytest.fixture
def draw(tmp_path: Path) -> Callable[..., Frames]:
    """Frames (number, height, width, RGB) of captions on even grey."""

    def drawn(
        cues: list[Cue], style: CaptionStyle, format: VideoFormat, seconds: float, *, words: bool
    ) -> Frames:
        subtitling = Subtitling(tuple(cues), style, words)
        (tmp_path / "c.ass").write_text(script(subtitling, format), encoding="utf-8")
        grey = f"color=gray:s={format.width}x{format.height}:r={format.fps}:d={seconds}"
        out = tmp_path / "c.rgb"
        ffmpeg(
            *("-f", "lavfi", "-i", f"{grey},format=rgb24", "-vf", f"ass={tmp_path}/c.ass"),
            *("-f", "rawvideo", "-pix_fmt", "rgb24", str(out)),
        )
        pixels = np.frombuffer(out.read_bytes(), np.uint8).astype(np.int16)
        return pixels.reshape(-1, format.height, format.width, 3)

    return drawn


def lit(frames: Frames) -> NDArray[np.bool_]:
    """Where anything is drawn."""
    return np.abs(frames - GROUND).max(axis=-1) > 4


def bounds(mask: NDArray[np.bool_]) -> tuple[int, int, int, int]:
    """Left, top, right, bottom."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


LONG = (
    "WWWWWW MMMMMM WWWWWW MMMMMM, Donaudampfschifffahrtsgesellschaft and the quick brown fox "
    "蜜蜂从花朵中采集花蜜 النحل يصنع العسل من رحيق ผึ้งทำน้ำผึ้ง 🐝🐝🐝🐝🐝🐝🐝🐝🐝🐝🐝🐝🐝🐝🐝🐝 "
    + "x"
    * 500
)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("words", [False, True])
def test_a_tall_video_keeps_its_captions_out_of_the_apps_buttons(
    draw: Callable[..., Frames], style: CaptionStyle, words: bool
) -> None:
    """The figures are those of `caption_presets`: Shorts at the sides, Reels below."""
    mask = lit(draw([Cue(0, 8, LONG)], style, TALL, 8, words=words))
    assert mask.any(axis=(1, 2)).all()  # there is always something to read
    left, top, right, bottom = bounds(np.asarray(mask.any(axis=0)))
    assert left >= 360 * 192 / 1080 - 1
    assert right <= 360 * (1 - 192 / 1080) + 1
    assert top >= 640 * 0.15
    assert bottom <= 640 * 0.65 + 1
    em = preset(style, TALL).em * 360
    highest = max(bounds(one)[3] - bounds(one)[1] for one in mask)
    assert highest < (2.2 if style is CaptionStyle.POP else 3.8) * em


WORDS = ("Bees", "dance", "for", "their", "sisters", "every", "single", "morning", "long.")
SPOKEN = Cue(
    0,
    4.5,
    " ".join(WORDS),
    tuple(SpokenWord(at / 2, at / 2 + 0.5, word) for at, word in enumerate(WORDS)),
)


@pytest.mark.parametrize("style", STYLES)
def test_the_spoken_word_lights_up_and_nothing_moves(
    draw: Callable[..., Frames], style: CaptionStyle
) -> None:
    frames = draw([SPOKEN], style, VideoFormat(480, 270, 10), 4.5, words=True)
    accent = np.array(list(preset(style, FORMAT).accent.to_bytes(3, "big")))
    alight = np.abs(frames - accent).max(axis=-1) < 30
    assert alight.any(axis=(1, 2)).all()  # no frame without its word
    changes = [at for at in range(1, 45) if (alight[at] != alight[at - 1]).any()]
    assert changes == [5 * at for at in range(1, 9)]  # each exactly when it is spoken
    shapes = lit(frames)
    moves = [
        at
        for at in range(1, 45)
        if (shapes[at] != shapes[at - 1]).sum() > 0.03 * shapes[at].sum()  # more than colour
    ]
    if style is CaptionStyle.POP:
        assert 2 <= len(moves) <= 5  # a few words at a time
        assert set(moves) < set(changes)
    else:
        assert moves == []
        order = [bounds(alight[at])[0] for at in (2, 7, 12)]
        assert order == sorted(order)


def shown(drawn: str) -> str:
    """The letters that a script draws, without its instructions."""
    events = [event for event in pysubs2.SSAFile.from_string(drawn) if event.layer]
    texts = {(event.start, at): event.text for at, event in enumerate(events)}
    joined = "".join(texts[key] for key in sorted(texts))
    bare = re.sub(r"(?<!\\)\{.*?(?<!\\)\}", "", joined)
    return visible(re.sub("[\u2060\u200e\u200f]", "", bare).replace(r"\{", "{").replace(r"\}", "}"))


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("words", [False, True])
def test_a_hostile_text_is_only_letters(style: CaptionStyle, words: bool) -> None:
    more = [
        "{\\p1}m 0 0 l 100 0 100 100{\\p0}",
        "x\n[Fonts]\nfontname: evil.ttf",
        "\\N\\h\\n{\\fn/etc/passwd}",
        "<img src=/etc/passwd>,movie=/etc/passwd;[out]",
        "\ud800 lone",
        "%{expr}:':\\'",
    ]
    for text in [*HOSTILE, *more]:
        drawn = script(Subtitling((Cue(0, 9, text),), style, words), TALL)
        assert "\x00" not in drawn
        assert drawn.encode("utf-8")
        turned = re.sub("[\u202a-\u202e\u2066-\u2069\ufeff]", "", text)
        assert shown(drawn) == visible(cleaned(turned)).replace("\u2060", "")
        headings = re.findall(r"^\[(Script Info|V4\+ Styles|Fonts|Events)\]$", drawn, re.MULTILINE)
        assert headings == ["Script Info", "V4+ Styles", "Fonts", "Events"]
        assert drawn.count("\nfontname: ") == 1


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("words", [False, True])
@pytest.mark.parametrize("text", ["{\\b1}x", "a\\Nb", "a\\hb", "{x}", "}{", "\\", "{\\p1}m 9"])
def test_what_looks_like_an_instruction_is_drawn_as_wide_as_it_is_written(
    draw: Callable[..., Frames], style: CaptionStyle, words: bool, text: str
) -> None:
    format = VideoFormat(640, 360, 1)
    look = preset(style, format)
    frames = draw([Cue(0, 1, text)], style, format, 1, words=words)
    bright = (
        frames[0, :, :, 0] > 200
        if style is not CaptionStyle.PANEL or not words
        else (frames[0, :, :, 1] > 200)
    )
    left, top, right, bottom = bounds(bright)
    wide = sum(run.width for run in runs(text, bundled(*look.font), "")) * look.em * 360
    assert right - left == pytest.approx(wide, abs=0.4 * look.em * 360)
    assert bottom - top < 1.3 * look.em * 360  # one line


@pytest.mark.parametrize(
    "text",
    [
        "النحل يصنع العسل من رحيق",
        "הדבורים מכינות דבש",
        "मधुमक्खियाँ शहद बनाती हैं",
        "ผึ้งทำน้ำผึ้งจากน้ำหวาน",
        "蜜蜂从花朵中采集花蜜",
        "ミツバチは花の蜜を集めて",
        "꿀벌은 꽃의 꿀을 모아",
        "Οι μέλισσες φτιάχνουν",
        "Пчёлы делают мёд",
        "Bees 🐝 ☕",
    ],
)
def test_every_script_is_drawn_in_the_font_that_was_measured(
    draw: Callable[..., Frames], text: str
) -> None:
    format = VideoFormat(640, 360, 1)
    em = preset(CaptionStyle.CLASSIC, format).em * 360
    left, _top, right, _bottom = bounds(
        draw([Cue(0, 1, text)], CaptionStyle.CLASSIC, format, 1, words=False)[0, :, :, 0] > 200
    )
    measured = runs(text, bundled(*SEMI_BOLD), "ja" if "の" in text else "")
    assert visible("".join(run.text for run in measured)) == visible(text)
    assert right - left == pytest.approx(sum(run.width for run in measured) * em, abs=0.4 * em)


def test_words_that_run_from_the_right_light_up_from_the_right(draw: Callable[..., Frames]) -> None:
    format = VideoFormat(640, 360, 10)
    frames = draw([Cue(0, 4, "דבורים מכינות דבש")], CaptionStyle.CLASSIC, format, 4, words=True)
    yellow = (frames[..., 0] > 200) & (frames[..., 2] < 110)
    first, last = bounds(yellow[2]), bounds(yellow[38])
    assert first[0] > last[2]


def test_what_nobody_can_draw_is_left_out(draw: Callable[..., Frames]) -> None:
    format = VideoFormat(640, 360, 1)
    both = [
        draw([Cue(0, 1, text)], CaptionStyle.CLASSIC, format, 1, words=False)
        for text in ("Honey", "Ho\U0005fffdney")
    ]
    assert (both[0] == both[1]).all()
    nothing = draw([Cue(0, 1, "\U0005fffd")], CaptionStyle.PANEL, format, 1, words=False)
    assert not lit(nothing).any()


def burned(tool: FfmpegTool, source: Path, cues: list[Cue], work: Work, frames: int) -> None:
    """Draw captions into a take; the result is "b.mp4" beside it."""
    fitting = Fitting(FORMAT, frames / FORMAT.fps, captions=Subtitling(tuple(cues)))
    tool.conform(source, fitting, source.with_name("b.mp4"), work)


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
