"""The players: each turns a pitch and a length into stereo samples."""

from collections import OrderedDict

import numpy as np
from numpy.typing import NDArray

from vidgen_desktop.providers.builtin.band.score import Note
from vidgen_desktop.providers.builtin.band.theory import hertz

RATE = 48_000
Stereo = NDArray[np.float32]  # shape (frames, 2)
Mono = NDArray[np.float32]

_TABLE = 4096  # samples of one wave
_HIGHEST = 7_000.0  # Hz: a pad has no overtones above
_DETUNE = (-0.07, 0.05)  # semitones: two strings are never quite alike
_MEMORY = 64 * 1024 * 1024  # bytes of notes that are kept to be played again

# Two-operator frequency modulation: (ratio, depth, its decay per second, tone's decay).
_STRUCK = {
    "keys": (1.0, 1.1, 3.0, 2.0),
    "bell": (3.51, 0.9, 2.2, 1.6),
    "mallet": (3.98, 0.8, 18.0, 4.5),
}
# (seconds, decay per second, width of the smoothing in samples)
_HISSES = {"brush": (0.16, 11.0, 6), "shaker": (0.07, 45.0, 2)}


class Players:
    """Renders notes, each kind once; a repeated note costs a look-up."""

    def __init__(self, brightness: float, beat_seconds: float) -> None:
        self._brightness = brightness
        self._beat = beat_seconds
        self._kept: OrderedDict[tuple[str, float, float], Stereo] = OrderedDict()
        self._memory = 0
        self._noise = np.random.default_rng(7).standard_normal(RATE).astype(np.float32)

    def play(self, note: Note) -> Stereo:
        """The note at full loudness in the middle; do not change what is returned."""
        key = (note.player, note.pitch, round(note.beats, 3))
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            return found
        found = self._kept[key] = self._rendered(note)
        self._memory += found.nbytes
        while self._memory > _MEMORY and len(self._kept) > 1:
            self._memory -= self._kept.popitem(last=False)[1].nbytes
        return found

    def _rendered(self, note: Note) -> Stereo:
        seconds = note.beats * self._beat
        frequency = hertz(note.pitch)
        match note.player:
            case "pad":
                return _pad(frequency, seconds, self._brightness)
            case "bass":
                mono = _bass(frequency, seconds)
            case "flute":
                mono = _flute(frequency, seconds)
            case "kick":
                mono = _kick()
            case "brush" | "shaker" as hissing:
                mono = self._hiss(*_HISSES[hissing])
            case struck:
                mono = _struck(frequency, seconds, *_STRUCK[struck])
        return _both(mono)

    def _hiss(self, seconds: float, decay: float, width: int) -> Mono:
        """Noise with its low end taken away, soft at its start."""
        time = _time(seconds)
        noise = self._noise[: len(time) + 1]
        bright = np.diff(noise)
        soft = np.convolve(bright, np.ones(width, np.float32) / width, "same")
        rise = np.minimum(1, time / 0.008)
        return _ended((soft * rise * np.exp(-decay * time)).astype(np.float32))


def _time(seconds: float) -> Mono:
    return (np.arange(round(seconds * RATE)) / RATE).astype(np.float32)


def _both(mono: Mono) -> Stereo:
    return np.repeat(mono[:, None], 2, axis=1)


def _ended(samples: Mono) -> Mono:
    """Faded over the last hundredth of a second, so that no note ends with a click."""
    count = min(len(samples), RATE // 100)
    samples[len(samples) - count :] *= np.linspace(1, 0, count, dtype=np.float32)
    return samples


def _pad(frequency: float, seconds: float, brightness: float) -> Stereo:
    """Two detuned strings a side, slow to come and slow to go."""
    attack, release = min(0.9, seconds * 0.4), 1.4
    total = seconds + release
    time = _time(total)
    table = _string_wave(frequency, brightness)
    samples = np.empty((len(time), 2), np.float32)
    for side in (0, 1):
        tone = np.zeros(len(time), np.float32)
        for number, detune in enumerate(_DETUNE):
            cycles = frequency * 2 ** ((detune * (1 - 2 * side)) / 12)
            start = 0.17 + 0.31 * number + 0.23 * side
            phase = (np.arange(len(time)) * (cycles / RATE) + start) % 1.0
            tone += table[(phase * _TABLE).astype(np.int32)]
        samples[:, side] = tone * 0.5
    rise = np.minimum(1, time / attack)
    fall = np.clip((total - time) / release, 0, 1)
    swell = 1 + 0.08 * np.sin(2 * np.pi * 0.23 * time)
    envelope = (np.sin(rise * np.pi / 2) * np.sin(fall * np.pi / 2) * swell).astype(np.float32)
    return samples * envelope[:, None]


def _string_wave(frequency: float, brightness: float) -> Mono:
    """One wave of a soft string: overtones fall off the faster, the darker it is."""
    angle = np.arange(_TABLE) * (2 * np.pi / _TABLE)
    count = max(1, min(14, int(_HIGHEST / frequency)))
    steepness = 2.4 - 1.2 * brightness
    wave = sum(np.sin(angle * k + k * k) / k**steepness for k in range(1, count + 1))
    return (np.asarray(wave) / np.abs(wave).max()).astype(np.float32)


def _bass(frequency: float, seconds: float) -> Mono:
    time = _time(seconds + 0.12)
    tone = np.sin(2 * np.pi * frequency * time) + 0.22 * np.sin(4 * np.pi * frequency * time)
    tone += 0.06 * np.sin(6 * np.pi * frequency * time)
    rise = np.minimum(1, time / 0.02)
    fall = np.clip((seconds + 0.12 - time) / 0.12, 0, 1)
    return (tone * rise * fall * np.exp(-0.55 * time) * 0.8).astype(np.float32)


def _struck(
    frequency: float, seconds: float, ratio: float, depth: float, dulling: float, decay: float
) -> Mono:
    """A struck bar, bell or key: bright for a moment, then nearly a pure tone."""
    length = min(3.0, max(seconds, 1.2 + 1.2 / decay))
    time = _time(length)
    bright = depth * np.exp(-dulling * time) * min(1.0, 600.0 / frequency)
    tone = np.sin(
        2 * np.pi * frequency * time + bright * np.sin(2 * np.pi * frequency * ratio * time)
    )
    rise = np.minimum(1, time / 0.004)
    return _ended((tone * rise * np.exp(-decay * time)).astype(np.float32))


def _flute(frequency: float, seconds: float) -> Mono:
    total = seconds + 0.35
    time = _time(total)
    wobble = 0.004 * np.minimum(1, time / 0.6) * np.sin(2 * np.pi * 4.6 * time)
    phase = 2 * np.pi * frequency * (time + wobble / 4.6)
    tone = np.sin(phase) + 0.18 * np.sin(2 * phase) + 0.05 * np.sin(3 * phase)
    rise = np.minimum(1, time / 0.09)
    fall = np.clip((total - time) / 0.35, 0, 1)
    return (tone * np.sin(rise * np.pi / 2) * fall**1.5 * 0.8).astype(np.float32)


def _kick() -> Mono:
    """A felt beater on a large drum: a falling tone without a click."""
    time = _time(0.32)
    phase = 2 * np.pi * (46 * time + (78 - 46) / 26 * (1 - np.exp(-26 * time)))
    rise = np.minimum(1, time / 0.006)
    return _ended((np.sin(phase) * rise * np.exp(-11 * time)).astype(np.float32))
