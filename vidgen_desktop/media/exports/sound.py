"""Export the sound alone."""

from pathlib import Path

from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.export import ExportKind, ExportOrder, Material
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.children.ffmpeg import PROGRESS, TimeProgress, given, named, run
from vidgen_desktop.media.exports.stretch import cut, length_of
from vidgen_desktop.media.join.languages import three_letters

FAILED = "The sound could not be exported."
NUL = "\0"
_FORMS = {
    ExportKind.M4A: ("-c:a", "aac", "-b:a", "192k", "-movflags", "+faststart", "-f", "ipod"),
    ExportKind.MP3: ("-c:a", "libmp3lame", "-q:a", "2", "-f", "mp3"),
    ExportKind.WAV: ("-c:a", "pcm_s16le", "-f", "wav"),
    ExportKind.OPUS: ("-c:a", "libopus", "-b:a", "160k", "-f", "opus"),
}
_COPIED = ("-c:a", "copy", "-movflags", "+faststart", "-f", "ipod")


def export_sound(
    material: Material, order: ExportOrder, out: Path, work: Work, *, has_sound: bool
) -> None:
    """Write the sound to `out`; the video's own AAC is copied where all of it is wanted."""
    if not has_sound:
        raise MediaError("This video has no sound.", "Export the video or its captions instead.")
    seconds = length_of(material, order)
    copied = order.kind is ExportKind.M4A and order.seconds is None
    run(
        [
            *given(material.video, *cut(order)),
            *("-map", "0:a:0", "-map_metadata", "-1", "-map_chapters", "-1"),
            *("-metadata", f"title={material.title.replace(NUL, '')}"),
            *("-metadata:s:a", f"language={three_letters(material.language)}"),
            *("-t", f"{seconds:.6f}"),
            *(_COPIED if copied else _FORMS[order.kind]),
            *PROGRESS,
            named(out),
        ],
        work,
        failed=FAILED,
        out=out,
        on_line=TimeProgress(seconds, work.progress),
    )
    work.progress(1.0)
