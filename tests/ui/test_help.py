"""What the window offers when something went wrong inside it."""

import logging
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer, qWarning
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.ui.conftest import PATIENCE, sent
from tests.ui.pressing import press
from tests.ui.service import FakeService
from vidgen_desktop import logs
from vidgen_desktop.bugs import Hook
from vidgen_desktop.config import Folders, Settings
from vidgen_desktop.core.model import Generation, Request, now
from vidgen_desktop.core.run.scope import scope
from vidgen_desktop.reporting.report import RealReporter
from vidgen_desktop.store.backups.backup import back_up
from vidgen_desktop.store.database.shape import shape_of
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.faults.happened_dialog import NOTHING, HappenedDialog
from vidgen_desktop.ui.faults.qt_messages import logged
from vidgen_desktop.ui.faults.report_dialog import ReportDialog
from vidgen_desktop.ui.main_window import MainWindow
from vidgen_desktop.ui.questions import question
from vidgen_desktop.ui.settings.restore_dialog import NONE_YET, RESTORING, RestoreDialog

log = logging.getLogger("vidgen.test")


@pytest.fixture
def folders(own_home: Path) -> Iterator[Folders]:
    found = Folders(own_home, own_home / "Videos")
    logs.configure_logs(found)
    yield found
    logs.release_logs()


@pytest.fixture
def reporter(folders: Folders) -> RealReporter:
    assert folders.data.exists()
    return RealReporter(Settings(), lambda: ["ok   ffmpeg"])


@pytest.fixture
def failed(service: FakeService, folders: Folders) -> Generation:
    """A generation that could not be made, and what the log says of it."""
    known = service.store.create(Request("Otters"), "The life of otters")
    service.store.claim(known.id)
    service.store.fail(known.id, "media", "The take cannot be read.", now())
    with scope(known.id, "clips"):
        log.warning("failed (%s): %s", "media", "otters.mp4 cannot be read")
    with scope(known.id + 1, "clips"):
        log.warning("of another")
    assert folders.logs.exists()
    return service.store.get(known.id)


def test_a_bug_in_any_thread_is_told_in_a_bar_and_the_window_goes_on(
    qtbot: QtBot, window: MainWindow
):
    hook = Hook(window.help.tell)

    def fail() -> None:
        try:
            raise KeyError("take")  # noqa: TRY301 - where it comes from is what counts
        except KeyError as bug:
            hook.caught(bug, "a pool thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(window.help.bar.isVisible, timeout=PATIENCE)
    said = window.help.bar.words.text()
    assert said.startswith("Something went wrong inside Vidgen. Everything else goes on.")
    window.show_costs()
    assert window.pages.currentWidget() is window.costs


def test_there_is_one_bar_and_the_same_bug_does_not_bring_it_back(qtbot: QtBot, window: MainWindow):
    hook = Hook(window.help.tell)

    def fail(number: int) -> None:
        for _ in range(100):
            hook.caught(KeyError(str(number)), "a slot")

    fail(1)
    window.help.tell("Another sentence.")
    qtbot.waitUntil(window.help.bar.isVisible, timeout=PATIENCE)
    assert window.help.bar.words.text().startswith("Something went wrong")
    qtbot.mouseClick(window.help.bar.close_button, Qt.MouseButton.LeftButton)
    assert not window.help.bar.isVisible()
    fail(2)  # of the same kind, from the same place
    window.help.tell("The end.")
    qtbot.waitUntil(window.help.bar.isVisible, timeout=PATIENCE)
    assert window.help.bar.words.text().startswith("The end.")


def test_a_slot_that_fails_does_not_end_the_window(qtbot: QtBot, window: MainWindow):
    hook = Hook(window.help.tell)
    with qtbot.capture_exceptions():  # leaves the hook to us, and puts its own back
        hook.install()
        QTimer.singleShot(0, window, lambda: int("three"))
        qtbot.waitUntil(window.help.bar.isVisible, timeout=PATIENCE)
    assert window.isVisible()


def test_an_earlier_crash_is_said_once(
    qtbot: QtBot, window: MainWindow, reporter: RealReporter, folders: Folders
):
    folders.logs.mkdir(parents=True, exist_ok=True)
    (folders.logs / "crash-1-no.txt").write_text("Fatal Python error: Segmentation fault")
    window.help.use(reporter)
    window.help.look_for_crash()
    qtbot.waitUntil(window.help.bar.isVisible, timeout=PATIENCE)
    assert window.help.bar.words.text().startswith("Vidgen crashed ")
    assert reporter.crashed() is None


@pytest.mark.qt_log_ignore("the brush is dry", extend=True)
def test_what_qt_says_is_logged_and_a_flood_of_it_counted(folders: Folders):
    with logged():
        for _ in range(100):
            qWarning("the brush is dry")
    written = (folders.logs / logs.FILE_NAME).read_text("utf-8").splitlines()
    assert len(written) == 3
    assert '"logger": "vidgen.qt"' in written[0]
    assert "the brush is dry" in written[0]
    assert "100 times now" in written[2]


def test_a_failed_video_shows_what_happened_to_it(
    qtbot: QtBot, window: MainWindow, reporter: RealReporter, failed: Generation
):
    window.help.use(reporter)
    window.follower.show(failed.id)
    ended = window.page.ended
    qtbot.waitUntil(ended.details_button.isVisible, timeout=PATIENCE)
    assert not ended.happened.isVisible()
    qtbot.mouseClick(ended.details_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(ended.happened, Qt.MouseButton.LeftButton)
    (dialog,) = window.findChildren(HappenedDialog)
    qtbot.waitUntil(lambda: bool(dialog.text.toPlainText()), timeout=PATIENCE)
    said = dialog.text.toPlainText()
    assert "clips  warning  failed (media): otters.mp4 cannot be read" in said
    assert "of another" not in said
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == said
    dialog.accept()


def test_where_the_log_has_nothing_it_says_so(
    qtbot: QtBot, window: MainWindow, reporter: RealReporter
):
    window.help.use(reporter)
    window.help.show_happened(99)
    (dialog,) = window.findChildren(HappenedDialog)
    qtbot.waitUntil(lambda: dialog.text.toPlainText() == NOTHING, timeout=PATIENCE)
    dialog.accept()


@pytest.fixture
def report(
    qtbot: QtBot, reporter: RealReporter, background: Background, failed: Generation
) -> ReportDialog:
    dialog = ReportDialog(reporter, background, failed.id)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.save.isEnabled, timeout=PATIENCE)
    return dialog


def parts_of(dialog: ReportDialog) -> dict[str, str]:
    """All that the dialog shows, one part after the other."""
    shown: dict[str, str] = {}
    for row in range(dialog.list.count()):
        dialog.list.setCurrentRow(row)
        shown[dialog.list.item(row).text()] = dialog.text.toPlainText()
    return shown


def test_everything_is_shown_before_it_is_saved(qtbot: QtBot, report: ReportDialog, tmp_path: Path):
    shown = parts_of(report)
    with qtbot.waitSignal(report.saved, timeout=PATIENCE) as saved:
        report.save_to(tmp_path / "report.zip")
    assert sent(saved) == tmp_path / "report.zip"
    assert report.said.text() == "Saved as report.zip."
    with zipfile.ZipFile(tmp_path / "report.zip") as packed:
        assert [packed.read(name).decode() for name in packed.namelist()] == list(shown.values())
    assert "otters" not in str(shown)


def test_words_are_in_it_only_with_a_tick(qtbot: QtBot, report: ReportDialog):
    report.words.click()
    qtbot.waitUntil(report.save.isEnabled, timeout=PATIENCE)
    assert "otters.mp4 cannot be read" in str(parts_of(report))


def test_a_folder_that_cannot_be_written_is_said(
    qtbot: QtBot, report: ReportDialog, tmp_path: Path
):
    (tmp_path / "file").write_text("in the way")
    report.save_to(tmp_path / "file" / "report.zip")
    qtbot.waitUntil(lambda: "cannot be saved" in report.said.text(), timeout=PATIENCE)
    assert report.save.isEnabled()


def test_the_help_page_leads_to_all_of_it(qtbot: QtBot, window: MainWindow, reporter: RealReporter):
    window.help.use(reporter)
    dialog = window.preferences.open("help")
    qtbot.mouseClick(dialog.help.buttons["report"], Qt.MouseButton.LeftButton)
    assert len(window.findChildren(ReportDialog)) == 1
    qtbot.mouseClick(dialog.help.buttons["restore"], Qt.MouseButton.LeftButton)
    assert len(window.findChildren(RestoreDialog)) == 1
    for opened in (*window.findChildren(ReportDialog), *window.findChildren(RestoreDialog)):
        opened.reject()
    dialog.reject()


def made(service: FakeService, title: str) -> None:
    """A generation that is neither waiting nor being made."""
    known = service.store.create(Request(title), title)
    service.store.claim(known.id)
    service.store.fail(known.id, "media", "It failed.", now())


@pytest.fixture
def restore(
    qtbot: QtBot, service: FakeService, background: Background, tmp_path: Path
) -> RestoreDialog:
    database = tmp_path / "vidgen.db"
    made(service, "The first video")
    back_up(database, shape_of(database)["revision"])
    made(service, "The second video")
    dialog = RestoreDialog(service, background)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.restore.isEnabled, timeout=PATIENCE)
    return dialog


def test_a_backup_is_gone_back_to_after_asking(
    qtbot: QtBot, restore: RestoreDialog, service: FakeService
):
    assert " · 1 video · " in restore.list.item(0).text()
    press(restore, "Keep the list of now")
    qtbot.keyClick(restore.restore, Qt.Key.Key_Return)
    assert restore.isVisible()
    assert service.store.count() == 2
    press(restore, "Go back")
    with qtbot.waitSignal(restore.restored, timeout=PATIENCE):
        restore.restore.click()
    assert [known.title for known in service.store.list()] == ["The first video"]
    assert "The one before is kept: vidgen-replaced-" in restore.said.text()
    assert restore.cancel.text() == "Done"


def test_what_is_being_gone_back_to_cannot_be_left_until_it_is_told(
    qtbot: QtBot, restore: RestoreDialog, service: FakeService
):
    service.holds = {"restore"}
    press(restore, "Go back")
    restore.restore.click()
    qtbot.waitUntil(service.reached.is_set, timeout=PATIENCE)
    assert restore.said.text() == RESTORING
    assert not restore.cancel.isEnabled()
    qtbot.keyClick(restore, Qt.Key.Key_Escape)
    restore.close()
    assert restore.isVisible()
    with qtbot.waitSignal(restore.restored, timeout=PATIENCE):
        service.release()
    assert "Videos made after" in restore.said.text()
    qtbot.keyClick(restore, Qt.Key.Key_Escape)
    assert not restore.isVisible()


def test_where_there_is_no_backup_it_says_so(
    qtbot: QtBot, service: FakeService, background: Background
):
    dialog = RestoreDialog(service, background)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.said.text() == NONE_YET, timeout=PATIENCE)
    assert not dialog.restore.isEnabled()


def test_a_refusal_is_said_and_leaves_everything(
    qtbot: QtBot, restore: RestoreDialog, service: FakeService
):
    service.store.create(Request("Third"), "It waits")
    press(restore, "Go back")
    restore.restore.click()
    qtbot.waitUntil(lambda: "being made" in restore.said.text(), timeout=PATIENCE)
    assert restore.restore.isEnabled()
    assert restore.cancel.isEnabled()
    assert service.store.count() == 3
    restore.close()
    assert not restore.isVisible()


def test_a_question_in_a_box_is_plain_text_in_all_its_parts(qtbot: QtBot, window: MainWindow):
    box = question(window, "<b>heading</b>", "<i>sentence</i>")
    qtbot.addWidget(box)
    labels = [label for label in box.findChildren(QLabel) if label.text()]
    assert {label.text() for label in labels} == {"<b>heading</b>", "<i>sentence</i>"}
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
