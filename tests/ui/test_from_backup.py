"""A video that was not finished in the backup: what it is called, and what going on will cost."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.conftest import PATIENCE
from tests.ui.service import SCENES, FakeService, storyboard
from tests.ui.using import idle
from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.core.model import Estimate, Generation, Request, Status, now
from vidgen_desktop.core.states import state_of
from vidgen_desktop.store.backups.backup import back_up
from vidgen_desktop.store.database.shape import shape_of
from vidgen_desktop.ui.generation.details import read_details
from vidgen_desktop.ui.generation.ended_view import EndedView
from vidgen_desktop.ui.generation.endings import ending_of
from vidgen_desktop.ui.main_window import MainWindow


def gone_back(service: FakeService, *, failed: bool = False) -> Generation:
    """A video that was being made in the backup, or had failed, after going back to it."""
    store, database = service.store, service.folder / "vidgen.db"
    made = store.create(Request("Bees dance."), "The dance of the bees")
    store.save_storyboard(made.id, storyboard(made.request, SCENES))
    if failed:
        run = store.claim(made.id)
        assert run is not None
        run.fail(made.id, "media", "The clip is broken.", now())
    backup: Path = back_up(database, shape_of(database)["revision"])
    store.request_cancel(made.id)
    store.restore(backup)
    return store.get(made.id)


def ended_view(qtbot: QtBot, window: MainWindow, generation: Generation) -> EndedView:
    window.follower.show(generation.id)
    qtbot.waitUntil(window.page.ended.isVisible, timeout=PATIENCE)
    return window.page.ended


def test_it_is_no_failure_and_going_on_names_its_cost(
    qtbot: QtBot, window: MainWindow, service: FakeService
):
    service.price = 315_000
    known = gone_back(service)
    ended = ended_view(qtbot, window, known)
    assert ended.heading.text() == "From a backup"
    assert state_of(known) == "Interrupted"
    assert ended.sentence.text() == known.error
    assert ended.kept.text() == "Nothing was spent. The rest will cost about $1.26."
    assert ended.resume.text() == "Resume · about $1.26"
    assert not window.page.notes.isVisible()  # it is said once
    qtbot.mouseClick(ended.resume, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: service.store.get(known.id).status is Status.COMPLETED, timeout=PATIENCE
    )
    idle(qtbot, window)


def test_what_is_free_is_called_so(qtbot: QtBot, window: MainWindow, service: FakeService):
    ended = ended_view(qtbot, window, gone_back(service))
    assert ended.resume.text() == "Resume · free"
    assert ended.kept.text() == "Nothing was spent. The rest is free."


def test_what_had_failed_before_tells_the_rest_too(
    qtbot: QtBot, window: MainWindow, service: FakeService
):
    service.price = 315_000
    ended = ended_view(qtbot, window, gone_back(service, failed=True))
    assert ended.heading.text() == "This video could not be made"
    assert ended.kept.text() == "Nothing was spent. The rest will cost about $1.26."
    assert "could be bought again" in window.page.notes.text()


class WithoutPrices(FakeService):
    """The person's own price table cannot be understood."""

    def remaining(self, generation: int) -> Estimate:
        del generation
        raise InvalidRequest("The price table cannot be read.", "Mend it.", field="prices")


def test_where_the_prices_cannot_be_read_the_video_is_read_nevertheless(service: FakeService):
    known = gone_back(service)
    details = read_details(WithoutPrices(service.store, service.home, service.video), known.id)
    assert details.generation == known
    assert details.rest is None
    assert ending_of(known, "", details.rest).button == "Resume"
