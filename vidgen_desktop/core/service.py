"""What the window and the command line ask of the program; `engine/` is the real thing."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from vidgen_desktop.core.backups import Backup, Restored
from vidgen_desktop.core.buying.purchase import Purchase
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import BUILTIN_CHOICE, Cast, Choice, Role, Suggestion
from vidgen_desktop.core.events import Event, Outcome
from vidgen_desktop.core.export import Exported, ExportOrder
from vidgen_desktop.core.model import Estimate, Generation, Request, Status, Voice
from vidgen_desktop.core.model_info import ModelInfo
from vidgen_desktop.core.nearby import ServerHere
from vidgen_desktop.core.run.leaving import Left
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

    def submit(self, request: Request, agreed_micros: int | None = None) -> Generation:
        """Check the request and store it as a pending generation.

        Raises ConsentNeeded where its estimate is above the person's limit for being asked, and
        above the amount that they have agreed to.
        """
        ...

    def run(self, generation: int, token: CancelToken, listen: Callable[[Event], None]) -> Outcome:
        """Carry a pending generation to its end; never raises. Blocks: call it in a worker.

        `listen` gets every event in order, from this and other threads, `Ended` last.
        """
        ...

    def resume(self, generation: int, agreed_micros: int | None = None) -> Generation:
        """Make a failed or cancelled generation, or one that is left, pending again and this
        process's; finished steps stay. Raises ConsentNeeded as `submit`, by what is still to be
        bought, and InvalidRequest where somebody makes it just now.

        Blocks for some seconds, to be sure of it, where whoever makes it is there but was not
        heard of for a minute.
        """
        ...

    def left(self) -> Sequence[Left]:
        """The generations that nobody makes any more though they have not ended, oldest first:
        their process died, or was stopped. `resume` goes on with one, `cancel` ends it.
        """
        ...

    def revise(self, generation: int, request: Request) -> Generation:
        """A pending version of a finished video, with `request` in place of its own: only what
        `core.revision.ASSEMBLY` names may differ. Nothing is filmed, spoken or bought again.
        With the output of the original, it goes beside that under a name with a number.
        """
        ...

    def cancel(self, generation: int) -> Status:
        """Ask whichever process runs it to stop; one that is pending or left ends at once. May
        block for some seconds, as `resume`.
        """
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

    def backups(self) -> Sequence[Backup]:
        """The copies of the database that can be read, newest first."""
        ...

    def restore(self, backup: Path) -> Restored:
        """Make a backup the database, and go on with it; blocks. The one before is kept. What
        was under way in the backup is failed, and says what is not known of it.

        Raises InvalidRequest while a video is being made, StoreError or DiskFull; then the
        database is as it was.
        """
        ...

    def estimate(self, request: Request, *, revised: bool = False) -> Estimate:
        """What it will cost and, where experience tells, how long it will take; `revised`: as a
        version of a finished video.
        """
        ...

    def remaining(self, generation: int) -> Estimate:
        """What is still to be bought for a generation, by its own scenes once they are planned."""
        ...

    def learn_prices(self, cast: Cast, token: CancelToken) -> None:
        """Ask the services of a cast for their prices, so that estimates know them; blocks, and
        asks each at most once a day. Raises Cancelled.
        """
        ...

    def voices(
        self, choice: Choice = BUILTIN_CHOICE, token: CancelToken | None = None
    ) -> Sequence[Voice]:
        """The voices to choose from, of the built-in or of another narrator; may take a moment
        the first time. Raises InvalidRequest, ProviderError or Cancelled.
        """
        ...

    def preview_voice(self, choice: Choice, voice: str, speed: float, token: CancelToken) -> Path:
        """A short sample of a voice ("auto" or an id), as a sound file; blocks, and may cost a
        little. Raises InvalidRequest, ProviderError or Cancelled.
        """
        ...

    def can_look_again(self, purchase: Purchase) -> bool:
        """Whether the service that it was bought from can be asked for it. What comes with the
        answer itself, as a voice does, cannot be had later.
        """
        ...

    def roles(self, provider: str) -> frozenset[Role]:
        """What a provider of the settings can do."""
        ...

    def test_provider(self, provider: str, token: CancelToken) -> str:
        """Ask a provider of the settings who we are to it: a sentence if all is well. Blocks.

        Raises InvalidRequest, ProviderError or Cancelled, with a sentence that says what is wrong.
        """
        ...

    def models(self, provider: str, role: Role, token: CancelToken) -> Sequence[ModelInfo]:
        """The models that a provider of the settings lists for a role; blocks. Raises as
        `test_provider`.
        """
        ...

    def servers_here(self, token: CancelToken) -> Sequence[ServerHere]:
        """Servers of one's own on this computer, at their usual ports; blocks for some seconds at
        most. Raises Cancelled.
        """
        ...

    def suggested_qualities(self, token: CancelToken) -> Sequence[Suggestion]:
        """Draft, Standard and Best from what is set up, as far as there is something, each with
        its reason; blocks. Raises as `test_provider`.
        """
        ...
