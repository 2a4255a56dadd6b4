"""Keeps the library and the page true while generations move on, here or in another process."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from vidgen_desktop.core.errors import LeaseLost, VidgenError
from vidgen_desktop.core.events import Failed, StepState
from vidgen_desktop.core.model import Generation, Storyboard, Take
from vidgen_desktop.core.service import GenerationService
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.generation.details import Details, read_details
from vidgen_desktop.ui.generation.generation_page import GenerationPage
from vidgen_desktop.ui.library.model import LibraryModel
from vidgen_desktop.ui.runner import GenerationRunner
from vidgen_desktop.ui.watcher import Watcher


class Follower(QObject):
    """Passes what the runner and the watcher tell to those who show it.

    What is on the page comes from the store (`show`, read in the background) and then from
    events. Everything is stored before its event is sent, so a reading that events have
    overtaken is simply repeated.
    """

    shown = Signal(int)  # a generation came onto the page

    def __init__(
        self,
        service: GenerationService,
        background: Background,
        runner: GenerationRunner,
        model: LibraryModel,
        page: GenerationPage,
        say: Callable[[VidgenError], None],
    ) -> None:
        super().__init__(page)
        self._service = service
        self._background = background
        self._runner = runner
        self._model = model
        self._page = page
        self._say = say
        self._wanted: int | None = None
        self._play = False
        self._left: frozenset[int] = frozenset()
        self._overtaken: set[int] = set()
        self._asked = 0
        self._answered: dict[int, int] = {}  # the newest reading of each that has come
        self._under_way: dict[int, set[str]] = {}  # the steps of each, which no reading tells
        self._why: dict[int, str] = {}  # runs ended here; a full disk keeps it from being stored
        self._connect()

    def _connect(self) -> None:
        runner = self._runner
        runner.started.connect(self.read)
        runner.progressed.connect(self._progressed)
        runner.stepChanged.connect(self._step_changed)
        runner.storyboardReady.connect(self._storyboard_ready)
        runner.sceneReady.connect(self._scene_ready)
        runner.costAdded.connect(self._cost_added)
        runner.noted.connect(self._noted)
        runner.ended.connect(self._ended)

    def watch(self, watcher: Watcher) -> None:
        """Follow other processes too."""
        watcher.changed.connect(self._stored_change)
        watcher.countChanged.connect(self._count_changed)
        watcher.leftChanged.connect(self._left_changed)
        watcher.silent.connect(self._silent)
        watcher.ticked.connect(self._page.progress.tick)
        watcher.ticked.connect(self._page.tick)

    @property
    def wanted(self) -> int | None:
        """The generation that is, or is about to be, on the page."""
        return self._wanted

    def show(self, generation: int, *, play: bool = False) -> None:
        """Put a generation onto the page, as soon as it is read."""
        self._wanted = generation
        self._play = play
        self.read(generation)

    def leave(self) -> None:
        """Another page is on view."""
        self._wanted = None
        self._page.leave()

    def read(self, generation: int) -> None:
        """Read a generation again, for its row and for the page if it is wanted there."""
        self._overtaken.discard(generation)
        self._asked += 1
        asked = self._asked

        def show(details: Details) -> None:
            if asked < self._answered.get(generation, 0):
                return  # a later reading was quicker
            self._answered[generation] = asked
            self._model.update(details.generation)
            if self._wanted != generation:
                return
            self._put(replace(details, why=self._why.get(generation, "")))
            if generation in self._overtaken:
                self.read(generation)

        self._background.ask(lambda: read_details(self._service, generation), show, self._say)

    def _put(self, details: Details) -> None:
        generation = details.generation
        play = self._play and generation.result is not None
        if not generation.status.is_active:  # else it was read before it ended
            self._play = False
        waiting = self._runner.is_waiting(generation.id)
        self._page.show_details(details, waiting_here=waiting, play=play)
        for step in self._under_way.get(generation.id, ()):
            self._page.set_step(step, StepState.STARTED)
        if (latest := self._runner.latest(generation.id)) is not None:
            self._page.progress.set_reading(latest.percent, latest.text)
        self.shown.emit(generation.id)

    def _on_page(self, generation: int) -> bool:
        known = self._page.generation
        return self._wanted == generation and known is not None and known.id == generation

    def _progressed(self, generation: int, percent: float, text: str) -> None:
        self._model.set_reading(generation, percent, text)
        if self._on_page(generation):
            self._page.progress.set_reading(percent, text)

    def _step_changed(self, generation: int, step: str, state: object) -> None:
        steps = self._under_way.setdefault(generation, set())
        steps.add(step) if state is StepState.STARTED else steps.discard(step)
        if self._on_page(generation):
            self._page.set_step(step, state)

    def _storyboard_ready(self, generation: int, storyboard: Storyboard) -> None:
        self._overtaken.add(generation)
        if self._on_page(generation):
            self._page.set_storyboard(storyboard)
            self.read(generation)  # what is still to be bought is known better now

    def _scene_ready(self, generation: int, take: Take) -> None:
        self._overtaken.add(generation)
        if self._on_page(generation):
            self._page.set_take(take)

    def _cost_added(self, generation: int, _entry: object, total: object) -> None:
        self._overtaken.add(generation)  # what is read now may count it twice, or not at all
        if self._on_page(generation) and isinstance(total, int):
            self._page.progress.set_cost(total)

    def _noted(self, generation: int, text: str) -> None:
        if self._on_page(generation):
            self._page.add_note(text)

    def _ended(self, generation: int, outcome: object) -> None:
        self._under_way.pop(generation, None)
        self._why.pop(generation, None)
        # That another process took it over is no reason why that one stopped.
        if isinstance(outcome, Failed) and outcome.code != LeaseLost.code:
            self._why[generation] = f"{outcome.message} {outcome.advice}".strip()
        # A finished video opens in the player if the person is still looking at it.
        if self._on_page(generation):
            self._play = self._page.isVisible()
        self.read(generation)

    def _stored_change(self, generation: Generation) -> None:
        self._model.update(generation)
        shown = self._page.generation
        if shown is None or not self._on_page(generation.id):
            return
        if generation.status.is_active and shown.status is generation.status:
            waiting = self._runner.is_waiting(generation.id)
            self._page.update_generation(generation, waiting_here=waiting)
        if not self._runner.owns(generation.id):
            # Made by another process: its scenes and takes come without events.
            self.read(generation.id)

    def _left_changed(self, left: frozenset[int]) -> None:
        changed, self._left = self._left ^ left, left
        self._model.set_left(left)
        if self._wanted in changed:
            self.read(self._wanted)

    def _silent(self, silences: Mapping[int, float]) -> None:
        shown = self._page.generation
        if shown is not None and shown.id in silences:
            self._page.progress.set_silence(silences[shown.id])

    def _count_changed(self, count: int) -> None:
        if count != self._model.rowCount() and not self._model.search_text:
            self._model.refresh()
