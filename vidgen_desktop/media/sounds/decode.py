"""Sound files of any kind as raw samples (32-bit floats, 48 kHz, interleaved), and how loud."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from vidgen_desktop.core.errors import MediaError, ToolError
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.children.ffmpeg import PROGRESS, TimeProgress, given, named, run
from vidgen_desktop.media.sounds.loudness import Loudness, loudness_of, meter

RATE = 48_000
SAMPLE_BYTES = 4
AT_ONCE = 16  # inputs of one ffmpeg: few starts, and no endless command line
SHORTEST_MEASURED = 0.4  # seconds; EBU R 128 hears nothing in less


@dataclass(frozen=True, slots=True)
class Wanted:
    """A sound file to be decoded: its first sound, at most `seconds` of it."""

    path: Path
    channels: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Decoded:
    """Raw samples, and how loud they are all in all."""

    path: Path
    channels: int
    loudness: Loudness

    @property
    def frames(self) -> int:
        """How many samples each channel has."""
        return self.path.stat().st_size // (self.channels * SAMPLE_BYTES)


def raw_input(path: Path, channels: int, start: int = 0) -> list[str]:
    """Arguments that read raw samples back into ffmpeg, from frame `start` on."""
    skipped = str(start * channels * SAMPLE_BYTES)
    form = ["-f", "f32le", "-ar", str(RATE), "-ac", str(channels)]
    return [*form, "-skip_initial_bytes", skipped, "-i", named(path)]


def decode(sounds: Sequence[Wanted], folder: Path, work: Work) -> list[Decoded]:
    """Decode each file into `folder` and measure it on the way, all in one ffmpeg.

    Not more than `AT_ONCE`. Raises MediaError naming the file that cannot be read.
    """
    for sound in sounds:
        _check_there(sound.path)
    try:
        return _decode(sounds, folder, work)
    except ToolError:
        raise  # it was none of them
    except MediaError:
        # Which of them it was, ffmpeg tells in too many ways.
        if len(sounds) > 1:
            for sound in sounds:
                _decode([sound], folder, work)
        raise


def _check_there(path: Path) -> None:
    try:
        path.stat()
    except FileNotFoundError as fault:
        raise MediaError(f"“{path.name}” is not there any more.", "Put it back.") from fault
    except OSError:
        pass  # whoever opens it says what is wrong


def _decode(sounds: Sequence[Wanted], folder: Path, work: Work) -> list[Decoded]:
    inputs: list[str] = []
    graphs: list[str] = []  # several, for each has a thread of its own
    outputs: list[str] = []
    paths = [folder / f"{number:05d}.f32" for number in range(len(sounds))]
    for number, (sound, path) in enumerate(zip(sounds, paths, strict=True)):
        inputs += given(sound.path, "-t", f"{sound.seconds:.6f}")
        layout = "mono" if sound.channels == 1 else "stereo"
        graph = (
            f"[{number}:a:0]aresample={RATE},aformat=sample_fmts=flt:channel_layouts={layout},"
            f"asplit[out{number}][in{number}];[in{number}]"
            f"apad=whole_dur={SHORTEST_MEASURED},{meter(str(number))},anullsink"
        )
        graphs += ["-filter_complex", graph]
        outputs += ["-map", f"[out{number}]", "-f", "f32le", named(path)]
    lines = run(
        [*inputs, *graphs, *PROGRESS, *outputs],
        work,
        failed=f"The sound of “{sounds[0].path.name}” cannot be read.",
        out=folder / "x",
        on_line=TimeProgress(max(sound.seconds for sound in sounds), work.progress),
        level="info",
        keep=1000,
    )
    return [
        Decoded(path, sound.channels, loudness_of(lines, str(number)))
        for number, (sound, path) in enumerate(zip(sounds, paths, strict=True))
    ]
