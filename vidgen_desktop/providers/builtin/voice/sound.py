"""Sound as samples: trimming, pausing, and writing WAV files that are whole."""

import os
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.files.room import Want, disk_full, is_full

Samples = NDArray[np.int16]

_AUDIBLE = 160  # of 32767, about -46 dB: below it is silence
_KEPT_BEFORE, _KEPT_AFTER = 0.01, 0.05  # seconds of silence that stay around the voice
KEPT_AROUND = _KEPT_BEFORE + _KEPT_AFTER  # so much of a pause is in the sounds around it
_FADE = 0.005  # seconds, so that a cut makes no click
_SOFT = 100  # samples of fade at a cut in what is nearly silent


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
    """The sound with `KEPT_AROUND` seconds of silence around it, softly begun and ended; times
    follow.
    """
    loud = np.flatnonzero(np.abs(sound.samples.astype(np.int32)) > _AUDIBLE)
    if not len(loud):
        return Sound(sound.rate, sound.samples[:0])
    first = int(loud[0]) - round(_KEPT_BEFORE * sound.rate)
    last = int(loud[-1]) + 1 + round(_KEPT_AFTER * sound.rate)
    samples = sound.samples[max(0, first) : last].astype(np.float32)
    ramp = np.linspace(0, 1, min(round(_FADE * sound.rate), len(samples)), dtype=np.float32)
    samples[: len(ramp)] *= ramp
    samples[len(samples) - len(ramp) :] *= ramp[::-1]
    # A quick voice leaves less; pauses would be too short.
    samples = np.pad(samples, (max(0, -first), max(0, last - len(sound.samples))))
    shift = first / sound.rate
    words = tuple((at, max(0.0, second - shift)) for at, second in sound.words)
    return Sound(sound.rate, samples.astype(np.int16), words)


def with_short_pauses(sound: Sound, longest: float) -> Sound:
    """The sound with no pause in it longer than `longest` seconds; times follow.

    A slow voice rests at a comma for longer than it should between two sentences.
    """
    loud = np.flatnonzero(np.abs(sound.samples.astype(np.int32)) > _AUDIBLE)
    most = round(longest * sound.rate)
    parts: list[Samples] = []
    cuts: list[tuple[int, int]] = []  # the sample at which how many are left out
    start = 0
    for gap in np.flatnonzero(np.diff(loud) > most):
        cut, surplus = int(loud[gap]) + most // 2, int(loud[gap + 1] - loud[gap]) - most
        parts.append(_softened(sound.samples[start:cut], begins=start == 0, ends=False))
        start = cut + surplus
        cuts.append((cut, surplus))
    parts.append(_softened(sound.samples[start:], begins=start == 0, ends=True))

    def moved(second: float) -> float:
        at = second * sound.rate
        left_out = sum(min(surplus, max(0.0, at - cut)) for cut, surplus in cuts)
        return (at - left_out) / sound.rate

    words = tuple((at, moved(second)) for at, second in sound.words)
    return Sound(sound.rate, np.concatenate(parts), words) if cuts else sound


def _softened(samples: Samples, *, begins: bool, ends: bool) -> Samples:
    """A part between two cuts; where the sound itself begins or ends it stays as it is."""
    soft = samples.astype(np.float32)
    ramp = np.linspace(0, 1, min(_SOFT, len(soft)), dtype=np.float32)
    if not begins:
        soft[: len(ramp)] *= ramp
    if not ends:
        soft[len(soft) - len(ramp) :] *= ramp[::-1]
    return soft.astype(np.int16)


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
        if is_full(fault):
            needed = sum(part.nbytes for part in parts)
            raise disk_full(Want("the narration", needed), out) from fault
        raise MediaError(f"The narration cannot be written ({fault.strerror}).") from fault
