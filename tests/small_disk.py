"""A file system of a few megabytes, which can be full."""

import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

FILLER = ".filler"
_DETACH = 2  # from sight at once, and entirely when nobody uses it any more


class NoMountError(Exception):
    """This machine, or this user, cannot mount a small disk."""


def mount(folder: Path, size: int) -> None:
    """Mount one of `size` bytes at a folder; raises NoMountError."""
    if sys.platform != "linux" or os.geteuid() != 0:
        raise NoMountError("only root on Linux can mount a small disk")
    folder.mkdir(parents=True, exist_ok=True)
    libc = ctypes.CDLL(None, use_errno=True)
    options = f"size={size}".encode()
    if libc.mount(b"tmpfs", os.fsencode(folder), b"tmpfs", 0, options) != 0:
        raise NoMountError("this machine does not let us mount")


def unmount(folder: Path) -> None:
    """Let go of it, with all that is in it."""
    ctypes.CDLL(None).umount2(os.fsencode(folder), _DETACH)


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Path]:
    """A small disk for as long as the block lasts; skips the test where there can be none."""
    try:
        mount(folder, size)
    except NoMountError as reason:
        pytest.skip(str(reason))
    try:
        yield folder
    finally:
        unmount(folder)


def fill(disk: Path, leave: int = 0) -> None:
    """Leave no more than so many bytes on a disk."""
    free = shutil.disk_usage(disk).free - leave
    if free <= 0:
        return
    with (disk / FILLER).open("ab") as file:
        os.posix_fallocate(file.fileno(), file.tell(), free)


def make_room(disk: Path) -> None:
    """Take away what fills it."""
    (disk / FILLER).unlink(missing_ok=True)
