"""Whether the end of a file is there, for containers that tell it without being decoded."""

import os
from pathlib import Path
from typing import BinaryIO

_HEAD = 189  # bytes: two beginnings of transport packets
_RIFF_HEADER = 8  # bytes: the name of a chunk and its size
_RIFF_UNSAID = (0, 0xFFFFFFFF)  # sizes that a writer leaves who could not come back
_OGG_HEADER = 27  # bytes before the table of segments
_OGG_LARGEST = _OGG_HEADER + 255 + 255 * 255  # bytes of a page, by RFC 3533
_OGG_LAST = 4  # the flag of a stream's last page
_TS_PACKET = 188  # bytes, by ISO 13818-1
_TS_SYNC = 0x47


def ends_early(path: Path) -> bool | None:
    """True where a RIFF (AVI, WAV), Ogg or transport stream lacks its end, False where it has
    it; None where the container does not tell. Raises OSError.
    """
    with path.open("rb") as file:
        head, size = file.read(_HEAD), os.fstat(file.fileno()).st_size
        if head[:4] == b"RIFF":
            return _riff_ends_early(file, size)
        if head[:4] == b"OggS":
            return _ogg_ends_early(file, size)
        if len(head) == _HEAD and head[0] == head[_TS_PACKET] == _TS_SYNC:
            return True if size % _TS_PACKET else None
    return None


def _riff_ends_early(file: BinaryIO, size: int) -> bool | None:
    """A large AVI is several of them in a row (OpenDML); other programs may add what they like."""
    at = 0
    while at + _RIFF_HEADER <= size:
        file.seek(at)
        header = file.read(_RIFF_HEADER)
        stated = int.from_bytes(header[4:], "little")
        if header[:4] != b"RIFF":
            return False
        if stated in _RIFF_UNSAID:
            return None
        if at + _RIFF_HEADER + stated > size:
            return True
        at += _RIFF_HEADER + stated + stated % 2
    return False


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
    return False if page[5] & _OGG_LAST else None
