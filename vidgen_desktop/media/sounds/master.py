"""The last step of the sound: one loudness, no peaks, AAC, exact length."""

from pathlib import Path

from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.children.ffmpeg import PROGRESS, TimeProgress, run
from vidgen_desktop.media.sounds.aac import write_aac
from vidgen_desktop.media.sounds.blend import Blend
from vidgen_desktop.media.sounds.decode import RATE
from vidgen_desktop.media.sounds.lay import LOUDER_AT_MOST, within
from vidgen_desktop.media.sounds.loudness import Loudness, loudness_of, meter

TARGET = -14.0  # LUFS integrated
PEAK = -1.0  # dBTP at most, measured in the finished AAC
NEAR_ENOUGH = 0.35  # LU after AAC; the promise is 0.5
HEADROOM = 0.9  # dB that AAC typically adds to peaks, and that lie between samples
ATTEMPTS = 5
REHEARSED = 0.3  # of the progress, at its end
LOST = 0.8  # dB of loudness that limiting typically costs where somebody speaks
# What is limited answers to a gain with less than that gain; measured on voice over music.
OVERSHOOT = 1.4
CLOSE = 0.4  # LU from the aim, from where one such correction is exact
OVERSAMPLED = 2 * RATE  # where a sample's limit is nearly a true peak's
FAILED = "The sound could not be mixed."


def master(blend: Blend, folder: Path, part: Path, work: Work, processors: int) -> None:
    """Write the blend as AAC (M4A) of exactly its length, at the target loudness.

    A limiter lowers the loudness that a gain was to reach, so it is rehearsed, without AAC, by
    far the slowest step, until the gain is right. Where AAC moved loudness or peaks too far,
    all is done again.
    """
    aim, ceiling = TARGET, PEAK - HEADROOM
    gain = 0.0 if blend.is_silent else TARGET - blend.level
    gain += LOST if blend.voice else 0.0
    for attempt in range(ATTEMPTS):
        start = 0.0 if attempt == 0 else 0.9
        if not blend.is_silent:
            end = REHEARSED if attempt == 0 else 0.95
            gain = _rehearsed(blend, gain, aim, ceiling, within(work, start, end))
            start = end
        end = 0.9 if attempt == 0 else 1.0
        filters, portion = _filters(gain, ceiling, OVERSAMPLED), within(work, start, end)
        made = write_aac(blend, filters, folder, part, portion, processors)
        if made.is_silent or _is_good(made):
            break
        if made.true_peak > PEAK:
            ceiling -= made.true_peak - PEAK + 0.1
        aim += TARGET - made.integrated
    work.progress(1.0)


def _is_good(made: Loudness) -> bool:
    return abs(made.integrated - TARGET) <= NEAR_ENOUGH and made.true_peak <= PEAK


def _rehearsed(blend: Blend, gain: float, aim: float, ceiling: float, work: Work) -> float:
    """The gain with which the limited blend is as loud as it should be."""
    for attempt in range(ATTEMPTS):
        portion = within(work, attempt / ATTEMPTS, (attempt + 1) / ATTEMPTS)
        heard = _heard(blend, gain, ceiling, portion)
        if heard.is_silent:  # too short to be measured
            break
        lack = aim - heard.integrated
        gain = min(LOUDER_AT_MOST, gain + lack * (OVERSHOOT if lack > 0 else 1))
        if abs(lack) <= CLOSE or gain == LOUDER_AT_MOST:
            break
    return gain


def _heard(blend: Blend, gain: float, ceiling: float, work: Work) -> Loudness:
    """How loud the blend is with a gain, limited."""
    graph = f"{blend.graph(0, 'blend')};[blend]{_filters(gain, ceiling, RATE)},{meter('')}[out]"
    lines = run(
        [
            *(*blend.inputs(), "-filter_complex", graph, "-map", "[out]"),
            *(*PROGRESS, "-f", "null", "-"),
        ],
        work,
        failed=FAILED,
        on_line=TimeProgress(blend.frames / RATE, work.progress),
        level="info",
        keep=60,
    )
    return loudness_of(lines, "")


def _filters(gain: float, ceiling: float, rate: int) -> str:
    """Raise by `gain` (dB), with no peak above `ceiling` (dBTP)."""
    limit = f"alimiter=limit={10 ** (ceiling / 20):.6f}:attack=2:release=60:level=0:latency=1"
    steps = [f"volume={gain:.3f}dB:precision=float", limit]
    if rate != RATE:
        steps[1:] = [f"aresample={rate}", limit, f"aresample={RATE}"]
    return ",".join(steps)
