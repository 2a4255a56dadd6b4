"""Save one frame as a picture."""

from pathlib import Path

from vidgen_desktop.core.errors import MediaError, ToolError
from vidgen_desktop.core.files.room import Want
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.children.ffmpeg import given, named, run
from vidgen_desktop.media.landing import landing
from vidgen_desktop.media.mp4.index import VideoTrack, read_index

FAILED = "The poster picture could not be saved."
LARGEST = 4_000_000  # bytes of a picture, or nearly
MICROSECONDS = 1_000_000
LAST_SECOND = ["-sseof", "-1"]


def still(source: Path, at: float, out: Path, work: Work, *, near: bool = False) -> None:
    """See `core.ports.MediaTool.still`. A time past the end gives the last picture, or one
    near it; one that seeking does not lead to, the first.
    """
    first = _keyframe(source, at) if near else ["-ss", f"{max(0.0, _shown(source, at)):.6f}"]
    with landing(out, FAILED, Want("the poster picture", LARGEST)) as part:
        fault = MediaError(f"“{source.name}” has no picture to show.", "Choose another file.")
        for seek in (first, LAST_SECOND, []):
            try:
                _save(source, seek, part, work, last=seek is LAST_SECOND)
            except ToolError:
                raise
            except MediaError as found:  # that place is damaged; another one may not be
                fault = found
            if part.exists():
                break
        else:
            raise fault
        work.progress(1.0)


def _keyframe(source: Path, at: float) -> list[str]:
    """Arguments that open a file at the nearest frame that needs no others to be decoded; at
    the one before, where the index of the file does not tell.
    """
    told: list[str] = []
    video = _indexed(source)
    if video is not None and video.cuts:
        told = ["-nofind_stream_info"]  # else ffmpeg decodes the first frame only to get to know it
        cuts = [int(video.times[cut]) / video.ticks for cut in video.cuts]
        # A moment later, for times are rounded.
        at = min(cuts, key=lambda cut: abs(cut - at)) + 0.25 / max(video.fps, 1.0)
    return [*told, "-noaccurate_seek", "-skip_frame", "nokey", "-ss", f"{max(0.0, at):.3f}"]


def _indexed(source: Path) -> VideoTrack | None:
    """The pictures as the index of the file tells, if it does."""
    try:
        index = read_index(source)
    except MediaError:
        return None
    return index.video if index is not None and index.video and index.video.frames else None


def _shown(source: Path, at: float) -> float:
    """A time at which seeking gives the frame that is shown at `at`; where the index of the
    file does not tell, `at` itself.
    """
    video = _indexed(source)
    if video is None:
        return at
    number = max(0, int(video.times.searchsorted(at * video.ticks + 0.01, side="right")) - 1)
    # Rounded down, for seeking gives the next frame; but so little that a keyframe is met.
    return int(video.times[number]) * MICROSECONDS // video.ticks / MICROSECONDS


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
