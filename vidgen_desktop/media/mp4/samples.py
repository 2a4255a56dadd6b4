"""The tables of an MP4 track: how many samples, when they are shown, where they lie."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vidgen_desktop.media.mp4.boxes import Damaged, child, needed, number

Numbers = npt.NDArray[np.int64]
MAX_FRAMES = 2_400_000  # of a video track: eleven hours at 60 a second
MAX_TICKS = 1 << 50  # beyond this no time is meant


@dataclass(frozen=True, slots=True)
class Sizes:
    """The bytes of the samples: `each` for all of them, or one by one in `listed`."""

    count: int
    each: int
    listed: Numbers

    @property
    def total(self) -> int:
        """The bytes of all samples."""
        return self.count * self.each if self.each else int(self.listed.sum())


def read_sizes(stbl: memoryview, file_size: int) -> Sizes:
    """The sample sizes; there can be no more of them than the file has bytes."""
    box = needed(stbl, "stsz")
    each, count = number(box, 4, 4), number(box, 8, 4)
    if each:
        if count * each > file_size:
            raise Damaged
        return Sizes(count, each, np.zeros(0, np.int64))
    return Sizes(count, 0, _table(box, 12, count, 1)[:, 0])


def decode_times(stbl: memoryview, count: int) -> tuple[Numbers, Numbers]:
    """When each sample is decoded and how long it lasts, in ticks."""
    if count > MAX_FRAMES:
        raise Damaged
    runs = _runs(stbl, "stts", count)
    lengths = np.repeat(runs[:, 1], runs[:, 0])
    ends = np.cumsum(lengths)
    if count and ends[-1] > MAX_TICKS:
        raise Damaged
    return ends - lengths, lengths


def total_ticks(stbl: memoryview, count: int) -> int:
    """How long all samples last, in ticks."""
    runs = _runs(stbl, "stts", count)
    if float(np.dot(runs[:, 0].astype(float), runs[:, 1].astype(float))) > MAX_TICKS:
        raise Damaged
    return int(np.dot(runs[:, 0], runs[:, 1]))


def shifts(stbl: memoryview, count: int) -> Numbers:
    """By how much each sample is shown after it is decoded, in ticks."""
    if child(stbl, "ctts") is None:
        return np.zeros(count, np.int64)
    runs = _runs(stbl, "ctts", count)
    # Version 0 says that they are unsigned; programs write negative ones all the same.
    signed = runs[:, 1].astype(np.uint32).view(np.int32).astype(np.int64)
    return np.repeat(signed, runs[:, 0])


def keyframes(stbl: memoryview, count: int) -> Numbers:
    """The samples (from 0, as decoded) at which decoding can begin; all without a table."""
    box = child(stbl, "stss")
    if box is None:
        return np.arange(count, dtype=np.int64)
    found = _table(box, 8, number(box, 4, 4), 1)[:, 0] - 1
    if found.size and (found.min() < 0 or found.max() >= count):
        raise Damaged
    return np.unique(found)


def is_whole(stbl: memoryview, sizes: Sizes, file_size: int) -> bool:
    """Whether all samples lie inside the file."""
    if not sizes.count:
        return True
    offsets, in_chunk = _chunks(stbl, sizes)
    if sizes.each:
        lengths = in_chunk * sizes.each
    else:
        sums = np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes.listed)))
        ends = np.cumsum(in_chunk)
        lengths = sums[ends] - sums[ends - in_chunk]
    inside = (offsets >= 0) & (offsets <= file_size) & (offsets + lengths <= file_size)
    return bool(inside.all())


def places(stbl: memoryview, sizes: Sizes) -> tuple[Numbers, Numbers]:
    """Where each sample begins in the file, and its bytes."""
    lengths = np.full(sizes.count, sizes.each, np.int64) if sizes.each else sizes.listed
    if not sizes.count:
        return lengths, lengths
    if sizes.count > MAX_FRAMES:
        raise Damaged
    offsets, in_chunk = _chunks(stbl, sizes)
    before = np.cumsum(lengths) - lengths
    first_of_chunk = np.minimum(np.cumsum(in_chunk) - in_chunk, sizes.count - 1)
    return np.repeat(offsets - before[first_of_chunk], in_chunk) + before, lengths


def _chunks(stbl: memoryview, sizes: Sizes) -> tuple[Numbers, Numbers]:
    """Where each chunk begins, and its samples."""
    wide = child(stbl, "co64")
    box, width = (wide, 2) if wide is not None else (needed(stbl, "stco"), 1)
    raw = _table(box, 8, number(box, 4, 4), width)
    offsets = raw[:, 0] if width == 1 else (raw[:, 0] << 32) + raw[:, 1]
    in_chunk = _samples_per_chunk(stbl, len(offsets))
    if int(in_chunk.sum()) != sizes.count:
        raise Damaged
    return offsets, in_chunk


def _samples_per_chunk(stbl: memoryview, chunks: int) -> Numbers:
    """The samples of each chunk; the table names the first chunk of each run."""
    box = needed(stbl, "stsc")
    rows = _table(box, 8, number(box, 4, 4), 3)
    firsts = rows[:, 0]
    if not chunks or not len(rows) or firsts[0] != 1:
        raise Damaged
    lengths = np.diff(firsts, append=chunks + 1)
    if lengths.min() < 0 or lengths.sum() != chunks:
        raise Damaged
    return np.repeat(rows[:, 1], lengths)


def _runs(stbl: memoryview, kind: str, count: int) -> Numbers:
    """A table of (times, value) that covers all samples."""
    box = needed(stbl, kind)
    runs = _table(box, 8, number(box, 4, 4), 2)
    if int(runs[:, 0].sum()) != count:
        raise Damaged
    return runs


def _table(box: memoryview, at: int, rows: int, columns: int) -> Numbers:
    """Unsigned 32-bit numbers, `rows` by `columns`, all of them inside the box."""
    if at + rows * columns * 4 > len(box):
        raise Damaged
    flat = np.frombuffer(box, dtype=">u4", count=rows * columns, offset=at)
    return flat.astype(np.int64).reshape(rows, columns)
