"""The folder of a generation's intermediate files."""

import os
import shutil
from collections.abc import Set
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from vidgen_desktop.core.model import Generation

VERSIONS = "versions"
RUN = "run-"  # and the number of the attempt
BOUGHT = "bought-"  # begins the names of what was bought

_Content = tuple[int, int]  # device and inode


@dataclass(frozen=True, slots=True)
class Workspace:
    """Names every file of one run of a generation. What is not under `scratch` is whole and kept.

    Each attempt writes below a folder of its own, so that a run that was stopped for so long that
    another took its place can never overwrite what that one has made. Records name whole paths:
    what earlier attempts have made is used where it is.
    """

    base: Path
    attempt: int = 0

    @classmethod
    def of(cls, workspaces: Path, generation: Generation) -> Self:
        """Of the generation's latest attempt. That of a version lies in the folder of its family,
        whose files it uses where they are, and writes under no name that another version has.
        """
        family = cls.of_family(workspaces, generation).base
        if generation.revises is None:
            return cls(family, generation.attempts)
        return cls(family / VERSIONS / str(generation.id), generation.attempts)

    @classmethod
    def of_family(cls, workspaces: Path, generation: Generation) -> Self:
        """The folder of the first of its family, which holds everything of the others too."""
        return cls(workspaces / str(generation.family))

    @property
    def root(self) -> Path:
        """Where this attempt writes."""
        return self.base / f"{RUN}{self.attempt}"

    @property
    def scratch(self) -> Path:
        """For files under way; emptied when the run ends, however it ends."""
        folder = self.root / "scratch"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    @property
    def shelf(self) -> Path:
        """For what was bought, under names that begin with `BOUGHT` and say which purchase it is:
        whichever attempt comes next finds it there.
        """
        self.base.mkdir(parents=True, exist_ok=True)
        return self.base

    def keep(self, name: str) -> Path:
        """The final place of an intermediate file, e.g. "take-3.mp4"."""
        self.root.mkdir(parents=True, exist_ok=True)
        return self.root / name

    def clear_scratch(self) -> None:
        """Remove what was under way. Finished files stay."""
        shutil.rmtree(self.root / "scratch", ignore_errors=True)

    def sweep(self, keep: Set[Path]) -> None:
        """Remove what no attempt will look for: all but `keep` and what was bought. Only whoever
        holds the generation's lease may do so.
        """
        # By their last parts: the data folder may have been moved, or be known by two names.
        known = {path.parts[-depth:] for path in keep for depth in (1, 2, 3)}
        recorded = {_content(path) for path in keep} - {None}
        for folder, folders, files in os.walk(self.base, topdown=False):
            here = Path(folder)
            inside = here.relative_to(self.base).parts
            if VERSIONS in inside:
                continue  # theirs
            for file in files:
                if (*inside, file) not in known:
                    _drop(here / file, recorded)
            for inner in folders:
                with suppress(OSError):  # it is not empty
                    (here / inner).rmdir()

    def remove(self) -> None:
        """Remove the whole folder."""
        shutil.rmtree(self.base, ignore_errors=True)


def _drop(file: Path, recorded: Set[_Content | None]) -> None:
    """Remove a file, unless it was bought and no record names it where it is. After a move of the
    data folder none does, whatever other names it has.
    """
    with suppress(OSError):  # somebody looks at it: the next sweep finds it
        if not file.name.startswith(BOUGHT) or _content(file) in recorded:
            file.unlink()


def _content(path: Path) -> _Content | None:
    """What two names of one file have in common; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
