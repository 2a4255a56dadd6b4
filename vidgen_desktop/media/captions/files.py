"""Captions as SRT and WebVTT files, in which every text appears literally."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from vidgen_desktop.core.files.room import Want
from vidgen_desktop.core.model import Cue
from vidgen_desktop.media.captions.layout import Caption, Word, lay_out
from vidgen_desktop.media.captions.parts import Page
from vidgen_desktop.media.captions.text import columns
from vidgen_desktop.media.landing import landing

FAILED = "The captions could not be written."
PAGE = Page(columns, most=42, space=1)  # the customary length of a line of subtitles
JOINER = "\u2060"  # word joiner: takes no room and keeps marks from being read as markup

_SRT_MARKUP = re.compile(r"([<{\\]|--)(?=\S)")
_ESCAPE = re.compile(r"\\(?=[Nnh])")


def write_captions(
    cues: Sequence[Cue], srt: Path, vtt: Path, *, word_by_word: bool = False
) -> None:
    """See `core.media_port.MediaTool.write_captions`. Long cues are split, none overlap."""
    captions = lay_out(cues, PAGE)
    _write(captions, srt, "srt", lambda caption: _literal_srt(caption.text))
    _write(captions, vtt, "vtt", _stamped if word_by_word else _plain_vtt)


def _write(
    captions: Sequence[Caption], path: Path, kind: str, text_of: Callable[[Caption], str]
) -> None:
    import pysubs2

    file = pysubs2.SSAFile()
    for caption in captions:
        text = text_of(caption).replace("\n", r"\N")
        start, end = _milliseconds(caption.start), _milliseconds(caption.end)
        if end > start:
            file.append(pysubs2.SSAEvent(start, end, text))
    # Otherwise the library would take literal braces for its own tags and drop them.
    content = file.to_string(kind, keep_ssa_tags=True)
    with landing(path, FAILED, Want("the captions", len(content.encode()))) as part:
        part.write_text(content, encoding="utf-8", newline="\n")


def _literal_srt(text: str) -> str:
    """SRT has no way to escape; players guess at tags. A joiner spoils their guess."""
    return _SRT_MARKUP.sub(rf"\1{JOINER}", text)


def _literal_vtt(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _ESCAPE.sub(rf"\\{JOINER}", escaped)


def _plain_vtt(caption: Caption) -> str:
    return _literal_vtt(caption.text)


def _stamped(caption: Caption) -> str:
    """Each word after the first begins with its time; the standard wants them to grow."""
    last, end = _milliseconds(caption.start), _milliseconds(caption.end)
    lines: list[str] = []
    for line in caption.lines:
        text = ""
        for place, word in enumerate(line):
            at = _milliseconds(word.start)
            stamp = ""
            if last < at < end:
                stamp, last = f"<{_clock(at)}>", at
            text += (" " if word.space and place else "") + stamp + _escaped(word)
        lines.append(text)
    return "\n".join(lines)


def _escaped(word: Word) -> str:
    return _literal_vtt(word.text)


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)


def _clock(milliseconds: int) -> str:
    seconds, thousandths = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{thousandths:03}"
