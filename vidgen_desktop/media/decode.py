"""Sound files of any kind as raw samples: 32-bit floats, 48 kHz, interleaved."""

from collections.abc import Sequence
from pathlib import Path

from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.ffmpeg import given, named, run

RATE = 48_000
SAMPLE_BYTES = 4
AT_ONCE = 16  # inputs of one ffmpeg: few starts, and no endless command line


def raw_input(path: Path, channels: int) -> list[str]:
    """Arguments that read raw samples back into ffmpeg."""
    return ["-f", "f32le", "-ar", str(RATE), "-ac", str(channels), "-i", named(path)]


def frames_in(path: Path, channels: int) -> int:
    """How many frames a raw file has."""
    return path.stat().st_size // (channels * SAMPLE_BYTES)


def decode(
    sounds: Sequence[Path], channels: int, folder: Path, work: Work, *, seconds: float | None = None
) -> list[Path]:
    """Decode the first sound stream of each file into `folder`; at most `seconds` of each.

    Raises MediaError naming the files that could not be read.
    """
    decoded = [folder / f"{number:05d}.f32" for number in range(len(sounds))]
    limit = [] if seconds is None else ["-t", f"{seconds:.6f}"]
    for first in range(0, len(sounds), AT_ONCE):
        inputs = sounds[first : first + AT_ONCE]
        arguments = [part for sound in inputs for part in given(sound)]
        for number, out in enumerate(decoded[first : first + AT_ONCE]):
            arguments += ["-map", f"{number}:a:0", *limit, "-ac", str(channels)]
            arguments += ["-ar", str(RATE), "-f", "f32le", named(out)]
        names = inputs[0].name if len(inputs) == 1 else f"{inputs[0].name}” to “{inputs[-1].name}"
        run(arguments, work, failed=f"The sound of “{names}” cannot be read.", out=folder / "x")
        work.progress(min(1.0, (first + AT_ONCE) / len(sounds)))
    return decoded
