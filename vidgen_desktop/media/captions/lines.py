"""One line of drawn captions: its fonts, its measures and the colours of its words in time."""

from collections.abc import Sequence
from dataclasses import dataclass

from vidgen_desktop.core.model import VideoFormat
from vidgen_desktop.media.captions.fonts import Face, Run, runs
from vidgen_desktop.media.captions.layout import Word
from vidgen_desktop.media.captions.presets import WHITE, Preset

JOINER = "\u2060"
_TO_LEFT, _TO_RIGHT = "\u200f", "\u200e"
_ABOVE, _BELOW = 0.76, 0.24  # of our own fonts, in ems: what letters really reach
_TALLEST, _DEEPEST = 1.0, 0.42  # of others: their lines are higher than their letters


@dataclass(frozen=True, slots=True)
class Setting:
    """What all captions of a video have in common; `em` in pixels.

    `language`: in whose shapes Han is drawn. `mixed`: some words run from right to left.
    """

    look: Preset
    format: VideoFormat
    em: float
    face: Face
    language: str
    right_to_left: bool
    mixed: bool
    highlights: bool

    @property
    def around(self) -> float:
        """How far edge and shadow reach beyond the letters, in ems."""
        return self.look.edge + self.look.shadow + 2 * self.look.blur

    @property
    def most(self) -> float:
        """How wide a line may be, in ems."""
        free = self.format.width * (1 - 2 * self.look.margins.side) / self.em
        return free - 2 * (self.look.panel.across if self.look.panel else self.around)

    def font_size(self, face: Face, scale: float = 1.0) -> float:
        """What ASS calls the size: the height of a line, in pixels."""
        return self.em * scale * (face.ascent + face.descent)


@dataclass(frozen=True, slots=True)
class Line:
    """A line as ASS text. Measures in ems from the baseline: `above` and `below` of what is
    seen, `descent` of what libass places it by.
    """

    text: str
    width: float
    above: float
    below: float
    descent: float


def set_line(words: Sequence[Word], setting: Setting, since: float) -> Line:
    """The words set in a line, made smaller if they are too wide; `since` is the second at
    which the line appears.
    """
    parts = [(word, runs(word.text, setting.face, setting.language)) for word in words]
    parts = [(word, found) for word, found in parts if found]
    if not parts:
        return Line("", 0.0, 0.0, 0.0, 0.0)
    space = setting.face.width(" ")
    width = sum(run.width for _word, found in parts for run in found)
    width += space * sum(word.space for word, _found in parts[1:])
    scale = min(1.0, setting.most / width) if width else 1.0
    faces = [setting.face, *(run.face for _word, found in parts for run in found)]
    used = [run.face for _word, found in parts for run in found]
    return Line(
        _text(parts, setting, since, scale),
        width * scale,
        scale * max(_reach(face, setting)[0] for face in used),
        scale * max(_reach(face, setting)[1] for face in used),
        scale * max(face.descent for face in faces),
    )


def literal(text: str) -> str:
    """Text in which no character is an instruction to libass."""
    joined = text.replace("\\", f"\\{JOINER}")
    return joined.replace("{", r"\{").replace("}", r"\}")


def _reach(face: Face, setting: Setting) -> tuple[float, float]:
    if face == setting.face:
        return _ABOVE, _BELOW
    return max(_ABOVE, min(face.ascent, _TALLEST)), max(_BELOW, min(face.descent, _DEEPEST))


def _text(
    parts: Sequence[tuple[Word, list[Run]]], setting: Setting, since: float, scale: float
) -> str:
    def font(face: Face) -> str:
        return f"\\fn{face.name}\\fs{setting.font_size(face, scale):.2f}"

    text = f"{{{font(setting.face)}}}" if scale < 1 else ""
    if setting.mixed or setting.right_to_left:
        text += _TO_LEFT if setting.right_to_left else _TO_RIGHT
    current = setting.face
    for place, (word, found) in enumerate(parts):
        if word.space and place:
            # Spaces are all of one width, whatever stands around them.
            text += " " if current == setting.face else f"{{{font(setting.face)}}} "
            current = setting.face
        tags = _colours(word, setting, since)
        for run in found:
            tags += font(run.face) if run.face != current else ""
            text += (f"{{{tags}}}" if tags else "") + literal(run.text)
            tags, current = "", run.face
    return text


def _colours(word: Word, setting: Setting, since: float) -> str:
    """The word in the accent while it is spoken: two changes of colour without duration."""
    if not setting.highlights:
        return ""
    begin, end = (round((time - since) * 1000) for time in (word.start, word.end))
    plain, accent = _colour(WHITE), _colour(setting.look.accent)
    # A change at 0 would mean the whole line's time.
    if begin <= 0:
        return f"{accent}\\t({end},{end},{plain})" if end > 0 else plain
    return f"{plain}\\t({begin},{begin},{accent})\\t({end},{end},{plain})"


def _colour(code: int) -> str:
    red, green, blue = code.to_bytes(3, "big")
    return f"\\1c&H{blue:02X}{green:02X}{red:02X}&"
