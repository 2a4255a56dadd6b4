"""Asks the person before a video is made that costs more than they let pass."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from vidgen_desktop.core.errors import VidgenError
from vidgen_desktop.core.model import Estimate, Request
from vidgen_desktop.core.money import show_above
from vidgen_desktop.core.service import GenerationService
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.questions import ConsentQuestion
from vidgen_desktop.ui.runner import GenerationRunner
from vidgen_desktop.ui.settings.preferences import Preferences


class Consent(QObject):
    """The amount is reckoned again, so that the question names what would be agreed to."""

    declined = Signal()
    failed = Signal(object)  # VidgenError

    def __init__(
        self,
        service: GenerationService,
        background: Background,
        runner: GenerationRunner,
        preferences: Preferences,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._service = service
        self._background = background
        self._runner = runner
        self._preferences = preferences
        self._window = window
        runner.submitConsent.connect(self.ask_for_request)
        runner.resumeConsent.connect(self.ask_for_resume)

    def ask_for_request(self, request: Request) -> None:
        """A new video needs the person's word."""
        self._background.ask(
            lambda: self._service.estimate(request),
            lambda estimate: self._ask(
                estimate, lambda agreed: self._runner.submit(request, agreed)
            ),
            self._fail,
            owner=self,
        )

    def ask_for_resume(self, generation: int) -> None:
        """Going on with a video needs the person's word."""
        self._background.ask(
            lambda: self._service.remaining(generation),
            lambda estimate: self._ask(
                estimate, lambda agreed: self._runner.resume(generation, agreed)
            ),
            self._fail,
            owner=self,
        )

    def _ask(self, estimate: Estimate, go_on: Callable[[int], None]) -> None:
        amount, limit = amounts(estimate, self._preferences.settings.limits.confirm_above)
        if ConsentQuestion(self._window, amount, limit, unpriced=estimate.unpriced).ask():
            go_on(estimate.micros)
        else:
            self.declined.emit()

    def _fail(self, fault: VidgenError) -> None:
        self.failed.emit(fault)


def amounts(estimate: Estimate, above: int | None) -> tuple[str, str]:
    """An estimate, and above what the person wants to be asked, as a question names them."""
    amount, limit = show_above(estimate.micros, above or 0)
    guess = f"{'at least' if estimate.unpriced else 'about'} {amount}"
    return guess if estimate.micros else "an unknown amount", limit if above else ""
