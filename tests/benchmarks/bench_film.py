"""The built-in pictures: how soon the painter starts, what a frame costs, what a scene takes."""

import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from tests.benchmarks.report import ratios, report
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.media_port import FrameSource
from vidgen_desktop.core.model import VideoFormat
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.children.ffmpeg import command
from vidgen_desktop.media.fitting.mezzanine import encoder
from vidgen_desktop.media.tool import FfmpegTool
from vidgen_desktop.providers.builtin.film.job import FilmJob
from vidgen_desktop.providers.builtin.pictures.gallery import KINDS

FORMAT = VideoFormat(1280, 720, 24)
FRAMES = 144
RUNS = 5
START_GOAL = "at most 0.5 s"
FRAME_GOAL = "at most 12 ms"

JOB = FilmJob(
    width=FORMAT.width,
    height=FORMAT.height,
    fps=FORMAT.fps,
    frames=FRAMES,
    kind="mountains",
    family="calm",
    variant=1,
    move="drift",
    seed=5,
    turn=0,
    heading="Why mountains make their own weather",
    is_title=False,
    language="en",
)
PAINTER = [sys.executable, "-m", "vidgen_desktop", "_film"]


def main() -> None:
    """Measure and print."""
    _start()
    _frames()
    with tempfile.TemporaryDirectory(prefix="vidgen-bench-") as name:
        _scenes(Path(name))


def _paint(job: FilmJob) -> float:
    """Run the painter into nothing; returns the processor seconds it used."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        PAINTER, input=job.to_json(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _start() -> None:
    bare: list[float] = []
    imports: list[float] = []
    first: list[float] = []
    child = "import vidgen_desktop.providers.builtin.film.child"
    for _ in range(RUNS):
        for code, times in (("pass", bare), (child, imports)):
            began = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True)
            times.append(time.perf_counter() - began)
        began = time.perf_counter()
        _paint(replace(JOB, frames=1))
        first.append(time.perf_counter() - began)
    report("painter: Python and all imports", imports, START_GOAL, " s")
    report("painter: imports over a bare Python", ratios(imports, bare))
    report("painter: start to its first frame written", first, unit=" s")


def _frames() -> None:
    each: list[float] = []
    for kind in KINDS:
        few, many = (_paint(replace(JOB, kind=kind, frames=count)) for count in (1, FRAMES))
        each.append((many - few) / (FRAMES - 1) * 1000)
        report(f"processor time of a 1280x720 frame: {kind}", [each[-1]], unit=" ms")
    report("processor time of a 1280x720 frame: all kinds", each, FRAME_GOAL, " ms")


def _scenes(folder: Path) -> None:
    """A scene through painter and encoder, beside ffmpeg encoding the same frames alone."""
    work, tool = Work(CancelToken(), folder), FfmpegTool()
    ours: list[float] = []
    floor: list[float] = []
    for run, kind in enumerate(KINDS[:RUNS]):
        job = replace(JOB, kind=kind, seed=run)
        out, raw = folder / f"{kind}.mp4", folder / "raw.rgb"
        began = time.perf_counter()
        tool.encode(FrameSource(PAINTER, job.to_json(), job.frames), FORMAT, out, work)
        ours.append(time.perf_counter() - began)
        with raw.open("wb") as file:
            subprocess.run(PAINTER, input=job.to_json(), stdout=file, check=True)
        size = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", "1280x720", "-r", "24"]
        began = time.perf_counter()
        subprocess.run(
            command([*size, "-i", str(raw), "-pix_fmt", "yuv420p", *encoder(FORMAT, 1), str(out)]),
            check=True,
        )
        floor.append(time.perf_counter() - began)
    report(f"a scene of {FRAMES} frames, painted and encoded", ours, unit=" s")
    report("scene over ffmpeg encoding the same frames from a file", ratios(ours, floor))


if __name__ == "__main__":
    main()
