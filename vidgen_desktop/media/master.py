"""The last step of the sound: one loudness, no peaks, AAC, exact length."""

from pathlib import Path

from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.decode import RATE, raw_input
from vidgen_desktop.media.ffmpeg import PROGRESS, TimeProgress, given, named, run
from vidgen_desktop.media.loudness import Loudness, measure

TARGET = -14.0  # LUFS integrated
PEAK = -1.0  # dBTP at most, measured in the finished AAC
NEAR_ENOUGH, LEVEL_ENOUGH = 0.35, 0.2  # LU after and before AAC; the promise is 0.5
HEADROOM = 0.7  # dB that AAC typically adds to peaks
ATTEMPTS = 5
OVERSHOOT = 1.8  # measured on voice over music: one correction mostly suffices
LOUDER_AT_MOST = 40.0  # dB; beyond that there is only noise to raise
OVERSAMPLED = 4 * RATE  # where a sample's limit is nearly a true peak's
FAILED = "The sound could not be mixed."


def master(mixed: Path, seconds: float, part: Path, work: Work) -> None:
    """Write the stereo raw file as AAC (M4A) of exactly `seconds`, at the target loudness.

    A limiter lowers the loudness that the gain was to reach, so raw samples are levelled and
    measured until it is right; AAC, by far the slowest step, then mostly follows once. Where it
    moved loudness or peaks too far, all is done again; the peak's limit goes first.
    """
    before = measure(raw_input(mixed, 2), work)
    aim, ceiling = TARGET, PEAK - HEADROOM
    for attempt in range(ATTEMPTS):
        levelled = _level(mixed, before, aim, ceiling, seconds, work)
        _encode(levelled, seconds, part, _later(work, attempt))
        made = measure(given(part), work)
        if before.is_silent or _is_good(made):
            break
        if made.true_peak > PEAK:
            ceiling -= made.true_peak - PEAK + 0.1
        aim += TARGET - made.integrated
    work.progress(1.0)


def _is_good(made: Loudness) -> bool:
    return abs(made.integrated - TARGET) <= NEAR_ENOUGH and made.true_peak <= PEAK


def _level(
    mixed: Path, before: Loudness, aim: float, ceiling: float, seconds: float, work: Work
) -> Path:
    """Raw samples of exactly `seconds` at `aim` (LUFS), no peak above `ceiling` (dBTP)."""
    levelled = mixed.with_name("levelled.f32")
    gain = 0.0 if before.is_silent else min(LOUDER_AT_MOST, aim - before.integrated)
    for _ in range(ATTEMPTS):
        limited = before.true_peak + gain > ceiling
        _filter(mixed, _filters(gain, ceiling if limited else None, seconds), levelled, work)
        if before.is_silent or not limited:
            break
        lack = aim - measure(raw_input(levelled, 2), work).integrated
        if abs(lack) <= LEVEL_ENOUGH:
            break
        # What is limited answers to a gain with less than that gain.
        gain = min(LOUDER_AT_MOST, gain + lack * OVERSHOOT)
    return levelled


def _later(work: Work, attempt: int) -> Work:
    """The same work; the first attempt fills most of the progress, the others the rest."""
    if attempt == 0:
        return Work(work.token, work.scratch, lambda done: work.progress(0.3 + done * 0.6))
    return Work(work.token, work.scratch, lambda done: work.progress(0.9 + done * 0.1))


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


def _filter(mixed: Path, filters: str, levelled: Path, work: Work) -> None:
    raw = ["-ar", str(RATE), "-ac", "2", "-f", "f32le"]
    command = [*raw_input(mixed, 2), "-af", filters, *raw, named(levelled)]
    run(command, work, failed=FAILED, out=levelled)


def _encode(levelled: Path, seconds: float, part: Path, work: Work) -> None:
    run(
        [
            *raw_input(levelled, 2),
            *("-c:a", "aac", "-b:a", "192k", "-ar", str(RATE), "-ac", "2"),
            *("-map_metadata", "-1", "-f", "mp4"),
            *PROGRESS,
            named(part),
        ],
        work,
        failed=FAILED,
        out=part,
        on_line=TimeProgress(seconds, work.progress),
    )
