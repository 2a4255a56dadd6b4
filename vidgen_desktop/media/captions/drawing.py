"""Captions drawn into the picture by libass, from a file."""

import tempfile
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from vidgen_desktop.core.assembly import Subtitling
from vidgen_desktop.core.files.room import Want
from vidgen_desktop.core.model import VideoFormat
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.captions.style import script
from vidgen_desktop.media.faults import told

FAILED = "The captions could not be drawn into the scene."
SCRIPT = "captions.ass"


@contextmanager
def drawing(
    captions: Subtitling | None, format: VideoFormat, work: Work
) -> Generator[tuple[str, Path | None]]:
    """The filter that draws them ("" without any) and the folder that ffmpeg must run in.

    What is inside a caption meets no filter's syntax, and no path needs quoting.
    """
    if captions is None or not captions.cues:
        yield "", None
        return
    text = script(captions, format)
    with ExitStack() as held:
        with told(FAILED, work.scratch, Want("the captions of a scene", len(text.encode()))):
            work.scratch.mkdir(parents=True, exist_ok=True)
            temporary = tempfile.TemporaryDirectory(prefix="captions-", dir=work.scratch)
            folder = Path(held.enter_context(temporary))
            (folder / SCRIPT).write_text(text, encoding="utf-8")
        yield f"ass={SCRIPT}", folder
