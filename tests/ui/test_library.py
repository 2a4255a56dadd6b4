"""The library: pages from the store, stays fast and true, and shows a person's words plainly."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import PATIENCE, sent
from tests.ui.service import FakeService, fill, multiply
from vidgen_desktop.core.errors import BudgetExceeded, StoreError
from vidgen_desktop.core.model import Generation, Request, Result, Status, now
from vidgen_desktop.core.states import State
from vidgen_desktop.core.store_port import Store
from vidgen_desktop.store.repository import SqliteStore
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.library.delegate import draw_facts
from vidgen_desktop.ui.library.model import GENERATION_ROLE, PAGE, LibraryModel
from vidgen_desktop.ui.library.panel import LibraryPanel
from vidgen_desktop.ui.look.marks import MARKS
from vidgen_desktop.ui.parts.posters import Posters, read_cover

MANY = 10_000


class CountingStore:
    """The real store, counting how many rows were read."""

    def __init__(self, store: SqliteStore) -> None:
        self._store = store
        self.rows = 0

    def count(self, search: str = "") -> int:
        return self._store.count(search)

    def list(self, search: str = "", limit: int = 100, offset: int = 0) -> list[Generation]:
        found = list(self._store.list(search, limit, offset))
        self.rows += len(found)
        return found


@pytest.fixture
def model(qapp: QObject, store: SqliteStore, background: Background) -> LibraryModel:
    model = LibraryModel(lambda: store, background, qapp)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    return model


@pytest.fixture
def panel(qtbot: QtBot, model: LibraryModel, background: Background) -> LibraryPanel:
    panel = LibraryPanel(model, Posters(background))
    qtbot.addWidget(panel)
    panel.resize(280, 600)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def load(qtbot: QtBot, model: LibraryModel) -> None:
    with qtbot.waitSignal(model.loaded, timeout=PATIENCE):
        model.refresh()


def titles(model: LibraryModel, rows: int) -> list[object]:
    return [model.index(row).data() for row in range(rows)]


def test_ten_thousand_rows_are_read_by_the_page(
    qtbot: QtBot, qapp: QObject, store: SqliteStore, background: Background, tmp_path: Path
):
    fill(store, 1)
    multiply(tmp_path / "vidgen.db", MANY - 1)
    counting = CountingStore(store)
    model = LibraryModel(lambda: cast("Store", counting), background, qapp)
    load(qtbot, model)
    assert model.rowCount() == MANY
    assert counting.rows == PAGE
    assert model.index(0).data() == f"Video {MANY - 1}"
    last = model.index(MANY - 1)
    assert last.data() is None
    qtbot.waitUntil(lambda: last.data() == "Video 0", timeout=PATIENCE)
    assert counting.rows == 2 * PAGE


def test_scrolling_to_the_end_shows_the_oldest(
    qtbot: QtBot, panel: LibraryPanel, model: LibraryModel, store: SqliteStore, tmp_path: Path
):
    fill(store, 1)
    multiply(tmp_path / "vidgen.db", 999)
    load(qtbot, model)
    panel.view.setFocus()
    qtbot.keyClick(panel.view, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: panel.view.currentIndex().data() == "Video 0", timeout=PATIENCE)


class BusyStore(CountingStore):
    """Another program locks the database while the second page is first read."""

    was_busy = False

    def list(self, search: str = "", limit: int = 100, offset: int = 0) -> list[Generation]:
        if offset == PAGE and not self.was_busy:
            self.was_busy = True
            raise StoreError("The database is busy.")
        return super().list(search, limit, offset)


def test_rows_that_could_not_be_read_are_asked_for_again(
    qtbot: QtBot, qapp: QObject, store: SqliteStore, background: Background
):
    fill(store, PAGE + 1)
    busy = BusyStore(store)
    model = LibraryModel(lambda: cast("Store", busy), background, qapp)
    load(qtbot, model)
    row = model.index(PAGE)
    assert row.data() is None
    qtbot.waitUntil(lambda: busy.was_busy, timeout=PATIENCE)
    qtbot.waitUntil(lambda: row.data() is not None, timeout=PATIENCE)


def test_search_narrows_and_comes_back(
    qtbot: QtBot, panel: LibraryPanel, model: LibraryModel, store: SqliteStore
):
    fill(store, 120)
    load(qtbot, model)
    qtbot.keyClicks(panel.search, "Video 11")
    qtbot.waitUntil(lambda: model.rowCount() == 11, timeout=PATIENCE)
    assert titles(model, 2) == ["Video 119", "Video 118"]
    panel.search.setText("nothing like it")
    qtbot.waitUntil(lambda: model.rowCount() == 0, timeout=PATIENCE)
    panel.search.clear()
    qtbot.waitUntil(lambda: model.rowCount() == 120, timeout=PATIENCE)


def test_a_new_one_comes_on_top_and_the_selection_stays(
    qtbot: QtBot, panel: LibraryPanel, model: LibraryModel, store: SqliteStore
):
    old = fill(store, 3)
    load(qtbot, model)
    panel.view.select(old[1].id)
    new = store.create(Request("New"), "New")
    model.insert_first(new)
    model.insert_first(new)  # told twice, shown once
    assert titles(model, 4) == ["New", "Video 2", "Video 1", "Video 0"]
    assert panel.view.currentIndex().row() == 2


def test_a_removed_one_goes_and_a_page_that_is_short_fills_up(
    qtbot: QtBot, model: LibraryModel, store: SqliteStore
):
    generations = fill(store, PAGE + 50)
    load(qtbot, model)
    victim = generations[-10]
    store.fail(victim.id, "cancelled", "Cancelled by user", victim.created_at)
    store.delete(victim.id)
    model.remove(victim.id)
    assert model.rowCount() == PAGE + 49
    qtbot.waitUntil(lambda: None not in titles(model, PAGE + 49), timeout=PATIENCE)
    assert victim.title not in titles(model, PAGE + 49)
    assert len(set(titles(model, PAGE + 49))) == PAGE + 49


def test_the_bar_of_a_row_is_ahead_of_the_store(
    qtbot: QtBot, model: LibraryModel, store: SqliteStore
):
    (generation,) = fill(store, 1)
    store.claim(generation.id)
    load(qtbot, model)
    with qtbot.waitSignal(model.dataChanged):
        model.set_reading(generation.id, 45.0, "Making scene 3 of 8")
    shown = model.reading_of(store.get(generation.id))
    assert (shown.percent, shown.text) == (45.0, "Making scene 3 of 8")


def test_return_plays_delete_deletes_and_choosing_shows(
    qtbot: QtBot, panel: LibraryPanel, model: LibraryModel, store: SqliteStore
):
    generations = fill(store, 2)
    load(qtbot, model)
    panel.view.setFocus()
    with qtbot.waitSignal(panel.chosen) as chosen:
        qtbot.keyClick(panel.view, Qt.Key.Key_Down)
        qtbot.keyClick(panel.view, Qt.Key.Key_Down)
    assert sent(chosen).id in {g.id for g in generations}
    with qtbot.waitSignal(panel.playAsked):
        qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    with qtbot.waitSignal(panel.deleteAsked):
        qtbot.keyClick(panel.view, Qt.Key.Key_Delete)


def test_the_first_row_is_marked_once_it_is_on_view(
    qtbot: QtBot, panel: LibraryPanel, model: LibraryModel, store: SqliteStore
):
    (made,) = fill(store, 1)
    load(qtbot, model)
    panel.view.setFocus(Qt.FocusReason.TabFocusReason)
    assert not panel.view.selectedIndexes()
    panel.view.select(made.id)  # as the window does when it shows one
    assert [index.row() for index in panel.view.selectedIndexes()] == [0]


def test_coming_into_the_library_chooses_nothing(
    qtbot: QtBot, panel: LibraryPanel, model: LibraryModel, store: SqliteStore
):
    fill(store, 3)
    load(qtbot, model)
    panel.search.setFocus()
    with qtbot.assertNotEmitted(panel.chosen):
        panel.view.setFocus(Qt.FocusReason.TabFocusReason)
    assert panel.view.hasFocus()


def test_double_click_plays(
    qtbot: QtBot, panel: LibraryPanel, model: LibraryModel, store: SqliteStore
):
    (generation,) = fill(store, 1)
    load(qtbot, model)
    place = panel.view.visualRect(model.index(0)).center()
    with qtbot.waitSignal(panel.playAsked) as asked:
        qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert sent(asked).id == generation.id


@pytest.mark.parametrize("title", ["<b>bold</b>", "رحلة النحل", "养蜂人的一天", "🐝" * 200, "a\nb"])
def test_any_title_is_drawn_as_it_is(
    qtbot: QtBot, panel: LibraryPanel, model: LibraryModel, store: SqliteStore, title: str
):
    store.create(Request("x"), title)
    load(qtbot, model)
    assert model.index(0).data() == title
    assert not panel.view.grab().isNull()


def test_an_empty_library_says_so(qtbot: QtBot, panel: LibraryPanel, model: LibraryModel):
    load(qtbot, model)
    assert panel._empty.isVisible()
    assert panel._empty.text() == "Your videos will be here."


def test_a_poster_is_read_away_from_the_window_and_fills_its_place(
    qtbot: QtBot, background: Background, tmp_path: Path
):
    path = tmp_path / "poster.png"
    Image.new("RGB", (1920, 1080), "red").save(path)
    posters = Posters(background)
    assert posters.get(str(path), 96, 54) is None
    with qtbot.waitSignal(posters.ready, timeout=PATIENCE):
        pass
    picture = posters.get(str(path), 96, 54)
    assert picture is not None
    assert picture.deviceIndependentSize().toTuple() == (96, 54)


def test_a_poster_that_is_none_is_asked_for_once(
    qtbot: QtBot, background: Background, tmp_path: Path
):
    path = tmp_path / "broken.png"
    path.write_bytes(b"no picture")
    posters = Posters(background)
    posters.get(str(path), 96, 54)
    with qtbot.waitSignal(posters.ready, timeout=PATIENCE):
        pass
    with qtbot.assertNotEmitted(posters.ready):
        assert posters.get(str(path), 96, 54) is None


def test_a_tall_picture_covers_a_wide_place(tmp_path: Path):
    from PySide6.QtCore import QSize

    path = tmp_path / "tall.png"
    Image.new("RGB", (90, 160), "blue").save(path)
    cover = read_cover(str(path), QSize(192, 108), 12)
    assert cover is not None
    assert cover.size() == QSize(192, 108)
    assert cover.pixelColor(96, 54).name() == "#0000ff"
    assert cover.pixelColor(0, 0).alpha() == 0


def test_rows_without_a_parent_only(model: LibraryModel, qtbot: QtBot, service: FakeService):
    fill(service.store, 2)
    load(qtbot, model)
    assert model.rowCount(model.index(0)) == 0
    assert model.rowCount(QModelIndex()) == 2
    assert isinstance(model.index(0).data(GENERATION_ROLE), Generation)


def test_a_row_shows_the_poster_of_its_result(
    qtbot: QtBot, panel: LibraryPanel, model: LibraryModel, store: SqliteStore, tmp_path: Path
):
    Image.new("RGB", (320, 180), "#00ff00").save(tmp_path / "p.png")
    (generation,) = fill(store, 1)
    store.claim(generation.id)
    store.complete(generation.id, Result(str(tmp_path / "v.mp4"), str(tmp_path / "p.png"), 30.0))
    load(qtbot, model)

    def middle() -> str:
        place = panel.view.visualRect(model.index(0))
        return (
            panel.view.viewport()
            .grab()
            .toImage()
            .pixelColor(place.x() + 60, place.center().y())
            .name()
        )

    qtbot.waitUntil(lambda: middle() == "#00ff00", timeout=PATIENCE)


def test_what_waits_for_the_person_is_no_failure(
    qtbot: QtBot, store: SqliteStore, model: LibraryModel
):
    made = store.create(Request("Bees."), "Bees")
    store.claim(made.id)
    store.fail(made.id, BudgetExceeded.code, "The limit is reached.", now())
    model.refresh()
    qtbot.waitUntil(lambda: model.rowCount() == 1, timeout=PATIENCE)
    spoken = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Bees, Limit reached"
    assert [state for state in State if MARKS[state][1] == "bad"] == [State.FAILED]


@pytest.mark.parametrize("left", [False, True])
def test_the_state_and_the_version_leave_each_other_room(store: SqliteStore, left: bool):
    first = store.create(Request("Bees."), "Bees")
    generation = replace(first, status=Status.COMPLETED, revises=first.id, version=11)
    row = QImage(137, 54, QImage.Format.Format_RGB888)  # beside a bar to scroll with
    row.fill(0xFFFFFF)
    with QPainter(row) as painter:
        draw_facts(painter, row.rect(), generation, now(), is_left=left)
    pixels = np.frombuffer(row.constBits(), np.uint8).reshape(54, -1)[38:53, : 137 * 3]
    brightest, darkest = (
        f(pixels.reshape(15, 137, 3), axis=2).astype(int) for f in (np.max, np.min)
    )
    state = np.flatnonzero((brightest - darkest > 60).any(axis=0))  # it is coloured
    version = np.flatnonzero(((brightest < 160) & (brightest - darkest < 40)).any(axis=0))
    assert version[0] - state[-1] >= 4


class Paints(QObject):
    """How often a widget was painted."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.count += event.type() is QEvent.Type.Paint
        return super().eventFilter(watched, event)


def test_rows_grow_older_while_nobody_touches_them(
    qtbot: QtBot, store: SqliteStore, model: LibraryModel, panel: LibraryPanel
):
    view, paints = panel.view, Paints()
    store.create(Request("Bees."), "Bees")
    model.refresh()
    qtbot.waitUntil(lambda: model.generation_at(model.index(0)) is not None, timeout=PATIENCE)
    view.tick()
    QApplication.processEvents()
    view.viewport().installEventFilter(paints)
    view.tick()
    QApplication.processEvents()
    assert not paints.count  # it is as old as it was
    view.clock = lambda: now() + timedelta(minutes=2)
    view.tick()
    qtbot.waitUntil(lambda: paints.count > 0, timeout=PATIENCE)
