"""ffmpeg, behind the verbs of `core.ports.MediaTool`. One file of this room for each."""

from collections.abc import Sequence
from pathlib import Path

from vidgen_desktop.core.assembly import (
    Bridge,
    Film,
    Fitted,
    Fitting,
    OwnSound,
    Seam,
    Soundtrack,
)
from vidgen_desktop.core.export import ExportOrder, Material
from vidgen_desktop.core.media_info import MediaInfo
from vidgen_desktop.core.media_port import FrameSource
from vidgen_desktop.core.model import Cue, VideoFormat
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.captions import files as caption_files
from vidgen_desktop.media.captions import glyphs
from vidgen_desktop.media.exports import export
from vidgen_desktop.media.fitting import conform, encode
from vidgen_desktop.media.join import assemble, bridge
from vidgen_desktop.media.mp4 import index as mp4_index
from vidgen_desktop.media.probing import probe, still
from vidgen_desktop.media.sounds import mix, own_sound, pauses


class FfmpegTool:
    """`core.ports.MediaTool`, on the ffmpeg that comes with the program."""

    def probe(self, path: Path, work: Work) -> MediaInfo:
        """What a file is; MediaError says why it is not usable."""
        return probe.probe(path, work)

    def is_whole(self, path: Path) -> bool:
        """Whether a file still is whole, as its index tells, if it has one."""
        return mp4_index.is_whole(path)

    def encode(self, source: FrameSource, format: VideoFormat, out: Path, work: Work) -> None:
        """Encode frames that another child paints, straight from its pipe."""
        encode.encode(source, format, out, work)

    def conform(self, source: Path, fitting: Fitting, out: Path, work: Work) -> Fitted:
        """Make a take fit its scene, its captions drawn in, in one encoding at most."""
        return conform.conform(source, fitting, out, work)

    def own_sound(
        self, source: Path, seconds: float, format: VideoFormat, out: Path, work: Work
    ) -> OwnSound:
        """A take's own sound, in step with its picture and exactly as long."""
        return own_sound.own_sound(source, seconds, format, out, work)

    def still(self, source: Path, at: float, out: Path, work: Work, *, near: bool = False) -> None:
        """Save one frame as a picture (PNG or JPEG by the name of `out`)."""
        still.still(source, at, out, work, near=near)

    def bridge(
        self, before: Fitted, after: Fitted, seam: Seam, format: VideoFormat, out: Path, work: Work
    ) -> Bridge:
        """Encode the frames of a transition between two takes of the tool's own kind."""
        return bridge.bridge(before, after, seam, format, out, work)

    def mix(self, track: Soundtrack, out: Path, work: Work) -> None:
        """Voice over ducked music at -14 LUFS, at most -1 dBTP; AAC, 48 kHz stereo (M4A)."""
        mix.mix(track, out, work)

    def tidy_speech(
        self, source: Path, cues: Sequence[Cue], out: Path, work: Work
    ) -> tuple[Cue, ...]:
        """Take the dead air out of a narration (WAV, 48 kHz mono); returns the cues as moved."""
        return pauses.tidy_speech(source, cues, out, work)

    def write_captions(
        self, cues: Sequence[Cue], srt: Path, vtt: Path, *, word_by_word: bool = False
    ) -> None:
        """Write the captions as SRT and VTT files (UTF-8)."""
        caption_files.write_captions(cues, srt, vtt, word_by_word=word_by_word)

    def assemble(self, film: Film, out: Path, work: Work) -> None:
        """Join pieces by stream copy, with sound and captions; the index comes first."""
        assemble.assemble(film, out, work)

    def export(
        self, material: Material, order: ExportOrder, out: Path, work: Work
    ) -> Sequence[str]:
        """Make an export as the new file `out`; returns sentences for the person."""
        return export.export(material, order, out, work)

    def missing_glyphs(self, text: str) -> frozenset[str]:
        """The characters that burned captions could not show on this machine."""
        return glyphs.missing_glyphs(text)
