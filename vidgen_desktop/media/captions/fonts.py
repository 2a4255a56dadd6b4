"""Fonts for every script: which draws what, and how wide it becomes.

Chosen here and named in the captions, so that what is measured is what is drawn. libass draws
outlines only, so a font of coloured pictures is no font for it.
"""

import re
import struct
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

import skia

from vidgen_desktop.fonts import own_font, system_fonts
from vidgen_desktop.media.captions.text import clusters

_OS2 = int.from_bytes(b"OS/2", "big")
_WIN_METRICS = slice(74, 78)
_SIZE = 100.0  # at which widths are measured
_ENDLESS = 1e7
_UNSEEN = ("Cc", "Cf", "Cs", "Zs", "Zl", "Zp")
_SELECTORS = range(0xFE00, 0xFE10)
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069\u00ad\ufeff]")  # it would turn or hide words

# Fonts that are made to be read on a screen, on Linux, macOS and Windows; the system's own
# choice comes after them.
_KNOWN = (
    ("\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff", "Noto Sans Arabic|Geeza Pro|Segoe UI"),
    ("\u0590-\u05ff", "Noto Sans Hebrew|Arial Hebrew|Segoe UI"),
    ("\u0900-\u097f", "Noto Sans Devanagari|Kohinoor Devanagari|Nirmala UI"),
    ("\u0e00-\u0e7f", "Noto Sans Thai|Thonburi|Leelawadee UI"),
    ("\u0e80-\u0eff", "Noto Sans Lao|Lao Sangam MN|Leelawadee UI"),
    ("\u1780-\u17ff", "Noto Sans Khmer|Khmer Sangam MN|Leelawadee UI"),
    ("\u1100-\u11ff\uac00-\ud7af", "Noto Sans CJK KR|Apple SD Gothic Neo|Malgun Gothic"),
    ("\u2600-\u27bf\U0001f000-\U0001faff", "Symbola|Noto Emoji|Segoe UI Emoji|Segoe UI Symbol"),
)
_HAN = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_HAN_FONTS = {
    "ja": "Noto Sans CJK JP|Hiragino Sans|Yu Gothic UI",
    "zh-Hant": "Noto Sans CJK TC|PingFang TC|Microsoft JhengHei",
    "": "Noto Sans CJK SC|PingFang SC|Microsoft YaHei",
}


@dataclass(frozen=True)
class Face:
    """A font: the name that libass finds it by, and the height of its lines in ems."""

    name: str
    ascent: float
    descent: float
    typeface: skia.Typeface = field(compare=False, repr=False)

    def has(self, char: str) -> bool:
        """Whether it can draw a character."""
        return self.typeface.unicharToGlyph(ord(char)) != 0

    def width(self, text: str) -> float:
        """The width of a text in ems, its letters joined and shaped."""
        return _width(self, text)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one font."""

    face: Face
    text: str

    @property
    def width(self) -> float:
        """In ems."""
        return self.face.width(self.text)


@cache
def bundled(file: str, name: str) -> Face:
    """One of our own fonts."""
    return _face(own_font(file), name)


def runs(text: str, main: Face, language: str) -> list[Run]:
    """The text in fonts that have its characters; those that none has are left out, and so
    is what would turn the writing direction.
    """
    found: list[Run] = []
    for cluster in clusters(_TURNS.sub("", text)):
        before = found[-1].face if found else main
        face = _for_cluster(cluster, main, before, language)
        if face is None:
            continue
        if found and face == before:
            found[-1] = Run(face, found[-1].text + cluster)
        elif len(found) == 1 and before == main and _opens(found[0].text, face):
            found = [Run(face, found[0].text + cluster)]
        else:
            found.append(Run(face, cluster))
    return found


def _opens(text: str, face: Face) -> bool:
    """Whether a text is only the quotes before words of that font."""
    return all(unicodedata.category(char) in ("Ps", "Pi") and face.has(char) for char in text)


def face_for(char: str, language: str = "") -> Face | None:
    """The system's font for a character, or None. `language` decides on the Han shapes."""
    return _system_face(char, language)


def is_seen(char: str) -> bool:
    """Whether a character needs a picture."""
    return unicodedata.category(char) not in _UNSEEN and ord(char) not in _SELECTORS


def _for_cluster(cluster: str, main: Face, before: Face, language: str) -> Face | None:
    char = cluster[0]
    # Spaces and marks stay in the font of the words before them.
    neutral = unicodedata.category(char)[0] in "PZSN" or not is_seen(char)
    if neutral and before != main and (before.has(char) or not is_seen(char)):
        return before
    if not is_seen(char) or (main.has(char) and not _HAN.match(char)):
        return main
    return face_for(char, language) or (main if main.has(char) else None)


@lru_cache(maxsize=4096)
def _system_face(char: str, language: str) -> Face | None:
    for family in _families(char, language):
        face = _named(family)
        if face is not None and _draws(face.typeface, char):
            return face
    typeface = system_fonts().matchFamilyStyleCharacter(
        "", skia.FontStyle.Bold(), [language or "en"], ord(char)
    )
    if typeface is None or not _draws(typeface, char):
        return None
    return _face(typeface, typeface.getFamilyName())


@cache
def _named(family: str) -> Face | None:
    typeface = system_fonts().matchFamilyStyle(family, skia.FontStyle.Bold())
    return _face(typeface, family) if typeface is not None else None


def _families(char: str, language: str) -> Iterator[str]:
    if _HAN.match(char):
        yield from _HAN_FONTS.get(language, _HAN_FONTS[""]).split("|")
    for characters, names in _KNOWN:
        if re.match(f"[{characters}]", char):
            yield from names.split("|")


def _draws(typeface: skia.Typeface, char: str) -> bool:
    """Whether it has an outline for a character."""
    glyph = typeface.unicharToGlyph(ord(char))
    if not glyph:
        return False
    path = skia.Font(typeface, _SIZE).getPath(glyph)
    return path is not None and path.countPoints() > 0


def _face(typeface: skia.Typeface, name: str) -> Face:
    # libass sizes a font by these, as Windows does, and by the usual ones where they are 0.
    table = bytes(typeface.getTableData(_OS2) or b"")
    ascent, descent = (
        struct.unpack(">HH", table[_WIN_METRICS]) if len(table) >= _WIN_METRICS.stop else (0, 0)
    )
    units = typeface.getUnitsPerEm() or 1000
    if not ascent + descent:
        metrics = skia.Font(typeface, _SIZE).getMetrics()
        ascent, descent, units = -metrics.fAscent, metrics.fDescent, _SIZE
    return Face(name, ascent / units, descent / units, typeface)


@lru_cache(maxsize=8192)
def _width(face: Face, text: str) -> float:
    library = skia.textlayout
    provider = library.TypefaceFontProvider()
    provider.registerTypeface(face.typeface, skia.String("face"))
    fonts = library.FontCollection()
    fonts.setDefaultFontManager(provider)
    style, letters = library.ParagraphStyle(), library.TextStyle()
    letters.setFontFamilies(["face"])
    letters.setFontSize(_SIZE)
    style.setTextStyle(letters)
    builder = library.ParagraphBuilder(style, fonts, skia.Unicodes.ICU.Make())
    builder.pushStyle(letters)
    builder.addText(text)
    paragraph = builder.Build()
    paragraph.layout(_ENDLESS)
    return paragraph.MaxIntrinsicWidth / _SIZE
