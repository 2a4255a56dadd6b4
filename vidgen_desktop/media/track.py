"""A sound track under construction: sounds are added to silence at exact samples."""

from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from vidgen_desktop.media.decode import RATE, SAMPLE_BYTES

BLOCK = 10 * RATE  # frames in memory at a time
LOUDEST = 4.0  # what floats beyond full scale are held to; broken files have any number

Samples = npt.NDArray[np.float32]


class Track:
    """Raw float samples in a file that starts as silence.

    It is read and written as a file, not mapped into memory: on a full disk a mapped file
    would end the program instead of raising OSError.
    """

    def __init__(self, path: Path, frames: int, channels: int) -> None:
        self.path = path
        self.frames = frames
        self.channels = channels
        with path.open("wb") as file:
            file.truncate(frames * self._frame_bytes)

    def add(self, sound: Path, at: int, *, fade_in: int, fade_out: int) -> None:
        """Add a raw sound of as many channels at frame `at`; what lies outside is cut.

        The fades (in frames) are of equal power, so that two of them overlap evenly.
        """
        length = sound.stat().st_size // self._frame_bytes
        end = min(length, self.frames - at)
        with self.path.open("r+b") as track, sound.open("rb") as source:
            for start in range(max(0, -at), end, BLOCK):
                count = min(BLOCK, end - start)
                source.seek(start * self._frame_bytes)
                block = self._read(source, count)
                block = np.clip(np.nan_to_num(block), -LOUDEST, LOUDEST)
                block *= _fades(start, count, length, fade_in, fade_out)
                track.seek((at + start) * self._frame_bytes)
                mixed = self._read(track, count) + block
                track.seek((at + start) * self._frame_bytes)
                track.write(mixed.tobytes())

    @property
    def _frame_bytes(self) -> int:
        return self.channels * SAMPLE_BYTES

    def _read(self, file: BinaryIO, count: int) -> Samples:
        data = file.read(count * self._frame_bytes)
        return np.frombuffer(data, dtype="<f4").reshape(-1, self.channels)


def _fades(start: int, count: int, length: int, fade_in: int, fade_out: int) -> Samples:
    """The volume of frames `start` to `start + count` of a sound, one column."""
    at = np.arange(start, start + count, dtype=np.float32)
    rising = np.clip((at + 1) / max(1, fade_in), 0, 1)
    falling = np.clip((length - at) / max(1, fade_out), 0, 1)
    return np.sin(np.minimum(rising, falling) * (np.pi / 2)).astype(np.float32)[:, None]
