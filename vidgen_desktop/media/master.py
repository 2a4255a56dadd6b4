"""The last step of the sound: one loudness, no peaks, AAC, exact length."""

from pathlib import Path

from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.decode import RATE, raw_input
from vidgen_desktop.media.ffmpeg import PROGRESS, TimeProgress, given, named, run
from vidgen_desktop.media.loudness import Loudness, measure

TARGET = -14.0  # LUFS integrated
PEAK = -1.0  # dBTP at most, measured in the finished AAC
NEAR_ENOUGH = 0.3  # LU; the promise is 0.5
HEADROOM = 0.7  # dB that AAC typically adds to peaks
ATTEMPTS = 5
LOUDER_AT_MOST = 40.0  # dB; beyond that there is only noise to raise
OVERSAMPLED = 4 * RATE  # where a sample's limit is nearly a true peak's
FAILED = "The sound could not be mixed."


def master(mixed: Path, seconds: float, part: Path, work: Work) -> None:
    """Write the stereo raw file as AAC (M4A) of exactly `seconds`, at the target loudness.

    A limiter lowers the loudness it was to reach, and AAC moves peaks: so the result is
    measured and the settings corrected, a few times at most. The peak's limit goes first.
    """
    before = measure(raw_input(mixed, 2), work)
    gain = 0.0 if before.is_silent else min(LOUDER_AT_MOST, TARGET - before.integrated)
    ceiling = PEAK - HEADROOM
    for attempt in range(ATTEMPTS):
        limited = before.true_peak + gain > ceiling
        report = _later(work, attempt)
        _encode(mixed, _filters(gain, ceiling if limited else None, seconds), seconds, part, report)
        made = measure(given(part), work)
        if before.is_silent or _is_good(made):
            break
        if made.true_peak > PEAK:
            ceiling -= made.true_peak - PEAK + 0.1
        gain = min(LOUDER_AT_MOST, gain + TARGET - made.integrated)
    work.progress(1.0)


def _is_good(made: Loudness) -> bool:
    return abs(made.integrated - TARGET) <= NEAR_ENOUGH and made.true_peak <= PEAK


def _later(work: Work, attempt: int) -> Work:
    """The same work; the first attempt fills most of the progress, the others the rest."""
    if attempt == 0:
        return Work(work.token, work.scratch, lambda done: work.progress(done * 0.6))
    return Work(work.token, work.scratch, lambda done: work.progress(0.6 + done * 0.1))


def _filters(gain: float, ceiling: float | None, seconds: float) -> str:
    steps = [f"volume={gain:.3f}dB:precision=float"]
    if ceiling is not None:
        steps += [
            f"aresample={OVERSAMPLED}",
            f"alimiter=limit={10 ** (ceiling / 20):.6f}:attack=2:release=60:level=0:latency=1",
            f"aresample={RATE}",
        ]
    samples = round(seconds * RATE)
    steps += [f"apad=whole_len={samples}", f"atrim=end_sample={samples}"]
    return ",".join(steps)


def _encode(mixed: Path, filters: str, seconds: float, part: Path, work: Work) -> None:
    run(
        [
            *raw_input(mixed, 2),
            *("-af", filters, "-c:a", "aac", "-b:a", "192k", "-ar", str(RATE), "-ac", "2"),
            *("-map_metadata", "-1", "-f", "mp4"),
            *PROGRESS,
            named(part),
        ],
        work,
        failed=FAILED,
        out=part,
        on_line=TimeProgress(seconds, work.progress),
    )
