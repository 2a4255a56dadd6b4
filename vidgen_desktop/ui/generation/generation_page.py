"""The right side for one generation: player, running stage or how it ended, and its scenes."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from vidgen_desktop.core.events import StepState
from vidgen_desktop.core.model import Generation, Status, Storyboard, Take, now
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.generation.details import Details
from vidgen_desktop.ui.generation.ended_view import EndedView
from vidgen_desktop.ui.generation.progress_panel import ProgressPanel
from vidgen_desktop.ui.generation.scene_cards import SceneCards
from vidgen_desktop.ui.generation.stage_view import StageView
from vidgen_desktop.ui.look import texts, tokens
from vidgen_desktop.ui.parts.labels import ElidedLabel, Label
from vidgen_desktop.ui.parts.posters import Posters
from vidgen_desktop.ui.playing.player import Player


class GenerationPage(QWidget):
    """Shows one generation in whatever state it is; the same widgets stay in their places."""

    cancelAsked = Signal(int)
    resumeAsked = Signal(int)
    changeAsked = Signal(object)
    exportAsked = Signal(object)

    def __init__(self, background: Background, posters: Posters, volume: float) -> None:
        super().__init__()
        self._generation: Generation | None = None
        self._scenes = 0
        self._taken: set[int] = set()
        self._own_notes: list[str] = []  # said here and now, not stored
        self.title = ElidedLabel("", "title")
        self.clock = now
        self.facts = Label("", "secondary")
        self.notes = Label("", "secondary", wrap=True)
        self.player = Player(background, volume)
        self.stage = StageView(background)
        self.ended = EndedView()
        self.progress = ProgressPanel()
        self.scenes = SceneCards(posters)
        self.views = QStackedWidget()
        self._running = QWidget()
        self._lay_out()
        self.progress.cancelAsked.connect(self.cancelAsked)
        self.ended.resumeAsked.connect(self.resumeAsked)
        self.player.changeAsked.connect(self.change)
        self.player.exportAsked.connect(self.export)
        self.player.said.connect(self.add_note)

    @property
    def generation(self) -> Generation | None:
        """What is shown."""
        return self._generation

    def _lay_out(self) -> None:
        running = QVBoxLayout(self._running)
        running.setContentsMargins(0, 0, 0, 0)
        running.setSpacing(tokens.SPACE_M)
        running.addWidget(self.stage, 1)
        running.addWidget(self.progress)
        for view in (self.player, self._running, self.ended):
            self.views.addWidget(view)
        head = QHBoxLayout()
        head.setSpacing(tokens.SPACE_M)
        head.addWidget(self.title, 1)
        head.addWidget(self.facts, 0, Qt.AlignmentFlag.AlignBaseline)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_XL, tokens.SPACE_L, tokens.SPACE_XL, tokens.SPACE_M)
        column.setSpacing(tokens.SPACE_M)
        column.addLayout(head)
        column.addWidget(self.views, 1)
        column.addWidget(self.notes)
        column.addWidget(self.scenes)

    def show_details(self, details: Details, *, waiting_here: bool, play: bool = False) -> None:
        """Show a generation as the store has it."""
        generation = details.generation
        another = self._generation is None or self._generation.id != generation.id
        self._generation = generation
        self.title.say(generation.title)
        self.tick()
        self._say_notes()
        if another:
            self._own_notes.clear()
            self._say_notes()
            self.scenes.clear()
            self._taken.clear()
            self.stage.begin(generation.request)
            self.scenes.set_transitions(generation.request)
        if another or details.storyboard is not None:
            self.set_storyboard(details.storyboard)
        for take in details.takes:
            if take.scene not in self._taken:
                self.set_take(take)
        self._show_state(details, waiting_here=waiting_here, play=play)

    def _show_state(self, details: Details, *, waiting_here: bool, play: bool) -> None:
        generation = details.generation
        if generation.status is Status.COMPLETED and generation.result is not None:
            self.player.open(generation.result, generation.request.fps, play=play)
            self.views.setCurrentWidget(self.player)
            return
        self.player.stop()
        if generation.status.is_active and not details.is_left:
            if generation.status is Status.PENDING and not details.takes:
                self.stage.begin(generation.request)
            self.progress.show_generation(generation, waiting_here=waiting_here)
            if details.estimate is not None:
                self.progress.set_estimate(generation.id, details.estimate)
            self.views.setCurrentWidget(self._running)
        else:
            self.scenes.set_ended()
            self.ended.show_details(details, self._scenes)
            self.views.setCurrentWidget(self.ended)

    def update_generation(self, generation: Generation, *, waiting_here: bool) -> None:
        """Show newer figures of the active generation that is on view."""
        self._generation = generation
        self.title.say(generation.title)
        self._say_notes()
        self.progress.show_generation(generation, waiting_here=waiting_here)

    def tick(self) -> None:
        """Say when it was made as it is true by now."""
        if self._generation is not None:
            self.facts.say(texts.SEPARATOR.join(head_facts(self._generation, self.clock())))

    def set_storyboard(self, storyboard: Storyboard | None) -> None:
        """Show the scenes."""
        self._scenes = len(storyboard.scenes) if storyboard is not None else 0
        self.scenes.set_storyboard(storyboard)
        self.scenes.setVisible(bool(self._scenes))
        if storyboard is not None and storyboard.title:
            self.title.say(storyboard.title)

    def set_take(self, take: Take) -> None:
        """Show a take that has arrived; one of a scene that is not shown yet comes with it."""
        if not self._scenes:
            return
        self._taken.add(take.scene)
        self.scenes.set_take(take)
        self.stage.show_take(take, self._scenes)

    def set_step(self, step: str, state: object) -> None:
        """Mark the card of a scene whose clip was begun ("clip/3").

        Where the store says that it has ended, events that are still on their way are late.
        """
        if self.views.currentWidget() is not self._running:
            return
        kind, _, number = step.partition("/")
        if kind == "clip" and number.isdigit() and state is StepState.STARTED:
            self.scenes.set_making(int(number))

    def add_note(self, text: str) -> None:
        """Show one more sentence the person should know."""
        if text not in self._own_notes:
            self._own_notes.append(text)
            self._say_notes()

    def change(self) -> None:
        """Ask for another version of the video that is shown, if it is finished."""
        if self.views.currentWidget() is self.player:
            self.player.pause()
            self.changeAsked.emit(self._generation)

    def export(self) -> None:
        """Ask for a copy of the video that is shown, if it is finished."""
        if self.views.currentWidget() is self.player:
            self.exportAsked.emit(self._generation)

    def _say_notes(self) -> None:
        stored = self._generation.notes if self._generation is not None else ()
        own = [text for text in self._own_notes if text not in stored]
        self.notes.say("\n".join([*stored, *own]))

    def leave(self) -> None:
        """Another page is shown: be quiet."""
        self.player.pause()


def head_facts(generation: Generation, at: datetime) -> list[str]:
    """Version, length, shape, cost and when, for the head of the page."""
    request = generation.request
    seconds = generation.result.seconds if generation.result else request.seconds
    facts = [texts.clock(seconds), request.aspect.value, request.resolution.value]
    if version := texts.version(generation):
        facts.insert(0, version)
    if not generation.status.is_active:
        facts.append(texts.spent(generation))
    return [*facts, texts.age(generation, at)]
