"""Join AAC that was encoded in overlapping stretches, block by block, without a seam.

Each block holds the windowed samples of its own and the block before; a decoder adds the
overlapping halves. Blocks of two encoders follow each other as well as those of one, provided
that both windowed the blocks at the joint alike. So a place is looked for where both did.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

BLOCK = 1024  # frames
SETTLED = 20  # blocks after which an encoder has forgotten where it began
_HEAD = 9  # bytes: the header of a block, and the beginning of what is in it
# A pair of channels whose windows are alike, and long ones before and after.
_PAIR, _SEQUENCE, _SHAPE = 0x21, 0x60, 0x10


@dataclass(frozen=True, slots=True)
class _Block:
    offset: int
    kind: int  # of its windows; -1 where no joint can be


def joined(stretches: Sequence[tuple[Path, int]], out: Path, overlap: int) -> bool:
    """Write the stretches as one; each has the number of the block with which it begins.

    False where there is no good place for a joint within the `overlap` on each side of it.
    """
    files = [_blocks(path) for path, _ in stretches]
    cuts: list[tuple[int, int]] = []
    begin = 0
    for number, (_path, first) in enumerate(stretches[1:], 1):
        before, after = files[number - 1], files[number]
        shift = first - stretches[number - 1][1]
        joint = _joint(before, after, shift, 2 * overlap)
        if joint is None:
            return False
        cuts.append((begin, before[joint + shift].offset))
        begin = after[joint].offset
    cuts.append((begin, stretches[-1][0].stat().st_size))
    with out.open("wb") as whole:
        for (path, _), (start, end) in zip(stretches, cuts, strict=True):
            _copy(path, start, end, whole)
    return True


def _joint(
    before: Sequence[_Block], after: Sequence[_Block], shift: int, overlap: int
) -> int | None:
    """The number of the first block to take from `after`, nearest to the middle."""
    end = min(overlap - 1, len(before) - shift - 2, len(after))
    for joint in sorted(range(SETTLED, end), key=lambda block: abs(block - overlap // 2)):
        around = [*after[joint - 1 : joint + 1], *before[joint + shift - 1 : joint + shift + 1]]
        kinds = {block.kind for block in around}
        if len(kinds) == 1 and -1 not in kinds:
            return joint
    return None


def _blocks(path: Path) -> list[_Block]:
    found: list[_Block] = []
    size = path.stat().st_size
    offset = 0
    with path.open("rb") as file:
        while offset < size:
            file.seek(offset)
            head = file.read(_HEAD)
            length = (head[3] & 0x3) << 11 | head[4] << 3 | head[5] >> 5
            is_long = len(head) == _HEAD and head[7] == _PAIR and not head[8] & _SEQUENCE
            found.append(_Block(offset, head[8] & _SHAPE if is_long else -1))
            offset += max(length, 1)
    return found


def _copy(path: Path, start: int, end: int, whole: BinaryIO) -> None:
    with path.open("rb") as file:
        file.seek(start)
        left = end - start
        while left > 0 and (data := file.read(min(left, 1 << 20))):
            whole.write(data)
            left -= len(data)
