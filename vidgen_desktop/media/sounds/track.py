"""A sound track under construction: sounds are added to silence at exact samples."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from vidgen_desktop.media.sounds.decode import RATE, SAMPLE_BYTES, Decoded

BLOCK = 5 * RATE  # frames in memory at a time
LOUDEST = 4.0  # what floats beyond full scale are held to; broken files have any number

Samples = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Shaping:
    """How a sound is changed when it is added: its gain (dB), and fades at its ends (frames).

    The fades are of equal power, so that two of them overlap evenly.
    """

    gain: float = 0.0
    fade_in: int = 1
    fade_out: int = 1


class Track:
    """Raw float samples in a file that starts as silence.

    It is read and written as a file, not mapped into memory: on a full disk a mapped file
    would end the program instead of raising OSError.
    """

    def __init__(self, path: Path, frames: int, channels: int) -> None:
        self.path = path
        self.frames = frames
        self.channels = channels
        self._frame_bytes = channels * SAMPLE_BYTES
        with path.open("ab") as file:
            file.truncate(frames * self._frame_bytes)

    @classmethod
    def over(cls, sound: Decoded, frames: int, shaping: Shaping) -> "Track":
        """A track that begins with a sound, made in the sound's own file."""
        length = min(sound.frames, frames)
        track = cls(sound.path, frames, sound.channels)
        with track.path.open("r+b") as file:
            for start, block in track._blocks(file, 0, length):
                track._write(file, start, _shaped(block, start, length, shaping))
        return track

    def add(self, sound: Decoded, at: int, shaping: Shaping) -> None:
        """Add a sound of as many channels at frame `at`; what lies outside is cut."""
        length = sound.frames
        with self.path.open("r+b") as track, sound.path.open("rb") as source:
            for start, block in self._blocks(source, max(0, -at), min(length, self.frames - at)):
                track.seek((at + start) * self._frame_bytes)
                mixed = self._read(track, len(block)) + _shaped(block, start, length, shaping)
                self._write(track, at + start, mixed)

    def _blocks(self, file: BinaryIO, first: int, end: int) -> Iterator[tuple[int, Samples]]:
        for start in range(first, end, BLOCK):
            file.seek(start * self._frame_bytes)
            yield start, self._read(file, min(BLOCK, end - start))

    def _read(self, file: BinaryIO, count: int) -> Samples:
        data = file.read(count * self._frame_bytes)
        return np.frombuffer(data, dtype="<f4").reshape(-1, self.channels)

    def _write(self, file: BinaryIO, start: int, block: Samples) -> None:
        file.seek(start * self._frame_bytes)
        file.write(block.data)


def _shaped(block: Samples, start: int, length: int, shaping: Shaping) -> Samples:
    """Frames `start` and following of a sound of `length`, sane, levelled and faded."""
    if not np.max(np.abs(block), initial=0) <= LOUDEST:  # undefined numbers compare as false
        block = np.clip(np.nan_to_num(block), -LOUDEST, LOUDEST)
    shaped = block * np.float32(10 ** (shaping.gain / 20))
    if start < shaping.fade_in:
        rising = np.arange(start, min(start + len(block), shaping.fade_in)) + 1
        shaped[: len(rising)] *= _curve(rising, shaping.fade_in)
    left = length - start - len(block)
    if left < shaping.fade_out:
        falling = np.arange(left, min(left + len(block), shaping.fade_out)) + 1
        shaped[len(block) - len(falling) :] *= _curve(falling, shaping.fade_out)[::-1]
    return shaped


def _curve(at: npt.NDArray[np.int_], length: int) -> Samples:
    """The volume at steps of a fade of equal power, as a column."""
    return np.sin(at / length * (np.pi / 2)).astype(np.float32)[:, None]
