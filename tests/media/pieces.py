"""Takes as films are put together from: in our own kind, with frames that tell themselves apart."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from tests.measure import ffmpeg
from vidgen_desktop.core.assembly import Fitted, Piece
from vidgen_desktop.core.model import VideoFormat
from vidgen_desktop.media.fitting.mezzanine import COLOUR_FILTER, encoder
from vidgen_desktop.media.mp4.index import read_index
from vidgen_desktop.media.mp4.video import VideoTrack

SMALL = VideoFormat(160, 90, 24)


def take(
    path: Path,
    frames: int,
    *,
    keys: Sequence[int] = (),
    format: VideoFormat = SMALL,
    more: Sequence[str] = (),
    source: str = "testsrc2",
    filters: str = "null",
) -> Path:
    """A take of so many frames with keyframes at `keys`; every take looks different."""
    hue = int(hashlib.blake2s(path.name.encode()).hexdigest(), 16) % 360
    forced = "+".join(f"eq(n,{key})" for key in keys)
    picture = f"{source}=s={format.width}x{format.height}:r={format.fps}"
    ffmpeg(
        *("-f", "lavfi", "-i", f"{picture},hue=h={hue},{filters},format=yuv420p,{COLOUR_FILTER}"),
        *("-frames:v", str(frames), *(["-force_key_frames", f"expr:{forced}"] if keys else [])),
        *encoder(format, 1),
        *more,
        str(path),
    )
    return path


def track(path: Path) -> VideoTrack:
    """The pictures of a file, which must have some."""
    index = read_index(path)
    assert index
    assert index.video
    return index.video


def piece(path: Path, head: int = 0, tail: int = 0) -> Piece:
    """A take as a piece of a film."""
    return Piece(path, track(path).frames, head, tail)


def fitted(path: Path) -> Fitted:
    """A take as conforming it would leave it."""
    video = track(path)
    return Fitted(str(path), video.frames, video.kind, is_ours=True, encoded=True)
