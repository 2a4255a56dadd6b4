"""What the window shows when it is known what came of a wish to make a video."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from vidgen_desktop.core.errors import InvalidRequest, VidgenError
from vidgen_desktop.core.model import Generation

if TYPE_CHECKING:
    from vidgen_desktop.ui.main_window import MainWindow


class Answers(QObject):
    """Listens to the runner and to the question about costs."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        window.runner.accepted.connect(self._accepted)
        window.runner.resumed.connect(self._resumed)
        window.runner.refused.connect(self._refused)
        window.consent.declined.connect(self._ask_again)
        window.consent.failed.connect(self._refused)

    def _accepted(self, generation: Generation) -> None:
        window = self._window
        window.model.insert_first(generation)
        window.model.update(generation)
        if window.pages.currentWidget() is window.prompt:
            window.prompt.accept()
        window.follower.show(generation.id)

    def _resumed(self, generation: Generation, quietly: bool) -> None:
        self._window.model.update(generation)
        if quietly:
            self._window.follower.read(generation.id)
        else:
            self._window.follower.show(generation.id)

    def _refused(self, fault: VidgenError) -> None:
        window = self._window
        if isinstance(fault, InvalidRequest) and fault.field != "generation":
            window.pages.setCurrentWidget(window.prompt)
        self._ask_again()
        window.say(fault)

    def _ask_again(self) -> None:
        """The buttons for what did not come about may be used again."""
        self._window.prompt.submit.setEnabled(True)
        self._window.page.ended.resume.setEnabled(True)
        self._window.leftovers.show_again()
