"""Settings: saved, applied at once, and faults beside their fields."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.conftest import sent
from tests.ui.service import FakeService
from vidgen_desktop.config import Appearance, Settings, load_settings
from vidgen_desktop.core.choices import Aspect
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.look import style
from vidgen_desktop.ui.look.tokens import DARK
from vidgen_desktop.ui.main_window import MainWindow
from vidgen_desktop.ui.settings.dialog import SettingsDialog


@pytest.fixture
def dialog(qtbot: QtBot, service: FakeService, background: Background) -> SettingsDialog:
    dialog = SettingsDialog(service, background, Settings())
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def test_what_is_chosen_is_saved(qtbot: QtBot, dialog: SettingsDialog, tmp_path: Path):
    folder = tmp_path / "Vidéos 蜂"
    dialog.general.folder.setText(str(folder))
    dialog.general.at_a_time.choose(3)
    dialog.general.appearance.choose(Appearance.DARK)
    dialog.general.defaults.shape.choose(Aspect.TALL)
    dialog.general.defaults.length.box.setEditText("1:15")
    with qtbot.waitSignal(dialog.saved) as saved:
        qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    stored = load_settings()
    assert sent(saved) == stored
    assert stored.videos_folder == str(folder)
    assert folder.is_dir()
    assert stored.at_a_time == 3
    assert stored.appearance is Appearance.DARK
    assert stored.defaults.aspect is Aspect.TALL
    assert stored.defaults.seconds == 75


def test_a_folder_that_cannot_be_written_is_said_beside_it(
    qtbot: QtBot, dialog: SettingsDialog, tmp_path: Path, own_home: Path
):
    (tmp_path / "file").write_text("in the way")
    dialog.general.folder.setText(str(tmp_path / "file" / "videos"))
    with qtbot.assertNotEmitted(dialog.saved):
        dialog.try_save()
    assert dialog.general.folder_error.isVisible()
    assert dialog.general.folder_error.text().startswith("This folder cannot be written (")
    assert dialog.general.folder.property("wrong") is True
    assert dialog.isVisible()
    assert not (own_home / "settings.json").exists()
    dialog.general.folder.setText("")
    assert not dialog.general.folder_error.isVisible()


def test_half_a_path_is_not_taken(dialog: SettingsDialog):
    dialog.general.folder.setText("videos")
    dialog.try_save()
    assert dialog.general.folder_error.text() == "Write the whole path of the folder, or choose it."


@pytest.mark.parametrize("length", ["2 s", "11 min", "soon"])
def test_a_bad_length_is_said_beside_it(qtbot: QtBot, dialog: SettingsDialog, length: str):
    dialog.general.defaults.length.box.setEditText(length)
    with qtbot.assertNotEmitted(dialog.saved):
        dialog.try_save()
    assert dialog.general.defaults_error.text().startswith("The length")
    assert dialog.general.defaults.length.box.property("wrong") is True


def test_return_is_for_what_has_the_focus(qtbot: QtBot, dialog: SettingsDialog):
    dialog.general.browse.clicked.disconnect()  # it would wait for a folder
    for field in (dialog.general.appearance.box, dialog.general.folder):
        with qtbot.assertNotEmitted(dialog.general.browse.clicked):
            field.setFocus()
            qtbot.keyClick(field, Qt.Key.Key_Return)
    with qtbot.waitSignal(dialog.general.browse.clicked):
        qtbot.keyClick(dialog.general.browse, Qt.Key.Key_Return)
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.done_button, Qt.Key.Key_Return)


def test_new_settings_apply_at_once(window: MainWindow):
    window.show_settings()
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None
    dialog.general.appearance.choose(Appearance.DARK)
    dialog.general.defaults.shape.choose(Aspect.SQUARE)
    dialog.try_save()
    assert style.scheme() is DARK
    window.prompt.field.edit.setPlainText("Bees")
    assert window.prompt.request().aspect is Aspect.SQUARE


def test_the_volume_is_remembered(qtbot: QtBot, window: MainWindow):
    window.page.player.controls.volume.setValue(40)
    with qtbot.waitSignal(window.closed):
        window.close()
    assert load_settings().volume == 0.4
