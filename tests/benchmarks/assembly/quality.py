"""How near the pictures of a result are to the takes that it was made of, by VMAF."""

import re
from collections.abc import Callable
from pathlib import Path
from statistics import mean

from tests.benchmarks.assembly.given import Given, GivenTake
from tests.benchmarks.assembly.raw import ffmpeg

ABOVE_CAPTIONS = 0.6  # of the height: nobody's captions are compared
SECONDS = 1.0  # of each take
INTO = 2.0  # seconds into the scene: no transition there
SLIPS = (-1, 0, 1)  # frames that ways to convert a rate may differ by; the best one counts


def vmaf(given: Given, video: Path) -> float:
    """The mean VMAF, over the takes of the video's own size and of its rate or twice that.

    Those are shown as they are, so that no way to scale or to convert a rate is favoured.
    """
    fps = given.request.fps
    scores = [
        _best(given, video, take, start)
        for take, start in zip(given.takes, given.starts, strict=True)
        if (take.width, take.height) == (given.request.format.width, given.request.format.height)
        and take.fps in (fps, 2 * fps)
    ]
    return mean(scores)


def _best(given: Given, video: Path, take: GivenTake, start: int) -> float:
    fps = given.request.fps
    score: Callable[[int], float] = lambda slip: _score(  # noqa: E731
        video, start + round(INTO * fps), take, round(INTO * take.fps) + slip, fps
    )
    return max(map(score, SLIPS))


def _score(video: Path, at: int, take: GivenTake, source_at: int, fps: int) -> float:
    frames, every = round(SECONDS * fps), round(take.fps / fps)
    ends = f"crop=iw:floor(ih*{ABOVE_CAPTIONS}/2)*2:0:0,format=yuv420p,setpts=N/{fps}/TB"
    graph = (
        f"[0:v:0]trim=end_frame={frames},{ends}[made];"
        f"[1:v:0]framestep={every},trim=end_frame={frames},{ends}[was];"
        "[made][was]libvmaf=n_threads=2"
    )
    made, was = _from(video, at, fps), _from(take.path, source_at, take.fps)
    said = ffmpeg(*made, *was, "-lavfi", graph, "-f", "null", "-", level="info")
    found = re.search(r"VMAF score: ([\d.]+)", said)
    if not found:
        raise SystemExit(f"no VMAF score: {said[-1000:]}")
    return float(found[1])


def _from(path: Path, frame: int, fps: float) -> tuple[str, ...]:
    """Open a file at a frame: a little before its time, for times are rounded."""
    return ("-ss", f"{(frame - 0.25) / fps:.6f}", "-i", str(path))
