"""The painter process: a job on standard input, raw RGB24 frames on standard output."""

import os
import sys
from typing import BinaryIO

import numpy as np

from vidgen_desktop.providers.builtin.film.composition import Composition
from vidgen_desktop.providers.builtin.film.job import FilmJob
from vidgen_desktop.providers.builtin.film.photo import NotAPicture

FAULT = 1


def main() -> int:
    """Paint the scene; 0 when all frames are written, else the last line says why not."""
    with _frames_only() as out:
        try:
            job = FilmJob.from_json(sys.stdin.buffer.read())
        except (ValueError, TypeError) as fault:
            return _say(f"The painter was given no usable job ({fault}).")
        try:
            _write(job, out)
        except NotAPicture as fault:
            return _say(str(fault))
        except BrokenPipeError:
            # The encoder has ended, and says itself why.
            return _say("Broken pipe: nobody takes the frames any more.")
    return 0


def _frames_only() -> BinaryIO:
    """Standard output for frames alone: what any library prints goes to standard error."""
    own = os.dup(1)
    os.dup2(2, 1)
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(own, os.O_BINARY)
    return os.fdopen(own, "wb", buffering=0)


def _write(job: FilmJob, out: BinaryIO) -> None:
    composition = Composition(job)
    for number, frame in enumerate(composition.frames()):
        if number == composition.poster and job.poster:
            _save(frame, job.poster)
        _write_all(out, frame)


def _write_all(out: BinaryIO, frame: np.ndarray) -> None:
    left = memoryview(np.ascontiguousarray(frame).reshape(-1).data)
    while left:
        left = left[out.write(left) :]


def _save(frame: np.ndarray, path: str) -> None:
    from PIL import Image

    Image.fromarray(frame).save(path, format="PNG", compress_level=3)


def _say(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201 - the protocol of FrameSource
    return FAULT
