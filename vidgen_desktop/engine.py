"""Builds the rooms once and carries out what a person asks; without Qt, for window and terminal."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from textwrap import shorten

from vidgen_desktop.config import Settings, folders
from vidgen_desktop.core import exporting, pipeline
from vidgen_desktop.core.cancel import CANCELLED_CODE, CANCELLED_MESSAGE, CancelToken
from vidgen_desktop.core.context import Providers
from vidgen_desktop.core.errors import InvalidRequest, StoreError
from vidgen_desktop.core.events import Event, Outcome
from vidgen_desktop.core.export import Exported, ExportOrder
from vidgen_desktop.core.model import Estimate, Generation, Request, Status, Voice, now
from vidgen_desktop.core.progress import is_stale
from vidgen_desktop.core.request_files import check_output, check_sources, check_writable
from vidgen_desktop.core.revision import check_boundaries, check_revision
from vidgen_desktop.core.store_port import Store
from vidgen_desktop.core.validate import checked
from vidgen_desktop.core.workspace import Workspace
from vidgen_desktop.media.tool import FfmpegTool
from vidgen_desktop.providers.catalog import Opener, builtin_parts, check_cast, check_keys
from vidgen_desktop.stages import STAGES
from vidgen_desktop.store.repository import open_store

log = logging.getLogger("vidgen.engine")

TITLE_FROM_PROMPT = 60  # characters of the prompt that stand in until the script has a title


class Engine:
    """`core.service.GenerationService`, on the real rooms."""

    def __init__(self, settings: Settings) -> None:
        self._folders = folders(settings)
        try:
            self._folders.data.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise StoreError(
                f"The data folder {self._folders.data} cannot be made ({fault.strerror}).",
                "Set VIDGEN_HOME to a folder that can be written.",
            ) from fault
        self._settings = settings
        media = FfmpegTool()
        self._builtin = builtin_parts(media)
        self._store = open_store(self._folders.database, settings.profile)
        self._house = pipeline.House(
            store=self._store,
            providers=self._makers,
            media=media,
            stages=STAGES,
            workspaces=self._folders.workspaces,
            videos=self._folders.videos,
            logs=self._folders.logs,
        )

    @property
    def store(self) -> Store:
        """The database, for reading."""
        return self._house.store

    def use(self, settings: Settings) -> None:
        """Take over new settings; what runs already keeps the folders it began with."""
        self._settings = settings
        self._folders = folders(settings)
        self._house = replace(self._house, videos=self._folders.videos)

    def close(self) -> None:
        """Close the database; nothing may be running."""
        self._store.close()

    def check(self, request: Request) -> Request:
        """The request made sound, its files probed and its folder tried."""
        sound = checked(request)
        check_cast(sound.cast, self._settings.providers)
        check_sources(self._house.media, sound)
        check_output(sound, self._folders.videos)
        return sound

    def submit(self, request: Request) -> Generation:
        """Check the request, and that there are keys, and store it as a pending generation."""
        sound = self.check(request)
        check_keys(sound.cast, self._settings.providers)
        return self._house.store.create(sound, _first_words(sound.prompt))

    def run(self, generation: int, token: CancelToken, listen: Callable[[Event], None]) -> Outcome:
        """Carry a pending generation to its end; never raises."""
        return pipeline.run(self._house, generation, token, listen)

    def resume(self, generation: int) -> Generation:
        """Make a failed or cancelled generation pending again; finished steps stay."""
        return self._house.store.reset(generation)

    def revise(self, generation: int, request: Request) -> Generation:
        """A pending version of a finished video; see `core.service.GenerationService.revise`."""
        store = self._house.store
        known = store.get(generation)
        sound = checked(request)
        check_revision(known.request, sound)
        board = store.storyboard(generation)
        if board is not None:
            check_boundaries(sound, len(board.scenes))
        if sound.music != known.request.music:
            check_sources(self._house.media, replace(sound, pictures=()))  # those are filmed
        if sound.output is None or sound.output != known.request.output:
            check_output(sound, self._folders.videos)
        else:  # the name is taken by the original: this video gets it with a number
            check_writable(Path(sound.output).parent)
        return store.create(sound, known.title, of=generation)

    def cancel(self, generation: int) -> Status:
        """Ask whichever process runs it to stop; one whose process is gone ends here."""
        store = self._house.store
        status = store.request_cancel(generation)
        known = store.get(generation)
        if status is Status.PROCESSING and is_stale(
            status, known.progress_updated_at, known.created_at, now()
        ):
            store.fail(generation, CANCELLED_CODE, CANCELLED_MESSAGE, now())
            return Status.FAILED
        log.warning("cancel asked for generation %s, which is %s", generation, status)
        return status

    def export(
        self,
        generation: int,
        order: ExportOrder,
        token: CancelToken,
        progress: Callable[[float], None],
    ) -> Exported:
        """Export a finished video; see `core.service.GenerationService.export`."""
        return exporting.export(self._house, generation, order, token, progress)

    def delete(self, generation: int) -> None:
        """Remove a generation that is not active, with its video and files."""
        known = self._house.store.get(generation)
        if known.status.is_active:
            raise InvalidRequest(
                "This video is still being made.", "Cancel it first.", field="generation"
            )
        if known.result is not None:
            for file in (known.result.video, known.result.poster, *known.result.captions):
                Path(file).unlink(missing_ok=True)
        # First from the database, so that a version that is being begun finds all or nothing.
        if not self._house.store.delete(generation):
            Workspace.of_family(self._house.workspaces, known).remove()

    def estimate(self, request: Request, *, revised: bool = False) -> Estimate:
        """What it will cost (the built-in engine is free), and how long it took before."""
        pace = self._house.store.pace(request, revised=revised)
        return Estimate(0, None if pace is None else pace * request.seconds)

    def voices(self) -> Sequence[Voice]:
        """The voices to choose from."""
        return self._builtin.narrator.voices()

    def _makers(self, known: Generation) -> Providers:
        """Who makes a generation, by the settings as they now are."""
        opener = Opener(self._settings.providers, self._house.media, self._builtin)
        cast = known.request.cast
        return opener.cast(cast) if known.revises is None else opener.kept(cast)


def _first_words(prompt: str) -> str:
    """A title until the script has one: whole words, or characters where there are no spaces."""
    line = prompt.splitlines()[0].strip()
    words = shorten(line, TITLE_FROM_PROMPT, placeholder="…")
    return words if len(words) > 1 else line[:TITLE_FROM_PROMPT]


def open_engine(settings: Settings) -> Engine:
    """The engine for these settings; raises StoreError where data cannot be kept."""
    return Engine(settings)
