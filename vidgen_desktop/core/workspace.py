"""The folder of a generation's intermediate files."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from vidgen_desktop.core.model import Generation

VERSIONS = "versions"


@dataclass(frozen=True, slots=True)
class Workspace:
    """Names every file of one generation. What is not under `scratch` is whole and kept."""

    root: Path

    @classmethod
    def of(cls, workspaces: Path, generation: Generation) -> Self:
        """The generation's own folder. That of a version lies in the folder of its family, whose
        files it uses where they are, and writes under no name that another version has.
        """
        family = cls.of_family(workspaces, generation)
        if generation.revises is None:
            return family
        return cls(family.root / VERSIONS / str(generation.id))

    @classmethod
    def of_family(cls, workspaces: Path, generation: Generation) -> Self:
        """The folder of the first of its family, which holds everything of the others too."""
        return cls(workspaces / str(generation.family))

    @property
    def scratch(self) -> Path:
        """For files under way; emptied when the run ends, however it ends."""
        folder = self.root / "scratch"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def keep(self, name: str) -> Path:
        """The final place of an intermediate file, e.g. "take-3.mp4"."""
        self.root.mkdir(parents=True, exist_ok=True)
        return self.root / name

    def clear_scratch(self) -> None:
        """Remove what was under way. Finished files stay."""
        shutil.rmtree(self.root / "scratch", ignore_errors=True)

    def remove(self) -> None:
        """Remove the whole folder."""
        shutil.rmtree(self.root, ignore_errors=True)
