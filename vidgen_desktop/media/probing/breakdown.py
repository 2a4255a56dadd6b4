"""Whether ffmpeg fails over a file, or by itself."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.children.ffmpeg import run
from vidgen_desktop.media.faults import Doubtful

T = TypeVar("T")

# Of our own, and as large as they come: where there is too little memory for a file, there is too
# little for this.
_OWN = (
    *("-f", "lavfi", "-i", "testsrc2=s=7680x4320:r=1:d=1", "-f", "lavfi", "-i", "sine=d=1"),
    *("-f", "null", "-"),
)


def judged(path: Path, look: Callable[[], T], work: Work) -> T:
    """What `look` finds in a file. Raises MediaError where ffmpeg breaks down over it, or wants
    more memory than there is, twice, and does well with a picture of our own in between.
    """
    try:
        return look()
    except Doubtful as fault:
        try:
            run(_OWN, work, failed="ffmpeg does not work.")
        except MediaError:
            raise fault from None
    try:
        return look()
    except Doubtful as again:
        raise MediaError(
            f"ffmpeg fails whenever it reads “{path.name}”.", "Choose another file."
        ) from again
