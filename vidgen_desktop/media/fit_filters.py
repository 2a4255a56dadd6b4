"""The filters that make a picture of any kind, shape and speed fit the video."""

from vidgen_desktop.core.choices import Fit
from vidgen_desktop.core.model import VideoFormat
from vidgen_desktop.media.look import Look
from vidgen_desktop.media.mezzanine import COLOUR_FILTER

HD_WIDTH, HD_HEIGHT = 1280, 720
BACKGROUND_SHARE = 8  # the blurred copy is made at this part of the size
BACKGROUND_BLUR = 3.0  # standard deviation in its own pixels
BACKGROUND_DARKER = 0.75


def picture_filters(
    look: Look, format: VideoFormat, fit: Fit, slower: float, *, drawn: str, with_sound: bool
) -> str:
    """A filter graph of one input and one output, which never ends: it holds the last frame.

    `slower` stretches time; `drawn` is a filter that draws over the fitted picture, or "".
    `with_sound`: sound is taken from the same run, and is to stay in step.
    """
    # Where ffmpeg begins to count depends on the streams it is asked for.
    start = f"{look.start:.9f}/TB" if with_sound else "STARTPTS"
    steps = [
        *(("bwdif",) if look.is_interlaced else ()),
        f"setpts=(PTS-{start})*{slower:.9f}",
        f"fps={format.fps}:start_time=0",
        *_shape(look, format, fit),
        *_colours(look),
        *(_background(format) if fit is Fit.CONTAIN and not _same_shape(look, format) else ()),
        *((drawn, "format=yuv420p") if drawn else ()),
        COLOUR_FILTER,
        "tpad=stop_mode=clone:stop=-1",
    ]
    return ",".join(steps)


def _shape(look: Look, format: VideoFormat, fit: Fit) -> list[str]:
    size = f"{format.width}:{format.height}"
    steps = [] if look.declares_colours or not _is_hd(look) else ["setparams=colorspace=bt709"]
    if fit is Fit.STRETCH or _same_shape(look, format):
        return [*steps, f"scale={size}:flags=bicubic,setsar=1"]
    if not look.square:
        # Made square before anything is measured in them.
        steps.append("scale=trunc(iw*max(sar\\,1)/2)*2:trunc(ih*max(1/sar\\,1)/2)*2,setsar=1")
    if fit is Fit.COVER:
        steps.append(f"scale={size}:force_original_aspect_ratio=increase:flags=bicubic")
        return [*steps, f"crop={size},setsar=1"]
    inside = "force_original_aspect_ratio=decrease:force_divisible_by=2"
    return [*steps, f"scale={size}:{inside}:flags=bicubic,setsar=1"]


def _colours(look: Look) -> list[str]:
    """To 8 bit, BT.709, limited range, and nothing transparent."""
    if look.is_hdr:
        return [
            "zscale=transfer=linear:npl=100,format=gbrpf32le,zscale=primaries=bt709",
            "tonemap=hable:desat=0",
            "zscale=transfer=bt709:matrix=bt709:range=limited,format=yuv420p",
        ]
    # What can be seen through is black.
    over_black = ["format=gbrap,premultiply=inplace=1,format=gbrp"] if look.has_alpha else []
    return [*over_black, "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"]


def _background(format: VideoFormat) -> list[str]:
    """The picture over an enlarged, blurred and darker copy of itself."""
    width, height = (
        max(16, side // BACKGROUND_SHARE // 2 * 2) for side in (format.width, format.height)
    )
    ground = ",".join(
        (
            f"scale={width}:{height}:force_original_aspect_ratio=increase:flags=area",
            f"crop={width}:{height},setsar=1",
            f"gblur=sigma={BACKGROUND_BLUR}:steps=2",
            f"lutyuv=y=16+(val-16)*{BACKGROUND_DARKER}",
            f"scale={format.width}:{format.height}:flags=bicubic,format=yuv420p",
        )
    )
    middle = "x=trunc((W-w)/4)*2:y=trunc((H-h)/4)*2"
    return [f"split[whole][copy];[copy]{ground}[ground];[ground][whole]overlay={middle}"]


def _same_shape(look: Look, format: VideoFormat) -> bool:
    """Whether scaling alone makes it fit, every mode alike."""
    width, height = look.size
    return look.square and not look.turned and 0 < width * format.height == height * format.width


def _is_hd(look: Look) -> bool:
    """Players take undeclared colours for BT.709 in large pictures; ffmpeg never does."""
    width, height = look.size
    return "gbr" not in look.header.pixel_format and (
        max(width, height) >= HD_WIDTH or min(width, height) >= HD_HEIGHT
    )
