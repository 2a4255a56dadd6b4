"""Draw captions into a take, by libass, from a file."""

import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from vidgen_desktop.core.assembly import Subtitling
from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.model import Cue, VideoFormat
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.caption_style import FONT_FILE, script
from vidgen_desktop.media.ffmpeg import PROGRESS, FrameProgress, given, named, run
from vidgen_desktop.media.landing import landing
from vidgen_desktop.media.mezzanine import COLOUR_FILTER, encoder
from vidgen_desktop.media.packets import read_packets
from vidgen_desktop.media.slots import ENCODES
from vidgen_desktop.resource_files import resource

FAILED = "The captions could not be drawn into the scene."


def burn(source: Path, cues: Sequence[Cue], format: VideoFormat, out: Path, work: Work) -> None:
    """See `core.ports.MediaTool.burn`. The take keeps its frames and its format."""
    with (
        ENCODES.taken(work.token),
        landing(out, FAILED) as part,
        tempfile.TemporaryDirectory(prefix="burn-", dir=work.scratch) as folder,
    ):
        # ffmpeg runs in that folder, so that no path needs quoting inside the filter.
        Path(folder, "captions.ass").write_text(script(Subtitling(tuple(cues)), format), encoding="utf-8")
        shutil.copy(resource(FONT_FILE), folder)
        frames = read_packets(source, work, failed=FAILED, maps=("0:V:0",))[0].packets
        run(
            [
                *given(source),
                *(
                    "-map",
                    "0:V:0",
                    "-vf",
                    f"ass=captions.ass:fontsdir=.,format=yuv420p,{COLOUR_FILTER}",
                ),
                *encoder(format, threads=min(2, os.cpu_count() or 1)),
                *PROGRESS,
                named(part),
            ],
            work,
            failed=FAILED,
            out=out,
            on_line=FrameProgress(frames, work.progress),
            cwd=Path(folder),
        )
        made = read_packets(part, work, failed=FAILED, maps=("0:V:0",))[0].packets
        if made != frames:
            raise MediaError(f"{FAILED} {made} of {frames} frames arrived.")
