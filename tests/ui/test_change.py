"""Another version of a finished video: ordered in the dialog, made like any other, and shown."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import PATIENCE, Strays
from tests.ui.service import SCENES, FakeService
from tests.ui.test_look import assert_reading_order, tab_order
from vidgen_desktop.core.choices import Boundary, Captions, CaptionStyle, Fit, Transition
from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.core.model import Generation, Request, Status
from vidgen_desktop.ui.finished.change_dialog import ChangeDialog
from vidgen_desktop.ui.generation.details import read_details
from vidgen_desktop.ui.main_window import MainWindow

TRUTH = "A new version. Nothing is filmed or bought again."
REQUEST = Request(
    "Bees dance.", seconds=6.0, boundaries=(Boundary(2, Transition.DIP),), music="none"
)


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow) -> ChangeDialog:
    """The dialog as "Change…" opens it for a finished video."""
    window.submit(REQUEST)
    qtbot.waitUntil(lambda: window.page.player.is_playing, timeout=PATIENCE)
    click(qtbot, window.page.player.controls.change)
    qtbot.waitUntil(lambda: bool(window.findChildren(ChangeDialog)), timeout=PATIENCE)
    dialog = window.findChildren(ChangeDialog)[0]
    qtbot.waitExposed(dialog)
    return dialog


def versions(service: FakeService) -> list[Generation]:
    return [one for one in service.store.list() if one.revises is not None]


def test_it_begins_with_the_video_as_it_is_and_says_the_truth(
    strays: Strays, dialog: ChangeDialog, window: MainWindow
):
    assert dialog.isVisible()
    assert dialog.single.isVisible()
    assert not strays.seen
    assert not window.page.player.is_playing
    assert dialog.request() == REQUEST
    assert dialog.said.text() == TRUTH
    assert dialog.single.text() == "Between single scenes: 1 exception"


def test_a_version_is_made_selected_and_played_and_the_original_stays(
    qtbot: QtBot, window: MainWindow, dialog: ChangeDialog, service: FakeService
):
    original = service.store.list()[0]
    click(qtbot, dialog.choices.caption_style.tiles[2])
    click(qtbot, dialog.choices.words)
    click(qtbot, dialog.choices.transition.tiles[1])
    click(qtbot, dialog.choices.fit.tiles[1])
    click(qtbot, dialog.choices.sound)
    click(qtbot, dialog.make)
    qtbot.waitUntil(lambda: bool(versions(service)), timeout=PATIENCE)
    (version,) = versions(service)
    assert version.request == replace(
        REQUEST,
        captions=Captions.BURNED,
        caption_style=CaptionStyle.POP,
        caption_words=True,
        transition=Transition.CROSSFADE,
        fit=Fit.CONTAIN,
        take_sound=True,
    )
    page = window.page
    qtbot.waitUntil(
        lambda: (
            page.generation is not None
            and page.generation.id == version.id
            and page.player.is_playing
        ),
        timeout=PATIENCE,
    )
    assert page.facts.text().startswith("Version 2 · 0:06 · 16:9")
    assert window.library.view.currentIndex().row() == 0
    row = window.model.index(0)
    assert row.data(Qt.ItemDataRole.AccessibleTextRole) == "Bees dance., Version 2, Completed"
    assert (
        window.model.index(1).data(Qt.ItemDataRole.AccessibleTextRole) == "Bees dance., Completed"
    )
    assert service.store.get(original.id).status is Status.COMPLETED
    assert service.ran == [original.id, version.id]


def test_while_a_version_is_made_nothing_is_said_to_cost(
    qtbot: QtBot, window: MainWindow, dialog: ChangeDialog, service: FakeService
):
    service.price = 300_000
    service.reached.clear()
    service.holds = {"stitch"}
    dialog.captions.choose(Captions.OFF)
    click(qtbot, dialog.make)
    qtbot.waitUntil(service.reached.is_set, timeout=PATIENCE)
    qtbot.waitUntil(window.page.progress.isVisible, timeout=PATIENCE)
    assert "$" not in window.page.progress.facts.text()
    assert [card.state for card in window.page.scenes.cards] == ["Ready"] * SCENES


def test_one_boundary_can_differ_from_the_rest(qtbot: QtBot, dialog: ChangeDialog):
    click(qtbot, dialog.single)
    rows = dialog.boundaries.rows
    assert [row.after for row in rows] == list(range(1, SCENES))
    assert [row.value for row in rows] == [None, Transition.DIP, None]
    menu = rows[0].menu()
    assert [a.text() for a in menu.actions() if a.isChecked()] == ["As the rest"]
    next(a for a in menu.actions() if a.text() == "Crossfade").trigger()
    expected = (Boundary(1, Transition.CROSSFADE), Boundary(2, Transition.DIP))
    assert dialog.request().boundaries == expected
    assert dialog.single.text() == "Between single scenes: 2 exceptions"
    click(qtbot, dialog.choices.transition.tiles[1])
    assert dialog.request().boundaries == (Boundary(2, Transition.DIP),)


def test_nothing_changed_is_said_and_goes_with_a_change(
    qtbot: QtBot, dialog: ChangeDialog, service: FakeService
):
    click(qtbot, dialog.make)
    assert dialog.isVisible()
    assert dialog.said.text().startswith("Nothing was changed.")
    assert dialog.said.property("role") == "error"
    assert not any(choice.property("wrong") for choice in dialog.findChildren(QWidget))
    dialog.choices.music.choose("auto")
    assert dialog.said.text() == TRUTH
    assert not versions(service)


def test_a_refusal_stands_at_its_field_and_the_choices_stay(
    qtbot: QtBot, dialog: ChangeDialog, service: FakeService
):
    service.refusal = InvalidRequest("“a.txt” has no sound.", "Choose another file.", field="music")
    dialog.choices.music.set_music("/somewhere/a.txt")
    click(qtbot, dialog.make)
    qtbot.waitUntil(lambda: dialog.said.text().startswith("“a.txt”"), timeout=PATIENCE)
    assert dialog.choices.music.box.property("wrong") is True
    assert dialog.isVisible()
    assert dialog.make.isEnabled()
    assert dialog.request().music == "/somewhere/a.txt"
    assert not versions(service)


def test_a_style_without_captions_that_are_always_on_is_no_change(
    qtbot: QtBot, dialog: ChangeDialog
):
    click(qtbot, dialog.choices.caption_style.tiles[1])
    assert dialog.captions.value() is Captions.BURNED
    dialog.captions.choose(Captions.SOFT)
    assert dialog.request() == REQUEST


def test_what_crossfades_do_to_the_length_is_said_where_they_are_chosen(
    qtbot: QtBot, dialog: ChangeDialog
):
    click(qtbot, dialog.choices.transition.tiles[1])  # two of three: one dips to black
    assert dialog.said.text() == (
        "A new version, about 0.8 s shorter, for crossfades overlap the scenes. Nothing is filmed "
        "or bought again."
    )
    click(qtbot, dialog.choices.transition.tiles[0])
    assert dialog.said.text() == TRUTH


def test_the_keyboard_goes_through_it_in_reading_order(qtbot: QtBot, dialog: ChangeDialog):
    click(qtbot, dialog.single)
    chain = tab_order(dialog.captions.box, dialog)
    assert_reading_order(chain, dialog)
    assert {dialog.captions.box, dialog.single, dialog.make} <= set(chain)
    assert all(widget.accessibleName() or getattr(widget, "text", str)() for widget in chain)
    tiles = dialog.choices.transition.tiles
    tiles[0].setFocus()
    qtbot.keyClick(tiles[0], Qt.Key.Key_Right)
    assert QApplication.focusWidget() is tiles[1]
    assert dialog.choices.transition.value() is Transition.CROSSFADE


def test_the_cards_show_what_is_between_them(dialog: ChangeDialog, window: MainWindow):
    dialog.reject()
    joints = window.page.scenes.joints
    assert [j.transition for j in joints] == [Transition.CUT, Transition.DIP, Transition.CUT]
    assert joints[1].toolTip() == "Dip to black from scene 2 to 3"
    assert joints[0].toolTip() == ""


def test_a_single_scene_has_nothing_between_scenes(
    window: MainWindow, dialog: ChangeDialog, service: FakeService
):
    original = service.store.list()[0]
    details = read_details(service, original.id)
    alone = replace(details, takes=details.takes[:1])
    single = ChangeDialog(service, window.background, alone, window.posters, window)
    single.show()
    assert dialog.choices.transition.isVisible()
    assert not single.choices.transition.isVisible()
    assert single.choices.caption_style.isVisible()
    assert single.windowTitle() == "Change captions or music"
    assert single.request() == REQUEST
    single.close()
