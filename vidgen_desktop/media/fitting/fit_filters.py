"""The filters that make a picture of any kind, shape and speed fit the video."""

from itertools import pairwise

from vidgen_desktop.core.choices import Fit
from vidgen_desktop.core.model import VideoFormat
from vidgen_desktop.media.fitting.mezzanine import COLOUR_FILTER
from vidgen_desktop.media.probing.look import Look

HD_WIDTH, HD_HEIGHT = 1280, 720
UNSAID = ("", "unknown", "reserved")
LONGEST = 16_384  # pixels of a side, however thin a clip is
BACKGROUND_SHARE = 8  # the blurred copy is made at this part of the size
BACKGROUND_BLUR = 3.0  # standard deviation in its own pixels
BACKGROUND_DARKER = 0.75


def picture_filters(
    look: Look, format: VideoFormat, fit: Fit, frames: int, slower: float, *, drawn: str = ""
) -> str:
    """A filter graph of one input and one output, which never ends: it holds the last of at most
    `frames` frames. `slower` stretches time; `drawn` is a filter that draws over the fitted
    picture.
    """
    # Without moments of showing, a decoder counts from when it had seen enough to begin.
    start = f"{look.start:.9f}/TB" if look.timed else "STARTPTS"
    steps = [
        *(("bwdif",) if look.is_interlaced else ()),
        f"setpts=(PTS-{start})*{slower:.9f}",
        *_thinned(look, format, slower),
        *_shape(look, format, fit),
        *_colours(look),
        *(_background(format) if not _fills(look, format, fit) else ()),
        # `fps` repeats a frame that is shown for long all at once. Here that is one in memory;
        # whatever is made of the repeats is as many.
        f"fps={format.fps}:start_time=0",
        f"trim=end_frame={frames}",
        *((drawn, "format=yuv420p") if drawn else ()),
        COLOUR_FILTER,
        "tpad=stop_mode=clone:stop=-1",
    ]
    return ",".join(steps)


def _thinned(look: Look, format: VideoFormat, slower: float) -> list[str]:
    """Leaves out of several frames what would not be shown, before anything is done to them. Where
    one is shown for longer than a frame of the video nothing is: it could be that one.
    """
    gaps = (after - before for before, after in pairwise(sorted(look.times)))
    if not 0 < max(gaps, default=0) * look.tick * slower <= 1 / format.fps:
        return []
    place, before = (f"round({time}*{format.fps})" for time in ("t", "prev_selected_t"))
    return [f"select='isnan(prev_selected_t)+isnan(t)+not(eq({place},{before}))'"]


def _shape(look: Look, format: VideoFormat, fit: Fit) -> list[str]:
    """Scaled to sizes that are known now: one that changes midway changes nothing else."""
    steps = [] if look.declares_colours or not _is_hd(look) else ["setparams=colorspace=bt709"]
    width, height = _scaled(look, format, fit)
    steps.append(f"scale={width}:{height}:flags=bicubic")
    if width > format.width or height > format.height:
        steps.append(f"crop={format.width}:{format.height}")
    return [*steps, "setsar=1"]


def _scaled(look: Look, format: VideoFormat, fit: Fit) -> tuple[int, int]:
    """The size of the whole picture in the video, in even numbers."""
    width, height = look.seen
    if fit is Fit.STRETCH or width < 1 or height < 1:
        return format.width, format.height
    across, down = format.width / width, format.height / height
    if fit is Fit.COVER:
        larger = max(across, down)
        return _even(width * larger, format.width), _even(height * larger, format.height)
    smaller = min(across, down)
    return (
        min(_even(width * smaller, 2), format.width),
        min(_even(height * smaller, 2), format.height),
    )


def _fills(look: Look, format: VideoFormat, fit: Fit) -> bool:
    width, height = _scaled(look, format, fit)
    return width >= format.width and height >= format.height


def _even(length: float, least: int) -> int:
    return max(least, min(round(length / 2) * 2, LONGEST))


def _colours(look: Look) -> list[str]:
    """To 8 bit, BT.709, limited range, and nothing transparent."""
    if look.is_hdr:
        return [
            *_assumed(look),
            "zscale=transfer=linear:npl=100,format=gbrpf32le,zscale=primaries=bt709",
            "tonemap=hable:desat=0",
            "zscale=transfer=bt709:matrix=bt709:range=limited,format=yuv420p",
        ]
    # What can be seen through is black.
    over_black = ["format=gbrap,premultiply=inplace=1,format=gbrp"] if look.has_alpha else []
    return [*over_black, "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"]


def _assumed(look: Look) -> list[str]:
    """What a file with such a curve leaves unsaid; the conversion needs to know all of it."""
    matrix, primaries = (*look.colours, "", "")[:2]
    steps: list[str] = []
    if primaries in UNSAID:
        steps.append("setparams=color_primaries=bt2020")
    if matrix in UNSAID and "yuv" in look.header.pixel_format:
        steps.append("setparams=colorspace=bt2020nc")
    return steps


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


def _is_hd(look: Look) -> bool:
    """Players take undeclared colours for BT.709 in large pictures; ffmpeg never does."""
    width, height = look.size
    return "gbr" not in look.header.pixel_format and (
        max(width, height) >= HD_WIDTH or min(width, height) >= HD_HEIGHT
    )
