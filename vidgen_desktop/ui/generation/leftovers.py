"""Goes on with what was interrupted: offers it, or does it by itself where the person wants that.

What was interrupted is found by the watcher: at the start, and whenever another process dies.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from vidgen_desktop.core.buying.consent import check_consent
from vidgen_desktop.core.errors import ConsentNeeded
from vidgen_desktop.core.run.leaving import Left
from vidgen_desktop.core.service import GenerationService
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.generation.left_notice import LeftNotice, Offer, rest_of
from vidgen_desktop.ui.new_video.consent import amounts
from vidgen_desktop.ui.questions import ConsentQuestion
from vidgen_desktop.ui.runner import GenerationRunner
from vidgen_desktop.ui.settings.preferences import Preferences

AGAIN_MS = 5_000
CRASHES = 3  # attempts that took the program down: then a person must want another one


class Leftovers(QObject):
    """Keeps the notice true. "Not now" holds until the next start, for those it was said of."""

    def __init__(
        self,
        service: GenerationService,
        background: Background,
        runner: GenerationRunner,
        preferences: Preferences,
        notice: LeftNotice,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._service = service
        self._background = background
        self._runner = runner
        self._preferences = preferences
        self._notice = notice
        self._window = window
        self._left: frozenset[int] = frozenset()
        self._refused: set[int] = set()
        self._tried: set[int] = set()  # gone on with by itself: once for each start is enough
        self._offers: tuple[Offer, ...] = ()
        notice.resumeAsked.connect(lambda offer: runner.resume(offer.id))
        runner.resumed.connect(lambda generation: self._let_go(generation.id))
        notice.allAsked.connect(self._resume_all)
        notice.laterAsked.connect(self._not_now)

    def take(self, left: frozenset[int]) -> None:
        """These are left now; what is kept of them and what they cost is read in the background."""
        self._left = left
        self._refused &= left
        if not left:
            self._show(())
            return
        self._background.ask(
            self._read,
            lambda offers: self._decide(left, offers),
            lambda _fault: QTimer.singleShot(AGAIN_MS, self, lambda: self._take_again(left)),
        )

    def _take_again(self, left: frozenset[int]) -> None:
        """The store could not be read; it may be by now."""
        if left == self._left:
            self.take(left)

    def _read(self) -> list[Offer]:
        store = self._service.store
        boards = ((left, store.storyboard(left.generation.id)) for left in self._service.left())
        return [Offer(left, len(board.scenes) if board else 0) for left, board in boards]

    def _decide(self, left: frozenset[int], offers: Sequence[Offer]) -> None:
        if left != self._left:
            return  # there is a newer answer under way
        by_itself = self._preferences.settings.resume_free
        going = [
            one
            for one in offers
            if by_itself and one.id not in self._tried and goes_on_by_itself(one.left)
        ]
        for one in going:
            self._tried.add(one.id)
            self._runner.resume(one.id, quietly=True)
        self._show(tuple(one for one in offers if one not in going))

    def _show(self, offers: tuple[Offer, ...]) -> None:
        self._offers = tuple(one for one in offers if one.id not in self._refused)
        self._notice.offer(self._offers)

    def show_again(self) -> None:
        """What was asked for did not come about."""
        self._show(self._offers)

    def _let_go(self, generation: int) -> None:
        if any(one.id == generation for one in self._offers):
            self._show(tuple(one for one in self._offers if one.id != generation))

    def _not_now(self) -> None:
        self._refused |= {one.id for one in self._offers}
        self._show(())

    def _resume_all(self) -> None:
        """Go on with all that are offered; where the person wants to be asked, once for all."""
        offers = self._offers
        if needs_consent(offers, self._preferences) and not self._agreed(offers):
            return
        for one in offers:
            self._runner.resume(one.id, one.left.remaining.micros, quietly=True)

    def _agreed(self, offers: Sequence[Offer]) -> bool:
        whole = rest_of(offers)
        amount, limit = amounts(whole, self._preferences.settings.limits.confirm_above)
        return ConsentQuestion(
            self._window, amount, limit, unpriced=whole.unpriced, videos=len(offers)
        ).ask()


def goes_on_by_itself(left: Left) -> bool:
    """Whether nothing needs to be bought, and it is not what takes the program down each time.

    Who stops a video gives it back, so one that has an owner still died with it.
    """
    died_often = left.generation.owner is not None and left.generation.attempts >= CRASHES
    return not (left.remaining.micros or left.remaining.unpriced or died_often)


def needs_consent(offers: Sequence[Offer], preferences: Preferences) -> bool:
    """Whether the person wants to be asked before all of them together are paid for."""
    try:
        check_consent(rest_of(offers), preferences.settings.limits, None)
    except ConsentNeeded:
        return True
    return False
