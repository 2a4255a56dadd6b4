"""Tries the files and the folder that a request names, before anything is made."""

import os
import tempfile
from pathlib import Path

from vidgen_desktop.core.assembly import SHORTEST_MUSIC
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.errors import InvalidRequest, MediaError, ToolError
from vidgen_desktop.core.media_info import MediaInfo, MediaKind
from vidgen_desktop.core.media_port import MediaTool
from vidgen_desktop.core.model import Request
from vidgen_desktop.core.ports import Work


def check_sources(media: MediaTool, request: Request) -> None:
    """Raise InvalidRequest unless the person's pictures, clips, reference and music can be used;
    ToolError where that cannot be found out.
    """
    with tempfile.TemporaryDirectory(prefix="vidgen-check-") as scratch:
        work = Work(CancelToken(), Path(scratch))
        for picture in request.pictures:
            _check_picture(media, Path(picture), work)
        if request.reference is not None:
            _check_reference(media, Path(request.reference), work)
        if request.music not in ("auto", "none"):
            _check_music(media, Path(request.music), work)


def check_output(request: Request, videos: Path) -> None:
    """Raise InvalidRequest unless the video can be written where it is wanted, as a new file."""
    if request.output is None:
        check_writable(videos)
        return
    output = Path(request.output)
    if output.suffix.lower() != ".mp4":
        raise InvalidRequest(
            f"“{output.name}” does not end in .mp4.", "Give it that ending.", field="output"
        )
    if output.exists():
        raise InvalidRequest(
            f"“{output}” is there already.", "Choose another name.", field="output"
        )
    check_writable(output.parent)


def check_writable(folder: Path) -> None:
    """Try to write, for permissions alone do not tell (read-only disks, network folders)."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as fault:
        raise InvalidRequest(
            f"The folder {folder} cannot be written ({os.strerror(fault.errno or 0)}).",
            "Choose another folder.",
            field="output",
        ) from fault


def _check_picture(media: MediaTool, path: Path, work: Work) -> None:
    if _probe(media, path, "pictures", work).kind is MediaKind.SOUND:
        raise InvalidRequest(
            f"“{path.name}” is not a picture or a clip.", "Choose another.", field="pictures"
        )


def _check_reference(media: MediaTool, path: Path, work: Work) -> None:
    if _probe(media, path, "reference", work).kind is not MediaKind.PICTURE:
        raise InvalidRequest(
            f"“{path.name}” is not a picture.", "Choose a PNG or JPEG file.", field="reference"
        )


def _check_music(media: MediaTool, path: Path, work: Work) -> None:
    info = _probe(media, path, "music", work)
    if not info.has_sound:
        raise InvalidRequest(f"“{path.name}” has no sound.", "Choose another file.", field="music")
    if 0 < info.seconds < SHORTEST_MUSIC:  # some files do not say how long they are
        raise InvalidRequest(
            f"The music “{path.name}” is too short.", "Choose another file.", field="music"
        )


def _probe(media: MediaTool, path: Path, field: str, work: Work) -> MediaInfo:
    try:
        info = media.probe(path, work)
    except ToolError:
        raise  # another file would fare no better
    except MediaError as fault:
        raise InvalidRequest(fault.message, fault.advice, field=field) from fault
    if not info.is_whole:
        raise InvalidRequest(
            f"“{path.name}” is damaged: its end is missing.",
            "Copy it again from where it came, or choose another file.",
            field=field,
        )
    return info
