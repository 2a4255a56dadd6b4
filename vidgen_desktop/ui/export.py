"""Copies a finished video and its captions to where the person wants them."""

import errno
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from vidgen_desktop.core.errors import DiskFull, NotFound, StoreError
from vidgen_desktop.core.model import Result


def export(result: Result, target: Path) -> Sequence[Path]:
    """Copy the video to `target` and its captions beside it, under its name.

    Each file is written beside its place and then moved there, so that what has its name is
    whole. Raises NotFound where the video is gone, DiskFull and StoreError where it cannot
    be written.
    """
    video = Path(result.video)
    if not video.is_file():
        raise NotFound(f"The video {video} is not there any more.", "It may have been moved.")
    pairs = [(video, target)]
    pairs += [
        (Path(c), target.with_suffix(Path(c).suffix)) for c in result.captions if Path(c).is_file()
    ]
    written: list[Path] = []
    for source, place in pairs:
        if place.exists() and place.samefile(source):
            written.append(place)
            continue
        _copy(source, place)
        written.append(place)
    return written


def _copy(source: Path, place: Path) -> None:
    beside = place.with_name(f".{place.name}.part")
    try:
        shutil.copyfile(source, beside)
        beside.replace(place)
    except OSError as fault:
        beside.unlink(missing_ok=True)
        if fault.errno == errno.ENOSPC:
            raise DiskFull("There is no room for the copy.", "Choose another place.") from fault
        reason = os.strerror(fault.errno) if fault.errno else str(fault)
        raise StoreError(
            f"The copy cannot be written to {place.parent} ({reason}).", "Choose another place."
        ) from fault
