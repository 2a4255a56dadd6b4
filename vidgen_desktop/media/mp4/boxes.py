"""The boxes of an MP4 file, read with care: whatever the file says is held against its size."""

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MAX_INDEX = 64 << 20  # bytes of "moov"; ten hours at 60 frames a second need about 50 MB
MAX_BOXES = 10_000  # at the top of a file, or inside one box
HEADER, LONG_HEADER = 8, 16


class Damaged(Exception):
    """What is read cannot be what it claims to be."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The index of a file ("moov", None where there is none) and where things lie."""

    size: int
    moov: memoryview | None
    moov_at: int
    first_data: int  # where "mdat" begins; `size` where there is none
    is_mp4: bool
    fragmented: bool
    cut: bool  # what it holds is said to reach beyond its end


def read_layout(path: Path) -> Layout:
    """Walk the boxes at the top of a file. Raises OSError, or Damaged."""
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        moov, moov_at, first_data = None, -1, size
        is_mp4 = fragmented = cut = False
        at = 0
        for number in range(MAX_BOXES):
            file.seek(at)
            kind, length, header = _top(file.read(LONG_HEADER), size - at)
            is_mp4 = is_mp4 or (number == 0 and kind in ("ftyp", "moov", "wide", "free", "mdat"))
            if not kind or not is_mp4:
                break
            if kind == "moov" and moov is None:
                if length > MAX_INDEX or at + length > size:
                    raise Damaged
                file.seek(at + header)
                moov, moov_at = memoryview(file.read(length - header)), at
            elif kind == "mdat":
                first_data = min(first_data, at)
            fragmented = fragmented or kind == "moof"
            at += length
            cut = cut or (kind in ("moof", "mdat") and at > size)
            if at >= size:
                break
        return Layout(size, moov, moov_at, first_data, is_mp4, fragmented, cut)


def _top(start: bytes, left: int) -> tuple[str, int, int]:
    """Kind, length and length of the header of the box that starts so; "" at the end."""
    if len(start) < HEADER:
        return "", 0, 0
    length, kind, header = int.from_bytes(start[:4], "big"), start[4:8], HEADER
    if length == 1:
        if len(start) < LONG_HEADER:
            return "", 0, 0
        length, header = int.from_bytes(start[8:16], "big"), LONG_HEADER
    elif length == 0:  # to the end of the file
        length = left
    if length < header:
        return "", 0, 0
    return kind.decode("latin-1"), length, header


def children(box: memoryview) -> Iterator[tuple[str, memoryview]]:
    """The boxes inside a box: kind and content. Zeros at the end are allowed."""
    at = 0
    for _ in range(MAX_BOXES):
        if len(box) - at < HEADER:
            return
        length, kind = struct.unpack_from(">I4s", box, at)
        if length == 0:
            return
        if length < HEADER or at + length > len(box):
            raise Damaged
        yield kind.decode("latin-1"), box[at + HEADER : at + length]
        at += length
    raise Damaged


def child(box: memoryview, *path: str) -> memoryview | None:
    """The first box on a path of kinds."""
    found: memoryview | None = box
    for kind in path:
        if found is None:
            return None
        found = next((inner for name, inner in children(found) if name == kind), None)
    return found


def needed(box: memoryview, *path: str) -> memoryview:
    """Like `child`; raises Damaged where there is none."""
    found = child(box, *path)
    if found is None:
        raise Damaged
    return found


def number(box: memoryview, at: int, size: int) -> int:
    """The unsigned number of `size` bytes at an offset."""
    if at < 0 or at + size > len(box):
        raise Damaged
    return int.from_bytes(box[at : at + size], "big")
