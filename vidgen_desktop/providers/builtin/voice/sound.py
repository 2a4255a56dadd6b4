"""Sound as samples: trimming, pausing, and writing WAV files that are whole."""

import os
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vidgen_desktop.core.errors import DiskFull, MediaError

Samples = NDArray[np.int16]

_AUDIBLE = 160  # of 32767, about -46 dB: below it is silence
_KEPT_BEFORE, _KEPT_AFTER = 0.01, 0.05  # seconds of silence that stay around the voice
_FADE = 0.005  # seconds, so that a cut makes no click
_NO_ROOM = (28, 122)  # ENOSPC, EDQUOT


@dataclass(frozen=True)
class Sound:
    """Mono 16-bit samples; `words` are (character offset, second) pairs, where known."""

    rate: int
    samples: Samples
    words: tuple[tuple[int, float], ...] = ()

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / self.rate

    @property
    def size(self) -> int:
        """Bytes of memory."""
        return self.samples.nbytes


def silence(seconds: float, rate: int) -> Sound:
    """Nothing to hear, for this long."""
    return Sound(rate, np.zeros(round(seconds * rate), np.int16))


def trimmed(sound: Sound) -> Sound:
    """The sound without the silence around it, softly begun and ended; times follow."""
    loud = np.flatnonzero(np.abs(sound.samples.astype(np.int32)) > _AUDIBLE)
    if not len(loud):
        return Sound(sound.rate, sound.samples[:0])
    first = max(0, int(loud[0]) - round(_KEPT_BEFORE * sound.rate))
    last = min(len(sound.samples), int(loud[-1]) + round(_KEPT_AFTER * sound.rate))
    samples = sound.samples[first:last].astype(np.float32)
    ramp = np.linspace(0, 1, min(round(_FADE * sound.rate), len(samples)), dtype=np.float32)
    samples[: len(ramp)] *= ramp
    samples[len(samples) - len(ramp) :] *= ramp[::-1]
    shift = first / sound.rate
    words = tuple((at, max(0.0, second - shift)) for at, second in sound.words)
    return Sound(sound.rate, samples.astype(np.int16), words)


def from_wav(data: bytes) -> Sound:
    """The sound of a WAV file, also of one whose header does not know its length (a pipe's).

    Raises ValueError where it is none of 16 bits; several channels are mixed to one.
    """
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise ValueError("no WAV file")
    # A stream's sizes are placeholders; with the real ones any reader is content.
    start = data.find(b"data")
    if start < 0:
        raise ValueError("a WAV file without sound")
    body = data[start + 8 :]
    body = body[: min(len(body), int.from_bytes(data[start + 4 : start + 8], "little"))]
    head = data[4:start]
    sized = b"RIFF" + (len(head) + 8 + len(body)).to_bytes(4, "little") + head[4:]
    try:
        with wave.open(BytesIO(sized + b"data" + len(body).to_bytes(4, "little") + body)) as file:
            if file.getsampwidth() != np.dtype(np.int16).itemsize:
                raise ValueError("not 16 bits")
            frames = file.readframes(file.getnframes())
            samples = np.frombuffer(frames, "<i2").astype(np.int16)
            if file.getnchannels() > 1:
                channels = samples.reshape(-1, file.getnchannels())
                samples = channels.mean(axis=1).astype(np.int16)
            return Sound(file.getframerate(), samples)
    except (wave.Error, EOFError) as fault:
        raise ValueError(str(fault)) from fault


def write_wav(parts: Sequence[Samples], rate: int, out: Path) -> None:
    """Write mono 16-bit parts one after another, beside `out`, then move into place."""
    beside = out.with_name(f".{out.name}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with wave.open(str(beside), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(np.dtype(np.int16).itemsize)
            file.setframerate(rate)
            for part in parts:
                file.writeframes(part.astype("<i2").tobytes())
        os.replace(beside, out)  # noqa: PTH105 - the word of the design for this
    except OSError as fault:
        beside.unlink(missing_ok=True)
        if fault.errno in _NO_ROOM:
            raise DiskFull(
                f"There is no room for the narration in {out.parent}.", "Free some space."
            ) from fault
        raise MediaError(f"The narration cannot be written ({fault.strerror}).") from fault
