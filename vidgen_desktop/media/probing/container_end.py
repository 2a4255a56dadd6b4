"""Whether the end of a file is there, for containers that tell it without being decoded."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from vidgen_desktop.media.mp4.boxes import Damaged, read_layout

_HEAD = 197  # bytes: two beginnings of transport packets
_SLACK = 8  # bytes: some writers count the header in, too
_OGG_HEADER = 27  # bytes before the table of segments
_OGG_LARGEST = _OGG_HEADER + 255 + 255 * 255  # bytes of a page, by RFC 3533
_TS_SYNC = 0x47
_TS_PACKETS = ((188, 0), (192, 4))  # bytes, and where they are marked: ISO 13818-1, and cameras'
_EBML, _SEGMENT = b"\x1a\x45\xdf\xa3", b"\x18\x53\x80\x67"
_EBML_LONGEST = 4096  # bytes of a header, which has a name and a few numbers


@dataclass(frozen=True, slots=True)
class _Chunks:
    """How a file of chunks, each with its size, is laid out. Other chunks than the `known` are
    somebody else's, who may do as they like.
    """

    known: tuple[bytes, ...]
    size: slice  # where a chunk's header tells its size
    order: Literal["big", "little"]
    uncounted: int = 0  # bytes of the header that the size leaves out
    first: int = 0  # where the first chunk begins
    # Of this size or more, or of none: left by a writer who could not come back to fill it in.
    unsaid: int = 1 << 62


_KINDS = {
    # A large AVI is several of them in a row (OpenDML).
    b"RIFF": _Chunks((b"RIFF",), slice(4, 8), "little", 8, unsaid=0x7FFFF000),
    b"FORM": _Chunks((b"FORM",), slice(4, 8), "big", 8, unsaid=0x7FFFF000),
    b"caff": _Chunks((b"desc", b"chan", b"info", b"data"), slice(4, 12), "big", 12, first=8),
    b"riff\x2e\x91\xcf\x11": _Chunks((b"riff",), slice(16, 24), "little"),  # Wave64
    b"\x30\x26\xb2\x75": _Chunks(  # ASF, as in WMV and WMA: its header and its data
        (b"\x30\x26\xb2\x75", b"\x36\x26\xb2\x75"), slice(16, 24), "little"
    ),
}


def ends_early(path: Path) -> bool | None:
    """True where a file lacks its end; False where nobody knew when it would end, so that what it
    states of its length is nothing to go by; None where neither is known. Raises OSError.
    """
    with path.open("rb") as file:
        head, size = file.read(_HEAD), os.fstat(file.fileno()).st_size
        for begins, chunks in _KINDS.items():
            if head.startswith(begins):
                return _chunks_end_early(file, size, chunks)
        if head.startswith(_EBML):
            return _matroska_ends_early(file, size)
        if head.startswith(b"OggS"):
            return _ogg_ends_early(file, size)
    for length, at in _TS_PACKETS:
        if len(head) > length + at and head[at] == head[length + at] == _TS_SYNC:
            return True if size % length else None
    return _fragments_end_early(path)


def _chunks_end_early(file: BinaryIO, size: int, chunks: _Chunks) -> bool | None:
    at = chunks.first
    while at < size:
        file.seek(at)
        header = file.read(chunks.size.stop)
        if len(header) < chunks.size.stop or not header.startswith(chunks.known):
            return None
        stated = int.from_bytes(header[chunks.size], chunks.order)
        if not 0 < stated < chunks.unsaid:
            return False
        at += chunks.uncounted + stated
    return at > size + _SLACK or None


def _matroska_ends_early(file: BinaryIO, size: int) -> bool | None:
    """All is in one segment, which has no size while it is being written."""
    file.seek(0)
    start = file.read(_EBML_LONGEST)
    at = start.find(_SEGMENT) + len(_SEGMENT)
    if at < len(_SEGMENT) or at >= len(start) or not start[at]:
        return None
    width = 9 - start[at].bit_length()
    unsaid = (1 << 7 * width) - 1
    stated = int.from_bytes(start[at : at + width], "big") & unsaid
    return (stated != unsaid and at + width + stated > size) or None


def _ogg_ends_early(file: BinaryIO, size: int) -> bool | None:
    """Recordings of a stream may end between two pages without saying that it was the last."""
    file.seek(max(0, size - _OGG_LARGEST))
    tail = file.read()
    at = tail.rfind(b"OggS\0")
    page = tail[at:]
    if at < 0 or len(page) < _OGG_HEADER:
        return True
    segments = page[_OGG_HEADER : _OGG_HEADER + page[26]]
    if len(page) < _OGG_HEADER + page[26] + sum(segments):
        return True
    return None


def _fragments_end_early(path: Path) -> bool | None:
    """Of an MP4 file without a simple index. One may end between two fragments."""
    try:
        return read_layout(path).cut or None
    except Damaged:
        return None
