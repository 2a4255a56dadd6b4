"""Take the dead air out of a speech, and move the times of its words with it."""

import tempfile
import wave
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.files.room import Want
from vidgen_desktop.core.model import Cue
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.landing import landing
from vidgen_desktop.media.sounds.decode import RATE, SAMPLE_BYTES, Wanted, decode
from vidgen_desktop.media.sounds.lay import within
from vidgen_desktop.media.sounds.quiet import WINDOW, loud_stretches

AROUND = round(0.05 * RATE)  # frames of silence that stay before and after the speech
LONGEST_PAUSE = 1.0  # seconds; what is longer...
SHORTENED = round(0.4 * RATE)  # ... is made so long
JOINT = round(0.02 * RATE)  # frames of crossfade, within what was quiet on both sides
EDGE = round(0.004 * RATE)  # frames of fade at both ends
LONGEST = 3600.0  # seconds of a speech
BLOCK = 5 * RATE
FULL_SCALE = 32767
TIMES = 4  # as large as the source: what is decoded, and the result
DECODED = 0.6  # of the progress
FAILED = "The narration could not be tidied."

Samples = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Span:
    """Frames `start` to `end` of the source, which are kept."""

    start: int
    end: int


def tidy_speech(source: Path, cues: Sequence[Cue], out: Path, work: Work) -> tuple[Cue, ...]:
    """See `core.media_port.MediaTool.tidy_speech`."""
    with (
        landing(out, FAILED, Want("a narration", TIMES * source.stat().st_size)) as part,
        tempfile.TemporaryDirectory(prefix="tidy-", dir=work.scratch) as name,
    ):
        wanted = Wanted(source, 1, LONGEST)
        [sound] = decode([wanted], Path(name), within(work, 0, DECODED))
        if sound.frames >= round(LONGEST * RATE):
            raise MediaError(f"“{source.name}” is longer than an hour.", "Choose a shorter one.")
        spans = _kept(sound.path, sound.frames)
        _write(sound.path, spans, part, work)
    work.progress(1.0)
    return tuple(_moved(cue, spans) for cue in cues)


def _kept(sound: Path, frames: int) -> list[_Span]:
    """What remains of the sound; all of it where nothing is loud enough to be speech."""
    loud = loud_stretches(_blocks(sound, 0, frames))
    if not loud:
        return [_Span(0, frames)]
    start = max(0, loud[0][0] - AROUND)
    spans: list[_Span] = []
    for (_, before), (after, _) in pairwise(loud):
        if after - before > LONGEST_PAUSE * RATE:
            left = before + SHORTENED // 2
            spans.append(_Span(start, left))
            start = after - (SHORTENED - SHORTENED // 2)
    return [*spans, _Span(start, min(frames, loud[-1][1] + AROUND))]


def _moved(cue: Cue, spans: Sequence[_Span]) -> Cue:
    def move(second: float) -> float:
        return _moved_second(second, spans)

    words = tuple(replace(word, start=move(word.start), end=move(word.end)) for word in cue.words)
    return replace(cue, start=move(cue.start), end=move(cue.end), words=words)


def _moved_second(second: float, spans: Sequence[_Span]) -> float:
    """Where a moment is heard now; one in what was taken away, at the cut."""
    at = second * RATE
    before = 0
    for span in spans:
        if at <= span.end:
            return (before + max(0.0, at - span.start)) / RATE
        before += span.end - span.start
    return before / RATE


def _write(sound: Path, spans: Sequence[_Span], out: Path, work: Work) -> None:
    whole = max(1, sum(span.end - span.start for span in spans))
    done = 0
    with out.open("wb") as raw, wave.open(raw, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        for piece in _pieces(sound, spans):
            work.token.check()
            file.writeframes((np.clip(piece, -1, 1) * FULL_SCALE).astype("<i2").tobytes())
            done += len(piece)
            work.progress(DECODED + (1 - DECODED) * min(1.0, done / whole))


def _pieces(sound: Path, spans: Sequence[_Span]) -> Iterator[Samples]:
    """The kept sound in order: crossfaded at each joint, softly begun and ended.

    A joint reaches half its length beyond the spans on both sides, so nothing gets shorter.
    """
    half = JOINT // 2
    yield _faded(_read(sound, spans[0].start, spans[0].start + EDGE), rising=True)
    start = spans[0].start + EDGE
    for before, after in pairwise(spans):
        yield from _blocks(sound, start, before.end - half)
        ending = _faded(_read(sound, before.end - half, before.end + half), rising=False)
        yield ending + _faded(_read(sound, after.start - half, after.start + half), rising=True)
        start = after.start + half
    end = spans[-1].end
    yield from _blocks(sound, start, max(start, end - EDGE))
    yield _faded(_read(sound, max(start, end - EDGE), end), rising=False)


def _blocks(sound: Path, start: int, end: int) -> Iterator[Samples]:
    size = BLOCK // WINDOW * WINDOW
    for first in range(start, end, size):
        yield _read(sound, first, min(end, first + size))


def _read(sound: Path, start: int, end: int) -> Samples:
    count = max(0, end - start)
    data = np.fromfile(sound, "<f4", count, offset=start * SAMPLE_BYTES)
    return np.nan_to_num(data, posinf=1, neginf=-1)


def _faded(piece: Samples, *, rising: bool) -> Samples:
    """With a fade of equal power over all of it."""
    at = (np.arange(len(piece), dtype=np.float32) + 0.5) / max(1, len(piece)) * (np.pi / 2)
    return piece * (np.sin(at) if rising else np.cos(at))
