"""Whether an H.264 stream in an MP4 file can stand between others: its NAL units, looked at."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from vidgen_desktop.media.mp4.boxes import Damaged, children, needed, read_layout
from vidgen_desktop.media.mp4.h264_sps import Sps, read_sps
from vidgen_desktop.media.mp4.index import VideoTrack
from vidgen_desktop.media.mp4.samples import places, read_sizes

KIND = 31
IDR, SPS, PPS = 5, 7, 8
MAX_UNITS = 512  # of one frame
SET_BYTES = 4096  # of a parameter set


def own_sps(track: VideoTrack) -> Sps | None:
    """What the only sequence parameter set says; None where there are several, or none."""
    sets = [unit for unit in _parameter_sets(track.coding.extradata) if unit[0] & KIND == SPS]
    return read_sps(sets[0]) if len(sets) == 1 else None


def can_stand_between(path: Path, track: VideoTrack) -> bool:
    """Whether it begins with a frame that forgets what was before, and is decoded by nothing
    but what its index holds: parameters among the frames would outlast the joint.
    """
    extradata = track.coding.extradata
    known = set(_parameter_sets(extradata))
    if not known:
        return False
    try:
        with path.open("rb") as file:
            for number, (at, size) in enumerate(_samples(path)):
                kinds = _kinds(file, at, size, (extradata[4] & 3) + 1, known)
                if number == 0 and IDR not in kinds:
                    return False
    except (Damaged, OSError):
        return False
    return True


def _samples(path: Path) -> Iterator[tuple[int, int]]:
    """Where the frames of the first video track lie, and their bytes."""
    moov = read_layout(path).moov
    for kind, track in children(moov) if moov is not None else ():
        if kind == "trak" and bytes(needed(track, "mdia", "hdlr")[8:12]) == b"vide":
            tables = needed(track, "mdia", "minf", "stbl")
            offsets, lengths = places(tables, read_sizes(tables, path.stat().st_size))
            yield from zip(offsets.tolist(), lengths.tolist(), strict=True)
            return


def _kinds(file: BinaryIO, at: int, size: int, prefix: int, known: set[bytes]) -> set[int]:
    """The kinds of units in a frame; raises Damaged for parameters that are not `known`."""
    kinds: set[int] = set()
    end = at + size
    for _ in range(MAX_UNITS):
        if at >= end:
            return kinds
        file.seek(at)
        head = file.read(prefix + 1)
        length = int.from_bytes(head[:prefix], "big")
        if len(head) <= prefix or length == 0 or at + prefix + length > end:
            raise Damaged
        kind = head[prefix] & KIND
        if kind in {SPS, PPS} and (
            length > SET_BYTES or head[prefix:] + file.read(length - 1) not in known
        ):
            raise Damaged
        kinds.add(kind)
        at += prefix + length
    raise Damaged


def _parameter_sets(extradata: bytes) -> list[bytes]:
    """The units of an AVC configuration (ISO/IEC 14496-15, 5.2.4.1); none where it is damaged."""
    units: list[bytes] = []
    at = 5
    try:
        for mask in (31, 255):
            count, at = extradata[at] & mask, at + 1
            for _ in range(count):
                length = int.from_bytes(extradata[at : at + 2], "big")
                unit = extradata[at + 2 : at + 2 + length]
                if not unit or len(unit) < length:
                    return []
                units.append(unit)
                at += 2 + length
    except IndexError:
        return []
    return units
