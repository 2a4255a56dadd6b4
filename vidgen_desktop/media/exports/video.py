"""Export a video: copied where nothing has to change, encoded otherwise."""

from pathlib import Path

from vidgen_desktop.core.errors import DiskFull, MediaError
from vidgen_desktop.core.export import Encoder, ExportKind, ExportOrder, Material
from vidgen_desktop.core.files import placing
from vidgen_desktop.core.files.room import Want, require_room
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.captions.files import write_captions
from vidgen_desktop.media.children.ffmpeg import PROGRESS, FrameProgress, given, named, run
from vidgen_desktop.media.children.slots import ENCODES
from vidgen_desktop.media.exports.codecs import Codec, software
from vidgen_desktop.media.exports.hardware import choose, fallback_note
from vidgen_desktop.media.exports.stretch import cut, cut_cues, frames_of, until
from vidgen_desktop.media.fitting.mezzanine import COLOUR_FILTER, GOP_SECONDS
from vidgen_desktop.media.join.languages import three_letters
from vidgen_desktop.media.probing.packets import read_packets

FAILED = "The video could not be exported."
NUL = "\0"  # would end an argument
WEBM = (ExportKind.WEBM, ExportKind.AV1)
TOLERANCE = 0.1  # seconds that the sound may be shorter than the picture


def export_video(material: Material, order: ExportOrder, out: Path, work: Work) -> tuple[str, ...]:
    """Write the video to `out`; returns notes. See `core.ports.MediaTool.export`."""
    if _nothing_changes(order):
        _copy(material.video, out, work)
        return ()
    with ENCODES.taken(work.token):
        codec, notes = choose(order.encoder, order.kind, work)
        try:
            _encode(material, order, codec, out, work)
        except DiskFull:
            raise
        except MediaError:
            instead = software(order.kind)
            if codec == instead:
                raise
            # Drivers that encode one frame may still fail, or take ffmpeg down with them, with many
            # or with a large one.
            out.unlink(missing_ok=True)
            _encode(material, order, instead, out, work)
            notes = (fallback_note(codec.name, order.kind),)
        return notes


def _nothing_changes(order: ExportOrder) -> bool:
    plain = order.encoder in (Encoder.AUTO, Encoder.SOFTWARE)
    whole = order.seconds is None and order.width is None
    return order.kind is ExportKind.MP4 and plain and whole


def _copy(video: Path, out: Path, work: Work) -> None:
    require_room(Want("the export", video.stat().st_size), out)
    placing.copy(video, out, work.token.check, work.progress)
    work.progress(1.0)


def _encode(material: Material, order: ExportOrder, codec: Codec, out: Path, work: Work) -> None:
    frames = frames_of(material, order)
    run(
        [
            *codec.before,
            *_inputs(material, order, work),
            *_picture(material, order, codec),
            *_sound(order),
            *_container(material, order),
            *until(material, frames),
            *PROGRESS,
            named(out),
        ],
        work,
        failed=FAILED,
        out=out,
        on_line=FrameProgress(frames, work.progress),
    )
    _check(out, frames, work)


def _inputs(material: Material, order: ExportOrder, work: Work) -> list[str]:
    arguments = given(material.video, *cut(order))
    maps = ["-map", "0:V:0", "-map", "0:a:0?"]
    if material.captioned:
        srt, vtt = work.scratch / "export.srt", work.scratch / "export.vtt"
        write_captions(cut_cues(material, order), srt, vtt)
        arguments += ["-protocol_whitelist", "file", "-f", "srt", "-i", named(srt)]
        maps += ["-map", "1:s:0"]
    return arguments + maps


def _picture(material: Material, order: ExportOrder, codec: Codec) -> list[str]:
    scale = "" if order.width is None else f"scale={order.width}:-2:flags=lanczos,"
    return [
        *("-vf", f"{scale}{COLOUR_FILTER},{codec.upload}"),
        *codec.options,
        *("-g", str(GOP_SECONDS * 2 * material.format.fps)),
        *("-r", str(material.format.fps), "-fps_mode", "cfr"),
        *("-color_range", "tv", "-colorspace", "bt709"),
        *("-color_primaries", "bt709", "-color_trc", "bt709"),
    ]


def _sound(order: ExportOrder) -> list[str]:
    if order.kind in WEBM:
        return ["-c:a", "libopus", "-b:a", "160k"]
    return ["-c:a", "copy"] if order.seconds is None else ["-c:a", "aac", "-b:a", "192k"]


def _container(material: Material, order: ExportOrder) -> list[str]:
    language = three_letters(material.language)
    webm = order.kind in WEBM
    return [
        *("-c:s", "webvtt" if webm else "mov_text"),
        *("-map_metadata", "-1", "-map_chapters", "-1"),
        *("-metadata", f"title={material.title.replace(NUL, '')}"),
        *("-metadata:s:a", f"language={language}", "-metadata:s:s", f"language={language}"),
        *(("-f", "webm") if webm else ("-movflags", "+faststart", "-f", "mp4")),
    ]


def _check(out: Path, frames: int, work: Work) -> None:
    """All frames arrived, and the sound reaches to their end."""
    streams = read_packets(out, work, failed=FAILED)
    video = next((one for one in streams if one.media == "video"), None)
    audio = next((one for one in streams if one.media == "audio"), None)
    if video is None or video.packets != frames:
        arrived = 0 if video is None else video.packets
        raise MediaError(f"{FAILED} {arrived} of {frames} frames arrived.")
    if audio is not None and audio.seconds + TOLERANCE < video.seconds:
        raise MediaError(f"{FAILED} The sound is shorter than the picture.")
