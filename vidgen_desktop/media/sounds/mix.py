"""The sound of the video: voice over ducked music and the takes' own sound, at one loudness."""

import os
import tempfile
from pathlib import Path

from vidgen_desktop.core.assembly import Soundtrack
from vidgen_desktop.core.files.room import Want
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.landing import landing
from vidgen_desktop.media.sounds.blend import Blend
from vidgen_desktop.media.sounds.decode import RATE
from vidgen_desktop.media.sounds.lay import lay, within
from vidgen_desktop.media.sounds.master import FAILED, master

SCRATCH_BYTES = 1_000_000  # for each second, of scratch files most of all
LAID = 0.2  # of the progress


def mix(track: Soundtrack, out: Path, work: Work, *, processors: int = os.cpu_count() or 1) -> None:
    """See `core.media_port.MediaTool.mix`. Needs 1 MB of scratch for each second at most.

    `processors` is how many stretches of it may be encoded side by side.
    """
    with (
        landing(out, FAILED, Want("the sound", round(track.seconds * SCRATCH_BYTES))) as part,
        tempfile.TemporaryDirectory(prefix="mix-", dir=work.scratch) as name,
    ):
        folder = Path(name)
        voice, bed = lay(track, folder, within(work, 0, LAID))
        blend = Blend(voice, bed, round(track.seconds * RATE))
        master(blend, folder, part, within(work, LAID, 1), processors)
