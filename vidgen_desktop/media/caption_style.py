"""How burned captions look: an ASS script in the size of the video."""

from collections.abc import Sequence
from dataclasses import dataclass

from vidgen_desktop.core.model import Cue, VideoFormat
from vidgen_desktop.media.caption_layout import lay_out

FONT = "Noto Sans"  # fontconfig, CoreText or DirectWrite fill in for what it lacks
JOINER = "\u2060"


@dataclass(frozen=True, slots=True)
class Placement:
    """In fractions of the video's shorter side (size) or of its own side (margins)."""

    size: float
    bottom: float
    side: float
    columns: int


# Phones draw their own buttons over the lowest fifth of a tall video.
WIDE = Placement(size=0.068, bottom=0.065, side=0.08, columns=42)
SQUARE = Placement(size=0.060, bottom=0.075, side=0.07, columns=32)
TALL = Placement(size=0.076, bottom=0.21, side=0.09, columns=24)


def placement(format: VideoFormat) -> Placement:
    """Where captions go in a video of this shape."""
    if format.width == format.height:
        return SQUARE
    return WIDE if format.width > format.height else TALL


def script(cues: Sequence[Cue], format: VideoFormat) -> str:
    """The ASS script: white, half bold, with a soft dark edge that holds on any ground."""
    import pysubs2

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
        fontname=FONT,
        fontsize=place.size * short,
        bold=True,
        primarycolor=pysubs2.Color(255, 255, 255),
        outlinecolor=pysubs2.Color(12, 14, 20, 40),
        backcolor=pysubs2.Color(12, 14, 20, 120),
        outline=short * 0.0042,
        shadow=short * 0.0022,
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


def literal(text: str) -> str:
    """Text in which no character is an instruction to libass."""
    joined = text.replace("\\", f"\\{JOINER}")
    return joined.replace("{", r"\{").replace("}", r"\}")
