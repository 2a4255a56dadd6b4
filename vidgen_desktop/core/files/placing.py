"""Give a whole file its final name: at once, and never over somebody else's."""

import errno
import os
import secrets
from collections.abc import Callable
from itertools import count
from pathlib import Path

_CHUNK = 4 << 20  # bytes copied between two looks at a cancel
_NO_LINKS = (errno.EXDEV, errno.EPERM, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS)


def _no_pause() -> None:
    """Nobody wants to stop."""


def place(source: Path, final: Path, pause: Callable[[], None] = _no_pause) -> None:
    """Give `source` the name `final` too, unless that is taken (FileExistsError).

    By a hard link, where the file system has none by a copy. `pause` is called between the
    parts of a copy and may raise to stop it; nothing partial remains. Raises OSError.
    """
    if final.exists() and final.samefile(source):
        return  # an earlier attempt came this far
    try:
        final.hardlink_to(source)  # at once, and never over another file
    except FileExistsError:
        raise
    except OSError as fault:
        if not needs_copy(fault):
            raise
        _copy_then_name(source, final, pause)


def needs_copy(fault: OSError) -> bool:
    """Whether a link cannot be made because it would lead elsewhere, or there are none."""
    return fault.errno in _NO_LINKS


def numbered(stem: str, number: int) -> str:
    """The name for the `number`th file that would have it."""
    return stem if number == 1 else f"{stem} ({number})"


def place_free(source: Path, folder: Path, stem: str, suffix: str) -> Path:
    """Give `source` the first free of its names in `folder`, and return that."""
    for number in count(1):
        final = folder / f"{numbered(stem, number)}{suffix}"
        if final.exists():
            continue
        try:
            place(source, final)
        except FileExistsError:
            continue
        return final
    raise AssertionError("count() never ends")


def under_way(folder: Path, suffix: str = "") -> Path:
    """A hidden name in `folder` that nobody else has, for what is not whole yet."""
    return folder / f".vidgen-{secrets.token_hex(6)}.part{suffix}"


def copy(
    source: Path,
    target: Path,
    pause: Callable[[], None] = _no_pause,
    progress: Callable[[float], None] | None = None,
) -> None:
    """Copy the bytes, stopping where `pause` raises; `progress` takes the fraction done.

    Raises OSError.
    """
    whole = max(1, source.stat().st_size)
    with source.open("rb") as given, target.open("xb") as taken:
        while chunk := given.read(_CHUNK):
            pause()
            taken.write(chunk)
            if progress is not None:
                progress(min(1.0, taken.tell() / whole))
        taken.flush()
        os.fsync(taken.fileno())


def _copy_then_name(source: Path, final: Path, pause: Callable[[], None]) -> None:
    """For another file system, or one without links: copy beside, then rename."""
    beside = under_way(final.parent, final.suffix)
    try:
        copy(source, beside, pause)
        give_name(beside, final)
    finally:
        beside.unlink(missing_ok=True)


def give_name(beside: Path, final: Path) -> None:
    """Give a whole file another name in its folder, at once, unless that is taken
    (FileExistsError). Its first name may be gone then. Raises OSError.
    """
    try:
        final.hardlink_to(beside)
    except FileExistsError:
        raise
    except OSError:
        # No links there either: the name was free a moment ago, and reserving it
        # with an empty file would show one that is not whole.
        if final.exists():
            raise FileExistsError(errno.EEXIST, "taken", str(final)) from None
        beside.rename(final)
