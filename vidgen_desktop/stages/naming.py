"""A file name for any title."""

import re
import unicodedata

from pathvalidate import sanitize_filename
from pathvalidate.handler import ReservedNameHandler

LONGEST_STEM = 120  # bytes of UTF-8; leaves room for " (2)" and ".part" in 255
MOST_READ = 2000  # characters of a title; more never fit
FALLBACK_STEM = "Video"

_JOINERS = "\u200c\u200d"  # they shape letters and emoji; the rest of their kind turns or hides
_RESERVED = re.compile(
    r"(?:CON|PRN|AUX|NUL|CLOCK\$|CON(?:IN|OUT)\$|(?:COM|LPT)[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE
)


def safe_stem(title: str) -> str:
    """A file name that every system accepts, in the title's own script, without ending.

    Nothing in it is unseen or turns the writing direction: what is shown is what is there.
    """
    bare = sanitize_filename(
        "".join(map(_shown, title[:MOST_READ])).replace("/", "-"),
        replacement_text="",
        platform="universal",
        reserved_name_handler=ReservedNameHandler.as_is,  # they become reserved further down
    )
    stem = unicodedata.normalize("NFC", _stripped(" ".join(bare.split())))
    while len(stem.encode()) > LONGEST_STEM:
        stem = stem[:-1]
    stem = _stripped(stem)
    if not any(unicodedata.category(char)[0] in "LNPS" for char in stem):
        return FALLBACK_STEM
    return f"_{stem}" if _RESERVED.match(stem) else stem


def _shown(char: str) -> str:
    """The character, a space, or nothing for what cannot be seen or written."""
    kind = unicodedata.category(char)
    if kind.startswith("Z") or char.isspace():
        return " "
    return "" if kind.startswith("C") and char not in _JOINERS else char


def _stripped(stem: str) -> str:
    """Without what some systems cut off, what reads as an option, and joiners without partner."""
    return stem.strip(f" .{_JOINERS}\ufe0f").lstrip(f"-~ .{_JOINERS}\ufe0f")
