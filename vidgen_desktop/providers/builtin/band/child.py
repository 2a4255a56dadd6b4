"""The child process that makes the music: `vidgen _compose`.

It reads one JSON object from its standard input and writes the WAV file that it names;
each line of its standard output is the fraction done. Making music is hard work for one
thread, and in the program's own process it would make the window stutter.
"""

import json
import sys
import wave
from pathlib import Path

import numpy as np

from vidgen_desktop.core.choices import Look
from vidgen_desktop.providers.builtin.band.instruments import RATE
from vidgen_desktop.providers.builtin.band.render import render
from vidgen_desktop.providers.builtin.band.score import Score

FAILED = 1
_FULL_SCALE = 32_767


def main() -> int:
    """Compose what is asked for; a fault of the disk becomes the last line of stderr."""
    job = json.load(sys.stdin.buffer)
    try:
        compose(job["seconds"], Look(job["look"]), job["seed"], Path(job["out"]))
    except OSError as fault:
        sys.stderr.write(f"{json.dumps({'errno': fault.errno, 'text': fault.strerror})}\n")
        return FAILED
    return 0


def compose(seconds: float, look: Look, seed: int, out: Path) -> None:
    """Write the music as WAV, 48 kHz stereo, 16 bits, of exactly `seconds`."""
    frames = round(seconds * RATE)
    done = 0
    with wave.open(str(out), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        for block in render(Score(seconds, look, seed), frames):
            file.writeframes(np.rint(block * _FULL_SCALE).astype("<i2").tobytes())
            done += len(block)
            sys.stdout.write(f"{done / frames:.4f}\n")
            sys.stdout.flush()
