"""The one window: library on the left, a new video or a generation on the right."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from vidgen_desktop.config import Settings
from vidgen_desktop.core.errors import VidgenError
from vidgen_desktop.core.model import Generation, Request
from vidgen_desktop.core.service import GenerationService
from vidgen_desktop.ui.actions import Actions
from vidgen_desktop.ui.answers import Answers
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.costs.page import CostsPage
from vidgen_desktop.ui.faults.help import Help
from vidgen_desktop.ui.follower import Follower
from vidgen_desktop.ui.frame import frame
from vidgen_desktop.ui.generation.generation_page import GenerationPage
from vidgen_desktop.ui.generation.left_notice import LeftNotice
from vidgen_desktop.ui.generation.leftovers import Leftovers
from vidgen_desktop.ui.library.model import LibraryModel
from vidgen_desktop.ui.library.panel import LibraryPanel
from vidgen_desktop.ui.look import icons
from vidgen_desktop.ui.look.style import Theme
from vidgen_desktop.ui.new_video.consent import Consent
from vidgen_desktop.ui.new_video.usual import Usual
from vidgen_desktop.ui.parts.posters import Posters
from vidgen_desktop.ui.prompt_panel import PromptPanel
from vidgen_desktop.ui.runner import GenerationRunner
from vidgen_desktop.ui.session.closing import Closer
from vidgen_desktop.ui.settings.preferences import Preferences
from vidgen_desktop.ui.shortcuts import add_shortcuts
from vidgen_desktop.ui.watcher import Watcher

SMALLEST, USUAL = (960, 640), (1280, 800)
TITLE_BAR = 32  # points, as high as the systems have it


class MainWindow(QMainWindow):
    """Connects the panels with the runner and the store; each panel does its own drawing.

    Nothing asks the service before `begin`, and then only in the background: it may still
    be opening.
    """

    painted = Signal()  # for the first time: what can wait may begin
    leaving = Signal()  # it is going to close, and takes nothing on any more
    closed = Signal()
    settingsChanged = Signal(object)

    def __init__(self, service: GenerationService, settings: Settings, theme: Theme) -> None:
        super().__init__()
        self._service = service
        self._theme = theme
        self._painted = False
        self._is_shut = False
        self.setWindowTitle("Vidgen")
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        self.background = Background(self)
        self.preferences = Preferences(service, settings, self)
        self.posters = Posters(Background(self, threads=1), self)
        self.runner = GenerationRunner(service, settings.at_a_time, self)
        self.runner.learns_first = settings.limits.confirm_above is not None
        self.watcher = Watcher(lambda: service.store, self.background, self)
        self.model = LibraryModel(lambda: service.store, self.background, self)
        self.library = LibraryPanel(self.model, self.posters)
        self.prompt = PromptPanel(service, self.preferences.errands, settings)
        self.page = GenerationPage(self.background, self.posters, settings.volume)
        self.follower = Follower(
            service, self.background, self.runner, self.model, self.page, self.say
        )
        self.doing = Actions(
            service, self.background, self.runner, self.posters, self.model.is_left, self
        )
        self.consent = Consent(service, self.background, self.runner, self.preferences, self)
        self.notice = LeftNotice()
        self.leftovers = Leftovers(
            service, self.background, self.runner, self.preferences, self.notice, self
        )
        self.costs = CostsPage(service, self.background, self.preferences)
        self.help = Help(self.preferences.errands, self)
        self._closer = Closer(self, self.runner, self.page.player.close_media)
        self._closer.leaving.connect(self.leaving)
        self.pages = QStackedWidget()
        self._lay_out()
        self.usual = Usual(self.prompt, self.preferences, self)
        self._connect_panels()
        self._connect_work()
        self.answers = Answers(self)
        add_shortcuts(self)

    def _lay_out(self) -> None:
        self.pages.addWidget(self.prompt)
        self.pages.addWidget(self.page)
        self.pages.addWidget(self.costs)
        self.pages.currentChanged.connect(
            lambda: self.notice.be_brief(self.pages.currentWidget() is not self.prompt)
        )
        self.setCentralWidget(frame(self.library, (self.help.bar, self.notice), self.pages))

    def _connect_panels(self) -> None:
        self.library.newAsked.connect(self.show_new)
        self.library.settingsAsked.connect(self.show_settings)
        self.library.costsAsked.connect(self.show_costs)
        self.costs.videoAsked.connect(self.follower.show)
        self.library.chosen.connect(lambda generation: self.follower.show(generation.id))
        self.library.playAsked.connect(self._play)
        self.library.deleteAsked.connect(self.doing.delete)
        self.library.menuAsked.connect(self.doing.show_menu)
        self.prompt.submitted.connect(self.runner.submit)
        self.prompt.offer.name_of = self.preferences.name_of
        self.preferences.changed.connect(self.apply_settings)
        self.preferences.restoreAsked.connect(self.doing.restore)
        self.page.cancelAsked.connect(self.runner.cancel)
        self.page.resumeAsked.connect(self.runner.resume)
        self.page.changeAsked.connect(self.doing.change)
        self.page.exportAsked.connect(self.doing.export)
        self.page.ended.limitAsked.connect(lambda field: self.show_settings("limits", field))
        self.page.ended.decided.connect(self.doing.decide)
        self.help.serve(self.preferences, self.page.ended)
        self.page.ended.unknown.name_of = self.preferences.name_of
        self._theme.changed.connect(self._redress)
        for signal in (self.model.loaded, self.model.rowsInserted, self.model.rowsRemoved):
            signal.connect(self._count_changed)

    def _connect_work(self) -> None:
        self.runner.costAdded.connect(lambda *_: self.costs.read_if_shown())
        self.usual.failed.connect(self.say)
        self.follower.shown.connect(self._show_page)
        self.follower.watch(self.watcher)
        self.watcher.leftChanged.connect(self.leftovers.take)
        self.watcher.ticked.connect(self.library.view.tick)
        actions = self.doing
        actions.playAsked.connect(self._play)
        actions.reuseAsked.connect(self._reuse)
        actions.deleting.connect(self._let_go)
        actions.deleted.connect(self.model.remove)
        actions.restored.connect(self._read_again)
        actions.decided.connect(self.follower.read)
        actions.said.connect(self.page.add_note)
        actions.failed.connect(self.say)

    def begin(self) -> None:
        """Read the library and start to look; called once the window is up."""
        self._redress()
        self.model.refresh()
        self.watcher.start()
        self.prompt.offer.ask()
        self.prompt.read_voices()

    def submit(self, request: Request) -> None:
        """Make a video, as if the person had typed it."""
        self.runner.submit(request)

    def show_new(self) -> None:
        """Show the panel for a new video."""
        self.follower.leave()
        self.library.view.select(None)
        self.pages.setCurrentWidget(self.prompt)
        self.prompt.field.edit.setFocus()
        self.prompt.offer.ask()

    def show_costs(self) -> None:
        """Show what was spent."""
        self.follower.leave()
        self.library.view.select(None)
        self.pages.setCurrentWidget(self.costs)
        self.costs.read()
        self.costs.chart.setFocus()

    def show_settings(self, page: str = "general", field: str = "") -> None:
        """Open the settings on a page."""
        self.preferences.open(page, field)

    def apply_settings(self, settings: Settings, begin_again: bool) -> None:
        """Make new settings true, at once; `begin_again`: for what is chosen now, too."""
        self._theme.choose(settings.appearance)
        self.runner.set_at_a_time(settings.at_a_time)
        self.runner.learns_first = settings.limits.confirm_above is not None
        self.settingsChanged.emit(settings)
        self.prompt.set_settings(settings, begin_again=begin_again)
        self.page.ended.limit_raised()

    def say(self, fault: VidgenError) -> None:
        """Say what went wrong, where the person is looking; the costs have no place for it."""
        if self.pages.currentWidget() is self.page:
            self.page.add_note(str(fault))
            return
        if self.pages.currentWidget() is self.costs:
            self.show_new()
        self.prompt.show_fault(fault)

    def appear(self) -> None:
        """Be shown as large as usual, or fill a screen that is too small for that."""
        screen = self.screen().availableGeometry()
        if self.width() > screen.width() or self.height() + TITLE_BAR > screen.height():
            self.showMaximized()
        else:
            self.show()

    def showEvent(self, event: QShowEvent) -> None:
        """Put the cursor into the prompt."""
        super().showEvent(event)
        if self.pages.currentWidget() is self.prompt:
            self.prompt.field.edit.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What nothing else has a use for is for the video on view."""
        event.ignore()
        if self.page.player.isVisible():
            self.page.player.take_key(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first paint, once it is on the screen."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask where something runs; then finish it, stop it, or stay."""
        if not self._closer.may_close():
            event.ignore()
            return
        self.leave()
        event.accept()

    def leave(self) -> None:
        """Close without asking: what runs is stopped, and can be gone on with next time."""
        if self._is_shut:
            return
        self._is_shut = True
        self.leaving.emit()
        self.hide()
        self._shut()
        self.closed.emit()

    def come_forward(self) -> None:
        """Be looked at again, also if it was hidden to finish its work."""
        self._closer.stay()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def _shut(self) -> None:
        self.watcher.stop()
        self.page.player.close_media()
        self.preferences.keep_volume(self.page.player.volume)
        self.runner.close()
        self.posters.close()
        self.prompt.leave()
        self.preferences.close()
        self.background.close()

    def _show_page(self, generation: int) -> None:
        came = self.pages.currentWidget() is not self.page
        self.library.view.select(generation)
        self.pages.setCurrentWidget(self.page)
        if came and not self.library.search.hasFocus():
            self.library.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _play(self, generation: Generation) -> None:
        self.follower.show(generation.id, play=True)

    def _reuse(self, generation: Generation) -> None:
        self.show_new()
        self.prompt.use_example(generation.request.prompt)

    def _let_go(self, generation: Generation) -> None:
        if generation.id == self.follower.wanted:
            self.show_new()
        if generation.result is not None:
            self.page.player.release(generation.result.video)

    def _read_again(self) -> None:
        self.show_new()
        self.model.refresh()

    def _count_changed(self) -> None:
        self.prompt.show_examples(not self.model.rowCount() and not self.model.search_text)

    def _redress(self) -> None:
        icons.refresh()
        self.library.redress()
        self.page.ended.redress()
        self.preferences.redress()
        self.update()
