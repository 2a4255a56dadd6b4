"""A text of a person or a service that looks like markup appears as it is, wherever it stands."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import PATIENCE
from tests.ui.service import FakeService
from vidgen_desktop.config import Settings
from vidgen_desktop.core.backups import Backup, Restored
from vidgen_desktop.core.buying.purchase import Wanted
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import BUILTIN_CHOICE, Cast, Choice, Quality, Role
from vidgen_desktop.core.errors import ProviderError, ProviderFault
from vidgen_desktop.core.model import (
    Estimate,
    Generation,
    Request,
    Result,
    Scene,
    Storyboard,
    Voice,
    now,
)
from vidgen_desktop.core.model_info import ModelInfo
from vidgen_desktop.core.money import CostEntry, PriceSource
from vidgen_desktop.core.reporting import Part, Reporter, ReportOrder
from vidgen_desktop.core.run.leaving import Left
from vidgen_desktop.setups import ProviderKind, ProviderSetup
from vidgen_desktop.ui import questions
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.faults.happened_dialog import HappenedDialog
from vidgen_desktop.ui.faults.report_dialog import ReportDialog
from vidgen_desktop.ui.finished.change_dialog import ChangeDialog
from vidgen_desktop.ui.finished.export_dialog import ExportDialog
from vidgen_desktop.ui.generation.details import read_details
from vidgen_desktop.ui.generation.left_notice import Offer
from vidgen_desktop.ui.main_window import MainWindow
from vidgen_desktop.ui.parts.labels import tip
from vidgen_desktop.ui.settings.dialog import SettingsDialog
from vidgen_desktop.ui.settings.restore_dialog import RestoreDialog

MARK = '<img src="file:///nowhere/canary.png">'
HOSTILE = f"{MARK} & <b>bold</b>"
ROWS = 20  # of a list are looked at

MINE = ProviderSetup("mine", ProviderKind.OPENAI, title=HOSTILE, address="http://127.0.0.1:9/v1")
QUALITY = Quality(HOSTILE, Cast(text=Choice("mine", HOSTILE)))
SETTINGS = Settings(providers=(MINE,), qualities=(QUALITY,), quality=HOSTILE)


def shown(root: QWidget) -> Iterator[tuple[str, str]]:
    """Every place below a widget that shows the hostile text, and what is wrong with it."""
    for widget in (root, *root.findChildren(QWidget)):
        name = type(widget).__name__
        if isinstance(widget, QLabel) and MARK in widget.text():
            plain = widget.textFormat() is Qt.TextFormat.PlainText
            yield f"{name} text", "" if plain else "is not plain text"
        if isinstance(widget, QAbstractButton) and MARK in widget.text():
            yield f"{name} text", "takes the & for a mnemonic"
        if "canary" in widget.toolTip():
            yield f"{name} tip", "is markup" if MARK in widget.toolTip() else ""
        if isinstance(widget, QAbstractItemView):
            yield from shown_in(widget.model())
    for action in root.findChildren(QAction):
        if MARK in action.text():
            yield "QAction text", "takes the & for a mnemonic"


def shown_in(model: QAbstractItemModel | None) -> Iterator[tuple[str, str]]:
    if model is None:
        return
    for row in range(min(ROWS, model.rowCount(QModelIndex()))):
        columns = model.columnCount() if isinstance(model, QAbstractTableModel) else 1
        for column in range(columns):
            index = model.index(row, column)
            if MARK in str(model.data(index, Qt.ItemDataRole.DisplayRole)):
                yield "item", ""
            if "canary" in (tip := str(model.data(index, Qt.ItemDataRole.ToolTipRole))):
                yield "item tip", "is markup" if MARK in tip else ""


def places(root: QWidget) -> set[str]:
    """Where the hostile text is shown; fails where it is not shown as it is."""
    found = list(shown(root))
    assert [f"{place} {wrong}" for place, wrong in found if wrong] == []
    return {place for place, _ in found}


@pytest.fixture
def failed(service: FakeService) -> Generation:
    """A generation in which every text is hostile, and a purchase whose answer was lost."""
    store = service.store
    known = store.create(Request(HOSTILE), HOSTILE)
    assert store.claim(known.id) is not None
    scenes = tuple(Scene(n, HOSTILE, HOSTILE, 3.0, HOSTILE) for n in (1, 2))
    store.save_storyboard(known.id, Storyboard(HOSTILE, "en", scenes))
    store.add_note(known.id, HOSTILE)
    wanted = Wanted("clip/1", "mine", HOSTILE, HOSTILE, 150_000, "f")
    bought = store.prepare(known.id, wanted, service.settings.limits)
    store.unknown(bought.id)
    store.charge(known.id, CostEntry("plan", "mine", HOSTILE, 2_000, PriceSource.COMPUTED))
    store.fail(known.id, "provider", HOSTILE, now())
    return store.get(known.id)


@pytest.fixture
def hostile_window(
    qtbot: QtBot, window: MainWindow, service: FakeService, failed: Generation
) -> MainWindow:
    assert failed.title == HOSTILE
    service.use(SETTINGS)
    window.preferences.take(SETTINGS)
    window.model.refresh()
    qtbot.waitUntil(lambda: window.model.rowCount() == 1, timeout=PATIENCE)
    return window


def test_the_window_in_every_state(qtbot: QtBot, hostile_window: MainWindow, failed: Generation):
    window = hostile_window
    window.follower.show(failed.id)
    qtbot.waitUntil(window.page.ended.isVisible, timeout=PATIENCE)
    window.help.tell(HOSTILE)
    qtbot.waitUntil(window.help.bar.isVisible, timeout=PATIENCE)
    window.page.add_note(f"{HOSTILE} said")
    window.page.title.grab()  # the tip comes with the painting
    assert {"ElidedLabel text", "Label text", "SceneCard tip", "item", "item tip"} <= places(window)
    qtbot.waitUntil(lambda: len(window.page.ended.unknown.cards) == 1, timeout=PATIENCE)
    window.show_costs()
    qtbot.waitUntil(lambda: "item tip" in places(window.costs), timeout=PATIENCE)
    window.notice.offer([Offer(Left(failed, 1, Estimate(0, None)), 2)])
    assert "ElidedLabel text" in places(window.notice)
    assert places(window)


def test_the_settings(qtbot: QtBot, service: FakeService, background: Background):
    service.use(SETTINGS)
    dialog = SettingsDialog(service, background, SETTINGS)
    qtbot.addWidget(dialog)
    dialog.show()
    for page in ("providers", "qualities"):
        dialog.show_page(page)
        assert "ElidedLabel text" in places(dialog)
    dialog.show_page("providers")
    dialog.providers.show_setup(MINE)
    refused = ProviderError(HOSTILE, HOSTILE, fault=ProviderFault.REFUSED)
    for say in (
        lambda: dialog.providers.form.verdict.say_good(HOSTILE),
        lambda: dialog.providers.form.verdict.say_fault(refused),
    ):
        say()
        assert {"ElidedLabel text", "KeptLabel text"} <= places(dialog)
    dialog.qualities.show_quality(QUALITY)
    assert places(dialog)


class HostileReporter:
    """A reporter whose log is full of such texts."""

    @property
    def log_file(self) -> Path:
        return Path(HOSTILE)

    def parts(self, order: ReportOrder) -> Sequence[Part]:
        del order
        return [Part(HOSTILE, HOSTILE, HOSTILE)]

    def save(self, parts: Sequence[Part], target: Path) -> Path:
        del parts
        return target

    def happened(self, generation: int) -> str:
        del generation
        return HOSTILE

    def crashed(self) -> datetime | None:
        return None


class Told(FakeService):
    """A service in which also voices, models and backups have such names."""

    def voices(
        self, choice: Choice = BUILTIN_CHOICE, token: CancelToken | None = None
    ) -> Sequence[Voice]:
        del choice, token
        return (Voice("v", HOSTILE, "en"),)

    def models(self, provider: str, role: Role, token: CancelToken) -> Sequence[ModelInfo]:
        del provider, role, token
        return (ModelInfo(HOSTILE, HOSTILE, frozenset()),)

    def backups(self) -> Sequence[Backup]:
        return (Backup(Path(HOSTILE), now(), HOSTILE, 1, 1_000),)


def test_voices_and_models(qtbot: QtBot, window: MainWindow, service: FakeService):
    told = Told(service.store, service.home, service.video, settings=SETTINGS)
    background = Background(window)
    dialog = SettingsDialog(told, background, SETTINGS)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.qualities.show_quality(QUALITY)
    qtbot.waitUntil(lambda: "item" in places(dialog), timeout=PATIENCE)
    background.close()


def test_the_dialogs(
    qtbot: QtBot,
    hostile_window: MainWindow,
    service: FakeService,
    failed: Generation,
    background: Background,
):
    told = Told(service.store, service.home, service.video, settings=SETTINGS)
    reporter: Reporter = HostileReporter()
    result = Result(str(service.home / "a.mp4"), "", 3.0)
    details = replace(read_details(service, failed.id), generation=replace(failed, result=result))
    restored = Restored(told.backups()[0], Path(HOSTILE), (HOSTILE,))
    export = ExportDialog(told, failed, result, hostile_window)
    change = ChangeDialog(told, background, details, hostile_window.posters, hostile_window)
    report = ReportDialog(reporter, background, None, hostile_window)
    happened = HappenedDialog(reporter, background, 1, hostile_window)
    restore = RestoreDialog(told, background, hostile_window)
    qtbot.waitUntil(lambda: restore.list.count() == 1, timeout=PATIENCE)
    restore._end(restored)
    qtbot.waitUntil(lambda: report.list.count() == 1, timeout=PATIENCE)
    qtbot.waitUntil(lambda: happened.text.toPlainText() == HOSTILE, timeout=PATIENCE)
    for dialog in (export, change, report, restore):
        assert places(dialog), dialog
        dialog.close()
    assert not places(happened)  # a field for plain text alone
    happened.close()


def test_the_questions(hostile_window: MainWindow):
    window = hostile_window
    asked = (
        questions.DeleteQuestion(window, HOSTILE),
        questions.RemoveProviderQuestion(window, HOSTILE),
        questions.RemoveQualityQuestion(window, HOSTILE),
        questions.RestoreQuestion(window, HOSTILE),
        questions.DamagedQuestion(window, HOSTILE, HOSTILE),
    )
    for question in asked:
        assert isinstance(question.box, QMessageBox)
        assert places(question.box) == {"QLabel text"}
        question.box.deleteLater()


def test_a_word_of_hundreds_of_letters_stays_within_its_page(
    qtbot: QtBot, service: FakeService, background: Background
):
    word = f"{{{'error:' * 100}}}"
    long_name = replace(MINE, title="A name that somebody has given it " * 4)
    dialog = SettingsDialog(service, background, replace(SETTINGS, providers=(long_name,)))
    qtbot.addWidget(dialog)
    dialog.show()
    width = dialog.width()
    dialog.show_page("providers")
    dialog.providers.show_setup(long_name)
    verdict = dialog.providers.form.verdict
    verdict.say_fault(ProviderError(word, "Look there.", fault=ProviderFault.REFUSED))
    assert dialog.minimumSizeHint().width() <= width
    assert verdict.words.text() == f"{word} Look there."  # as it was said
    assert verdict.words.heightForWidth(400) > 5 * verdict.words.fontMetrics().lineSpacing()


def test_a_tooltip_has_as_many_lines_as_it_needs():
    assert tip("A scene whose narration takes longer than a line. " * 4).startswith("<span>")
    assert tip("Mute (M)") == "Mute (M)"
