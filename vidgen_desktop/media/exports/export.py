"""Exports of every kind: who makes which."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from vidgen_desktop.core.errors import MediaError
from vidgen_desktop.core.export import ExportOrder, Family, Material
from vidgen_desktop.core.files.room import require_room
from vidgen_desktop.core.ports import Work
from vidgen_desktop.media.exports.animation import export_animation
from vidgen_desktop.media.exports.captions import export_captions
from vidgen_desktop.media.exports.project import export_project
from vidgen_desktop.media.exports.size import export_want
from vidgen_desktop.media.exports.sound import export_sound
from vidgen_desktop.media.exports.video import export_video
from vidgen_desktop.media.faults import told
from vidgen_desktop.media.probing.packets import read_packets

FAILED = "The export could not be written."


def export(material: Material, order: ExportOrder, out: Path, work: Work) -> Sequence[str]:
    """See `core.ports.MediaTool.export`."""
    want = export_want(material, order)
    with (
        told(FAILED, out, want),
        tempfile.TemporaryDirectory(prefix="export-", dir=work.scratch) as name,
    ):
        if order.offer.family is Family.PROJECT:  # of copies: what it needs is known
            require_room(want, out)
        own = Work(work.token, Path(name), work.progress)
        notes: Sequence[str] = ()
        match order.offer.family:
            case Family.VIDEO:
                _require(material.video)
                notes = export_video(material, order, out, own)
            case Family.ANIMATION:
                _require(material.video)
                export_animation(material, order, out, own)
            case Family.SOUND:
                _require(material.video)
                sound = read_packets(material.video, own, failed=_unreadable(material.video))
                has_sound = any(stream.media == "audio" for stream in sound)
                export_sound(material, order, out, own, has_sound=has_sound)
            case Family.CAPTIONS:
                export_captions(material, order, out, own)
            case Family.PROJECT:
                export_project(material, out, own)
    work.token.check()
    return notes


def _require(video: Path) -> None:
    if not video.is_file():
        raise MediaError(f"The video {video} is not there any more.", "It may have been moved.")


def _unreadable(video: Path) -> str:
    return f"The video {video.name} cannot be read."
