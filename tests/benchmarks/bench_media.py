"""The media room beside plain ffmpeg, and how quickly a cancel ends everything."""

import json
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

from tests.benchmarks.report import ratios, report
from vidgen_desktop.core.assembly import Film, Piece
from vidgen_desktop.core.cancel import Cancelled, CancelToken
from vidgen_desktop.core.media_port import FrameSource
from vidgen_desktop.core.model import VideoFormat
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.children.ffmpeg import command
from vidgen_desktop.media.fitting.mezzanine import encoder
from vidgen_desktop.media.tool import FfmpegTool

FORMAT = VideoFormat(1280, 720, 24)
FRAMES = 240
RUNS = 5
CANCELS = 12

# As quick as a painter can be: one frame, shifted a row at a time.
PAINTER = """
import json, sys
job = json.load(sys.stdin)
row = bytes(range(256)) * 15
frame = memoryview(b"".join(row[i % 256:] + row[:i % 256] for i in range(720 + 256)))
for number in range(job["frames"]):
    at = number % 256 * 3840
    sys.stdout.buffer.write(frame[at:at + 720 * 3840])
"""


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="vidgen-bench-") as name:
        folder = Path(name)
        work = Work(CancelToken(), folder)
        tool = FfmpegTool()
        _encodes(tool, folder, work)
        _joins(tool, folder, work)
        _cancels(tool, folder)


def _painted(frames: int) -> FrameSource:
    job = json.dumps({"frames": frames}).encode()
    return FrameSource([sys.executable, "-c", PAINTER], job, frames)


def _encodes(tool: FfmpegTool, folder: Path, work: Work) -> None:
    ours: list[float] = []
    floor: list[float] = []
    for _ in range(RUNS):
        began = time.perf_counter()
        tool.encode(_painted(FRAMES), FORMAT, folder / "take.mp4", work)
        ours.append(time.perf_counter() - began)
        began = time.perf_counter()
        arguments = ["-i", str(folder / "take.mp4"), *encoder(FORMAT, 1), str(folder / "raw.mp4")]
        subprocess.run(command(arguments), check=True)
        floor.append(time.perf_counter() - began)
    report(f"encode {FRAMES} painted frames of 1280x720", ours, unit=" s")
    report("encode over ffmpeg encoding the same frames", ratios(ours, floor))


def _joins(tool: FfmpegTool, folder: Path, work: Work) -> None:
    takes = [folder / "take.mp4"] * 12
    film = Film(tuple(Piece(take, FRAMES) for take in takes), FORMAT)
    listing = folder / "list.txt"
    listing.write_text("".join(f"file '{take}'\n" for take in takes))
    plain = ["-f", "concat", "-safe", "0", "-i", str(listing), "-c", "copy", str(folder / "p.mp4")]
    ours: list[float] = []
    floor: list[float] = []
    for _ in range(RUNS):
        began = time.perf_counter()
        tool.assemble(film, folder / "joined.mp4", work)
        ours.append(time.perf_counter() - began)
        began = time.perf_counter()
        subprocess.run(command(plain), check=True)
        floor.append(time.perf_counter() - began)
    report("join 12 takes of 10 s, checked before and after", ours, unit=" s")
    report("join over ffmpeg's bare stream copy", ratios(ours, floor))


def _cancels(tool: FfmpegTool, folder: Path) -> None:
    acknowledged: list[float] = []
    gone: list[float] = []
    for _ in range(CANCELS):
        moved = threading.Event()
        token = CancelToken()
        work = Work(token, folder, lambda _, moved=moved: moved.set())
        thread = threading.Thread(target=_encode_until_cancelled, args=(tool, folder, work))
        thread.start()
        moved.wait()
        children = psutil.Process().children(recursive=True)
        began = time.perf_counter()
        token.cancel()
        acknowledged.append((time.perf_counter() - began) * 1000)
        psutil.wait_procs(children)
        thread.join()
        gone.append((time.perf_counter() - began) * 1000)
    report("cancel in mid-encode: the call returns", acknowledged, "at most 100 ms", " ms")
    report("cancel in mid-encode: children and files gone", gone, "at most 250 ms", " ms")


def _encode_until_cancelled(tool: FfmpegTool, folder: Path, work: Work) -> None:
    try:
        tool.encode(_painted(100_000), FORMAT, folder / "never.mp4", work)
    except Cancelled:
        return


if __name__ == "__main__":
    main()
