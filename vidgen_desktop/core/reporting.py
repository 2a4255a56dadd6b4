"""What a person can hand on when something went wrong, and how it is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ReportOrder:
    """`generation` leaves out what is not about it; without `with_words` nothing that the person
    wrote or named is in it: prompts, titles, narration, names of files.
    """

    generation: int | None = None
    with_words: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a report: its name, what it holds, in words, and its text."""

    name: str
    meaning: str
    text: str

    @property
    def kilobytes(self) -> int:
        """How large it is before it is packed; what is there is 1 at least."""
        return -(-len(self.text.encode("utf-8", "backslashreplace")) // 1000)


class Reporter(Protocol):
    """Works also where the database cannot be opened. Everything but `log_file` blocks for a
    while: call it in the background.
    """

    @property
    def log_file(self) -> Path:
        """The newest log; it may not be there yet."""
        ...

    def parts(self, order: ReportOrder) -> Sequence[Part]:
        """What the report will hold, without keys; each as it is going to be saved."""
        ...

    def save(self, parts: Sequence[Part], target: Path) -> Path:
        """Write a zip of these parts, whole or not at all, and return its path.

        `target` is a file (".zip" is added to one without an end) or a folder; what is there is
        not overwritten, the report gets a number. Raises StoreError or DiskFull.
        """
        ...

    def happened(self, generation: int) -> str:
        """What the log says of a generation, in lines for reading; empty if nothing."""
        ...

    def crashed(self) -> datetime | None:
        """When a Vidgen crashed that nobody was told of yet; asking counts as telling."""
        ...
