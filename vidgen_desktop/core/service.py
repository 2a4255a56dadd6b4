"""What the window and the command line ask of the program; `engine.py` is the real thing."""

from collections.abc import Callable, Sequence
from typing import Protocol

from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.events import Event, Outcome
from vidgen_desktop.core.export import Exported, ExportOrder
from vidgen_desktop.core.model import Estimate, Generation, Request, Status, Voice
from vidgen_desktop.core.store_port import Store


class GenerationService(Protocol):
    """Everything a person can do with generations. All calls but `run` and `export` are quick."""

    @property
    def store(self) -> Store:
        """The database, for reading."""
        ...

    def check(self, request: Request) -> Request:
        """The request made sound (trimmed, control characters gone), or InvalidRequest."""
        ...

    def submit(self, request: Request) -> Generation:
        """Check the request and store it as a pending generation."""
        ...

    def run(self, generation: int, token: CancelToken, listen: Callable[[Event], None]) -> Outcome:
        """Carry a pending generation to its end; never raises. Blocks: call it in a worker.

        `listen` gets every event in order, from this and other threads, `Ended` last.
        """
        ...

    def resume(self, generation: int) -> Generation:
        """Make a failed or cancelled generation pending again; finished steps stay."""
        ...

    def revise(self, generation: int, request: Request) -> Generation:
        """A pending version of a finished video, with `request` in place of its own: only what
        `core.revision.ASSEMBLY` names may differ. Nothing is filmed, spoken or bought again.
        With the output of the original, it goes beside that under a name with a number.
        """
        ...

    def cancel(self, generation: int) -> Status:
        """Ask whichever process runs it to stop; a pending one never starts."""
        ...

    def export(
        self,
        generation: int,
        order: ExportOrder,
        token: CancelToken,
        progress: Callable[[float], None],
    ) -> Exported:
        """Export a finished video; blocks: call it in a worker. `progress` takes 0 to 1.

        A name that is taken gets " (2)" and so on; nothing partial ever has a final name.
        Raises InvalidRequest, MediaError, DiskFull, StoreError or Cancelled.
        """
        ...

    def delete(self, generation: int) -> None:
        """Remove a generation that is not active, with its video and, once no version of it is
        left, the files that it was made of.
        """
        ...

    def estimate(self, request: Request, *, revised: bool = False) -> Estimate:
        """What it will cost and, where experience tells, how long it will take; `revised`: as a
        version of a finished video.
        """
        ...

    def voices(self) -> Sequence[Voice]:
        """The voices to choose from; may take a moment the first time."""
        ...
