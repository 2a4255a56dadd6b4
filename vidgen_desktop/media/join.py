"""Join takes by stream copy."""

import tempfile
from collections.abc import Sequence
from itertools import accumulate, pairwise
from pathlib import Path

from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.model import VideoFormat
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.faults import require_room
from vidgen_desktop.media.ffmpeg import PROGRESS, FrameProgress, named, run
from vidgen_desktop.media.landing import landing
from vidgen_desktop.media.mezzanine import CODEC, time_base, timing
from vidgen_desktop.media.packets import Stream, read_packets

FAILED = "The scenes could not be joined."
MICROSECONDS = 1_000_000
CHECK_SHARE = 0.5  # of the progress goes to reading the takes


def join(takes: Sequence[Path], format: VideoFormat, out: Path, work: Work) -> None:
    """See `core.ports.MediaTool.join`. The result has exactly the takes' frames."""
    if not takes:
        raise MediaError(f"{FAILED} There are none.")
    lengths = _check_takes(takes, format, work)
    frames = sum(lengths)
    with (
        landing(out, FAILED) as part,
        tempfile.TemporaryDirectory(prefix="join-", dir=work.scratch) as folder,
    ):
        require_room(out, sum(take.stat().st_size for take in takes))
        listing = Path(folder) / "takes.txt"
        listing.write_text(_listing(takes, lengths, format.fps), encoding="utf-8")
        report = FrameProgress(
            frames, lambda done: work.progress(CHECK_SHARE + done * (1 - CHECK_SHARE))
        )
        run(
            [
                *("-f", "concat", "-safe", "0", "-protocol_whitelist", "file"),
                *("-i", named(listing), "-map", "0:v:0", "-c", "copy"),
                *timing(format),
                *("-f", "mp4"),
                *PROGRESS,
                named(part),
            ],
            work,
            failed=FAILED,
            out=out,
            on_line=report,
        )
        joined = _only_video(part, work)
        if joined.packets != frames or round(joined.seconds * format.fps) != frames:
            raise MediaError(f"{FAILED} {joined.packets} of {frames} frames arrived.")


def _check_takes(takes: Sequence[Path], format: VideoFormat, work: Work) -> list[int]:
    """The frames of each take. They must be of one kind for their packets to fit together."""
    lengths, extradata = list[int](), ""
    for number, take in enumerate(takes, start=1):
        stream = _only_video(take, work)
        extradata = extradata or stream.extradata
        fits = (
            stream.codec == CODEC
            and (stream.width, stream.height) == (format.width, format.height)
            and stream.time_base == (1, time_base(format))
            and stream.extradata == extradata
            and round(stream.fps, 3) == format.fps
        )
        if not fits:
            raise MediaError(
                f"Scene {number} does not have the format of the video, so it cannot be joined.",
                "Make the scene again.",
            )
        lengths.append(stream.packets)
        work.progress(CHECK_SHARE * number / len(takes))
    return lengths


def _only_video(path: Path, work: Work) -> Stream:
    streams = read_packets(path, work, failed=FAILED, maps=("0:V:0",))
    return streams[0]


def _listing(takes: Sequence[Path], lengths: Sequence[int], fps: int) -> str:
    """The script for ffmpeg's concat demuxer: each path, quoted, and how long it lasts.

    The length in the file is rounded to a millisecond, and where all begin after the first
    would be off by some ticks.
    """
    lines: list[str] = []
    ends = [round(frames * MICROSECONDS / fps) for frames in accumulate(lengths, initial=0)]
    for take, (start, end) in zip(takes, pairwise(ends), strict=True):
        path = str(take.absolute())
        if "\n" in path:
            raise MediaError(f"{FAILED} The name of a file must not contain a line break.")
        quoted = path.replace("'", r"'\''")
        lines.append(f"file 'file:{quoted}'\nduration {end - start}us\n")
    return "".join(lines)
