"""The whole window, used as a person uses it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from tests.ui.conftest import PATIENCE
from tests.ui.pressing import press
from tests.ui.service import SCENES, FakeService, fill
from tests.ui.using import hold, idle, make
from vidgen_desktop.core.errors import ProviderError, ProviderFault
from vidgen_desktop.core.events import StepState
from vidgen_desktop.core.model import Request, Status, Take, now
from vidgen_desktop.ui.generation.details import read_details
from vidgen_desktop.ui.main_window import MainWindow
from vidgen_desktop.ui.questions import DeleteQuestion


def test_first_comes_the_prompt_ready_to_type(qtbot: QtBot, window: MainWindow):
    assert window.pages.currentWidget() is window.prompt
    assert window.prompt.field.edit.hasFocus()
    assert all(button.isVisible() for button in window.prompt.examples.buttons)
    qtbot.waitUntil(
        lambda: window.prompt.submit.text() == "Make video · about 40 s · free", timeout=PATIENCE
    )


def test_while_it_runs_the_page_shows_the_newest_take_and_the_scenes(
    qtbot: QtBot, window: MainWindow, service: FakeService
):
    hold(qtbot, window, service, "clip/3")
    page = window.page
    qtbot.waitUntil(lambda: page.stage.badge == f"Scene 2 of {SCENES}", timeout=PATIENCE)
    qtbot.waitUntil(lambda: page.progress.step.text() == "Making scene 3 of 4", timeout=PATIENCE)
    assert page.progress.percent.text() == "50 %"
    assert page.progress.cancel.isVisible()
    qtbot.waitUntil(
        lambda: [c.state for c in page.scenes.cards] == ["Ready", "Ready", "Making", "Waiting"],
        timeout=PATIENCE,
    )
    assert page.notes.text() == "No voice was found, so the video is silent."
    assert "free" in page.progress.facts.text()
    row = window.model.index(0)
    assert (
        window.model.reading_of(
            service.store.get(row.data(Qt.ItemDataRole.UserRole + 1).id)
        ).percent
        == 50
    )


def test_who_comes_back_to_a_video_sees_which_scene_is_being_made(
    qtbot: QtBot, window: MainWindow, service: FakeService
):
    hold(qtbot, window, service, "clip/3")
    states = ["Ready", "Ready", "Making", "Waiting"]
    cards = window.page.scenes
    qtbot.waitUntil(lambda: [c.state for c in cards.cards] == states, timeout=PATIENCE)
    (making,) = service.store.list()
    other = service.store.create(Request("Another"), "Another")
    service.store.request_cancel(other.id)
    for generation in (other.id, making.id):
        window.follower.show(generation)
        with qtbot.waitSignal(window.follower.shown, timeout=PATIENCE):
            pass
    assert [card.state for card in cards.cards] == states


def test_a_finished_video_plays(qtbot: QtBot, window: MainWindow):
    make(qtbot, window)
    qtbot.waitUntil(lambda: window.page.player.is_playing, timeout=PATIENCE)
    assert window.pages.currentWidget() is window.page
    assert not window.page.progress.isVisible()


def test_cancel_stops_it_and_resume_goes_on(qtbot: QtBot, window: MainWindow, service: FakeService):
    hold(qtbot, window, service, "clip/3")
    qtbot.mouseClick(window.page.progress.cancel, Qt.MouseButton.LeftButton)
    assert window.page.progress.step.text() == "Stopping…"
    assert not window.page.progress.cancel.isVisible()
    idle(qtbot, window)
    ended = window.page.ended
    qtbot.waitUntil(ended.isVisible, timeout=PATIENCE)
    assert ended.heading.text() == "Cancelled"
    assert ended.kept.text() == (
        "Nothing was spent. 2 of 4 scenes are finished and kept. The rest is free."
    )
    assert not ended.details_button.isVisible()
    assert [c.state for c in window.page.scenes.cards] == ["Ready", "Ready", "Not made", "Not made"]
    service.holds = set()
    qtbot.mouseClick(ended.resume, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: service.store.get(1).status is Status.COMPLETED, timeout=PATIENCE)
    idle(qtbot, window)


def test_what_has_ended_is_not_being_made_whatever_event_comes_late(
    qtbot: QtBot, window: MainWindow, service: FakeService
):
    def cards() -> list[str]:
        return [card.state for card in window.page.scenes.cards]

    hold(qtbot, window, service, "clip/3")
    (making,) = service.store.list()
    qtbot.waitUntil(lambda: cards()[1:3] == ["Ready", "Making"], timeout=PATIENCE)
    service.store.fail(making.id, "media", "The clip is broken.", now())
    window.follower.read(making.id)
    qtbot.waitUntil(window.page.ended.isVisible, timeout=PATIENCE)
    assert cards() == ["Ready", "Ready", "Not made", "Not made"]
    window.runner.stepChanged.emit(making.id, "clip/3", StepState.STARTED)
    assert cards() == ["Ready", "Ready", "Not made", "Not made"]
    service.released.set()
    idle(qtbot, window)


def test_a_failure_says_what_to_do_and_can_be_tried_again(
    qtbot: QtBot, window: MainWindow, service: FakeService
):
    service.price = 250_000
    service.fault = ProviderError(
        "OpenRouter refused the key.", "Check it in Settings.", fault=ProviderFault.REFUSED
    )
    make(qtbot, window)
    ended = window.page.ended
    qtbot.waitUntil(ended.isVisible, timeout=PATIENCE)
    assert ended.sentence.text() == "OpenRouter refused the key. Check it in Settings."
    assert ended.kept.text() == (
        "$0.25 was spent. 1 of 4 scenes is finished and kept. The rest will cost about $0.75."
    )
    assert ended.resume.text() == "Try again"
    qtbot.mouseClick(ended.details_button, Qt.MouseButton.LeftButton)
    assert "provider" in ended.details.text()
    service.fault = None
    qtbot.mouseClick(ended.resume, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: service.store.get(1).status is Status.COMPLETED, timeout=PATIENCE)
    idle(qtbot, window)


def test_a_second_one_waits_for_its_turn_and_says_so(
    qtbot: QtBot, window: MainWindow, service: FakeService
):
    window.runner.set_at_a_time(1)
    hold(qtbot, window, service, "enhance")
    make(qtbot, window, "The second one.")
    qtbot.waitUntil(
        lambda: window.page.progress.step.text() == "Waiting for its turn", timeout=PATIENCE
    )
    assert window.page.progress.cancel.isVisible()
    qtbot.mouseClick(window.page.progress.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(window.page.ended.isVisible, timeout=PATIENCE)
    service.release()
    idle(qtbot, window)
    assert service.ran == [1]


def test_one_that_another_process_makes_shows_up_and_moves(
    qtbot: QtBot, window: MainWindow, service: FakeService
):
    store = service.store
    generation = store.create(Request("From the terminal"), "From the terminal")
    store.claim(generation.id)
    qtbot.waitUntil(lambda: window.model.rowCount() == 1, timeout=PATIENCE)
    window.follower.show(generation.id)
    qtbot.waitUntil(window.page.progress.isVisible, timeout=PATIENCE)
    store.save_progress(generation.id, 45.0, "Making scene 3 of 8", now())
    qtbot.waitUntil(lambda: window.page.progress.percent.text() == "45 %", timeout=PATIENCE)
    assert window.page.progress.step.text() == "Making scene 3 of 8"
    store.fail(generation.id, "media", "The clip is broken.", now())
    qtbot.waitUntil(window.page.ended.isVisible, timeout=PATIENCE)
    assert window.page.ended.sentence.text() == "The clip is broken."


def test_delete_asks_names_the_video_and_has_the_safe_default(
    qtbot: QtBot, window: MainWindow, service: FakeService
):
    make(qtbot, window, "Bees <b>dance</b>.")
    qtbot.waitUntil(window.page.player.isVisible, timeout=PATIENCE)
    question = DeleteQuestion(window, "Bees <b>dance</b>.")
    assert "Bees <b>dance</b>." in question.box.text()
    assert question.box.textFormat() is Qt.TextFormat.PlainText
    assert question.box.defaultButton() is question.safe
    assert question.box.escapeButton() is question.safe
    generation = service.store.list()[0]
    said = press(window, "Keep")
    window.doing.delete(generation)
    window.doing.delete(generation)  # asks once
    qtbot.waitUntil(lambda: bool(said), timeout=PATIENCE)
    answered: list[object] = []
    window.background.ask(lambda: True, answered.append)
    qtbot.waitUntil(lambda: bool(answered), timeout=PATIENCE)
    assert not [box for box in window.findChildren(QMessageBox) if box.isVisible()]
    assert said == [question.box.informativeText()]
    assert service.store.count() == 1
    press(window, "Delete")
    window.doing.delete(generation)
    qtbot.waitUntil(lambda: service.store.count() == 0, timeout=PATIENCE)
    qtbot.waitUntil(lambda: window.model.rowCount() == 0, timeout=PATIENCE)


@pytest.mark.parametrize(
    ("status", "wanted", "unwanted"),
    [
        (
            Status.COMPLETED,
            {"Play\tReturn", "Reveal in folder", "Copy path", "Delete…\tDel"},
            {"Cancel", "Resume"},
        ),
        (Status.FAILED, {"Try again", "Delete…\tDel"}, {"Play\tReturn", "Cancel"}),
        (Status.PROCESSING, {"Cancel"}, {"Delete…\tDel", "Play\tReturn", "Try again"}),
    ],
)
def test_the_menu_offers_what_makes_sense(
    window: MainWindow, service: FakeService, status: Status, wanted: set[str], unwanted: set[str]
):
    from vidgen_desktop.core.model import Result
    from vidgen_desktop.ui.library.menu import MenuActions, library_menu

    (generation,) = fill(service.store, 1)
    result = Result("/v.mp4", "", 30.0) if status is Status.COMPLETED else None
    generation = replace(generation, status=status, result=result)
    actions = MenuActions(*[lambda _what: None] * 7)
    texts = {a.text() for a in library_menu(window, generation, actions).actions()}
    assert wanted <= texts
    assert not unwanted & texts


def test_copy_path_and_copy_video(tmp_path: Path):
    from vidgen_desktop.ui.library.menu import copy_file

    copy_file(str(tmp_path / "ü.mp4"))
    urls = QApplication.clipboard().mimeData().urls()
    assert [u.toLocalFile() for u in urls] == [str(tmp_path / "ü.mp4")]
    # Without a screen, the clipboard outlives Python, and what Python put there must not.
    QApplication.clipboard().clear()


def test_takes_that_came_before_the_page_are_shown(
    qtbot: QtBot, window: MainWindow, service: FakeService, tmp_path: Path
):
    hold(qtbot, window, service, "clip/4")
    first = service.store.list()[0]
    window.show_new()
    service.store.save_take(first.id, Take(1, "a.mp4", str(tmp_path / "a.png"), 1.0, "fake"))
    window.follower.show(first.id)
    qtbot.waitUntil(window.page.progress.isVisible, timeout=PATIENCE)
    qtbot.waitUntil(
        lambda: [c.state for c in window.page.scenes.cards][:3] == ["Ready"] * 3, timeout=PATIENCE
    )


def test_a_take_that_comes_before_its_scene_is_on_view_is_not_lost(
    qtbot: QtBot, window: MainWindow, service: FakeService
):
    """The page was read before there were scenes, and the takes are told by events."""
    hold(qtbot, window, service, "clip/3")
    (making,) = service.store.list()
    page, other = window.page, replace(making, id=making.id + 1)
    known = read_details(service, making.id)
    page.show_details(replace(known, generation=other), waiting_here=False)
    page.show_details(replace(known, storyboard=None, takes=()), waiting_here=False)
    page.set_take(known.takes[0])
    page.show_details(known, waiting_here=False)
    assert [card.state for card in page.scenes.cards][:2] == ["Ready", "Ready"]


def test_the_keys_of_the_player_work_wherever_the_focus_is(qtbot: QtBot, window: MainWindow):
    make(qtbot, window)
    player = window.page.player
    qtbot.waitUntil(lambda: player.is_playing, timeout=PATIENCE)
    idle(qtbot, window)
    for focused in (window.library.view, player.controls.position, window.page.scenes.cards[0]):
        was_playing = player.is_playing
        focused.setFocus()
        qtbot.keyClick(focused, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda was=was_playing: player.is_playing is not was, timeout=PATIENCE)
    window.show_new()
    assert not player.is_playing
    qtbot.keyClick(window.library.view, Qt.Key.Key_Space)
    assert not player.is_playing


def test_a_video_that_stays_on_view_grows_older(qtbot: QtBot, window: MainWindow):
    make(qtbot, window)
    qtbot.waitUntil(lambda: window.page.player.is_playing, timeout=PATIENCE)
    idle(qtbot, window)
    assert window.page.facts.text().endswith("just now")
    window.page.clock = lambda: now() + timedelta(minutes=5)
    window.watcher.ticked.emit()
    assert window.page.facts.text().endswith("5 min ago")
