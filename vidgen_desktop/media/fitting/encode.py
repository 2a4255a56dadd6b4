"""Encode frames that another child paints, straight from its pipe."""

import subprocess
import tempfile
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from vidgen_desktop.core.errors import DiskFull, MediaError
from vidgen_desktop.core.files.room import Want
from vidgen_desktop.core.media_port import FrameSource
from vidgen_desktop.core.model import VideoFormat
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.children.ffmpeg import PROGRESS, FrameProgress, command, named
from vidgen_desktop.media.children.process import Child, family
from vidgen_desktop.media.children.slots import ENCODES
from vidgen_desktop.media.faults import ffmpeg_fault, told
from vidgen_desktop.media.fitting.mezzanine import COLOUR_FILTER, cuts, encoder, expected_bytes
from vidgen_desktop.media.landing import landing
from vidgen_desktop.media.probing.kind import remember, written_track

FAILED = "The scene could not be encoded."
PIPE_BYTES = 1 << 20  # the most that Linux gives without being asked by root
PAINTER_GRACE = 10.0  # seconds to end after its last frame
BROKEN_PIPE = ("BrokenPipeError", "Broken pipe", "Invalid argument")


def encode(source: FrameSource, format: VideoFormat, out: Path, work: Work) -> None:
    """See `core.ports.MediaTool.encode`. Two encodes fit on two cores: the painter is the
    slower half, so the encoder gets one thread.
    """
    with (
        ENCODES.taken(work.token),
        landing(out, FAILED, Want("a scene", expected_bytes(format, source.frames))) as part,
        _job_file(source.job, work) as job,
        family(work.token) as members,
    ):
        painter = members.start(source.command, stdin=job)
        with painter.output() as frames:  # closed here, once the encoder has it
            _widen(frames)
            encoder_child = members.start(command(_arguments(source, format, part)), stdin=frames)
        progress = FrameProgress(source.frames, work.progress)
        for line in encoder_child.lines():
            progress(line)
        _check(painter, encoder_child, progress.seen, source, out)
        remember(format, written_track(part, FAILED).kind)


def _arguments(source: FrameSource, format: VideoFormat, part: Path) -> list[str]:
    return [
        *("-f", "rawvideo", "-pix_fmt", "rgb24"),
        *("-s", f"{format.width}x{format.height}", "-r", str(format.fps)),
        *("-thread_queue_size", "4", "-i", "pipe:0"),
        *("-vf", f"scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,{COLOUR_FILTER}"),
        *cuts(source.cuts, source.frames),
        *encoder(format, threads=1),
        *PROGRESS,
        named(part),
    ]


@contextmanager
def _job_file(job: bytes, work: Work) -> Generator[IO[bytes]]:
    """The job as a file: a painter that does not read it cannot make us wait."""
    with ExitStack() as held:
        with told(FAILED, work.scratch, Want("the plan of a scene", len(job))):
            work.scratch.mkdir(parents=True, exist_ok=True)
            file = held.enter_context(tempfile.TemporaryFile(dir=work.scratch))
            file.write(job)
            file.flush()
            file.seek(0)
        yield file


def _widen(pipe: IO[bytes]) -> None:
    """Let the painter run ahead a little, where the system can do that."""
    try:
        import fcntl

        fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, PIPE_BYTES)
    except (ImportError, AttributeError, OSError):
        return


def _check(painter: Child, encoder_child: Child, seen: int, source: FrameSource, out: Path) -> None:
    """Both ended well and all frames arrived; otherwise the fault that came first."""
    status = encoder_child.finish()
    try:
        painter_status = painter.finish(PAINTER_GRACE)
    except subprocess.TimeoutExpired as fault:
        raise MediaError(f"{FAILED} The painter did not end after its last frame.") from fault
    encoder_fault = ffmpeg_fault(FAILED, encoder_child.errors(), status, out)
    said = painter.errors()
    broken = any(mark in line for line in said[-3:] for mark in BROKEN_PIPE)
    if isinstance(encoder_fault, DiskFull) or (status != 0 and (painter_status == 0 or broken)):
        raise encoder_fault
    if painter_status != 0:
        raise MediaError(said[-1] if said else f"{FAILED} The painter ended without a word.")
    if seen != source.frames:
        raise MediaError(f"{FAILED} {seen} of {source.frames} frames were painted.")
