"""A blend as AAC, encoded in stretches side by side, for ffmpeg's encoder uses one processor."""

import contextvars
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.children.ffmpeg import PROGRESS, TimeProgress, named, run
from vidgen_desktop.media.sounds.adts import BLOCK, SETTLED, joined
from vidgen_desktop.media.sounds.blend import Blend
from vidgen_desktop.media.sounds.decode import RATE
from vidgen_desktop.media.sounds.lay import within
from vidgen_desktop.media.sounds.loudness import Loudness, loudness_of, meter

ENCODER = ("-c:a", "aac", "-b:a", "192k", "-ar", str(RATE), "-ac", "2")
FAILED = "The sound could not be mixed."
SHORTEST = 8 * RATE // BLOCK  # blocks of a stretch: less is not worth a start
MOST = 8  # stretches
OVERLAP = 32  # blocks that two stretches share on each side of their joint
# Frames that are filtered before a stretch, until compressor and limiter have forgotten that
# they began in the middle.
RUN_UP = 4 * RATE
# An encoder that begins in the midst of a sound takes its edge for a stroke, and is frugal for
# seconds after it; even the corner of a straight fade can do that.
GENTLY = f",afade=t=in:ns={(SETTLED - 4) * BLOCK}:curve=hsin"
ENCODED = 0.85  # of the progress
_TICK = 28_224_000 // RATE  # of ffmpeg's clock for such streams, for each frame


@dataclass(frozen=True, slots=True)
class Stretch:
    """Blocks `first` to `end` of the sound; `path` is where its AAC goes."""

    first: int
    end: int
    path: Path


def write_aac(
    blend: Blend, filters: str, folder: Path, part: Path, work: Work, processors: int
) -> Loudness:
    """Write the blend, filtered, as AAC (M4A) of exactly its length; returns how loud it is."""
    count = min(MOST, processors, blend.frames // BLOCK // SHORTEST)
    stretches = _stretches(blend.frames, max(1, count), folder)
    _encode(blend, filters, stretches, within(work, 0, ENCODED))
    whole = folder / "whole.aac"
    if not joined([(one.path, one.first) for one in stretches], whole, OVERLAP):
        # Nowhere near a joint do both sides go on alike: very rare, and slower.
        stretches = _stretches(blend.frames, 1, folder)
        _encode(blend, filters, stretches, within(work, 0, ENCODED))
        joined([(one.path, one.first) for one in stretches], whole, OVERLAP)
    return _finish(whole, blend.frames, part, work)


def _stretches(frames: int, count: int, folder: Path) -> list[Stretch]:
    blocks = -(-frames // BLOCK)
    edges = [blocks * number // count for number in range(count + 1)]
    return [
        Stretch(
            edges[number] - (OVERLAP if number else 0),
            edges[number + 1] + (OVERLAP if number + 1 < count else 0),
            folder / f"{number}.aac",
        )
        for number in range(count)
    ]


def _encode(blend: Blend, filters: str, stretches: Sequence[Stretch], work: Work) -> None:
    """Each in a process of its own: within one, ffmpeg keeps its outputs in step by waiting."""
    silent = Work(work.token, work.scratch)
    with ThreadPoolExecutor(len(stretches), "stretch") as pool:
        under_way = [
            # With their context: the log lines of a thread say which generation they are for.
            pool.submit(
                contextvars.copy_context().run,
                partial(_encode_one, blend, filters, stretch, silent if number else work),
            )
            for number, stretch in enumerate(stretches)
        ]
    for one in under_way:
        one.result()
    work.progress(1.0)


def _encode_one(blend: Blend, filters: str, stretch: Stretch, work: Work) -> None:
    first, end = stretch.first * BLOCK, min(stretch.end * BLOCK, blend.frames)
    start = max(0, first - RUN_UP)
    graph = (
        f"{blend.graph(0, 'blend')};[blend]{filters},apad=whole_len={end - start},"
        f"atrim=start_sample={first - start}:end_sample={end - start},"
        f"asetpts=PTS-STARTPTS{GENTLY if first else ''}[out]"
    )
    run(
        [
            *(*blend.inputs(start), "-filter_complex", graph, "-map", "[out]"),
            *(*PROGRESS, *ENCODER, "-f", "adts", named(stretch.path)),
        ],
        work,
        failed=FAILED,
        out=stretch.path,
        on_line=TimeProgress((end - first) / RATE, work.progress),
    )


def _finish(whole: Path, frames: int, part: Path, work: Work) -> Loudness:
    """Put AAC into its container with its exact times, and measure what it became."""
    last = -(-frames // BLOCK)  # the first block holds what the encoder needs to begin
    times = (
        f"setts=ts=(N-1)*{BLOCK * _TICK}:"
        f"duration=if(eq(N\\,{last})\\,{(frames - (last - 1) * BLOCK) * _TICK}\\,{BLOCK * _TICK})"
    )
    lines = run(
        [
            *("-f", "aac", "-i", named(whole)),
            *("-map", "0:a", "-c", "copy", "-bsf:a", times, "-map_metadata", "-1"),
            *("-f", "mp4", named(part)),
            *("-map", "0:a", "-af", meter("", peak=True), "-f", "null", "-"),
        ],
        work,
        failed=FAILED,
        out=part,
        level="info",
        keep=60,
    )
    work.progress(1.0)
    return loudness_of(lines, "")
