"""What a speech service sends, made a file that says itself what it is.

Some send samples without a header (OpenRouter: `audio/pcm;rate=24000;channels=1`), some a WAV
file whose header does not know its length, some an error with status 200.
"""

import re
import struct
from email.message import Message

import httpx2

from vidgen_desktop.providers.net.faults import unusable

USUAL_RATE = 24_000
_SIGNATURES = (b"ID3", b"OggS", b"fLaC", b"\x1aE\xdf\xa3")
_MPEG = re.compile(rb"\xff[\xe2-\xff]")  # the sync word of MP3 and ADTS
_PCM = {"audio/pcm", "audio/l16", "audio/raw", "audio/x-raw"}
_BYTES = {"", "application/octet-stream", "binary/octet-stream"}
_TEXT = re.compile(rb"\s*[\[{<]|[\t\n\r\x20-\x7e]{64}")  # JSON, HTML, or words
_RATES, _MOST_CHANNELS = (8_000, 192_000), 2
_WAV_HEAD = 12
_PLACEHOLDER = 2**30  # bytes: no narration is that long
_WHOLE = 0.98  # of the size in a header: some are written a little too large


def as_file(response: httpx2.Response, asked: str, name: str) -> bytes:
    """The sound in an answer as a file; `asked` is the format that was asked for.

    Raises ServiceError where it is surely none.
    """
    data = response.content
    kind = _kind(response)
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return _sized(data, name)
    if data.startswith(_SIGNATURES) or data[4:8] == b"ftyp" or _MPEG.match(data):
        return data
    told = kind.get_content_type() if kind else ""
    is_bare = told in _PCM or (asked == "pcm" and (told in _BYTES or told.startswith("audio/")))
    if not data or not is_bare or _TEXT.match(data):
        raise unusable(name, "nothing" if not data else "something that is no sound")
    return _with_header(data, kind)


def wav_seconds(data: bytes) -> float | None:
    """How long a WAV file lasts, by its header; None for every other file."""
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        return None
    rate = start = 0
    at = _WAV_HEAD
    while at + 8 <= len(data):
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if name == b"fmt " and at + 20 <= len(data):
            rate = int.from_bytes(data[at + 16 : at + 20], "little")  # bytes a second
        if name == b"data":
            start = at + 8
            break
        at += 8 + size + size % 2
    return (len(data) - start) / rate if rate and start else None


def _kind(response: httpx2.Response) -> Message | None:
    told = response.headers.get("content-type", "")
    if not told:
        return None
    message = Message()
    message["content-type"] = told.lower()
    return message


def _sized(data: bytes, name: str) -> bytes:
    """With the real sizes, where the header has placeholders (0, or as large as can be).

    Raises ServiceError where it names a size that is not there: the end is missing.
    """
    at = _WAV_HEAD
    while at + 8 <= len(data):
        chunk, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if chunk == b"data":
            left = len(data) - at - 8
            if 0 < size <= left:
                return data
            if left < size * _WHOLE and size < _PLACEHOLDER:
                raise unusable(name, "a sound whose end is missing")
            real = left - left % 2
            head = b"RIFF" + struct.pack("<I", at + real) + data[8 : at + 4]
            return head + struct.pack("<I", real) + data[at + 8 : at + 8 + real]
        at += 8 + size + size % 2
    return data


def _with_header(data: bytes, kind: Message | None) -> bytes:
    """Samples of 16 bits, the lower byte first, as a WAV file."""
    rate = _number(kind, "rate", USUAL_RATE)
    rate = rate if _RATES[0] <= rate <= _RATES[1] else USUAL_RATE
    channels = min(max(1, _number(kind, "channels", 1)), _MOST_CHANNELS)
    whole = data[: len(data) - len(data) % (2 * channels)]
    form = struct.pack("<HHIIHH", 1, channels, rate, rate * 2 * channels, 2 * channels, 16)
    head = b"RIFF" + struct.pack("<I", 36 + len(whole)) + b"WAVEfmt " + struct.pack("<I", 16)
    return head + form + b"data" + struct.pack("<I", len(whole)) + whole


def _number(kind: Message | None, name: str, usual: int) -> int:
    told = str(kind.get_param(name, "")) if kind else ""
    return int(told) if told.isdecimal() else usual
