"""Disks that fill up while a video is made: what must hold of them, and the attacks."""

import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.durability.attack import Attack, Case
from tests.durability.disk.launch import Filling
from tests.durability.studio import SMALL
from tests.small_disk import make_room, mount, unmount

MEGABYTE = 1_000_000
TOLD = re.compile(
    r"There is no room for [^:]+: [\d.,]+ [kMG]B are free in /[^,]+,"
    r" (about [\d.,]+ [kMG]B are needed|and that was too little)\."
)
STEP = 3  # writes between one run and the next: neighbours are alike


@dataclass(frozen=True)
class Disk:
    """Which of the program's folders is on the small disk."""

    name: str
    place: Callable[[Case], Path]
    size: int = 64 * MEGABYTE


DATA = Disk("data folder", lambda case: case.person.home)
VIDEOS = Disk("videos folder", lambda case: case.person.videos)
# The model of languages is unpacked there, to 70 MB.
TEMPORARY = Disk(
    "temporary folder", lambda case: case.person.home.parent / "temporary", 150 * MEGABYTE
)


def fills_up(disk: Disk, case: Case, number: int, leave: int = 0) -> None:
    """Make the usual video while its disk fills up at the `number`th write: what is told?"""
    place = disk.place(case)
    _move_to_small_disk(place, disk.size)
    try:
        if disk is TEMPORARY:
            case.person.variables["TMPDIR"] = str(place)
        tally = case.person.home.parent / "tally.txt"
        strike = Filling(number=number, disk=str(place), leave=leave, tally=str(tally))
        said = case.struck(case.person.generate(strike))
        at = tally.read_text(encoding="utf-8") if tally.exists() else "never"
        if case.verdict.struck and not TOLD.search(said.outcome.get("error") or said.errors):
            told = said.outcome.get("error") or said.errors[-400:]
            case.verdict.other.append(f"full at {at[:200]}: {told}")
        if "Traceback" in said.errors:
            case.verdict.other.append(f"a traceback, full at {at[:200]}")
    except BaseException:  # whatever it was, nothing stays mounted
        unmount(place)
        raise


def goes_on(disk: Disk, case: Case) -> None:
    """With room again, the person goes on."""
    place = disk.place(case)
    try:
        make_room(place)
        case.go_on()
    finally:
        unmount(place)
        with suppress(OSError):
            place.rmdir()


def _move_to_small_disk(place: Path, size: int) -> None:
    """What is in the folder already goes along."""
    place.mkdir(exist_ok=True)
    aside = place.with_name(f"{place.name}-before")
    place.rename(aside)
    mount(place, size)
    shutil.copytree(aside, place, dirs_exist_ok=True)
    shutil.rmtree(aside)


def attack(disk: Disk, count: int, leave: int = 0) -> Attack:
    """Each run fills the disk a few writes later than the one before."""
    return Attack(
        f"disk full: {disk.name}" + (f", {leave // 1000} kB left" if leave else ""),
        count,
        lambda case: fills_up(disk, case, 1 + case.number * STEP, leave),
        size=SMALL,
        ends=lambda case: goes_on(disk, case),
    )


FILLINGS = (
    attack(DATA, 40),
    attack(DATA, 40, leave=100_000),
    attack(VIDEOS, 4),
    attack(TEMPORARY, 6),
)
