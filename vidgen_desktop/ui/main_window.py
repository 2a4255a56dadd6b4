"""The one window: library on the left, a new video or a generation on the right."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMainWindow, QStackedWidget, QWidget

from vidgen_desktop.config import Settings, save_settings
from vidgen_desktop.core.errors import InvalidRequest, VidgenError
from vidgen_desktop.core.model import Generation, Request
from vidgen_desktop.core.service import GenerationService
from vidgen_desktop.ui import icons
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.details import Details, read_details
from vidgen_desktop.ui.export import export
from vidgen_desktop.ui.generation_page import GenerationPage
from vidgen_desktop.ui.labels import Line
from vidgen_desktop.ui.library_menu import MenuActions, library_menu
from vidgen_desktop.ui.library_model import LibraryModel
from vidgen_desktop.ui.library_panel import LibraryPanel
from vidgen_desktop.ui.posters import Posters
from vidgen_desktop.ui.prompt_panel import PromptPanel
from vidgen_desktop.ui.questions import CloseQuestion, Closing, DeleteQuestion
from vidgen_desktop.ui.runner import GenerationRunner
from vidgen_desktop.ui.settings_dialog import SettingsDialog
from vidgen_desktop.ui.style import Theme
from vidgen_desktop.ui.watcher import Watcher


class MainWindow(QMainWindow):
    """Connects the panels with the runner and the store; each panel does its own drawing."""

    closed = Signal()
    settingsChanged = Signal(object)

    def __init__(self, service: GenerationService, settings: Settings, theme: Theme) -> None:
        super().__init__()
        self._service = service
        self._settings = settings
        self._theme = theme
        self._shown: int | None = None
        self._play_when_read = False
        self._closing = Closing.STAY
        self.setWindowTitle("Vidgen")
        self.setMinimumSize(960, 640)
        self.resize(1280, 800)
        self.background = Background(self)
        self.posters = Posters(self.background, self)
        self.runner = GenerationRunner(service, settings.at_a_time, self)
        self.watcher = Watcher(service.store, self.background, self)
        self.model = LibraryModel(service.store, self.background, self)
        self.library = LibraryPanel(self.model, self.posters)
        self.prompt = PromptPanel(service, self.background, settings.defaults)
        self.page = GenerationPage(self.background, self.posters, settings.volume)
        self.pages = QStackedWidget()
        self._lay_out()
        self._connect_panels()
        self._connect_runner()
        self._add_shortcuts()

    def _lay_out(self) -> None:
        self.pages.addWidget(self.prompt)
        self.pages.addWidget(self.page)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.library)
        row.addWidget(Line(vertical=True))
        row.addWidget(self.pages, 1)
        self.setCentralWidget(whole)

    def _connect_panels(self) -> None:
        self.library.newAsked.connect(self.show_new)
        self.library.settingsAsked.connect(self.show_settings)
        self.library.chosen.connect(lambda generation: self.show_generation(generation.id))
        self.library.playAsked.connect(self._play)
        self.library.deleteAsked.connect(self.delete)
        self.library.menuAsked.connect(self._show_menu)
        self.prompt.submitted.connect(self.runner.submit)
        self.page.cancelAsked.connect(self.runner.cancel)
        self.page.resumeAsked.connect(self.runner.resume)
        self.page.exportAsked.connect(self.export)
        self.model.loaded.connect(lambda _count: self._count_changed())
        self.model.rowsInserted.connect(self._count_changed)
        self.model.rowsRemoved.connect(self._count_changed)
        self._theme.changed.connect(self._redress)

    def _connect_runner(self) -> None:
        runner = self.runner
        runner.accepted.connect(self._accepted)
        runner.refused.connect(self._refused)
        runner.started.connect(self._reread)
        runner.progressed.connect(self._progressed)
        runner.stepChanged.connect(self._step_changed)
        runner.storyboardReady.connect(self._storyboard_ready)
        runner.sceneReady.connect(self._scene_ready)
        runner.costAdded.connect(self._cost_added)
        runner.noted.connect(self._noted)
        runner.ended.connect(self._ended)
        self.watcher.changed.connect(self._changed_elsewhere)
        self.watcher.countChanged.connect(self._count_elsewhere)
        self.watcher.ticked.connect(self.page.progress.tick)

    def _add_shortcuts(self) -> None:
        for keys, do in (
            ("Ctrl+N", self.show_new),
            ("Ctrl+F", self.library.search.setFocus),
            ("Ctrl+,", self.show_settings),
            ("Ctrl+.", self._cancel_shown),
            ("Ctrl+E", lambda: self.export(self.page.generation)),
            ("Ctrl+L", self.library.view.setFocus),
            ("Ctrl+Q", self.close),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(do)

    def begin(self) -> None:
        """Read the library and start to look; called once the window is up."""
        self.model.refresh()
        self.watcher.start()
        self.prompt.estimate()
        self.background.ask(self._service.voices, self.prompt.offer_voices)

    def submit(self, request: Request) -> None:
        """Make a video, as if the person had typed it."""
        self.runner.submit(request)

    def show_new(self) -> None:
        """Show the panel for a new video."""
        self._shown = None
        self.page.leave()
        self.library.view.select(None)
        self.pages.setCurrentWidget(self.prompt)
        self.prompt.field.edit.setFocus()
        self.prompt.estimate()

    def show_generation(self, generation: int, *, play: bool = False) -> None:
        """Show a generation, once its details are read."""
        self._shown = generation
        self._play_when_read = play
        self._reread(generation)

    def show_settings(self) -> None:
        """Open the settings."""
        dialog = SettingsDialog(self._settings, self)
        dialog.saved.connect(self.apply_settings)
        dialog.open()

    def apply_settings(self, settings: Settings) -> None:
        """Make new settings true, at once."""
        self._settings = settings
        self._theme.choose(settings.appearance)
        self.runner.set_at_a_time(settings.at_a_time)
        self.prompt.set_defaults(settings.defaults)
        self.settingsChanged.emit(settings)

    def delete(self, generation: Generation) -> None:
        """Ask once, then remove a generation with its files."""
        if generation.status.is_active or not DeleteQuestion(self, generation.title).ask():
            return
        if generation.id == self._shown:
            self.show_new()
        if generation.result is not None:
            self.page.player.release(generation.result.video)

        def gone(_nothing: object) -> None:
            self.model.remove(generation.id)

        self.background.ask(lambda: self._service.delete(generation.id), gone, self._say)

    def export(self, generation: Generation | None) -> None:
        """Copy a finished video to a place the person chooses."""
        if generation is None or generation.result is None:
            return
        result = generation.result
        name = Path(result.video).name
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Export the video", str(Path.home() / name), "Video (*.mp4)"
        )
        if not chosen:
            return
        target = Path(chosen)
        if target.suffix.lower() != ".mp4":
            target = target.with_name(target.name + ".mp4")
        self.background.ask(
            lambda: export(result, target),
            lambda _paths: self.page.notes.say(f"Copied to {target}."),
            self._say,
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Put the cursor into the prompt."""
        super().showEvent(event)
        self.prompt.field.edit.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask where something runs; then finish it, stop it, or stay."""
        if not self.runner.active:
            self._shut(event)
            return
        if self._closing is Closing.STAY:
            self._closing = CloseQuestion(self, len(self.runner.active)).ask()
        # The last one may have ended while the question was on the screen.
        if not self.runner.active and self._closing is not Closing.STAY:
            self._shut(event)
            return
        event.ignore()
        if self._closing is Closing.CANCEL:
            self.setEnabled(False)
            self.runner.cancel_all()
        elif self._closing is Closing.KEEP:
            self.page.player.close_media()
            self.hide()

    def _shut(self, event: QCloseEvent) -> None:
        self.watcher.stop()
        self.page.player.close_media()
        volume = self.page.player.volume
        if volume != self._settings.volume:
            self._keep_volume(volume)
        self.runner.close()
        self.background.close()
        event.accept()
        self.closed.emit()

    def _keep_volume(self, volume: float) -> None:
        try:
            save_settings(replace(self._settings, volume=volume))
        except VidgenError:
            return  # the volume is not worth a question at the end

    def _reread(self, generation: int) -> None:
        """Read a generation again, for its row and for the page if it is on view."""

        def show(details: Details) -> None:
            self.model.update(details.generation)
            if self._shown == details.generation.id:
                self._show_details(details)

        self.background.ask(lambda: read_details(self._service, generation), show, self._say)

    def _show_details(self, details: Details) -> None:
        generation = details.generation
        waiting = self.runner.is_waiting(generation.id)
        play, self._play_when_read = self._play_when_read, False
        self.page.show_details(details, waiting_here=waiting, play=play)
        if (latest := self.runner.latest(generation.id)) is not None:
            self.page.progress.set_reading(latest.percent, latest.text)
        self.library.view.select(generation.id)
        self.pages.setCurrentWidget(self.page)

    def _accepted(self, generation: Generation) -> None:
        self.model.insert_first(generation)
        self.model.update(generation)
        if self.pages.currentWidget() is self.prompt:
            self.prompt.accept()
        self.show_generation(generation.id)

    def _refused(self, fault: VidgenError) -> None:
        if isinstance(fault, InvalidRequest) or self.pages.currentWidget() is self.prompt:
            self.show_new()
            self.prompt.show_fault(fault)
        else:
            self._say(fault)

    def _say(self, fault: VidgenError) -> None:
        if self.pages.currentWidget() is self.page:
            self.page.notes.say(str(fault))
        else:
            self.prompt.show_fault(fault)

    def _progressed(self, generation: int, percent: float, text: str) -> None:
        self.model.set_reading(generation, percent, text)
        if generation == self._shown:
            self.page.progress.set_reading(percent, text)

    def _step_changed(self, generation: int, step: str, _state: object) -> None:
        if generation == self._shown:
            self.page.set_step(step)

    def _storyboard_ready(self, generation: int, storyboard: object) -> None:
        if generation == self._shown:
            self.page.set_storyboard(storyboard)  # type: ignore[arg-type]

    def _scene_ready(self, generation: int, take: object) -> None:
        if generation == self._shown:
            self.page.set_take(take)  # type: ignore[arg-type]

    def _cost_added(self, generation: int, _entry: object, total: object) -> None:
        if generation == self._shown:
            self.page.progress.set_cost(int(total))  # type: ignore[call-overload]

    def _noted(self, generation: int, text: str) -> None:
        if generation == self._shown:
            self.page.add_note(text)

    def _ended(self, generation: int, _outcome: object) -> None:
        if generation == self._shown and self.isVisible():
            # A finished video opens in the player, if the person is still looking at it.
            self._play_when_read = True
        self._reread(generation)
        if self._closing is not Closing.STAY and not self.runner.active:
            self.close()

    def _changed_elsewhere(self, generation: Generation) -> None:
        """Another process moved it on, or ours did and the store now has it."""
        self.model.update(generation)
        if generation.id != self._shown or self.page.generation is None:
            return
        shown = self.page.generation
        if generation.status.is_active and shown.status is generation.status:
            waiting = self.runner.is_waiting(generation.id)
            self.page.update_generation(generation, waiting_here=waiting)
            if self.runner.owns(generation.id):
                return
        if shown != generation or not self.runner.owns(generation.id):
            self._reread(generation.id)

    def _count_elsewhere(self, count: int) -> None:
        if count != self.model.rowCount() and not self.model.search_text:
            self.model.refresh()

    def _count_changed(self) -> None:
        empty = not self.model.rowCount() and not self.model.search_text
        self.prompt.show_examples(empty)

    def _play(self, generation: Generation) -> None:
        self.show_generation(generation.id, play=True)

    def _cancel_shown(self) -> None:
        if self._shown is not None and self.page.progress.cancel.isVisible():
            self.page.progress.cancel.click()

    def _show_menu(self, generation: Generation, point: QPoint) -> None:
        actions = MenuActions(
            play=self._play,
            export=self.export,
            resume=self.runner.resume,
            cancel=self.runner.cancel,
            delete=self.delete,
            reuse=self._reuse,
        )
        menu = library_menu(self, generation, actions)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(point)

    def _reuse(self, generation: Generation) -> None:
        self.show_new()
        self.prompt.use_example(generation.request.prompt)

    def _redress(self) -> None:
        icons.refresh()
        self.library.redress()
        self.page.ended.redress()
        self.update()
