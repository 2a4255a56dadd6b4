"""Export the captions as a file of their own."""

from pathlib import Path

from vidgen_desktop.core.assembly import Subtitling
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.export import ExportKind, ExportOrder, Material
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.captions.files import write_captions
from vidgen_desktop.media.captions.style import script
from vidgen_desktop.media.exports.stretch import cut_cues


def export_captions(material: Material, order: ExportOrder, out: Path, work: Work) -> None:
    """Write the captions to `out`; ASS as they would be burned in, letters and places alike.

    Raises OSError.
    """
    cues = cut_cues(material, order)
    if not cues:
        raise MediaError(
            "Nothing is said in this stretch." if material.cues else "This video has no words.",
            "Choose another stretch." if material.cues else "",
        )
    if order.kind is ExportKind.ASS:
        style = Subtitling(tuple(cues), material.caption_style, material.caption_words)
        out.write_text(script(style, material.format), encoding="utf-8", newline="\n")
    else:
        # Both are written together; one of them is wanted.
        srt, vtt = work.scratch / "captions.srt", work.scratch / "captions.vtt"
        write_captions(cues, srt, vtt, word_by_word=material.caption_words)
        out.write_bytes((srt if order.kind is ExportKind.SRT else vtt).read_bytes())
    work.progress(1.0)
