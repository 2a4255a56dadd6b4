"""The stretch of the video that an export is about, exact to the frame."""

from vidgen_desktop.core.cueing import between, moved
from vidgen_desktop.core.export import ExportOrder, Material
from vidgen_desktop.core.model import Cue

# ffmpeg drops what lies before the given time; a time is rounded to a microsecond, and must
# not land behind the very frame it means.
_BEFORE = 50e-6  # seconds


def frames_of(material: Material, order: ExportOrder) -> int:
    """How many frames the stretch has."""
    seconds = material.seconds if order.seconds is None else order.seconds
    return material.format.frames(seconds)


def length_of(material: Material, order: ExportOrder) -> float:
    """How many seconds the stretch has, in whole frames."""
    return frames_of(material, order) / material.format.fps


def cut(order: ExportOrder) -> tuple[str, ...]:
    """Arguments before the input: where to begin. The decoder starts at the key frame before."""
    return () if order.start == 0 else ("-ss", f"{max(0.0, order.start - _BEFORE):.6f}")


def until(material: Material, frames: int) -> tuple[str, ...]:
    """Arguments before the output: where to end.

    Rounded down, so that the frame after the last never slips in. Not `-frames:v`: it ends
    the captions, too, when the encoder holds frames back (ffmpeg 9, SVT-AV1).
    """
    micros = frames * 1_000_000 // material.format.fps
    return "-t", f"{micros / 1e6:.6f}"


def cut_cues(material: Material, order: ExportOrder) -> list[Cue]:
    """The captions of the stretch, in its own time."""
    end = order.start + length_of(material, order)
    heard = (between(cue, order.start, end) for cue in material.cues)
    return [moved(cue, -order.start) for cue in heard if cue is not None]
