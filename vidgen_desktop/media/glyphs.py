"""Which characters of a text no installed font can draw in burned captions."""

import shutil
import subprocess
import unicodedata
from bisect import bisect_right
from functools import cache

from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.media.process import family

UNSEEN = ("Cc", "Cf", "Zs", "Zl", "Zp", "Cs")
USUAL_PATH = "/usr/bin:/usr/local/bin:/opt/homebrew/bin"
SELECTORS = range(0xFE00, 0xFE10)


def missing_glyphs(text: str) -> frozenset[str]:
    """The characters that would appear as empty boxes, or not at all.

    Empty where the system cannot be asked (no fontconfig): macOS and Windows bring fonts
    for nearly everything.
    """
    wanted = {c for c in text if not c.isascii() and _is_seen(c)}
    if not wanted:
        return frozenset()
    starts, ends = _coverage()
    if not starts:
        return frozenset()
    return frozenset(c for c in wanted if not _covered(ord(c), starts, ends))


def _is_seen(character: str) -> bool:
    return unicodedata.category(character) not in UNSEEN and ord(character) not in SELECTORS


def _covered(code: int, starts: tuple[int, ...], ends: tuple[int, ...]) -> bool:
    at = bisect_right(starts, code) - 1
    return at >= 0 and code <= ends[at]


@cache
def _coverage() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The code points of all outline fonts as merged ranges; libass draws no bitmaps."""
    # A program started from a desktop or a bundle may have little in its PATH.
    lister = shutil.which("fc-list") or shutil.which("fc-list", path=USUAL_PATH)
    if lister is None:
        return (), ()
    ranges: set[tuple[int, int]] = set()
    try:
        with family(CancelToken()) as members:
            child = members.start([lister, ":color=False", "--format", "%{charset}\\n"])
            for line in child.lines():
                ranges.update(_parse(line))
            child.finish()
    except (MediaError, subprocess.SubprocessError):
        return (), ()
    merged: list[list[int]] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1] + 1:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return tuple(start for start, _ in merged), tuple(end for _, end in merged)


def _parse(line: str) -> set[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    for part in line.split():
        start, _, end = part.partition("-")
        found.add((int(start, 16), int(end or start, 16)))
    return found
