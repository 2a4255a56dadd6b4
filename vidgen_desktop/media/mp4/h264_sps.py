"""What an H.264 stream says of itself in its sequence parameter set (ITU-T H.264, 7.3.2.1)."""

from dataclasses import dataclass

# Profiles that can have other pixels than 4:2:0 with 8 bits, and say which.
_WITH_PIXELS = (100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135)
_OWN_ASPECT = 255
_HDR_CURVES = (16, 18)  # PQ and HLG
_MACROBLOCK = 16
_FULL_CHROMA = 3  # 4:4:4
_SMALL_LISTS = 6  # scaling lists of 4 by 4; the others are of 8 by 8
_ESCAPE = b"\0\0\3"


@dataclass(frozen=True, slots=True)
class Sps:
    """The picture as it is decoded."""

    width: int
    height: int
    plain_pixels: bool  # 4:2:0 with 8 bits
    progressive: bool  # all frames are
    square: bool
    full_range: bool
    hdr: bool


class _Bits:
    """Reads bits; raises IndexError at the end."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, count: int) -> int:
        value = 0
        for _ in range(count):
            value = value << 1 | self._data[self._at >> 3] >> (7 - self._at % 8) & 1
            self._at += 1
        return value

    def flag(self) -> bool:
        return self.take(1) == 1

    def golomb(self) -> int:
        """An unsigned number in exponential Golomb code."""
        zeros = 0
        while not self.flag():
            zeros += 1
        return (1 << zeros) - 1 + self.take(zeros)

    def signed(self) -> int:
        value = self.golomb()
        return (value + 1) // 2 if value % 2 else -(value // 2)


def read_sps(unit: bytes) -> Sps | None:
    """Understand a NAL unit of type 7; None where it is damaged."""
    try:
        return _sps(_Bits(_unescaped(unit[1:])))
    except IndexError:
        return None


def _sps(bits: _Bits) -> Sps:
    profile = bits.take(8)
    bits.take(16)
    bits.golomb()
    chroma, plain = (1, True) if profile not in _WITH_PIXELS else _pixels(bits)
    bits.golomb()
    _skip_order(bits)
    bits.golomb()
    bits.flag()
    wide, high = bits.golomb() + 1, bits.golomb() + 1
    progressive = bits.flag()
    if not progressive:
        bits.flag()
    bits.flag()
    width, height = wide * _MACROBLOCK, high * _MACROBLOCK * (1 if progressive else 2)
    if bits.flag():
        left, right, top, bottom = (bits.golomb() for _ in range(4))
        across = 2 if chroma in {1, 2} else 1
        down = (2 if chroma == 1 else 1) * (1 if progressive else 2)
        width, height = width - (left + right) * across, height - (top + bottom) * down
    square, full, hdr = _usability(bits) if bits.flag() else (True, False, False)
    return Sps(width, height, plain, progressive, square, full, hdr)


def _pixels(bits: _Bits) -> tuple[int, bool]:
    chroma = bits.golomb()
    if chroma == _FULL_CHROMA:
        bits.flag()
    depth = bits.golomb() + bits.golomb()
    bits.flag()
    if bits.flag():
        for number in range(12 if chroma == _FULL_CHROMA else 8):
            if bits.flag():
                _skip_scaling(bits, 16 if number < _SMALL_LISTS else 64)
    return chroma, chroma == 1 and depth == 0


def _skip_scaling(bits: _Bits, size: int) -> None:
    last = following = 8
    for _ in range(size):
        if following:
            following = (last + bits.signed()) % 256
        last = following or last


def _skip_order(bits: _Bits) -> None:
    """How frames are numbered."""
    kind = bits.golomb()
    if kind == 0:
        bits.golomb()
    elif kind == 1:
        bits.flag()
        bits.signed()
        bits.signed()
        for _ in range(min(bits.golomb(), 255)):
            bits.signed()


def _usability(bits: _Bits) -> tuple[bool, bool, bool]:
    """Square pixels, full range, high dynamic range."""
    square = True
    if bits.flag():
        aspect = bits.take(8)
        square = bits.take(16) == bits.take(16) if aspect == _OWN_ASPECT else aspect in {0, 1}
    if bits.flag():
        bits.flag()
    full = hdr = False
    if bits.flag():
        bits.take(3)
        full = bits.flag()
        if bits.flag():
            bits.take(8)
            hdr = bits.take(8) in _HDR_CURVES
    return square, full, hdr


def _unescaped(data: bytes) -> bytes:
    """Without the bytes that keep a start code from appearing."""
    return data.replace(_ESCAPE, b"\0\0")
