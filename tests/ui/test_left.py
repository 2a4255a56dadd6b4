"""What a process that died has left: the window offers to go on with it, or does so by itself."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.conftest import PATIENCE, Strays, opened
from tests.ui.pressing import press
from tests.ui.service import SCENES, FakeService, paint, storyboard
from tests.ui.test_look import tab_order
from tests.ui.using import idle
from vidgen_desktop.config import Settings
from vidgen_desktop.core.buying.purchase import Limits
from vidgen_desktop.core.model import Generation, Request, Status, Take, now
from vidgen_desktop.core.store_port import Store
from vidgen_desktop.store.repository import SqliteStore, open_store
from vidgen_desktop.ui.library.menu import MenuActions, library_menu
from vidgen_desktop.ui.look import texts
from vidgen_desktop.ui.look.style import Theme
from vidgen_desktop.ui.main_window import MainWindow

TITLE = "Bees & <b>flowers</b>"
Open = Callable[[Settings], MainWindow]


class Other:
    """Another process with the same database, as far as the store can tell; it dies when told."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.store: SqliteStore = open_store(folder / "vidgen.db", "default")

    def begin(self, takes: int = 2, title: str = TITLE) -> Generation:
        """Make so many scenes of a video."""
        generation = self.store.create(Request("Bees dance."), title)
        self.store.save_storyboard(generation.id, storyboard(generation.request, SCENES))
        return self.go_on(generation.id, takes)

    def go_on(self, generation: int, takes: int = 0) -> Generation:
        mine = self.store.claim(generation)
        assert mine is not None
        for scene in range(1, takes + 1):
            picture = self._folder / f"{generation}-{scene}.png"
            paint(picture, scene)
            mine.save_take(generation, Take(scene, str(picture), str(picture), 7.5, "fake"))
        mine.save_progress(generation, 45.0, "Making scene 3 of 4", now())
        return mine.get(generation)

    def die(self) -> None:
        self.store.close()


@pytest.fixture
def other(service: FakeService) -> Iterator[Other]:
    other = Other(service.folder)
    yield other
    other.die()


@pytest.fixture
def show(qtbot: QtBot, service: FakeService, theme: Theme) -> Iterator[Open]:
    """Open the window with some settings; it is closed at the end."""
    open_ones: list[object] = []

    def show(settings: Settings) -> MainWindow:
        context = opened(qtbot, service, theme, settings)
        open_ones.append(context)
        return context.__enter__()

    yield show
    for context in open_ones:
        context.__exit__(None, None, None)  # type: ignore[attr-defined]


def offered(qtbot: QtBot, window: MainWindow) -> list[str]:
    """The titles in the notice, once it is there."""
    qtbot.waitUntil(window.notice.isVisible, timeout=PATIENCE)
    return [row.title.text() for row in window.notice.rows]


def status(store: Store, generation: int) -> Status:
    return store.get(generation).status


@pytest.mark.parametrize(
    ("kept", "of", "said"),
    [(1, 1, "1 scene is"), (2, 0, "2 scenes are"), (1, 4, "1 of 4 scenes is")],
)
def test_what_is_kept_is_counted_in_words(kept: int, of: int, said: str):
    assert texts.scenes_are(kept, of) == said


def test_at_the_start_it_offers_to_go_on_and_says_what_is_kept(
    qtbot: QtBot, strays: Strays, show: Open, other: Other, service: FakeService
):
    left = other.begin()
    other.die()
    window = show(Settings())
    assert offered(qtbot, window) == [f"Interrupted: {TITLE}"]
    (row,) = window.notice.rows
    assert row.later.isVisible()
    assert not strays.seen
    assert window.prompt.field.edit.hasFocus()
    assert row.facts.text() == ("It stopped at 45 %. 2 of 4 scenes are kept. The rest is free.")
    assert window.pages.currentWidget() is window.prompt
    qtbot.mouseClick(row.resume, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: status(service.store, left.id) is Status.COMPLETED, timeout=PATIENCE)
    idle(qtbot, window)
    assert window.pages.currentWidget() is window.page
    assert not window.notice.isVisible()


def test_the_library_and_the_page_call_it_interrupted(
    qtbot: QtBot, show: Open, other: Other, service: FakeService
):
    left = other.begin()
    other.die()
    window = show(Settings())
    offered(qtbot, window)
    spoken = window.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == f"{TITLE}, Interrupted"
    window.follower.show(left.id)
    ended = window.page.ended
    qtbot.waitUntil(ended.isVisible, timeout=PATIENCE)
    assert ended.heading.text() == "Interrupted"
    assert ended.kept.text() == (
        "Nothing was spent. 2 of 4 scenes are finished and kept. The rest is free."
    )
    qtbot.mouseClick(ended.resume, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: status(service.store, left.id) is Status.COMPLETED, timeout=PATIENCE)
    idle(qtbot, window)


def test_the_death_of_another_process_is_noticed_while_the_window_is_open(
    qtbot: QtBot, window: MainWindow, other: Other
):
    left = other.begin()
    window.follower.show(left.id)
    qtbot.waitUntil(window.page.progress.isVisible, timeout=PATIENCE)
    assert not window.notice.isVisible()
    other.die()
    assert offered(qtbot, window)
    qtbot.waitUntil(window.page.ended.isVisible, timeout=PATIENCE)


def test_not_now_holds_until_something_else_is_left(
    qtbot: QtBot, show: Open, other: Other, service: FakeService
):
    other.begin(title="The first")
    other.die()
    window = show(Settings())
    offered(qtbot, window)
    qtbot.mouseClick(window.notice.rows[0].later, Qt.MouseButton.LeftButton)
    assert not window.notice.isVisible()
    another = Other(service.folder)
    another.begin(title="The second")
    another.die()
    assert offered(qtbot, window) == ["Interrupted: The second"]


def left_behind(other: Other, count: int) -> None:
    """Another process has begun so many, and is gone."""
    for number in range(count):
        other.begin(0, f"Video {number}")
    other.die()


def test_several_go_on_together_and_the_person_is_asked_once(
    qtbot: QtBot, show: Open, other: Other, service: FakeService
):
    service.price = 250_000
    left_behind(other, 4)
    window = show(Settings(limits=Limits(confirm_above=0)))
    assert offered(qtbot, window) == ["Video 0", "Video 1", "Video 2"]
    assert window.notice.heading.text() == (
        "4 videos were interrupted. The rest will cost about $4.00."
    )
    assert window.notice.more.text() == "And 1 more, in the library."
    notice = window.notice
    chain = tab_order(notice.later, window)
    rows = [row.resume for row in notice.rows]
    assert chain[: len(rows) + 3] == [notice.later, notice.all, *rows, window.prompt.field.edit]
    press(window, "Make the videos")
    qtbot.mouseClick(window.notice.all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: {one.status for one in service.store.list()} == {Status.COMPLETED},
        timeout=PATIENCE,
    )
    idle(qtbot, window)
    assert window.pages.currentWidget() is window.prompt


def test_several_that_are_cheap_one_by_one_are_asked_for_by_their_sum(
    qtbot: QtBot, show: Open, other: Other, service: FakeService
):
    service.price = 630_000
    left_behind(other, 5)
    window = show(Settings(limits=Limits(confirm_above=10_000_000)))
    offered(qtbot, window)
    window.show_costs()  # where there is room for one line
    assert not any(row.isVisible() for row in window.notice.rows)
    assert window.notice.heading.text() == (
        "5 videos were interrupted. The rest will cost about $12.60."
    )
    press(window, "Do not make them")
    qtbot.mouseClick(window.notice.all, Qt.MouseButton.LeftButton)
    assert not window.runner.active
    assert len(service.store.left()) == 5
    press(window, "Make the videos")
    qtbot.mouseClick(window.notice.all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: {one.status for one in service.store.list()} == {Status.COMPLETED},
        timeout=PATIENCE,
    )
    idle(qtbot, window)


def test_a_refusal_is_said_where_it_can_be_read(
    qtbot: QtBot, show: Open, other: Other, service: FakeService
):
    left = other.begin()
    other.die()
    window = show(Settings())
    offered(qtbot, window)
    window.show_costs()
    service.store.request_cancel(left.id)  # and deleted, by another process, a moment ago
    service.store.delete(left.id)
    with qtbot.waitSignal(window.runner.refused, timeout=PATIENCE):
        qtbot.mouseClick(window.notice.rows[0].resume, Qt.MouseButton.LeftButton)
    assert window.prompt.prompt_error.isVisible()
    assert window.prompt.prompt_error.text()


def test_who_declines_the_costs_is_offered_them_again(
    qtbot: QtBot, show: Open, other: Other, service: FakeService
):
    service.price = 250_000
    left = other.begin(0)
    other.die()
    window = show(Settings(limits=Limits(confirm_above=0)))
    offered(qtbot, window)
    press(window, "Do not make it")
    with qtbot.waitSignal(window.consent.declined, timeout=PATIENCE):
        qtbot.mouseClick(window.notice.rows[0].resume, Qt.MouseButton.LeftButton)
    assert window.notice.rows[0].resume.isEnabled()
    assert service.store.is_left(left.id)


def test_by_itself_it_goes_on_where_that_is_wanted_and_free(
    qtbot: QtBot, show: Open, other: Other, service: FakeService
):
    left = other.begin()
    other.die()
    window = show(Settings(resume_free=True))
    window.prompt.field.edit.setPlainText("I am typing")
    qtbot.waitUntil(lambda: status(service.store, left.id) is Status.COMPLETED, timeout=PATIENCE)
    idle(qtbot, window)
    assert window.pages.currentWidget() is window.prompt
    assert window.prompt.field.edit.toPlainText() == "I am typing"
    assert not window.notice.isVisible()


def test_by_itself_it_buys_nothing(qtbot: QtBot, show: Open, other: Other, service: FakeService):
    service.price = 250_000
    left = other.begin(0)
    other.die()
    window = show(Settings(resume_free=True))
    offered(qtbot, window)
    assert window.notice.rows[0].facts.text() == (
        "It stopped at 45 %. The rest will cost about $1.00."
    )
    assert service.store.is_left(left.id)


def test_what_took_the_program_down_three_times_waits_for_a_person(
    qtbot: QtBot, show: Open, other: Other, service: FakeService
):
    left = other.begin()
    other.die()
    for _ in range(2):
        another = Other(service.folder)
        another.store.reset(left.id)
        another.go_on(left.id)
        another.die()
    window = show(Settings(resume_free=True))
    assert offered(qtbot, window)
    assert service.store.is_left(left.id)


def test_what_was_stopped_three_times_goes_on_by_itself(
    qtbot: QtBot, show: Open, other: Other, service: FakeService
):
    left = other.begin()
    other.store.release(left.id)
    for _ in range(2):
        other.store.reset(left.id)
        other.go_on(left.id)
        other.store.release(left.id)
    window = show(Settings(resume_free=True))
    qtbot.waitUntil(lambda: status(service.store, left.id) is Status.COMPLETED, timeout=PATIENCE)
    idle(qtbot, window)


def test_it_can_be_deleted(qtbot: QtBot, show: Open, other: Other, service: FakeService):
    left = other.begin()
    other.die()
    window = show(Settings())
    offered(qtbot, window)
    menu = library_menu(
        window, left, MenuActions(*[lambda _what: None] * 7), is_left=window.model.is_left(left.id)
    )
    texts = {action.text() for action in menu.actions()}
    assert {"Resume", "Delete…\tDel"} <= texts
    assert "Cancel" not in texts
    press(window, "Delete")
    window.doing.delete(left)
    qtbot.waitUntil(lambda: not service.store.count(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: not window.notice.isVisible(), timeout=PATIENCE)


def test_a_video_that_another_vidgen_took_over_is_followed_there(
    qtbot: QtBot, window: MainWindow, other: Other, service: FakeService
):
    service.holds = {"clip/2"}
    window.prompt.field.edit.setPlainText("Bees dance.")
    qtbot.mouseClick(window.prompt.submit, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(service.reached.is_set, timeout=PATIENCE)
    taken = service.store.get(1)
    assert other.store.seize(1, taken.beats)
    other.store.reset(1)
    other.go_on(1)
    service.release()
    idle(qtbot, window)
    said = "Another Vidgen has taken this video over. It goes on there;"
    qtbot.waitUntil(lambda: said in window.page.notes.text(), timeout=PATIENCE)
    qtbot.waitUntil(
        lambda: window.page.progress.step.text() == "Making scene 3 of 4", timeout=PATIENCE
    )
    other.store.fail(1, "media", "The clip is broken.", now())
    qtbot.waitUntil(window.page.ended.isVisible, timeout=PATIENCE)
