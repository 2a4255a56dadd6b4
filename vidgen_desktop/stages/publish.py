"""Give finished files their final names, in one go, never over somebody else's."""

import filecmp
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from itertools import count
from pathlib import Path

from vidgen_desktop.core.errors import StoreError
from vidgen_desktop.core.files.placing import copy, give_name, needs_copy, numbered, under_way
from vidgen_desktop.core.files.room import Want, disk_full, is_full
from vidgen_desktop.core.model import Result
from vidgen_desktop.core.run.context import StageContext
from vidgen_desktop.core.run.recorder import files_of


def publish(whole: Result, folder: Path, stem: str, context: StageContext | None = None) -> Result:
    """Give the files the name `stem` in `folder` too, each with its own ending.

    A name that is taken gets " (2)" and so on. Which one it is is recorded before the first file
    has it: done again after a crash, it finds its own files. Nothing gets a name once another run
    has taken the generation over. Without a `context` nothing is recorded. Raises StoreError where
    the folder cannot be written, DiskFull where there is no room, LeaseLost.
    """
    sources = {path.suffix: path for path in files_of(whole)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        final = _named(context, sources, folder, stem)
    except OSError as fault:
        raise _explained(fault, folder, sources.values()) from fault
    return Result(
        video=str(final[Path(whole.video).suffix]),
        poster=str(final[Path(whole.poster).suffix]),
        seconds=whole.seconds,
        captions=tuple(str(final[Path(path).suffix]) for path in whole.captions),
    )


def _named(
    context: StageContext | None, sources: dict[str, Path], folder: Path, stem: str
) -> dict[str, Path]:
    def choose() -> str:
        return _free_name(sources, folder, stem)

    for attempt in count():
        inputs = [list(sources.values()), folder, stem, attempt]
        name = choose() if context is None else context.step("name", inputs, str, choose)
        final = {suffix: folder / f"{name}{suffix}" for suffix in sources}
        # Some may be there from before a crash; copies, where they could not be linked.
        missing = [
            (source, final[suffix])
            for suffix, source in sources.items()
            if not _is_same(final[suffix], source)
        ]
        try:
            _place(context, missing, folder)
        except FileExistsError:
            continue  # somebody else was faster
        return final
    raise AssertionError("count() never ends")


def _free_name(sources: dict[str, Path], folder: Path, stem: str) -> str:
    """The first of the names that no file has."""
    for number in count(1):
        name = numbered(stem, number)
        final = {folder / f"{name}{suffix}": source for suffix, source in sources.items()}
        if not any(one.exists() and not one.samefile(own) for one, own in final.items()):
            return name
    raise AssertionError("count() never ends")


def _is_same(final: Path, source: Path) -> bool:
    return final.exists() and (final.samefile(source) or filecmp.cmp(final, source, shallow=False))


def _place(context: StageContext | None, files: list[tuple[Path, Path]], folder: Path) -> None:
    """Give every file its name, or none. While the lease is held nothing takes long."""
    held = nullcontext if context is None else context.held
    try:
        _name_all(files, _link, held)
    except OSError as fault:
        if not needs_copy(fault):
            raise
        beside = [(under_way(folder, final.suffix), final) for _, final in files]
        try:
            for (source, _), (part, _) in zip(files, beside, strict=True):
                copy(source, part, _no_pause if context is None else context.token.check)
            _name_all(beside, give_name, held)
        finally:
            for part, _ in beside:
                part.unlink(missing_ok=True)


def _no_pause() -> None:
    """Nobody wants to stop."""


def _link(source: Path, final: Path) -> None:
    final.hardlink_to(source)  # at once, and never over another file


def _name_all(
    files: list[tuple[Path, Path]],
    give: Callable[[Path, Path], None],
    held: Callable[[], AbstractContextManager[None]],
) -> None:
    placed: list[Path] = []
    try:
        with held():
            for source, final in files:
                give(source, final)
                placed.append(final)
    except BaseException:
        for final in placed:
            final.unlink(missing_ok=True)
        raise


def _explained(fault: OSError, folder: Path, files: Iterable[Path]) -> Exception:
    if is_full(fault):
        return disk_full(Want("the video", sum(file.stat().st_size for file in files)), folder)
    return StoreError(
        f"The video cannot be saved in {folder} ({fault.strerror}).",
        "Choose another folder in Settings, then try again; nothing needs to be made again.",
    )
