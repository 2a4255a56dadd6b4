"""How a video track is coded: the sample description of an MP4 file."""

from dataclasses import dataclass

from vidgen_desktop.media.mp4.boxes import Damaged, child, children, number

VISUAL_ENTRY = 78  # bytes before the boxes of a visual sample entry
CONFIGURATIONS = ("avcC", "hvcC", "av1C", "vpcC", "glbl", "d263")
ELEMENTARY, DECODER, SPECIFIC = 3, 4, 5  # tags of MPEG-4 descriptors


@dataclass(frozen=True, slots=True)
class Coding:
    """The codec's four characters, its size in pixels and what a decoder is set up with."""

    codec: str
    width: int
    height: int
    extradata: bytes
    square: bool  # its pixels are


def read_coding(stsd: memoryview) -> Coding | None:
    """The only description there is; None where there are several."""
    if number(stsd, 4, 4) != 1:
        return None
    codec, entry = next(children(stsd[8:]), ("", memoryview(b"")))
    width, height = number(entry, 24, 2), number(entry, 26, 2)
    inner = entry[VISUAL_ENTRY:]
    aspect = child(inner, "pasp")
    square = aspect is None or number(aspect, 0, 4) == number(aspect, 4, 4)
    return Coding(codec, width, height, _extradata(inner), square)


def _extradata(boxes: memoryview) -> bytes:
    for kind, content in children(boxes):
        if kind in CONFIGURATIONS:
            return bytes(content)
        if kind == "esds":
            return _decoder_specific(content[4:])
    return b""


def _decoder_specific(data: memoryview) -> bytes:
    """The kind of codec and its set-up in an MPEG-4 descriptor, without the bit rates."""
    for tag, content in _descriptors(data):
        if tag == ELEMENTARY:
            flags = number(content, 2, 1)
            skip = 3 + 2 * bool(flags & 0x80) + 2 * bool(flags & 0x20)
            skip += 1 + number(content, 3, 1) if flags & 0x40 else 0
            return _decoder_specific(content[skip:])
        if tag == DECODER:
            inner = dict(_descriptors(content[13:]))
            return bytes(content[:1]) + bytes(inner.get(SPECIFIC, b""))
    return b""


def _descriptors(data: memoryview) -> list[tuple[int, memoryview]]:
    found: list[tuple[int, memoryview]] = []
    at = 0
    while at < len(data):
        tag, length, at = data[at], 0, at + 1
        for _ in range(4):
            part = number(data, at, 1)
            length, at = length << 7 | part & 0x7F, at + 1
            if not part & 0x80:
                break
        if at + length > len(data):
            raise Damaged
        found.append((tag, data[at : at + length]))
        at += length
    return found
