"""How loud a sound is, by EBU R 128."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.ffmpeg import run

SILENT = -70.0  # LUFS; the measure's own floor
FAILED = "The loudness of the sound could not be measured."

_INTEGRATED = re.compile(r"^\s*I:\s+(-?[\d.]+|-inf|nan) LUFS")
_PEAK = re.compile(r"^\s*Peak:\s+(-?[\d.]+|-inf|nan) dBFS")


@dataclass(frozen=True, slots=True)
class Loudness:
    """Integrated loudness in LUFS and true peak in dBTP; silence has -70 and -inf."""

    integrated: float
    true_peak: float

    @property
    def is_silent(self) -> bool:
        """Whether there is nothing to make louder."""
        return self.integrated <= SILENT


def measure(source: Sequence[str], work: Work) -> Loudness:
    """Measure the first sound of an input (`source`: ffmpeg arguments), as stereo."""
    lines = run(
        [
            *source,
            *("-map", "0:a:0", "-af"),
            "aformat=channel_layouts=stereo,ebur128=peak=true:framelog=quiet",
            *("-f", "null", "-"),
        ],
        work,
        failed=FAILED,
        level="info",
        keep=60,
    )
    return Loudness(_last(lines, _INTEGRATED, SILENT), _last(lines, _PEAK, float("-inf")))


def _last(lines: Sequence[str], pattern: re.Pattern[str], default: float) -> float:
    for line in reversed(lines):
        if found := pattern.match(line):
            value = float(found[1])
            return default if math.isnan(value) else max(value, default)
    return default
