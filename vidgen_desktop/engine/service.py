"""What a person asks of the program, carried out by the rooms."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from textwrap import shorten

from vidgen_desktop.config import Settings, folders
from vidgen_desktop.core import exporting, pipeline
from vidgen_desktop.core.backups import Backup, Restored
from vidgen_desktop.core.buying.consent import check_consent
from vidgen_desktop.core.buying.purchase import Purchase
from vidgen_desktop.core.buying.sampling import SamplePurse
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import BUILTIN_CHOICE, Cast, Choice, Role, Suggestion
from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.core.events import Event, Outcome
from vidgen_desktop.core.export import Exported, ExportOrder
from vidgen_desktop.core.files.request_files import check_output, check_sources, check_writable
from vidgen_desktop.core.model import (
    Estimate,
    Generation,
    Request,
    Status,
    Voice,
)
from vidgen_desktop.core.model_info import ModelInfo
from vidgen_desktop.core.nearby import ServerHere
from vidgen_desktop.core.revision import check_boundaries, check_revision, is_mixed_again
from vidgen_desktop.core.run.context import Providers
from vidgen_desktop.core.run.leaving import Left
from vidgen_desktop.core.run.scope import for_generation
from vidgen_desktop.core.run.workspace import Workspace
from vidgen_desktop.core.store_port import Store
from vidgen_desktop.core.validate import checked
from vidgen_desktop.engine.estimates import Estimates
from vidgen_desktop.engine.learning import learn_prices
from vidgen_desktop.engine.recovery import take_from_silent
from vidgen_desktop.media.tool import FfmpegTool
from vidgen_desktop.providers.asking_again import can_be_asked_for
from vidgen_desktop.providers.catalog import (
    builtin_parts,
    check_cast,
    check_keys,
)
from vidgen_desktop.providers.desk import Desk
from vidgen_desktop.providers.nearby import servers_here
from vidgen_desktop.providers.price_book import PriceBook
from vidgen_desktop.providers.prices import price_table
from vidgen_desktop.providers.told import ToldModels
from vidgen_desktop.stages import STAGES
from vidgen_desktop.store.backups.keeping import Keeper
from vidgen_desktop.store.repository import open_store

log = logging.getLogger("vidgen.engine")

TITLE_FROM_PROMPT = 60  # characters of the prompt that stand in until the script has a title


class Engine:
    """`core.service.GenerationService`, on the real rooms."""

    def __init__(self, settings: Settings) -> None:
        self._folders = folders(settings)
        self._settings = settings
        media = FfmpegTool()
        self._builtin = builtin_parts(media)
        self._store = open_store(self._folders.database, settings.profile)
        self._keeper = Keeper(self._folders.database)
        self._keeper.look()
        self._house = pipeline.House(
            store=self._store,
            providers=self._makers,
            media=media,
            stages=STAGES,
            workspaces=self._folders.workspaces,
            videos=self._folders.videos,
            logs=self._folders.logs,
            limits=lambda: self._settings.limits,
        )
        self._told = ToldModels(self._folders.data / "models.json")
        self._estimates = Estimates(self._store, lambda: self._settings, self._prices)
        self._desk = Desk(
            lambda: self._settings.providers,
            media,
            self._builtin,
            rates=lambda setup, role, model: self._prices().rates(setup, role, model),
            remember=self._told.remember,
        )

    @property
    def store(self) -> Store:
        """The database, for reading."""
        return self._house.store

    def use(self, settings: Settings) -> None:
        """Take over new settings; what runs already keeps the folders it began with, and keeps
        within the new limits.
        """
        self._settings = settings
        self._folders = folders(settings)
        self._house = replace(self._house, videos=self._folders.videos)

    def close(self) -> None:
        """Close the database; nothing may be running."""
        self._keeper.close()
        self._store.close()

    def check(self, request: Request) -> Request:
        """The request made sound, its files probed and its folder tried."""
        sound = checked(request)
        check_cast(sound.cast, self._settings.providers)
        check_sources(self._house.media, sound)
        check_output(sound, self._folders.videos)
        return sound

    def submit(self, request: Request, agreed_micros: int | None = None) -> Generation:
        """Check the request, and that there are keys and consent, and store it as a pending
        generation.
        """
        sound = self.check(request)
        check_keys(sound.cast, self._settings.providers)
        check_consent(self.estimate(sound), self._settings.limits, agreed_micros)
        self._keeper.look()
        return self._house.store.create(sound, _first_words(sound.prompt))

    def run(self, generation: int, token: CancelToken, listen: Callable[[Event], None]) -> Outcome:
        """Carry a pending generation to its end; never raises."""
        return pipeline.run(self._house, generation, token, listen)

    @for_generation
    def resume(self, generation: int, agreed_micros: int | None = None) -> Generation:
        """Make a failed or cancelled generation pending again, or one that is left; finished
        steps stay.
        """
        store = self._house.store
        taken = take_from_silent(store, generation)
        known = store.get(generation)
        begins = taken or known.status is Status.FAILED or store.is_left(generation)
        if begins and known.revises is None:
            check_consent(self.remaining(generation), self._settings.limits, agreed_micros)
        return store.reset(generation)

    def left(self) -> Sequence[Left]:
        """What can be gone on with at once; see `core.service.GenerationService.left`."""
        store = self._house.store
        return [
            Left(known, len(store.takes(known.id)), self.remaining(known.id))
            for known in store.left()
        ]

    @for_generation
    def revise(self, generation: int, request: Request) -> Generation:
        """A pending version of a finished video; see `core.service.GenerationService.revise`."""
        store = self._house.store
        known = store.get(generation)
        sound = checked(request)
        check_revision(known.request, sound)
        board = store.storyboard(generation)
        if board is not None:
            check_boundaries(sound, len(board.scenes))
        if is_mixed_again(known.request, sound):  # the rest is filmed
            check_sources(self._house.media, replace(sound, pictures=(), reference=None))
        if sound.output is None or sound.output != known.request.output:
            check_output(sound, self._folders.videos)
        else:  # the name is taken by the original: this video gets it with a number
            check_writable(Path(sound.output).parent)
        return store.create(sound, known.title, of=generation)

    @for_generation
    def cancel(self, generation: int) -> Status:
        """Ask whichever process runs it to stop; one that nobody runs ends here."""
        store = self._house.store
        status = store.request_cancel(generation)
        if take_from_silent(store, generation):
            status = store.request_cancel(generation)
        log.warning("cancel asked for generation %s, which is %s", generation, status)
        return status

    @for_generation
    def export(
        self,
        generation: int,
        order: ExportOrder,
        token: CancelToken,
        progress: Callable[[float], None],
    ) -> Exported:
        """Export a finished video; see `core.service.GenerationService.export`."""
        return exporting.export(self._house, generation, order, token, progress)

    @for_generation
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

    def backups(self) -> Sequence[Backup]:
        """The copies of the database, newest first."""
        return self._store.backups()

    def restore(self, backup: Path) -> Restored:
        """Go on with a backup; see `core.service.GenerationService.restore`."""
        self._keeper.wait()
        return self._store.restore(backup)

    def estimate(self, request: Request, *, revised: bool = False) -> Estimate:
        """What it will cost, and how long it took before."""
        return self._estimates.of(request, revised=revised)

    def remaining(self, generation: int) -> Estimate:
        """What is still to be bought for a generation, by its own scenes once they are planned."""
        return self._estimates.remaining(generation)

    def learn_prices(self, cast: Cast, token: CancelToken) -> None:
        """Ask the services of a cast for their prices; see `engine.learning`."""
        learn_prices(self._told, self._settings.providers, cast, token)

    def _prices(self) -> PriceBook:
        """By the person's own price file as it now is."""
        return PriceBook(price_table(self._folders.prices), self._told)

    def voices(
        self, choice: Choice = BUILTIN_CHOICE, token: CancelToken | None = None
    ) -> Sequence[Voice]:
        """The voices to choose from, of the built-in or of another narrator."""
        return self._desk.voices(choice, token)

    def preview_voice(self, choice: Choice, voice: str, speed: float, token: CancelToken) -> Path:
        """A short sample of a voice, kept below the data folder."""
        folder = self._folders.data / "samples"
        purse = SamplePurse(self._house.store, self._settings.limits)
        return self._desk.preview(choice, voice, speed, folder, purse, token)

    def can_look_again(self, purchase: Purchase) -> bool:
        """Whether the service that it was bought from can be asked for it."""
        cast = self._house.store.get(purchase.generation).request.cast
        return can_be_asked_for(purchase, cast.clips_by, self._settings.providers)

    def roles(self, provider: str) -> frozenset[Role]:
        """What a provider of the settings can do."""
        return self._desk.roles(provider)

    def test_provider(self, provider: str, token: CancelToken) -> str:
        """What is right with a provider, in words; raises what is wrong."""
        return self._desk.test(provider, self._settings.qualities, token)

    def models(self, provider: str, role: Role, token: CancelToken) -> Sequence[ModelInfo]:
        """The models that a provider lists for a role."""
        return self._desk.models(provider, role, token)

    def servers_here(self, token: CancelToken) -> Sequence[ServerHere]:
        """Servers of one's own on this computer."""
        return servers_here(token)

    def suggested_qualities(self, token: CancelToken) -> Sequence[Suggestion]:
        """Draft, Standard and Best, as far as there is something for them."""
        return self._desk.suggested(token)

    def _makers(self, known: Generation, token: CancelToken) -> Providers:
        """Who makes a generation, by the settings as they now are."""
        cast, opener = known.request.cast, self._desk.opener()
        if known.revises is not None:
            return opener.kept(cast)
        self.learn_prices(cast, token)
        return opener.cast(cast)


def _first_words(prompt: str) -> str:
    """A title until the script has one: whole words, or characters where there are no spaces."""
    line = prompt.splitlines()[0].strip()
    words = shorten(line, TITLE_FROM_PROMPT, placeholder="…")
    return words if len(words) > 1 else line[:TITLE_FROM_PROMPT]


def open_engine(settings: Settings) -> Engine:
    """The engine for these settings; raises StoreError where data cannot be kept."""
    return Engine(settings)
