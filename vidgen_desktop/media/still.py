"""Save one frame as a picture."""

from pathlib import Path

from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.ffmpeg import given, named, run
from vidgen_desktop.media.landing import landing
from vidgen_desktop.media.mp4_index import read_index

FAILED = "The poster picture could not be saved."


def still(source: Path, at: float, out: Path, work: Work) -> None:
    """See `core.ports.MediaTool.still`. A time past the end gives the last picture."""
    with landing(out, FAILED) as part:
        _save(source, ["-ss", f"{max(0.0, _shown(source, at)):.3f}"], part, work)
        if not part.exists():
            _save(source, ["-sseof", "-1"], part, work, last=True)
        work.progress(1.0)


def _shown(source: Path, at: float) -> float:
    """A time at which seeking gives the frame that is shown at `at`; where the index of the
    file does not tell, `at` itself.
    """
    try:
        index = read_index(source)
    except MediaError:
        return at
    if index is None or index.video is None or not index.video.frames:
        return at
    video = index.video
    number = max(0, int(video.times.searchsorted(at * video.ticks, side="right")) - 1)
    # Seeking gives the next frame: a moment earlier, for times are rounded.
    return int(video.times[number]) / video.ticks - 0.25 / max(video.fps, 1.0)


def _save(source: Path, seek: list[str], part: Path, work: Work, *, last: bool = False) -> None:
    jpeg = part.suffix.lower() in (".jpg", ".jpeg")
    run(
        [
            *given(source, *seek),
            *("-map", "0:V:0", "-an"),
            *(("-update", "1") if last else ("-frames:v", "1", "-update", "1")),
            # A JPEG has the full range of brightness, and always the colours of BT.601.
            *("-vf", "scale=iw*sar:ih:out_range=pc:out_color_matrix=bt601,setsar=1"),
            *(
                ("-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-q:v", "2", "-strict", "unofficial")
                if jpeg
                else ("-c:v", "png", "-pix_fmt", "rgb24")
            ),
            *("-f", "image2", named(part)),
        ],
        work,
        failed=FAILED,
        out=part,
    )
