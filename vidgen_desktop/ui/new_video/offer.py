"""What the button of a new video promises: the cost, the time, and what they are made of."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPushButton

from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import Cast, Role
from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.core.model import Estimate, Request
from vidgen_desktop.core.money import show_micros
from vidgen_desktop.core.service import GenerationService
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.look import texts
from vidgen_desktop.ui.look.focus import by_keyboard
from vidgen_desktop.ui.parts.bill import Bill
from vidgen_desktop.ui.parts.labels import Label

DELAY_MS = 200
SCENES = {  # of a storyboard that is known
    Role.VIDEO: ("1 scene, filmed", "{} scenes, filmed"),
    Role.PICTURE: ("1 scene, as a picture", "{} scenes, as pictures"),
    Role.VOICE: ("The voice", "The voice"),
    Role.TEXT: ("The script", "The script"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A line of the bill; `micros` is None if one of them is not known."""

    what: str
    provider: str
    micros: int | None


class Offer(QObject):
    """Asks for an estimate a moment after the last change, and shows the newest answer only."""

    def __init__(
        self,
        service: GenerationService,
        background: Background,
        button: QPushButton,
        caution: Label,
        request: Callable[[], Request],
    ) -> None:
        super().__init__(button)
        self._service = service
        self._background = background
        self._button = button
        self._caution = caution
        self._request = request
        self._asked: Request | None = None
        self._learned: set[Cast] = set()
        self._token = CancelToken()
        self.estimate: Estimate | None = None
        self.name_of: Callable[[str], str] = str  # of a provider, by its id
        self.bill = Bill(button)
        self._delay = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._delay.timeout.connect(self.ask)
        button.installEventFilter(self)

    def ask_soon(self) -> None:
        """Ask again once nothing has changed for a moment."""
        self._delay.start()

    def ask(self) -> None:
        """Ask what the present request would cost and take."""
        try:
            request = self._request()
        except InvalidRequest:
            self._asked = None
            self._show(None)
            return
        self._asked = request
        self._learn(request)
        self._background.ask(
            lambda: self._service.estimate(request),
            lambda estimate: self._answered(request, estimate),
            lambda _fault: self._unknown(request),
            owner=self,
        )

    def _learn(self, request: Request) -> None:
        """Have the prices of a cast asked for once, and reckon again when they are known."""
        cast = request.cast
        if cast.is_builtin or cast in self._learned:
            return
        self._learned.add(cast)
        self._background.ask(
            lambda: self._service.learn_prices(cast, self._token),
            lambda _nothing: self.ask(),
            lambda _fault: self._learned.discard(cast),
            owner=self,
        )

    def forget_prices(self) -> None:
        """Providers were changed: ask anew."""
        self._learned.clear()

    def leave(self) -> None:
        """The window closes."""
        self._delay.stop()
        self._token.cancel()

    def _answered(self, request: Request, estimate: Estimate) -> None:
        if request is self._asked:
            self._show(estimate)

    def _unknown(self, request: Request) -> None:
        """Nobody can say; what is wrong is said when the person wants the video."""
        if request is self._asked:
            self._show(None)

    def _show(self, estimate: Estimate | None) -> None:
        self.estimate = estimate
        self._button.setText(texts.offer(estimate))
        self._caution.setText(texts.caution(estimate))
        parts = parts_of(estimate, self.name_of)
        self.bill.set_rows([(part.what, part.provider, amount(part)) for part in parts])
        said = "; ".join(f"{part.what}, {part.provider}: {amount(part)}" for part in parts)
        self._button.setAccessibleDescription(said)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the bill under the pointer, or when the keyboard comes by."""
        del watched
        match event.type():
            case QEvent.Type.Enter:
                self.bill.unfold()
            case QEvent.Type.FocusIn if isinstance(event, QFocusEvent) and by_keyboard(event):
                self.bill.unfold()
            case QEvent.Type.Leave | QEvent.Type.FocusOut | QEvent.Type.MouseButtonPress:
                self.bill.hide()
        return False


def parts_of(estimate: Estimate | None, name_of: Callable[[str], str] = str) -> list[Part]:
    """An estimate's lines, those of single scenes taken together by role and provider."""
    lines = estimate.lines if estimate is not None else ()
    found: list[Part] = []
    scenes: dict[tuple[Role, str], list[int | None]] = {}
    for line in lines:
        if line.scene is None:
            found.append(Part(line.what, name_of(line.provider), line.micros))
        else:
            scenes.setdefault((line.role, line.provider), []).append(line.micros)
    for (role, provider), prices in scenes.items():
        one, many = SCENES[role]
        what = one if len(prices) == 1 else many.format(len(prices))
        whole = None if None in prices else sum(price or 0 for price in prices)
        found.append(Part(what, name_of(provider), whole))
    return found


def amount(part: Part) -> str:
    """What a part costs."""
    return "not known" if part.micros is None else show_micros(part.micros)
