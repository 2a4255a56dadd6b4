"""How loud a sound is, by EBU R 128."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.children.ffmpeg import run

SILENT = -70.0  # LUFS; the measure's own floor
FAILED = "The loudness of the sound could not be measured."

_NUMBER = r"(-?[\d.]+|-?inf|-?nan)"
_INTEGRATED = re.compile(rf"^\s*I:\s+{_NUMBER} LUFS")
_PEAK = re.compile(rf"^\s*Peak:\s+{_NUMBER} dBFS")


@dataclass(frozen=True, slots=True)
class Loudness:
    """Integrated loudness in LUFS and true peak in dBTP; silence has -70 and -inf."""

    integrated: float
    true_peak: float = -math.inf

    @property
    def is_silent(self) -> bool:
        """Whether there is nothing to make louder."""
        return self.integrated <= SILENT


def meter(name: str, *, peak: bool = False) -> str:
    """The filter that measures what passes; `loudness_of` finds what it says.

    ffmpeg must run at the level "info". The true peak costs twice the rest.
    """
    return f"ebur128@meter{name}=framelog=quiet" + (":peak=true" if peak else "")


def loudness_of(lines: Sequence[str], name: str) -> Loudness:
    """What the meter of this name found, in the lines of ffmpeg's standard error."""
    mine = f"[ebur128@meter{name} @"
    start = next((at for at, line in enumerate(lines) if mine in line and "Summary" in line), None)
    said = () if start is None else lines[start:]
    return Loudness(_first(said, _INTEGRATED, SILENT), _first(said, _PEAK, -math.inf))


def measure(source: Sequence[str], work: Work) -> Loudness:
    """Measure the first sound of an input (`source`: ffmpeg arguments), as stereo."""
    filters = f"aformat=channel_layouts=stereo,{meter('', peak=True)}"
    arguments = [*source, "-map", "0:a:0", "-af", filters, "-f", "null", "-"]
    lines = run(arguments, work, failed=FAILED, level="info", keep=60)
    return loudness_of(lines, "")


def together(parts: Iterable[tuple[Loudness, float]]) -> Loudness:
    """How loud sounds are as one: each with its length, silent ones left aside."""
    heard = [(one.integrated, length) for one, length in parts if not one.is_silent]
    whole = sum(length for _, length in heard)
    if whole <= 0:
        return Loudness(SILENT)
    power = sum(10 ** (level / 10) * length for level, length in heard) / whole
    return Loudness(10 * math.log10(power))


def _first(lines: Sequence[str], pattern: re.Pattern[str], default: float) -> float:
    for line in lines:
        if found := pattern.match(line):
            value = float(found[1])
            return default if math.isnan(value) else max(value, default)
    return default
