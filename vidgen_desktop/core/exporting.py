"""Carries out an export: gathers what is stored, has it made, gives it its name."""

import os
import shutil
import tempfile
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import count
from pathlib import Path

from vidgen_desktop.core.assembly import Cut, OwnSound
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.choices import Captions
from vidgen_desktop.core.errors import InvalidRequest, StoreError
from vidgen_desktop.core.export import (
    Exported,
    ExportOrder,
    Family,
    Material,
    Shot,
    Spoken,
    checked_order,
)
from vidgen_desktop.core.files import placing
from vidgen_desktop.core.files.room import Want, disk_full, is_full
from vidgen_desktop.core.model import Generation, Result, Speech
from vidgen_desktop.core.pipeline import House
from vidgen_desktop.core.ports import Work
from vidgen_desktop.core.timeline import LEAD_IN, Start, starts, video_cues

_LITTLE = 1_000_000  # bytes: folders and names, for the files themselves are told by who writes
OWN_FOLDER = "{} project"  # of a project and its media


def export(
    house: House,
    generation: int,
    order: ExportOrder,
    token: CancelToken,
    progress: Callable[[float], None],
) -> Exported:
    """See `core.service.GenerationService.export`."""
    known = house.store.get(generation)
    if known.result is None:
        raise InvalidRequest("This video is not finished.", "Wait until it is.", field="generation")
    material = gather(house, known, known.result)
    order = checked_order(order, material.seconds, material.format)
    folder, stem = _target(order, Path(known.result.video))
    with (
        _explained(folder),
        tempfile.TemporaryDirectory(prefix="vidgen-export-") as scratch,
    ):
        folder.mkdir(parents=True, exist_ok=True)
        work = Work(token, Path(scratch), progress)
        if order.offer.family is Family.PROJECT:
            exported = _folder(house, material, order, folder / stem, work)
            return replace(exported, notes=(*exported.notes, *_lacking(known, material)))
        return _file(house, material, order, folder / stem, work)


def gather(house: House, known: Generation, result: Result) -> Material:
    """All that is kept of a finished generation, timed as it was cut. Without shots, if one of
    their files is gone.
    """
    store, request = house.store, known.request
    board = store.storyboard(known.id)
    scenes = board.scenes if board is not None else ()
    cut = store.last(known.id, "cut", Cut) or Cut((), ())  # what is older has plain cuts
    speeches: dict[int, Speech] = {}
    for scene in scenes:
        speech = store.last(known.id, f"voice/{scene.number}", Speech)
        if speech is not None:
            speeches[scene.number] = speech
    overlaps = {number: seam.overlap for number, seam in cut.seams}
    placed = starts(scenes, request.format, overlaps)
    return Material(
        title=known.title,
        language=board.language if board is not None else "",
        format=request.format,
        seconds=result.seconds,
        video=Path(result.video),
        cues=video_cues(placed, speeches),
        captioned=request.captions is Captions.SOFT and bool(result.captions),
        shots=_shots(house, known, placed, cut),
        spoken=tuple(
            Spoken(speeches[s.scene.number], s.at + LEAD_IN)
            for s in placed
            if s.scene.number in speeches
        ),
        music=_music(house, known),
        fit=request.fit,
        caption_style=request.caption_style,
        caption_words=request.caption_words,
    )


def _shots(house: House, known: Generation, placed: Sequence[Start], cut: Cut) -> tuple[Shot, ...]:
    """The scenes with their takes, or none where a file is gone."""
    filmed = {take.scene: take for take in house.store.takes(known.id)}
    fitted = {s.scene.number: one for s, one in zip(placed, cut.takes, strict=False)}
    seams = dict(cut.seams)
    shots: list[Shot] = []
    for start in placed:
        number = start.scene.number
        if number not in filmed:
            return ()
        take, fits = filmed[number], fitted.get(number)
        clean = Path(fits.path if fits else take.path)
        if fits and fits.encoded and known.request.captions is Captions.BURNED:
            clean = None
        sound = _own_sound(house, known, number)
        if not all(path.is_file() for path in (clean or Path(take.path), sound) if path):
            return ()
        shots.append(Shot(start.scene, take, start.at, clean, sound, seams.get(number)))
    return tuple(shots)


def _own_sound(house: House, known: Generation, scene: int) -> Path | None:
    if not known.request.take_sound:
        return None
    own = house.store.last(known.id, f"sound/{scene}", OwnSound)
    return Path(own.path) if own and own.path else None


def _music(house: House, known: Generation) -> Path | None:
    """The music of the video: the person's own file, or the composed one."""
    wanted = known.request.music
    if wanted == "none":
        return None
    if wanted != "auto":
        return Path(wanted) if Path(wanted).is_file() else None
    return house.store.last(known.id, "music", Path)


def _lacking(known: Generation, material: Material) -> tuple[str, ...]:
    """What the person should know that a project has not."""
    if known.request.music == "none" or material.music is not None:
        return ()
    return ("The music of this video is not there any more, so the project has none.",)


def _target(order: ExportOrder, video: Path) -> tuple[Path, str]:
    """The folder, and the name without ending, that the export shall have."""
    if order.out is None:
        return video.parent, video.stem
    out = Path(order.out)
    if out.is_dir():
        return out, video.stem
    suffix = order.offer.suffix
    if out.suffix.lower() != suffix:
        raise InvalidRequest(
            f"“{out.name}” does not end in {suffix}.", "Give it that ending.", field="out"
        )
    return out.parent, out.stem


def _file(
    house: House, material: Material, order: ExportOrder, wanted: Path, work: Work
) -> Exported:
    suffix = order.offer.suffix
    part = placing.under_way(wanted.parent, suffix)
    try:
        notes = house.media.export(material, order, part, work)
        work.token.check()
        final = placing.place_free(part, wanted.parent, wanted.name, suffix)
    finally:
        part.unlink(missing_ok=True)
    return Exported(str(final), order.kind, tuple(notes))


def _folder(
    house: House, material: Material, order: ExportOrder, wanted: Path, work: Work
) -> Exported:
    """A whole folder appears in one go, under a name that nobody has."""
    part = placing.under_way(wanted.parent)
    name = f"{wanted.name}{order.offer.suffix}"
    try:
        part.mkdir()
        notes = house.media.export(material, order, part / name, work)
        work.token.check()
        final = _rename_free(part, OWN_FOLDER.format(wanted.name))
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return Exported(str(final / name), order.kind, tuple(notes))


def _rename_free(part: Path, stem: str) -> Path:
    for number in count(1):
        final = part.with_name(placing.numbered(stem, number))
        if not final.exists():
            # A folder with something in it is never replaced by a rename.
            with suppress(FileExistsError):
                return part.rename(final)
    raise AssertionError("count() never ends")


@contextmanager
def _explained(folder: Path) -> Generator[None]:
    """The system's errors, as faults that a person can act on."""
    try:
        yield
    except OSError as fault:
        if is_full(fault):
            raise disk_full(Want("the export", _LITTLE), Path(fault.filename or folder)) from fault
        reason = os.strerror(fault.errno) if fault.errno else str(fault)
        raise StoreError(
            f"The export cannot be saved in {folder} ({reason}).", "Choose another folder."
        ) from fault
