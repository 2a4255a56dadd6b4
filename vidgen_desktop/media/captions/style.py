"""Captions as they are drawn into a video: an ASS script in the size of the video.

Every line stands where it was measured to stand and nothing is left to wrapping; highlighting
a word changes its colour only, so nothing moves. The font travels inside the script.
"""

import re
import unicodedata
from binascii import b2a_uu
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from vidgen_desktop.core.assembly import Subtitling
from vidgen_desktop.core.model import VideoFormat
from vidgen_desktop.media.captions.fonts import bundled, runs
from vidgen_desktop.media.captions.layout import Caption, lay_out
from vidgen_desktop.media.captions.lines import Line, Setting, set_line
from vidgen_desktop.media.captions.parts import Page
from vidgen_desktop.media.captions.presets import (
    INK,
    WHITE,
    Panel,
    Preset,
    preset,
)
from vidgen_desktop.phrases import han_language
from vidgen_desktop.resource_files import resource

if TYPE_CHECKING:
    from pysubs2 import SSAStyle

PITCH = 1.22  # ems from one line to the next, more where letters are taller
ROUND = 0.5523  # how far a curve's handles reach to make a quarter of a circle
_JOINED = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def script(subtitling: Subtitling, format: VideoFormat) -> str:
    """The ASS script that draws captions in their style, at most two lines at a time."""
    import pysubs2

    look = preset(subtitling.style, format)
    setting = _setting(subtitling, format, look)
    file = pysubs2.SSAFile()
    file.info |= {
        "PlayResX": str(format.width),
        "PlayResY": str(format.height),
        "ScaledBorderAndShadow": "yes",
        "WrapStyle": "2",  # never by itself
        "YCbCr Matrix": "TV.709",
    }
    file.styles["Default"] = _style(look, setting)
    file.fonts_opaque[look.font[0]] = _embedded(look.font[0])
    for caption in lay_out(subtitling.cues, _page(setting)):
        start, end = round(caption.start * 100) * 10, round(caption.end * 100) * 10
        if end > start:
            for layer, text in _drawn(caption, setting):
                file.append(pysubs2.SSAEvent(start, end, text, layer=layer))
    return file.to_string("ass")


def _setting(subtitling: Subtitling, format: VideoFormat, look: Preset) -> Setting:
    text = " ".join(cue.text for cue in subtitling.cues)
    file, name = look.font
    return Setting(
        look=look,
        format=format,
        em=look.em * min(format.width, format.height),
        face=bundled(file, name),
        language=han_language(text),
        right_to_left=_is_right_to_left(text),
        mixed=bool(_JOINED.search(text)),
        highlights=subtitling.word_by_word,
    )


def _page(setting: Setting) -> Page:
    look = setting.look

    def measure(text: str) -> float:
        return sum(run.width for run in runs(text, setting.face, setting.language))

    return Page(
        measure,
        most=setting.most,
        space=setting.face.width(" "),
        lines=1 if look.words else 2,
        words=look.words,
        smallest=look.smallest,
    )


def _style(look: Preset, setting: Setting) -> "SSAStyle":
    import pysubs2

    red, green, blue = INK.to_bytes(3, "big")
    return pysubs2.SSAStyle(
        fontname=setting.face.name,
        fontsize=round(setting.font_size(setting.face), 2),
        bold=True,
        primarycolor=pysubs2.Color(*WHITE.to_bytes(3, "big")),
        outlinecolor=pysubs2.Color(red, green, blue, 18),
        backcolor=pysubs2.Color(red, green, blue, 110),
        outline=round(look.edge * setting.em, 2),
        shadow=round(look.shadow * setting.em, 2),
        alignment=pysubs2.Alignment.BOTTOM_CENTER,
        encoding=-1,  # the writing direction is found from the words
    )


def _drawn(caption: Caption, setting: Setting) -> list[tuple[int, str]]:
    """(layer, text) of each thing that is drawn, from the ground up."""
    since = round(caption.start * 100) / 100
    lines = [set_line(words, setting, since) for words in caption.lines]
    lines = [line for line in lines if line.text]
    if not lines:
        return []
    look, em = setting.look, setting.em
    panel = look.panel
    below = panel.above if panel else setting.around
    floor = setting.format.height * (1 - look.margins.bottom)
    baseline = floor - (below + lines[-1].below) * em
    drawn: list[tuple[int, str]] = []
    middle = setting.format.width / 2
    blur = f"\\blur{look.blur * em:.2f}" if look.blur else ""
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        foot = baseline + line.descent * em
        drawn.insert(0, (1, f"{{\\an2\\pos({middle:.1f},{foot:.1f}){blur}}}{line.text}"))
        if number:
            pitch = max(PITCH, lines[number - 1].below + line.above + 0.08)
            baseline -= pitch * em
    if panel:
        top = baseline - (lines[0].above + panel.above) * em
        drawn.insert(0, (0, _panel(panel, lines, (top, floor), setting)))
    return drawn


def _panel(panel: Panel, lines: Sequence[Line], span: tuple[float, float], setting: Setting) -> str:
    """The ground behind the lines: one shape, as wide as the widest."""
    wide = round((max(line.width for line in lines) + 2 * panel.across) * setting.em / 2) * 2
    top, high = round(span[0]), round(span[1]) - round(span[0])
    left = (setting.format.width - wide) // 2
    corner = min(round(panel.corner * setting.em), high // 2)
    near, w, h, c = round(corner * (1 - ROUND)), wide, high, corner
    path = (
        f"m {c} 0 l {w - c} 0 b {w - near} 0 {w} {near} {w} {c}"
        f" l {w} {h - c} b {w} {h - near} {w - near} {h} {w - c} {h}"
        f" l {c} {h} b {near} {h} 0 {h - near} 0 {h - c}"
        f" l 0 {c} b 0 {near} {near} 0 {c} 0"
    )
    alpha = round(255 * (1 - panel.opacity))
    red, green, blue = panel.colour.to_bytes(3, "big")
    return (
        f"{{\\an7\\pos({left},{top})\\bord0\\shad0\\1c&H{blue:02X}{green:02X}{red:02X}&"
        f"\\1a&H{alpha:02X}&\\p1}}{path}{{\\p0}}"
    )


def _is_right_to_left(text: str) -> bool:
    directions = [unicodedata.bidirectional(char) for char in text]
    return sum(one in ("R", "AL") for one in directions) > directions.count("L")


@cache
def _embedded(file: str) -> list[str]:
    """A font as lines of a script's own kind of uuencoding: 20 groups of four characters."""
    data = resource(f"fonts/{file}").read_bytes()
    whole = b"".join(
        # Python's has a length in front, fills up with zeros and writes them as spaces.
        b2a_uu(data[at : at + 45])[1 : 1 + -(-len(data[at : at + 45]) * 4 // 3)]
        for at in range(0, len(data), 45)
    )
    text = "".join(chr((code - 32) % 64 + 33) for code in whole)
    return [text[at : at + 80] for at in range(0, len(text), 80)]
