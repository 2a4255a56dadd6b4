"""What the cases share: the folders, how often, and what was found."""

import itertools
import os
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.benchmarks.assembly.given import Given
from tests.benchmarks.assembly.inputs import Inputs
from tests.benchmarks.assembly.ours import Ran, assemble
from tests.benchmarks.assembly.spending import ffmpegs, show, watched
from tests.benchmarks.report import report


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table."""

    what: str
    values: Sequence[float]
    goal: str = ""
    unit: str = ""


@dataclass
class Bench:
    """Runs things side by side and keeps what was measured."""

    folder: Path
    kept: Path  # where the inputs are
    runs: int
    profile: bool
    takes: int = 12  # of case 4.3
    figures: list[Figure] = field(default_factory=list[Figure])
    _houses: "itertools.count[int]" = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        self.inputs = Inputs(self.kept)

    def scratch(self, name: str) -> Path:
        """A folder for files under way."""
        return self.folder / name

    def timed(self, work: Callable[[], Path]) -> tuple[float, Path]:
        """Seconds that a rival takes, and its video."""
        os.sync()  # what others wrote shall not be written to the disk at our cost, or theirs
        began, computed = time.perf_counter(), _computed()
        video = work()
        took = time.perf_counter() - began
        if self.profile:
            print(f"  rival: {took:.3f} s, {_computed() - computed:.2f} s of processor time")
        return took, video

    def ours(self, given: Given, *, holding: bool = False, keep: bool = False) -> Ran:
        """Assemble in a new house; its files are removed unless they are to be kept."""
        house = self.scratch(f"house-{next(self._houses)}")
        os.sync()
        computed = _computed()
        with watched() as children:
            ran = assemble(given, house, holding=holding)
        if self.profile:
            print(
                f"  ours: {ran.whole:.3f} s, {_computed() - computed:.2f} s of processor time, "
                f"{ffmpegs(children)} runs of ffmpeg among {len(children)} children"
            )
            show(ran, children)
        if not keep:
            shutil.rmtree(house)
        return ran

    def note(self, what: str, values: Sequence[float], goal: str = "", unit: str = "") -> None:
        """Print a figure, and keep it for the table."""
        report(what, values, goal, unit)
        self.figures.append(Figure(what, values, goal, unit))

    def table(self) -> None:
        """Print all figures once more."""
        print("\n== Joining, captions and sound: all figures")
        for figure in self.figures:
            report(figure.what, figure.values, figure.goal, figure.unit)


def _computed() -> float:
    """Seconds of processor time that we and our ended children have used."""
    used = psutil.Process().cpu_times()
    return used.user + used.system + used.children_user + used.children_system
