"""A 30 s video, 1280x720 at 24, from prompt to playable, beside ffmpeg encoding its frames.

The floor is ffmpeg alone: the very frames of that video, already decoded on disk, through
the same encoder settings with both cores, without sound, captions or anything to draw.
"""

import os
import subprocess
import tempfile
import time
from pathlib import Path

from tests.benchmarks.report import ratios, report
from vidgen_desktop.config import Settings
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.events import Completed, Event, Progressed
from vidgen_desktop.core.model import Request
from vidgen_desktop.engine import Engine, open_engine
from vidgen_desktop.media.children import binary
from vidgen_desktop.media.fitting.mezzanine import encoder

RUNS = 3
GOAL_SECONDS = 15
PROMPT = (
    "Honey bees tell each other where the flowers are by dancing. A bee that has found food "
    "runs in a straight line across the comb and shakes her body. The angle of the line shows "
    "the direction, measured from the sun. The longer she shakes, the farther the flowers are. "
    "Her sisters follow her in the dark, feel the dance, and fly out to find the field."
)


def main() -> None:
    """Run both, one beside the other, and print."""
    whole: list[float] = []
    floor: list[float] = []
    with tempfile.TemporaryDirectory(prefix="vidgen-bench-") as folder:
        os.environ["VIDGEN_HOME"] = folder
        engine = open_engine(Settings())
        for seed in range(RUNS):
            request = Request(PROMPT, seconds=30, seed=seed)
            seconds, stages, video = _generate(engine, request)
            whole.append(seconds)
            floor.append(_encode_only(request, video, Path(folder)))
            print("  " + "  ".join(f"{stage} {spent:.2f} s" for stage, spent in stages.items()))
        engine.close()
    report("30 s video, prompt to playable", whole, f"at most {GOAL_SECONDS} s", " s")
    report("raw ffmpeg encoding the same frames", floor, unit=" s")
    report("whole generation over raw encoding", ratios(whole, floor))


def _generate(engine: Engine, request: Request) -> tuple[float, dict[str, float], str]:
    """Seconds from prompt to finished file, seconds per stage, and the file."""
    began = time.perf_counter()
    stages: dict[str, float] = {}
    last = began

    def listen(event: Event) -> None:
        nonlocal last
        if isinstance(event, Progressed):
            moment = time.perf_counter()
            stages[event.stage] = stages.get(event.stage, 0.0) + moment - last
            last = moment

    generation = engine.submit(request)
    outcome = engine.run(generation.id, CancelToken(), listen)
    seconds = time.perf_counter() - began
    if not isinstance(outcome, Completed):
        raise SystemExit(f"the generation did not complete: {outcome}")
    return seconds, stages, outcome.result.video


def _encode_only(request: Request, video: str, folder: Path) -> float:
    """Seconds that ffmpeg needs to encode the same frames from raw ones on disk."""
    raw, out = folder / "frames.rgb", folder / "floor.mp4"
    size = f"{request.format.width}x{request.format.height}"
    raw_video = ["-f", "rawvideo", "-pix_fmt", "rgb24"]
    ffmpeg = [binary.ffmpeg(), "-v", "error", "-nostdin", "-y"]
    subprocess.run([*ffmpeg, "-i", video, *raw_video, str(raw)], check=True)
    read = [*raw_video, "-s", size, "-r", str(request.fps), "-i", str(raw)]
    began = time.perf_counter()
    threads = os.cpu_count() or 1
    subprocess.run([*ffmpeg, *read, *encoder(request.format, threads), str(out)], check=True)
    seconds = time.perf_counter() - began
    raw.unlink()
    out.unlink()
    return seconds


if __name__ == "__main__":
    main()
