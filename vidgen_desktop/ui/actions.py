"""What a person can do with a generation besides watching it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from vidgen_desktop.core.buying.purchase import Decision
from vidgen_desktop.core.buying.purse import may_be_billed
from vidgen_desktop.core.errors import VidgenError
from vidgen_desktop.core.model import Generation
from vidgen_desktop.core.service import GenerationService
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.finished.change_dialog import ChangeDialog
from vidgen_desktop.ui.finished.export_dialog import ExportDialog
from vidgen_desktop.ui.generation.details import Details, read_details
from vidgen_desktop.ui.generation.unknown_purchases import unknown_ones
from vidgen_desktop.ui.library.menu import MenuActions, library_menu
from vidgen_desktop.ui.parts.posters import Posters
from vidgen_desktop.ui.questions import DeleteQuestion
from vidgen_desktop.ui.runner import GenerationRunner
from vidgen_desktop.ui.settings.restore_dialog import RestoreDialog


class Actions(QObject):
    """Asks where it must, works in the background, and says what it did."""

    playAsked = Signal(object)
    reuseAsked = Signal(object)
    deleting = Signal(object)  # before the files go
    deleted = Signal(int)
    decided = Signal(int)  # there is more to decide
    restored = Signal()  # another database is true: what was read of the one before is not
    said = Signal(str)
    failed = Signal(object)  # VidgenError

    def __init__(
        self,
        service: GenerationService,
        background: Background,
        runner: GenerationRunner,
        posters: Posters,
        is_left: Callable[[int], bool],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._service = service
        self._background = background
        self._runner = runner
        self._posters = posters
        self._is_left = is_left
        self._window = window
        self._is_asking = False  # whether something is to be deleted

    def show_menu(self, generation: Generation, point: QPoint) -> None:
        """Open the context menu of a generation at a place of the screen."""
        actions = MenuActions(
            play=self.playAsked.emit,
            change=self.change,
            export=self.export,
            resume=self._runner.resume,
            cancel=self._runner.cancel,
            delete=self.delete,
            reuse=self.reuseAsked.emit,
        )
        left = self._is_left(generation.id)
        menu = library_menu(self._window, generation, actions, is_left=left)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(point)

    def delete(self, generation: Generation) -> None:
        """Ask once, then remove a generation with its files; one that is made is not touched."""
        is_left = self._is_left(generation.id)
        if generation.status.is_active and not is_left:
            return
        if self._is_asking:  # the key was pressed twice
            return
        self._is_asking = True

        def fail(fault: VidgenError) -> None:
            self._is_asking = False
            self._fail(fault)

        self._background.ask(
            lambda: may_be_billed(self._service.store.purchases(generation.id)),
            lambda billed: self._ask_to_delete(generation, billed, is_left=is_left),
            fail,
        )

    def _ask_to_delete(self, generation: Generation, billed: str, *, is_left: bool) -> None:
        agreed = DeleteQuestion(self._window, generation.title, billed).ask()
        self._is_asking = False
        if not agreed:
            return
        self.deleting.emit(generation)

        def work() -> None:
            if is_left:  # whoever it belonged to is gone: it ends here
                self._service.cancel(generation.id)
            self._service.delete(generation.id)

        self._background.ask(
            work,
            lambda _nothing: self.deleted.emit(generation.id),
            self._fail,
        )

    def export(self, generation: Generation | None) -> None:
        """Open the dialog that exports a finished video."""
        if generation is None or generation.result is None:
            return
        dialog = ExportDialog(self._service, generation, generation.result, self._window)
        dialog.exported.connect(lambda exported: self.said.emit(f"Exported to {exported.path}."))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def change(self, generation: Generation | None) -> None:
        """Open the dialog that makes another version of a finished video."""
        if generation is None or generation.result is None:
            return
        identity = generation.id
        self._background.ask(
            lambda: read_details(self._service, identity), self._open_change, self._fail
        )

    def _open_change(self, details: Details) -> None:
        dialog = ChangeDialog(self._service, self._background, details, self._posters, self._window)
        dialog.made.connect(self._runner.enqueue)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def restore(self) -> None:
        """Open the dialog that goes back to a backup."""
        dialog = RestoreDialog(self._service, self._background, self._window)
        dialog.restored.connect(lambda _restored: self.restored.emit())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def decide(self, generation: int, purchase: int, decision: Decision) -> None:
        """Take the person's word on a purchase whose answer was lost; with the last of them the
        video goes on.
        """

        def work() -> bool:
            store = self._service.store
            store.decide(purchase, decision)
            return not unknown_ones(store.purchases(generation))

        def go_on(all_decided: bool) -> None:
            if all_decided:
                self._runner.resume(generation)
            else:
                self.decided.emit(generation)

        def fail(fault: VidgenError) -> None:
            self.decided.emit(generation)
            self._fail(fault)

        self._background.ask(work, go_on, fail)

    def _fail(self, fault: VidgenError) -> None:
        self.failed.emit(fault)
