"""About how large an export becomes, from what it is made of."""

from pathlib import Path

from vidgen_desktop.core.export import ExportKind, ExportOrder, Family, Material
from vidgen_desktop.core.files.room import Want
from vidgen_desktop.media.exports.stretch import frames_of, length_of

# Bytes for each second, two channels.
WAV_BYTES, AAC_BYTES = 192_000, 25_000
ANIMATED_BITS = 2.0  # for each pixel; a GIF knows only whole frames, and 256 colours
CAPTION_BYTES = 400  # for each sentence, in three kinds of files


def export_want(material: Material, order: ExportOrder) -> Want:
    """What an export will need."""
    seconds = length_of(material, order)
    match order.offer.family:
        case Family.VIDEO:
            share = min(1.0, seconds / max(material.seconds, 0.001))
            needed = size_of(material.video) * share
        case Family.ANIMATION:
            width = order.width or material.format.width
            height = material.format.height * width / material.format.width
            needed = width * height * frames_of(material, order) / 2 * ANIMATED_BITS / 8
        case Family.SOUND:
            needed = seconds * (WAV_BYTES if order.kind is ExportKind.WAV else AAC_BYTES)
        case Family.CAPTIONS:
            needed = len(material.cues) * CAPTION_BYTES
        case Family.PROJECT:
            needed = _project(material)
    return Want("the export", round(needed) + 10_000)


def _project(material: Material) -> float:
    """The takes as they are, every sound as WAV, and the captions."""
    takes = sum(size_of(shot.fitted or Path(shot.take.path)) for shot in material.shots)
    own = sum(size_of(shot.sound) for shot in material.shots if shot.sound)
    voices = sum(spoken.speech.seconds for spoken in material.spoken) * WAV_BYTES / 2
    music = material.seconds * WAV_BYTES if material.music else 0
    return takes + own + voices + music + len(material.cues) * CAPTION_BYTES


def size_of(path: Path) -> int:
    """Bytes of a file; 0 where it is gone, which is told by whoever reads it."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
