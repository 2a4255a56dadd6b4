"""What kind of stream a file holds, and whether it is our own kind."""

import tempfile
import threading
from pathlib import Path

from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.files.room import Want
from vidgen_desktop.core.model import VideoFormat
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.children.ffmpeg import named, run
from vidgen_desktop.media.faults import told
from vidgen_desktop.media.fitting.mezzanine import (
    COLOUR_FILTER,
    PIXEL_FORMAT,
    encoder,
    expected_bytes,
)
from vidgen_desktop.media.mp4.index import VideoTrack, read_index

FAILED = "A trial encoding failed."

_own: dict[VideoFormat, str] = {}
_learning = threading.Lock()


def written_track(path: Path, failed: str) -> VideoTrack:
    """The pictures of a file that this program wrote; raises MediaError if there are none."""
    index = read_index(path)
    if index is None or index.video is None or not index.whole:
        raise MediaError(f"{failed} What was written cannot be read.")
    return index.video


def own_kind(format: VideoFormat, work: Work) -> str:
    """The kind that our encoder makes; learned from one black frame, once for each format."""
    with _learning:
        if format not in _own:
            _own[format] = _learn(format, work)
        return _own[format]


def remember(format: VideoFormat, kind: str) -> None:
    """Note the kind of what our encoder has just made."""
    with _learning:
        _own.setdefault(format, kind)


def _learn(format: VideoFormat, work: Work) -> str:
    with told(FAILED, work.scratch, Want("a trial of the encoder", expected_bytes(format, 1))):
        work.scratch.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="kind-", dir=work.scratch) as folder:
            out = Path(folder) / "frame.mp4"
            size = f"{format.width}x{format.height}"
            run(
                [
                    *("-f", "lavfi", "-i", f"color=black:s={size}:r={format.fps}"),
                    *("-vf", f"format={PIXEL_FORMAT},{COLOUR_FILTER}", "-frames:v", "1"),
                    *encoder(format, threads=1),
                    named(out),
                ],
                work,
                failed=FAILED,
                out=out,
            )
            return written_track(out, FAILED).kind
