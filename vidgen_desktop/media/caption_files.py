"""Captions as SRT and WebVTT files, in which every text appears literally."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from vidgen_desktop.core.model import Cue
from vidgen_desktop.media.caption_layout import lay_out
from vidgen_desktop.media.landing import landing

FAILED = "The captions could not be written."
COLUMNS = 42  # the customary length of a line of subtitles
JOINER = "\u2060"  # word joiner: takes no room and keeps marks from being read as markup

_SRT_MARKUP = re.compile(r"([<{\\]|--)(?=\S)")
_ESCAPE = re.compile(r"\\(?=[Nnh])")


def write_captions(
    cues: Sequence[Cue], srt: Path, vtt: Path, *, word_by_word: bool = False
) -> None:
    """See `core.ports.MediaTool.write_captions`. Cues never overlap; long ones are split."""
    laid = lay_out(cues, COLUMNS)
    _write(laid, srt, "srt", _literal_srt)
    _write(laid, vtt, "vtt", _literal_vtt)


def _write(cues: Sequence[Cue], path: Path, kind: str, literal: Callable[[str], str]) -> None:
    import pysubs2

    file = pysubs2.SSAFile()
    for cue in cues:
        text = literal(cue.text).replace("\n", r"\N")
        file.append(pysubs2.SSAEvent(round(cue.start * 1000), round(cue.end * 1000), text))
    # Otherwise the library would take literal braces for its own tags and drop them.
    content = file.to_string(kind, keep_ssa_tags=True)
    with landing(path, FAILED) as part:
        part.write_text(content, encoding="utf-8", newline="\n")


def _literal_srt(text: str) -> str:
    """SRT has no way to escape; players guess at tags. A joiner spoils their guess."""
    return _SRT_MARKUP.sub(rf"\1{JOINER}", text)


def _literal_vtt(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _ESCAPE.sub(rf"\\{JOINER}", escaped)
