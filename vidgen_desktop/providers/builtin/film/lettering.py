"""Words as pictures: fonts for every script, set to fit a box."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

import skia

from vidgen_desktop.fonts import own_font, system_fonts

ELLIPSIS = "…"
JOINERS = "\u200c\u200d"
EMOJI = "und-Zsye"
MOST_CHARACTERS = 160
TOWER = re.compile("([\u0300-\u036f]{3})[\u0300-\u036f]+")  # marks piled on one letter
MOST_READ = 2000  # characters; nobody reads more on a picture
LINE_HEIGHT = 1.14
MOST_LINES = 3
FIRST_JOINED = 0x0590  # Latin, Greek, Cyrillic and Armenian come before
SHORTEST_TEXT = 4

# Look of the letters by palette family: file, letter spacing in em.
FACES: dict[str, tuple[str, float]] = {
    "warm": ("Fraunces-SemiBold.ttf", -0.012),
    "paper": ("Fraunces-SemiBold.ttf", -0.012),
    "bold": ("SpaceGrotesk-Bold.ttf", -0.025),
    "dusk": ("SpaceGrotesk-Bold.ttf", -0.02),
}
DEFAULT_FACE = ("Manrope-ExtraBold.ttf", -0.025)


@dataclass(frozen=True, slots=True)
class Words:
    """A text set in lines: the paragraph, its measures in pixels and how many lines it has.

    `fits` says that no single word is wider than the box.
    """

    paragraph: skia.textlayout.Paragraph
    width: float
    paragraph_width: float
    height: float
    lines: int
    size: float
    fits: bool
    right_to_left: bool


def clean(text: str) -> str:
    """The text in one line, without what is not to be seen: controls, lone surrogates, marks
    that turn the writing direction.
    """
    text = text[:MOST_READ]
    kept = (" " if char.isspace() else char for char in text if not _is_invisible(char))
    return TOWER.sub(r"\1", " ".join("".join(kept).split()))


def missing_characters(text: str) -> str:
    """The characters of `text` for which this machine has no font, each once."""
    faces = [own_font(DEFAULT_FACE[0])]
    wanted = dict.fromkeys(clean(text))
    return "".join(c for c in wanted if _needs_glyph(c) and _face_for(c, faces, "") is None)


def drawable(text: str) -> str:
    """The text without the characters that would be drawn as empty boxes."""
    gone = missing_characters(text)
    return clean("".join(char for char in text if char not in gone) if gone else text)


@dataclass(frozen=True, slots=True)
class Style:
    """How words look: the palette's family decides the face, the language the Han shapes."""

    family: str
    language: str
    colour: int  # 0xAARRGGBB


def typeset(text: str, style: Style, box: tuple[float, float], size: float) -> Words:
    """Set a text into a box: in two lines if it fits so at nearly the wanted size, else in
    three and smaller, at last shortened with an ellipsis. The lines are about equally long.
    """
    text = drawable(text)[:MOST_CHARACTERS]
    for lines, smallest in ((2, 0.80), (3, 0.55)):
        share = 1.0
        while share >= smallest:
            words = _layout(text, style, box[0], size * share)
            if words.lines <= lines and words.height <= box[1] and words.fits:
                return _balanced(words, text, style)
            share -= 0.05
    while len(text) > SHORTEST_TEXT:
        words = _layout(text, style, box[0], size * 0.55)
        if words.lines <= MOST_LINES and words.height <= box[1] and words.fits:
            return words
        text = text[: int(len(text) * 0.9) - 1].rstrip(" ,;:.-–" + ELLIPSIS) + ELLIPSIS
    return _layout(text, style, box[0], size * 0.55)


def _balanced(words: Words, text: str, style: Style) -> Words:
    """The same text in the narrowest box that needs no more lines: no lonely last word."""
    if words.lines == 1:
        return words
    low, high, best = words.paragraph_width * 0.45, words.paragraph_width, words
    for _ in range(6):
        middle = (low + high) / 2
        trial = _layout(text, style, middle, words.size)
        if trial.lines <= words.lines and trial.fits:
            high, best = middle, trial
        else:
            low = middle
    return best


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left."""
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


def _layout(text: str, style: Style, width: float, size: float) -> Words:
    tl = skia.textlayout
    file, spacing = FACES.get(style.family, DEFAULT_FACE)
    faces = _faces(text, file, style.language)
    provider = tl.TypefaceFontProvider()
    names = [f"face{index}" for index in range(len(faces))]
    for name, face in zip(names, faces, strict=True):
        provider.registerTypeface(face, skia.String(name))
    collection = tl.FontCollection()
    collection.setDefaultFontManager(provider)
    sheet, letters = tl.ParagraphStyle(), tl.TextStyle()
    letters.setFontFamilies(names)
    letters.setFontSize(size)
    letters.setColor(style.colour)
    if all(ord(char) < FIRST_JOINED and unicodedata.category(char) != "Mn" for char in text):
        # Only letters that stand apart may be moved: joined scripts would break.
        letters.setLetterSpacing(size * spacing)
    letters.setHeight(LINE_HEIGHT)
    letters.setHeightOverride(True)
    turned = is_right_to_left(text)
    sheet.setTextStyle(letters)
    sheet.setTextAlign(tl.TextAlign.kRight if turned else tl.TextAlign.kLeft)
    builder = tl.ParagraphBuilder(sheet, collection, _unicode())
    builder.pushStyle(letters)
    # The paragraph itself is always laid out from the left; an isolate turns what is in it.
    builder.addText(f"\u2067{text}\u2069" if turned else text)
    paragraph = builder.Build()
    paragraph.layout(width)
    return Words(
        paragraph,
        paragraph.LongestLine,
        width,
        paragraph.Height,
        lines=max(1, round(paragraph.Height / (size * LINE_HEIGHT))),
        size=size,
        fits=paragraph.LongestLine <= width + 1,
        right_to_left=turned,
    )


@cache
def _unicode() -> skia.Unicode:
    return skia.Unicodes.ICU.Make()


def _faces(text: str, file: str, language: str) -> list[skia.Typeface]:
    """The faces that together have all characters of a text, the wanted one first."""
    files = dict.fromkeys((file, DEFAULT_FACE[0]))
    faces = [own_font(name) for name in files]
    for char in dict.fromkeys(text):
        if _needs_glyph(char):
            found = _face_for(char, faces, language)
            if found is not None and found not in faces:
                faces.append(found)
    return faces


def _face_for(char: str, faces: list[skia.Typeface], language: str) -> skia.Typeface | None:
    """The first of the faces that has the character, or the system's for it, or None."""
    for face in faces:
        if face.unicharToGlyph(ord(char)):
            return face
    wanted = [EMOJI] if unicodedata.category(char) == "So" else [language] if language else []
    found = system_fonts().matchFamilyStyleCharacter("", skia.FontStyle.Bold(), wanted, ord(char))
    return found if found is not None and found.unicharToGlyph(ord(char)) else None


def _needs_glyph(char: str) -> bool:
    # Marks and joiners are shaped together with the letter before them.
    return not char.isspace() and unicodedata.category(char) not in ("Cf", "Mn", "Me")


def _is_invisible(char: str) -> bool:
    if char.isspace():
        return False
    category = unicodedata.category(char)
    # Joiners shape letters and emoji; everything else of this kind only turns the direction.
    return category in ("Cc", "Cs") or (category == "Cf" and char not in JOINERS)
