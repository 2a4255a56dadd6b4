"""Exports beside one plain ffmpeg command with the same encoder; their quality, cancel, memory."""

import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from tests.benchmarks.report import ratios, report
from vidgen_desktop.config import Settings
from vidgen_desktop.core.cancel import Cancelled, CancelToken
from vidgen_desktop.core.events import Completed
from vidgen_desktop.core.export import Encoder, ExportKind, ExportOrder, Material, checked_order
from vidgen_desktop.core.model import Request, VideoFormat
from vidgen_desktop.core.ports import Work
from vidgen_desktop.engine import open_engine
from vidgen_desktop.media.children.ffmpeg import command
from vidgen_desktop.media.exports.codecs import software
from vidgen_desktop.media.tool import FfmpegTool

FORMAT = VideoFormat(1280, 720, 24)
SECONDS = 8.0
RUNS = 3
PROMPT = "Bees dance in the dark. They show the way to the flowers. The field waits."
CANCELS = 8
PALETTE = "split[a][b];[a]palettegen=stats_mode=diff[p];[b][p]paletteuse=diff_mode=rectangle"


def main() -> None:
    """Print the ratios; or, as a child with a length, make one GIF and print its memory."""
    if len(sys.argv) > 1:
        print(_memory_of_a_gif(Path(sys.argv[1]), float(sys.argv[2])))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["VIDGEN_HOME"] = str(folder / "home")
        given = _material(folder)
        for kind in (ExportKind.HEVC, ExportKind.WEBM, ExportKind.AV1, ExportKind.GIF):
            _beside_ffmpeg(kind, given, folder)
        _copies(given, folder)
        _cancels(_longer(given, 4), folder)
        _memory(_longer(given, 7))


def _material(folder: Path) -> Material:
    """A video of the built-in engine, such as people export."""
    with closing(open_engine(Settings())) as engine:
        known = engine.submit(Request(PROMPT, seconds=SECONDS, output=str(folder / "given.mp4")))
        outcome = engine.run(known.id, CancelToken(), lambda _: None)
    assert isinstance(outcome, Completed)
    return Material("Bench", "en", FORMAT, outcome.result.seconds, folder / "given.mp4")


def _longer(given: Material, times: int) -> Material:
    """The same over and over."""
    video = given.video.with_name(f"{times}-times.mp4")
    _ffmpeg("-stream_loop", str(times - 1), "-i", str(given.video), "-c", "copy", str(video))
    return replace(given, video=video, seconds=given.seconds * times)


def _ffmpeg(*arguments: str) -> str:
    done = subprocess.run(command(arguments, "info"), capture_output=True, check=True)
    return done.stderr.decode("utf-8", "replace")


def _export(given: Material, order: ExportOrder, out: Path, work: Work | None = None) -> None:
    out.unlink(missing_ok=True)
    order = checked_order(order, given.seconds, given.format)
    FfmpegTool().export(given, order, out, work or Work(CancelToken(), out.parent))


def _timed(work: object) -> float:
    began = time.perf_counter()
    assert callable(work)
    work()
    return time.perf_counter() - began


def _beside_ffmpeg(kind: ExportKind, given: Material, folder: Path) -> None:
    order = ExportOrder(kind, encoder=Encoder.AUTO if kind == "gif" else Encoder.SOFTWARE)
    out, plain = folder / f"ours{order.offer.suffix}", folder / f"plain{order.offer.suffix}"
    if kind is ExportKind.GIF:
        raw = ["-i", str(given.video), "-vf", f"fps=12,scale=480:-2:flags=lanczos,{PALETTE}"]
    else:
        sound = "aac" if order.offer.suffix == ".mp4" else "libopus"
        raw = ["-i", str(given.video), *software(kind).options, "-g", "96", "-c:a", sound]
    ours: list[float] = []
    floor: list[float] = []
    for _ in range(RUNS):
        ours.append(_timed(lambda: _export(given, order, out)))
        floor.append(_timed(lambda: _ffmpeg(*raw, str(plain))))
    # A GIF is decoded twice, so that its frames need not wait in memory for the palette.
    goal = "1.6" if kind is ExportKind.GIF else "1.15"
    report(f"{order.offer.name}: ours over one plain ffmpeg", ratios(ours, floor), goal)
    print(
        f"    {given.seconds / statistics.median(ours):.1f} times as fast as it plays, "
        f"{out.stat().st_size / given.video.stat().st_size:.2f} of the size"
        + (f", VMAF {_vmaf(out, given.video):.1f}" if kind != "gif" else "")
    )


def _vmaf(out: Path, source: Path) -> float:
    graph = "[0:v]setpts=PTS-STARTPTS[a];[1:v]setpts=PTS-STARTPTS[b];[a][b]libvmaf=n_threads=2"
    said = _ffmpeg("-i", str(out), "-i", str(source), "-lavfi", graph, "-f", "null", "-")
    found = re.search(r"VMAF score: ([\d.]+)", said)
    assert found
    return float(found[1])


def _copies(given: Material, folder: Path) -> None:
    out = folder / "copy.mp4"
    ours = [_timed(lambda: _export(given, ExportOrder(ExportKind.MP4), out)) for _ in range(RUNS)]
    encode = ExportOrder(ExportKind.MP4, width=1278, encoder=Encoder.SOFTWARE)
    encoded = [_timed(lambda: _export(given, encode, out)) for _ in range(RUNS)]
    report("whole MP4: copied over encoded again", ratios(ours, encoded), "0.05")
    plain = [_timed(lambda: (out.unlink(), shutil.copyfile(given.video, out))) for _ in range(RUNS)]
    print(
        f"    {statistics.median(ours) * 1000:.0f} ms; a plain copy without waiting for the disk "
        f"takes {statistics.median(plain) * 1000:.0f} ms"
    )


def _cancels(given: Material, folder: Path) -> None:
    """From the call of `cancel` until the export has ended, child gone and all."""
    for kind in (ExportKind.HEVC, ExportKind.WEBM, ExportKind.AV1, ExportKind.GIF, ExportKind.WEBP):
        took = [_cancelled(given, kind, folder) for _ in range(CANCELS)]
        report(f"{kind}: from a cancel to the end (ms)", took, "250")


def _cancelled(given: Material, kind: ExportKind, folder: Path) -> float:
    moved, token = threading.Event(), CancelToken()
    work = Work(token, folder, lambda fraction: moved.set() if fraction > 0 else None)
    ended: list[float] = []

    def go() -> None:
        try:
            _export(given, ExportOrder(kind, width=640), folder / f"c{kind}", work)
        except Cancelled:
            ended.append(time.perf_counter())

    thread = threading.Thread(target=go)
    thread.start()
    assert moved.wait(60)
    began = time.perf_counter()
    token.cancel()
    thread.join()
    return (ended[0] - began) * 1000


def _memory(given: Material) -> None:
    """A GIF of a long stretch must not hold all its frames."""
    own = [sys.executable, "-m", "tests.benchmarks.bench_export", str(given.video)]
    peaks = [
        int(
            subprocess.run(
                [*own, str(seconds)],
                capture_output=True,
                check=True,
                text=True,
            ).stdout
        )
        for seconds in (6.0, 55.0)
    ]
    report("GIF: peak memory of ffmpeg, 55 s over 6 s", [peaks[1] / peaks[0]], "1.2")
    print(f"    {peaks[1] / 1e6:.0f} MB")


def _memory_of_a_gif(video: Path, seconds: float) -> int:
    given = Material("Bench", "en", FORMAT, seconds + 1, video)
    _export(given, ExportOrder(ExportKind.GIF, seconds=seconds), video.with_suffix(".gif"))
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024


if __name__ == "__main__":
    main()
