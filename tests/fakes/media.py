"""A media tool whose videos are lists of what went into them."""

from collections.abc import Sequence
from pathlib import Path

from tests.fakes.providers import Diary
from vidgen_desktop.core.assembly import (
    Bridge,
    Film,
    Fitted,
    Fitting,
    OwnSound,
    Seam,
    Soundtrack,
)
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.export import ExportOrder, Material
from vidgen_desktop.core.media_info import MediaInfo, MediaKind
from vidgen_desktop.core.media_port import FrameSource
from vidgen_desktop.core.model import Cue, VideoFormat
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

    def is_whole(self, path: Path) -> bool:
        """If it is there."""
        return path.is_file()

    def encode(self, source: FrameSource, format: VideoFormat, out: Path, work: Work) -> None:
        """Nothing in the tests that use this tool paints frames."""
        raise NotImplementedError

    def conform(self, source: Path, fitting: Fitting, out: Path, work: Work) -> Fitted:
        """Add the words and whatever else changes a picture; leave alone what fits."""
        frames = fitting.format.frames(fitting.seconds)
        text = source.read_text()
        foreign = "foreign" in text and not fitting.ours
        if fitting.captions is None and (foreign or "foreign" not in text):
            kind = text.partition(" scene")[0] if foreign else "ours"
            return Fitted(str(source), frames, kind, not foreign, False)
        self._diary.begin("conform", work)
        cues = fitting.captions.cues if fitting.captions else ()
        out.write_text(f"{text} with " + "/".join(cue.text for cue in cues))
        return Fitted(str(out), frames, "ours", True, True)

    def own_sound(
        self, source: Path, seconds: float, format: VideoFormat, out: Path, work: Work
    ) -> OwnSound:
        """Every take can be heard, unless it says that it is silent."""
        text = source.read_text()
        if "silent" in text:
            return OwnSound(None)
        self._diary.begin("own sound", work)
        out.write_text(f"sound of {text}")
        return OwnSound(str(out))

    def still(self, source: Path, at: float, out: Path, work: Work, *, near: bool = False) -> None:
        """Say when."""
        out.write_text(f"still at {at:.2f}")

    def bridge(
        self, before: Fitted, after: Fitted, seam: Seam, format: VideoFormat, out: Path, work: Work
    ) -> Bridge:
        """Name both sides."""
        self._diary.begin("bridge", work)
        names = [Path(one.path).read_text() for one in (before, after)]
        out.write_text(f"{names[0]} {seam.transition} {names[1]}")
        return Bridge(str(out), 2 * seam.frames - seam.overlap, seam.frames, seam.frames)

    def mix(self, track: Soundtrack, out: Path, work: Work) -> None:
        """One line a voice."""
        work.progress(0.5)
        self._diary.begin("mix", work)
        lines = [
            f"{placed.at:.3f} {placed.path.name}" for placed in (*track.voices, *track.ambience)
        ]
        out.write_text("\n".join([*lines, str(track.music), f"{track.seconds:.3f}"]))

    def tidy_speech(
        self, source: Path, cues: Sequence[Cue], out: Path, work: Work
    ) -> tuple[Cue, ...]:
        """Nothing is ever amiss with what a fake narrator says."""
        out.write_text(source.read_text())
        return tuple(cues)

    def write_captions(
        self, cues: Sequence[Cue], srt: Path, vtt: Path, *, word_by_word: bool = False
    ) -> None:
        """One line a cue."""
        lines = "\n".join(f"{cue.start:.3f} {cue.end:.3f} {cue.text}" for cue in cues)
        srt.write_text(lines)
        vtt.write_text("WEBVTT\n" + lines)

    def assemble(self, film: Film, out: Path, work: Work) -> None:
        """Everything, one after the other."""
        work.progress(0.5)
        self._diary.begin("assemble", work)
        pieces = [f"{piece.path.read_text()} [{piece.shown}]" for piece in film.pieces]
        beside = [path.read_text() for path in (film.sound, film.captions) if path is not None]
        out.write_text("\n".join([film.title, film.language, *pieces, *beside]))

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
