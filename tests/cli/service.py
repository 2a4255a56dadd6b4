"""The command line's engine in tests: the real pipeline, stages and store on fake providers."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.fakes.house import FakeHouse
from tests.fakes.providers import ENGLISH, Diary
from vidgen_desktop.config import Settings, folders
from vidgen_desktop.core import exporting, pipeline
from vidgen_desktop.core.backups import Backup, Restored
from vidgen_desktop.core.buying.consent import check_consent
from vidgen_desktop.core.buying.estimate import Terms, estimate
from vidgen_desktop.core.buying.purchase import Purchase
from vidgen_desktop.core.buying.rates import Rate, Unit
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import BUILTIN_CHOICE, Cast, Choice, Role, Suggestion
from vidgen_desktop.core.events import Event, Outcome
from vidgen_desktop.core.export import Exported, ExportOrder
from vidgen_desktop.core.model import Estimate, Generation, Request, Status, Voice
from vidgen_desktop.core.model_info import ModelInfo
from vidgen_desktop.core.nearby import ServerHere
from vidgen_desktop.core.revision import check_revision
from vidgen_desktop.core.run.leaving import Left
from vidgen_desktop.core.store_port import Store
from vidgen_desktop.core.validate import checked
from vidgen_desktop.providers.asking_again import can_be_asked_for
from vidgen_desktop.providers.desk import Desk
from vidgen_desktop.providers.gratis import Gratis
from vidgen_desktop.store.repository import open_store

# Micro-dollars for a second of video, by model; nobody knows the price of any other.
PRICES = {"film": 100_000, "old-film": 50_000}


class FakeService:
    """`GenerationService` on a fake house; what its providers do is in `diary`."""

    def __init__(self, settings: Settings, diary: Diary) -> None:
        where: Path = folders(settings).data
        where.mkdir(parents=True, exist_ok=True)
        self.house = FakeHouse(where, diary=diary)
        self.house.close()
        self._database = open_store(folders(settings).database, settings.profile)
        self.house.store = self._database
        self.house.house = replace(self.house.house, store=self.house.store)
        self.asked: list[Cast] = []
        self._settings = settings
        self._limits = settings.limits

    @property
    def store(self) -> Store:
        """The real database."""
        return self.house.store

    def check(self, request: Request) -> Request:
        """As the program does, without probing files."""
        return checked(request)

    def submit(self, request: Request, agreed_micros: int | None = None) -> Generation:
        """A pending generation."""
        sound = self.check(request)
        check_consent(self.estimate(sound), self._limits, agreed_micros)
        return self.store.create(sound, sound.prompt.splitlines()[0][:60])

    def run(self, generation: int, token: CancelToken, listen: Callable[[Event], None]) -> Outcome:
        """The real pipeline."""
        return pipeline.run(self.house.house, generation, token, listen)

    def resume(self, generation: int, agreed_micros: int | None = None) -> Generation:
        """Pending again."""
        check_consent(self.remaining(generation), self._limits, agreed_micros)
        return self.store.reset(generation)

    def left(self) -> Sequence[Left]:
        """By the real database."""
        return [
            Left(known, len(self.store.takes(known.id)), self.remaining(known.id))
            for known in self.store.left()
        ]

    def revise(self, generation: int, request: Request) -> Generation:
        """A pending version."""
        known = self.store.get(generation)
        sound = self.check(request)
        check_revision(known.request, sound)
        return self.store.create(sound, known.title, of=generation)

    def cancel(self, generation: int) -> Status:
        """Set the flag."""
        return self.store.request_cancel(generation)

    def export(
        self,
        generation: int,
        order: ExportOrder,
        token: CancelToken,
        progress: Callable[[float], None],
    ) -> Exported:
        """The real thing, on a media tool that writes words."""
        return exporting.export(self.house.house, generation, order, token, progress)

    def delete(self, generation: int) -> None:
        """Forget it."""
        self.store.delete(generation)

    def backups(self) -> Sequence[Backup]:
        return self._database.backups()

    def restore(self, backup: Path) -> Restored:
        return self._database.restore(backup)

    def estimate(self, request: Request, *, revised: bool = False) -> Estimate:
        """By a price list that has a few models of one provider; as quick as before."""
        pace = self.store.pace(request, revised=revised)
        found = estimate(request, self._terms, None, date(2026, 11, 21))
        return replace(found, seconds=None if pace is None else pace * request.seconds)

    def remaining(self, generation: int) -> Estimate:
        """All of it, as nothing is bought here."""
        return self.estimate(self.store.get(generation).request)

    def learn_prices(self, cast: Cast, token: CancelToken) -> None:
        """They never change."""
        token.check()
        self.asked.append(cast)

    def _terms(self, _role: Role, choice: Choice) -> Terms:
        micros = PRICES.get(choice.model)
        if micros is None:
            return Terms()
        dated = date(2026, 8, 1) if choice.model.startswith("old-") else date(2026, 11, 1)
        return Terms((Rate(Unit.SECOND, micros, "the fake list", dated),))

    def voices(
        self, choice: Choice = BUILTIN_CHOICE, token: CancelToken | None = None
    ) -> Sequence[Voice]:
        """One, or those of a server."""
        return (ENGLISH,) if choice.is_builtin else self._desk.voices(choice, token)

    def preview_voice(self, choice: Choice, voice: str, speed: float, token: CancelToken) -> Path:
        """A server's."""
        return self._desk.preview(choice, voice, speed, self.house.folder, Gratis(), token)

    def can_look_again(self, purchase: Purchase) -> bool:
        """By the real rule."""
        cast = self.store.get(purchase.generation).request.cast
        return can_be_asked_for(purchase, cast.clips_by, self._settings.providers)

    def roles(self, provider: str) -> frozenset[Role]:
        """What the kind can do."""
        return self._desk.roles(provider)

    def test_provider(self, provider: str, token: CancelToken) -> str:
        """Ask the server."""
        return self._desk.test(provider, self._settings.qualities, token)

    def models(self, provider: str, role: Role, token: CancelToken) -> Sequence[ModelInfo]:
        """Ask the server."""
        return self._desk.models(provider, role, token)

    def servers_here(self, token: CancelToken) -> Sequence[ServerHere]:
        """None."""
        token.check()
        return ()

    def suggested_qualities(self, token: CancelToken) -> Sequence[Suggestion]:
        """From what the servers list."""
        return self._desk.suggested(token)

    @property
    def _desk(self) -> Desk:
        """The real one, on the fake parts."""
        return Desk(
            lambda: self._settings.providers,
            self.house.house.media,
            self.house.providers,
            rates=lambda *_: (),
            remember=lambda *_: None,
        )
