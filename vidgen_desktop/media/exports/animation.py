"""Export a stretch as a picture that moves: GIF or WebP, without sound, for ever again."""

from pathlib import Path

from vidgen_desktop.core.export import ExportKind, ExportOrder, Material
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.children.ffmpeg import PROGRESS, FrameProgress, given, named, run
from vidgen_desktop.media.children.slots import ENCODES
from vidgen_desktop.media.exports.stretch import cut, frames_of, length_of

FAILED = "The animated picture could not be made."
PALETTE_SHARE = 0.4  # of the work
WEBP_QUALITY = 78
# WebP has one way to keep colours, and it is not the one of HD video.
_WEBP_COLOURS = "in_color_matrix=bt709:out_color_matrix=bt601:out_range=tv,format=yuv420p"

# Both palettes and WebP come out at the very end, so ffmpeg has nothing to count before.
# For WebP it counts a tiny copy of each frame that goes nowhere. A palette's filter lets no
# other output out before its own: there each frame is printed as it passes.
_TINY = "scale=16:-2"
_COUNTED = ("-map", "[seen]", "-c:v", "wrapped_avframe", "-f", "null", "-")
_PRINTED = "metadata=add:key=seen:value=1,metadata=print:file=-:direct=1"


def export_animation(material: Material, order: ExportOrder, out: Path, work: Work) -> None:
    """Write the animation to `out`. Memory does not grow with the stretch for a GIF."""
    with ENCODES.taken(work.token):
        if order.kind is ExportKind.GIF:
            _gif(material, order, out, work)
        else:
            _webp(material, order, out, work)
    work.progress(1.0)


def _gif(material: Material, order: ExportOrder, out: Path, work: Work) -> None:
    """In two passes: with both in one graph, all frames of the stretch would wait in memory.

    Every second frame: the times of a GIF count in hundredths of a second, and most viewers
    slow down those that are quicker.
    """
    fps = material.format.fps // 2
    frames = max(1, frames_of(material, order) // 2)
    small = f"fps={fps}:round=near,{_scale(order)}"
    palette = work.scratch / "palette.png"
    counted = FrameProgress(frames, lambda done: work.progress(done * PALETTE_SHARE))
    run(
        [
            *_input(material, order),
            *("-vf", f"{small},{_PRINTED},palettegen=stats_mode=diff"),
            *("-frames:v", "1", "-update", "1", "-f", "image2", named(palette)),
        ],
        work,
        failed=FAILED,
        out=palette,
        on_line=lambda line: counted(line.split()[0].replace(":", "=", 1) if line else ""),
    )
    graph = f"[0:V:0]{small}[small];[small][1:v]paletteuse=dither=sierra2_4a:diff_mode=rectangle"
    run(
        [
            *_input(material, order),
            *("-f", "image2", "-i", named(palette)),
            *("-filter_complex", graph, "-loop", "0", "-f", "gif", *PROGRESS, named(out)),
        ],
        work,
        failed=FAILED,
        out=out,
        on_line=FrameProgress(
            frames, lambda done: work.progress(PALETTE_SHARE + done * (1 - PALETTE_SHARE))
        ),
    )


def _webp(material: Material, order: ExportOrder, out: Path, work: Work) -> None:
    graph = (
        f"[0:V:0]split[seen][kept];[seen]{_TINY}[seen];[kept]{_scale(order)}:{_WEBP_COLOURS}[kept]"
    )
    run(
        [
            *_input(material, order),
            *("-filter_complex", graph, *_COUNTED),
            *("-map", "[kept]", "-c:v", "libwebp_anim", "-quality", str(WEBP_QUALITY)),
            *("-compression_level", "4", "-loop", "0", "-f", "webp", *PROGRESS, named(out)),
        ],
        work,
        failed=FAILED,
        out=out,
        on_line=FrameProgress(frames_of(material, order), work.progress),
    )


def _input(material: Material, order: ExportOrder) -> list[str]:
    return given(material.video, *cut(order), "-t", f"{length_of(material, order):.6f}")


def _scale(order: ExportOrder) -> str:
    width = "iw" if order.width is None else str(order.width)
    return f"scale={width}:-2:flags=lanczos"
