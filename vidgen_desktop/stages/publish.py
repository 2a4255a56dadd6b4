"""Give finished files their final names, in one go, never over somebody else's."""

from collections.abc import Iterable
from itertools import count
from pathlib import Path

from vidgen_desktop.core.errors import StoreError
from vidgen_desktop.core.model import Result
from vidgen_desktop.core.placing import numbered, place
from vidgen_desktop.core.recorder import files_of
from vidgen_desktop.core.room import Want, disk_full, is_full


def publish(whole: Result, folder: Path, stem: str) -> Result:
    """Give the files the name `stem` in `folder` too, each with its own ending.

    A name that is taken gets " (2)" and so on; done again, it finds its own files.
    Raises StoreError where the folder cannot be written, DiskFull where there is no room.
    """
    sources = {path.suffix: path for path in files_of(whole)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        final = _claim_names(sources, folder, stem)
    except OSError as fault:
        raise _explained(fault, folder, sources.values()) from fault
    return Result(
        video=str(final[Path(whole.video).suffix]),
        poster=str(final[Path(whole.poster).suffix]),
        seconds=whole.seconds,
        captions=tuple(str(final[Path(path).suffix]) for path in whole.captions),
    )


def _claim_names(sources: dict[str, Path], folder: Path, stem: str) -> dict[str, Path]:
    for number in count(1):
        name = numbered(stem, number)
        final = {suffix: folder / f"{name}{suffix}" for suffix in sources}
        if any(_is_taken(path, sources[suffix]) for suffix, path in final.items()):
            continue
        placed: list[Path] = []
        try:
            for suffix, source in sources.items():
                place(source, final[suffix])
                placed.append(final[suffix])
        except FileExistsError:
            _remove(placed)
            continue
        except OSError:
            _remove(placed)
            raise
        return final
    raise AssertionError("count() never ends")


def _is_taken(final: Path, source: Path) -> bool:
    return final.exists() and not final.samefile(source)


def _remove(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _explained(fault: OSError, folder: Path, files: Iterable[Path]) -> Exception:
    if is_full(fault):
        return disk_full(Want("the video", sum(file.stat().st_size for file in files)), folder)
    return StoreError(
        f"The video cannot be saved in {folder} ({fault.strerror}).",
        "Choose another folder in Settings, then try again; nothing needs to be made again.",
    )
