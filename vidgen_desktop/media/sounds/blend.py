"""Voices over what is under them, ducked: the filters that make one sound of two tracks."""

from dataclasses import dataclass
from functools import cached_property

from vidgen_desktop.media.sounds.decode import RATE, raw_input
from vidgen_desktop.media.sounds.lay import Layer
from vidgen_desktop.media.sounds.loudness import SILENT

# While the voice speaks, the compressor lowers the rest by about 8 dB more.
DUCK = "sidechaincompress=threshold=0.02:ratio=2.5:attack=40:release=600"
STEREO = "aformat=sample_fmts=flt:channel_layouts=stereo"


@dataclass(frozen=True)
class Blend:
    """The sound of the video before its last step, `frames` long; it is nowhere written."""

    voice: Layer | None
    bed: Layer | None
    frames: int

    @cached_property
    def level(self) -> float:
        """The loudness (LUFS) it should about have; `SILENT` where there is nothing to hear."""
        levels = [layer.level for layer in (self.voice, self.bed) if layer]
        return max(levels, default=SILENT)

    @property
    def is_silent(self) -> bool:
        """Whether there is nothing to make louder."""
        return self.level <= SILENT

    @property
    def count(self) -> int:
        """How many inputs it has."""
        return max(1, (self.voice is not None) + (self.bed is not None))

    def inputs(self, start: int = 0) -> list[str]:
        """Arguments for its inputs, from frame `start` on."""
        layers = [layer for layer in (self.voice, self.bed) if layer]
        if not layers:
            seconds = (self.frames - start) / RATE
            return ["-f", "lavfi", "-t", f"{seconds:.6f}", "-i", f"anullsrc=r={RATE}:cl=stereo"]
        return [
            part
            for layer in layers
            for part in raw_input(layer.track.path, layer.track.channels, start)
        ]

    def graph(self, first: int, out: str) -> str:
        """The filters from the inputs, of which `first` is the number, to the label `out`."""
        voice = _levelled(first, self.voice)
        bed = _levelled(first + 1 if self.voice else first, self.bed)
        if voice and bed:
            names = [f"{name}{first}" for name in ("voice", "key", "bed", "ducked")]
            said, key, under, ducked = names
            return (
                f"{voice},asplit[{said}][{key}];{bed}[{under}];[{under}][{key}]{DUCK}[{ducked}];"
                f"[{said}][{ducked}]amix=inputs=2:normalize=0:duration=first[{out}]"
            )
        return f"{voice or bed or f'[{first}:a]{STEREO}'}[{out}]"


def _levelled(number: int, layer: Layer | None) -> str:
    if layer is None:
        return ""
    return f"[{number}:a]volume={layer.gain:.3f}dB:precision=float,{STEREO}"
