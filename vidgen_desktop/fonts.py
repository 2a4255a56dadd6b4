"""Fonts through Skia: the system's and our own, without idle words on the terminal."""

import os
import re
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache

import skia

from vidgen_desktop.resource_files import resource

STDERR = 2  # its number as a file

# Skia on Linux carries a fontconfig of its own, which is older than many systems' files and
# says so of each word that it does not know. It has no switch for that.
_IDLE = re.compile(rb'^Fontconfig warning: .*unknown element "[^"]*"\n', re.MULTILINE)


@cache
def system_fonts() -> skia.FontMgr:
    """The one for the whole process: reading the system's files takes its time."""
    with _without_idle_words():
        return skia.FontMgr()


@cache
def own_font(file: str) -> skia.Typeface:
    """One of those in `resources/fonts`."""
    return system_fonts().makeFromFile(str(resource(f"fonts/{file}")))


@contextmanager
def _without_idle_words() -> Generator[None]:
    """Hold back what is written to standard error meanwhile; let go of what is an error."""
    try:
        kept = os.dup(STDERR)
    except OSError:  # there is none
        yield
        return
    try:
        with tempfile.TemporaryFile() as held:
            os.dup2(held.fileno(), STDERR)
            try:
                yield
            finally:
                os.dup2(kept, STDERR)
                held.seek(0)
                said = _IDLE.sub(b"", held.read())
            if said:
                os.write(STDERR, said)
    finally:
        os.close(kept)
