"""A run ends and the store cannot say why: what the window says then."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import PATIENCE, opened
from tests.ui.service import FakeService
from tests.ui.using import idle
from vidgen_desktop.config import Settings
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.errors import LeaseLost
from vidgen_desktop.core.events import Ended, Event, Failed, Outcome
from vidgen_desktop.core.model import Request
from vidgen_desktop.ui.generation.endings import LEFT
from vidgen_desktop.ui.look.style import Theme


class NoRoom(FakeService):
    """A run fails, and that cannot be stored either."""

    outcome = Failed("disk_full", "There is no room for the database.", "Free some space.")

    def run(self, generation: int, token: CancelToken, listen: Callable[[Event], None]) -> Outcome:
        del token
        mine = self.store.claim(generation)
        assert mine is not None
        mine.give_up(generation)
        listen(Ended(generation, self.outcome))
        return self.outcome


class TakenOver(NoRoom):
    """Another process went on with it, and has ended since."""

    outcome = Failed(LeaseLost.code, "Another Vidgen makes this video.")


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (NoRoom, "There is no room for the database. Free some space."),
        (TakenOver, LEFT.sentence),
    ],
)
def test_the_reason_is_named_though_the_store_does_not_know_it(
    qtbot: QtBot, theme: Theme, service: FakeService, kind: type[NoRoom], said: str
):
    full = kind(service.store, service.home, service.video)
    with opened(qtbot, full, theme, Settings()) as window:
        window.submit(Request("Bees dance."))
        ended = window.page.ended
        qtbot.waitUntil(ended.isVisible, timeout=PATIENCE)
        assert ended.heading.text() == "Interrupted"
        assert ended.sentence.text() == said
        idle(qtbot, window)
