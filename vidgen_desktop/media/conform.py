"""Make a person's or provider's clip fit the format and the scene."""

import os
from pathlib import Path

from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.model import VideoFormat
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.ffmpeg import PROGRESS, FrameProgress, given, named, run
from vidgen_desktop.media.landing import landing
from vidgen_desktop.media.mezzanine import COLOUR_FILTER, encoder
from vidgen_desktop.media.packets import read_packets
from vidgen_desktop.media.probe import Header, read_header
from vidgen_desktop.media.slots import ENCODES

FAILED = "The clip could not be made to fit."
SLOWEST = 1.15  # a clip that is too short is slowed this much at most, then held
HDR_CURVES = ("smpte2084", "arib-std-b67")
INTERLACED = ("top first", "bottom first", "top coded first", "bottom coded first")


def conform(source: Path, format: VideoFormat, seconds: float, out: Path, work: Work) -> None:
    """See `core.ports.MediaTool.conform`. The clip fills the format, its edges cut off;
    it has exactly the frames of `seconds`: cut if longer, else slowed a little, then held.
    """
    frames = format.frames(seconds)
    with ENCODES.taken(work.token), landing(out, FAILED) as part:
        header = read_header(source, work)
        if not header.video:
            raise MediaError(f"“{source.name}” has no moving pictures.", "Choose another clip.")
        have = read_packets(source, work, failed=FAILED, maps=("0:V:0",))
        slower = _slower(have[0].seconds, frames / format.fps)
        progress = FrameProgress(frames, work.progress)
        run(
            [
                *given(source),
                *("-map", "0:V:0", "-vf", _filters(header, format, slower)),
                *("-frames:v", str(frames), "-abort_on", "empty_output"),
                *encoder(format, threads=min(4, os.cpu_count() or 1)),
                *PROGRESS,
                named(part),
            ],
            work,
            failed=f"“{source.name}” could not be made to fit the video.",
            out=out,
            on_line=progress,
        )
        made = read_packets(part, work, failed=FAILED, maps=("0:V:0",))[0].packets
        if made != frames:
            raise MediaError(f"“{source.name}” gave {made} of {frames} frames.")


def _slower(have: float, needed: float) -> float:
    """By which factor to stretch time; 1 where the clip is long enough."""
    if have <= 0 or have >= needed:
        return 1.0
    return min(SLOWEST, needed / have)


def _filters(header: Header, format: VideoFormat, slower: float) -> str:
    width, height = format.width, format.height
    stream = header.video[0] if header.video else ""
    steps: list[str] = []
    if any(mark in stream for mark in INTERLACED):
        steps.append("bwdif")
    steps += [
        f"setpts=(PTS-STARTPTS)*{slower:.6f}",
        f"fps={format.fps}",
        # Pixels that are not square are made so before anything is measured in them.
        "scale=trunc(iw*max(sar\\,1)/2)*2:trunc(ih*max(1/sar\\,1)/2)*2,setsar=1",
        f"scale={width}:{height}:force_original_aspect_ratio=increase:flags=bicubic",
        f"crop={width}:{height}",
    ]
    if any(curve in stream for curve in HDR_CURVES):
        steps += [
            "zscale=transfer=linear:npl=100,format=gbrpf32le,zscale=primaries=bt709",
            "tonemap=hable:desat=0",
            "zscale=transfer=bt709:matrix=bt709:range=limited,format=yuv420p",
        ]
    else:
        steps.append("scale=out_color_matrix=bt709:out_range=tv,format=yuv420p")
    steps += [COLOUR_FILTER, "tpad=stop_mode=clone:stop=-1"]
    return ",".join(steps)
