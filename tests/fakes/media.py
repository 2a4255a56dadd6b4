"""A media tool whose videos are lists of what went into them."""

from collections.abc import Sequence
from pathlib import Path

from tests.fakes.providers import Diary
from vidgen_desktop.core.assembly import Placed
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.export import ExportOrder, Material
from vidgen_desktop.core.media_port import FrameSource
from vidgen_desktop.core.model import Cue, MediaInfo, MediaKind, VideoFormat
from vidgen_desktop.core.ports import Work


class FakeMedia:
    """Every file holds, in words, what it was made of."""

    def __init__(self, diary: Diary) -> None:
        self._diary = diary

    def probe(self, path: Path, work: Work) -> MediaInfo:
        """A picture if it says so."""
        if not path.exists():
            raise MediaError(f"“{path.name}” is not there.")
        kind = MediaKind.PICTURE if "picture" in path.read_text() else MediaKind.SOUND
        return MediaInfo(kind, 0.0, 0, 0, 0.0, has_sound=kind is MediaKind.SOUND)

    def encode(self, source: FrameSource, format: VideoFormat, out: Path, work: Work) -> None:
        """Nothing in the tests that use this tool paints frames."""
        raise NotImplementedError

    def conform(
        self, source: Path, format: VideoFormat, seconds: float, out: Path, work: Work
    ) -> None:
        """Copy."""
        out.write_text(source.read_text())

    def burn(
        self, source: Path, cues: Sequence[Cue], format: VideoFormat, out: Path, work: Work
    ) -> None:
        """Add the words."""
        self._diary.begin("burn", work)
        out.write_text(source.read_text() + " with " + "/".join(cue.text for cue in cues))

    def still(self, source: Path, at: float, out: Path, work: Work) -> None:
        """Say when."""
        out.write_text(f"still at {at:.2f}")

    def join(self, takes: Sequence[Path], format: VideoFormat, out: Path, work: Work) -> None:
        """One line a take."""
        work.progress(0.5)
        self._diary.begin("join", work)
        out.write_text("\n".join(take.read_text() for take in takes))

    def mix(
        self, voices: Sequence[Placed], music: Path | None, seconds: float, out: Path, work: Work
    ) -> None:
        """One line a voice."""
        work.progress(0.5)
        self._diary.begin("mix", work)
        lines = [f"{placed.at:.3f} {placed.path.name}" for placed in voices]
        out.write_text("\n".join([*lines, str(music), f"{seconds:.3f}"]))

    def write_captions(self, cues: Sequence[Cue], srt: Path, vtt: Path) -> None:
        """One line a cue."""
        lines = "\n".join(f"{cue.start:.3f} {cue.end:.3f} {cue.text}" for cue in cues)
        srt.write_text(lines)
        vtt.write_text("WEBVTT\n" + lines)

    def mux(
        self,
        video: Path,
        sound: Path | None,
        captions: Path | None,
        *,
        title: str,
        language: str,
        out: Path,
        work: Work,
    ) -> None:
        """Everything, one after the other."""
        self._diary.begin("mux", work)
        parts = [path.read_text() for path in (video, sound, captions) if path is not None]
        out.write_text("\n".join([title, language, *parts]))

    def export(
        self, material: Material, order: ExportOrder, out: Path, work: Work
    ) -> Sequence[str]:
        """The kind and what it is made of."""
        self._diary.begin("export", work)
        work.progress(0.5)
        out.write_text(f"{order.kind} of {material.title} from {order.start:.2f}")
        return ()

    def missing_glyphs(self, text: str) -> frozenset[str]:
        """A machine whose fonts lack the runes."""
        return frozenset(char for char in text if "\u16a0" <= char <= "\u16ff")
