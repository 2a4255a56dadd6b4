"""How burned captions look: an ASS script in the size of the video."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vidgen_desktop.core.assembly import Subtitling
from vidgen_desktop.core.model import Cue, VideoFormat
from vidgen_desktop.media.caption_layout import lay_out

FONT = "Manrope SemiBold"
FONT_FILE = "fonts/Manrope-SemiBold.ttf"  # the system's fonts fill in for what it lacks
CHINESE_FONT = "Noto Sans CJK SC"
JOINER = "\u2060"

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_JOINED = re.compile("[\u0590-\u10ff\u1700-\u18af\ufb50-\ufdff\ufe70-\ufeff]")
_KANA_OR_HANGUL = re.compile("[\u3040-\u30ff\u1100-\u11ff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Placement:
    """In fractions of the video's shorter side (size) or of its own side (margins)."""

    size: float
    bottom: float
    side: float
    columns: int


# Phones draw their own buttons over the lowest fifth of a tall video.
WIDE = Placement(size=0.073, bottom=0.065, side=0.08, columns=42)
SQUARE = Placement(size=0.065, bottom=0.075, side=0.07, columns=32)
TALL = Placement(size=0.080, bottom=0.21, side=0.07, columns=26)


def placement(format: VideoFormat) -> Placement:
    """Where captions go in a video of this shape."""
    if format.width == format.height:
        return SQUARE
    return WIDE if format.width > format.height else TALL


def script(subtitling: Subtitling, format: VideoFormat) -> str:
    """The ASS script: white, half bold, with a soft dark edge that holds on any ground."""
    import pysubs2

    cues = subtitling.cues
    place = placement(format)
    short = min(format.width, format.height)
    file = pysubs2.SSAFile()
    file.info |= {
        "PlayResX": str(format.width),
        "PlayResY": str(format.height),
        "ScaledBorderAndShadow": "yes",
        "WrapStyle": "0",
        "YCbCr Matrix": "TV.709",
    }
    file.styles["Default"] = pysubs2.SSAStyle(
        fontname=font_for(cues),
        fontsize=place.size * short,
        bold=True,
        primarycolor=pysubs2.Color(255, 255, 255),
        outlinecolor=pysubs2.Color(12, 14, 20, 20),
        backcolor=pysubs2.Color(12, 14, 20, 120),
        outline=short * 0.0062,
        shadow=short * 0.0028,
        spacing=short * 0.0012 if _may_be_spaced(cues) else 0.0,
        alignment=pysubs2.Alignment.BOTTOM_CENTER,
        marginl=round(place.side * format.width),
        marginr=round(place.side * format.width),
        marginv=round(place.bottom * format.height),
    )
    blur = f"{{\\blur{short * 0.0020:.1f}}}"
    for cue in lay_out(cues, place.columns):
        text = blur + literal(cue.text).replace("\n", r"\N")
        file.append(pysubs2.SSAEvent(round(cue.start * 1000), round(cue.end * 1000), text))
    return file.to_string("ass")


def font_for(cues: Sequence[Cue]) -> str:
    """The font to begin with. Left alone, libass draws Chinese in Japanese shapes."""
    text = _all_text(cues)
    return CHINESE_FONT if _HAN.search(text) and not _KANA_OR_HANGUL.search(text) else FONT


def _may_be_spaced(cues: Sequence[Cue]) -> bool:
    """Thick edges want some room between letters, but it would tear joined scripts apart."""
    return not _JOINED.search(_all_text(cues))


def _all_text(cues: Sequence[Cue]) -> str:
    return "".join(cue.text for cue in cues)


def literal(text: str) -> str:
    """Text in which no character is an instruction to libass."""
    joined = text.replace("\\", f"\\{JOINER}")
    return joined.replace("{", r"\{").replace("}", r"\}")
