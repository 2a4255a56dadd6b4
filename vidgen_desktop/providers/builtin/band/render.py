"""From a score to samples, a bar at a time, in bounded memory."""

import math
from collections.abc import Iterator

import numpy as np

from vidgen_desktop.providers.builtin.band.instruments import RATE, Players, Stereo
from vidgen_desktop.providers.builtin.band.score import BEATS, Note, Score

_LONGEST_NOTE = 12.0  # seconds that a note may ring past the start of its bar
_ROOM_SECONDS = 1.6
_SILENT = 1e-5  # -100 dBFS
_ROOM = {"pad": 0.22, "flute": 0.35, "keys": 0.28, "bell": 0.4, "mallet": 0.3, "brush": 0.15}
_GAIN = 0.24  # a bed: about -21 dBFS, with room for every accent
_FADE_IN, _FADE_OUT = 1.2, 3.5  # seconds, less in a short piece


def render(score: Score, frames: int) -> Iterator[Stereo]:
    """Blocks of stereo samples within -1 to 1, `frames` in all, faded in and out."""
    done = 0
    for block in _bars(score):
        block = block[: frames - done]  # noqa: PLW2901 - what is past the end is not heard
        _fade(block, done, frames)
        yield np.tanh(block * _GAIN)
        done += len(block)
        if done >= frames:
            return
    if done < frames:
        yield np.zeros((frames - done, 2), np.float32)


def _bars(score: Score) -> Iterator[Stereo]:
    """The bars as they sound in a room, then what rings on after them."""
    bar_frames = round(score.plan.bar_seconds * RATE)
    players = Players(score.mood.brightness, score.plan.bar_seconds / BEATS)
    longest = bar_frames + round(_LONGEST_NOTE * RATE)
    dry = np.zeros((longest, 2), np.float32)
    sent = np.zeros((bar_frames, 2), np.float32)
    room = _Room(bar_frames)
    spill = np.zeros((longest, 2), np.float32)
    for notes in score.bars():
        sent[:] = spill[:bar_frames]
        spill = _shifted(spill, bar_frames)
        _mix(notes, players, score, dry, (sent, spill))
        yield dry[:bar_frames] + room.after(sent)
        dry = _shifted(dry, bar_frames)
    while max(np.abs(dry).max(), np.abs(spill).max()) > _SILENT:
        sent[:] = spill[:bar_frames]
        spill = _shifted(spill, bar_frames)
        yield dry[:bar_frames] + room.after(sent)
        dry = _shifted(dry, bar_frames)
    yield room.after(np.zeros_like(sent))


def _mix(
    notes: list[Note], players: Players, score: Score, dry: Stereo, room: tuple[Stereo, Stereo]
) -> None:
    beat = score.plan.bar_seconds / BEATS * RATE
    sent, spill = room
    for note in notes:
        samples = players.play(note) * _gains(note)
        start = round(note.at * beat)
        end = min(start + len(samples), len(dry))
        dry[start:end] += samples[: end - start]
        share = _ROOM.get(note.player, 0.0)
        if share:
            now = min(len(sent), end) - start
            if now > 0:
                sent[start : start + now] += samples[:now] * share
            after = samples[max(0, now) : end - start] * share
            begin = max(0, start - len(sent))
            spill[begin : begin + len(after)] += after


def _gains(note: Note) -> Stereo:
    """Equal power: a note is as loud at the side as in the middle."""
    angle = (note.pan + 1) * math.pi / 4
    return np.array([[math.cos(angle), math.sin(angle)]], np.float32) * (note.loud * math.sqrt(2))


def _shifted(buffer: Stereo, by: int) -> Stereo:
    moved = np.zeros_like(buffer)
    moved[:-by] = buffer[by:]
    return moved


def _fade(block: Stereo, done: int, frames: int) -> None:
    seconds = frames / RATE
    begin = round(min(_FADE_IN, seconds / 5) * RATE)
    end = round(min(_FADE_OUT, seconds / 4) * RATE)
    if done >= begin and done + len(block) <= frames - end:
        return
    at = np.arange(done, done + len(block), dtype=np.float32)
    gain = np.minimum(np.minimum(at / begin, (frames - 1 - at) / end), 1).clip(0, 1)
    block *= np.sin(gain * (np.pi / 2)).astype(np.float32)[:, None] ** 1.5


class _Room:
    """A small hall: convolution with its echo, block after block."""

    def __init__(self, block: int) -> None:
        self._block = block
        echo = _echo()
        self._size = _good_size(block + len(echo))
        self._echo = np.fft.rfft(echo, self._size, axis=0)
        self._tail = np.zeros((len(echo), 2), np.float32)

    def after(self, sent: Stereo) -> Stereo:
        """What the room answers during this block."""
        spectrum = np.fft.rfft(sent, self._size, axis=0) * self._echo
        answer: Stereo = np.fft.irfft(spectrum, self._size, axis=0).astype(np.float32)
        heard = answer[: self._block].copy()
        overlap = min(len(self._tail), self._block)
        heard[:overlap] += self._tail[:overlap]
        rest = answer[self._block : self._block + len(self._tail)]
        rest[: len(self._tail) - overlap] += self._tail[overlap:]
        self._tail = rest
        return heard


def _echo() -> Stereo:
    """Noise that dies away, different on each side, its highs first and without lows."""
    count = round(_ROOM_SECONDS * RATE)
    noise = np.random.default_rng(11).standard_normal((count, 2))
    spectrum = np.fft.rfft(noise, axis=0)
    frequency = np.fft.rfftfreq(count, 1 / RATE)[:, None]
    spectrum *= 1 / (1 + (frequency / 3_200) ** 2) * (frequency / (frequency + 180))
    time = np.arange(count)[:, None] / RATE
    echo = np.fft.irfft(spectrum, count, axis=0) * np.exp(-3.6 * time) * np.minimum(1, time / 0.012)
    energy = np.sqrt((echo**2).sum(axis=0))
    return (echo / energy).astype(np.float32)


def _good_size(least: int) -> int:
    """The next length that is quick to transform: a power of two times 1, 3, 5 or 9."""
    return min(
        factor * 2 ** max(0, math.ceil(math.log2(least / factor))) for factor in (1, 3, 5, 9)
    )
