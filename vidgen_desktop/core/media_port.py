"""The protocol of the media tool: ffmpeg, behind verbs."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

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
from vidgen_desktop.core.model import Cue, VideoFormat
from vidgen_desktop.core.ports import Work


@dataclass(frozen=True, slots=True)
class FrameSource:
    """A child process that writes raw RGB24 frames to its standard output.

    It is started with `command`, reads `job` (UTF-8 JSON) from its standard input, and ends
    with status 0 when all frames are written. On failure the last line of its standard
    error is a sentence. Before the frames `cuts`, the encoded video can be cut.
    """

    command: Sequence[str]
    job: bytes
    frames: int
    cuts: tuple[int, ...] = ()


class MediaTool(Protocol):
    """ffmpeg, behind verbs. Every verb writes elsewhere, checks, then moves into place;
    raises MediaError, DiskFull or Cancelled; leaves no child process and no partial file.
    """

    def probe(self, path: Path, work: Work) -> MediaInfo:
        """What a file is; MediaError says why it is not usable."""
        ...

    def is_whole(self, path: Path) -> bool:
        """Whether a file that was whole once still can be read to its end, as far as that is
        seen at once; quick.
        """
        ...

    def encode(self, source: FrameSource, format: VideoFormat, out: Path, work: Work) -> None:
        """Encode frames that another child paints, straight from its pipe."""
        ...

    def conform(self, source: Path, fitting: Fitting, out: Path, work: Work) -> Fitted:
        """Make a take fit its scene, its captions drawn in, in one encoding at most. What fits
        already is not encoded.
        """
        ...

    def own_sound(
        self, source: Path, seconds: float, format: VideoFormat, out: Path, work: Work
    ) -> OwnSound:
        """A take's own sound for a scene of `seconds`, in step with the picture that `conform`
        makes: cut, slowed and as long like that. Nothing is written where it has none.
        """
        ...

    def still(self, source: Path, at: float, out: Path, work: Work, *, near: bool = False) -> None:
        """Save one frame as a picture (PNG or JPEG by the name of `out`). `near`: one from
        about that moment does as well, if it can be had sooner.
        """
        ...

    def bridge(
        self, before: Fitted, after: Fitted, seam: Seam, format: VideoFormat, out: Path, work: Work
    ) -> Bridge:
        """Encode the frames of a transition between two takes of the tool's own kind."""
        ...

    def mix(self, track: Soundtrack, out: Path, work: Work) -> None:
        """Voice over ducked music at -14 LUFS, at most -1 dBTP; AAC, 48 kHz stereo (M4A).

        Music shorter than the track is looped, longer is trimmed, with fades.
        """
        ...

    def tidy_speech(
        self, source: Path, cues: Sequence[Cue], out: Path, work: Work
    ) -> tuple[Cue, ...]:
        """Take the dead air out of a narration: the silence around it (0.05 s stays), and what
        is longer than a second of a silence within (0.4 s stays). Nothing is lengthened.

        Writes WAV, 48 kHz mono; returns the cues and their words where they are heard now.
        """
        ...

    def write_captions(
        self, cues: Sequence[Cue], srt: Path, vtt: Path, *, word_by_word: bool = False
    ) -> None:
        """Write the captions as SRT and VTT files (UTF-8). `word_by_word`: in the VTT file,
        each word carries its time.
        """
        ...

    def assemble(self, film: Film, out: Path, work: Work) -> None:
        """Join the pieces by stream copy and put sound and captions beside them, written
        once, with the index in front.
        """
        ...

    def export(
        self, material: Material, order: ExportOrder, out: Path, work: Work
    ) -> Sequence[str]:
        """Make an export (`order` as `export.checked_order` left it) as the new file `out`,
        with "media" beside it for a project. Returns sentences that the person should know.

        `out` is a temporary name in the final folder: this verb does not move it, and leaves
        what it wrote there when it raises.
        """
        ...

    def missing_glyphs(self, text: str) -> frozenset[str]:
        """The characters for which this machine has no font."""
        ...
