"""Folders, defaults, how many at a time, appearance."""

import os
import tempfile
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from vidgen_desktop.config import Appearance, Settings, folders, save_settings
from vidgen_desktop.core.errors import InvalidRequest, StoreError
from vidgen_desktop.core.model import Request
from vidgen_desktop.core.validate import checked
from vidgen_desktop.ui import style, tokens
from vidgen_desktop.ui.choice import Choice
from vidgen_desktop.ui.labels import Label, Line, error_label
from vidgen_desktop.ui.prompt_choices import PromptChoices

APPEARANCES = (
    ("As the system", Appearance.SYSTEM),
    ("Light", Appearance.LIGHT),
    ("Dark", Appearance.DARK),
)
MOST_AT_A_TIME = 4


class SettingsDialog(QDialog):
    """Saves when asked to; `saved` carries the new settings, which apply at once."""

    saved = Signal(object)  # Settings

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setWindowTitle("Settings")
        self.setMinimumWidth(560)
        self.folder = QLineEdit(settings.videos_folder)
        self.browse = QPushButton("Choose…")
        self.folder_error = error_label()
        self.at_a_time = Choice(
            "Videos made at a time", [(str(n), n) for n in range(1, MOST_AT_A_TIME + 1)]
        )
        self.appearance = Choice("Appearance", APPEARANCES)
        self.defaults = PromptChoices(settings.defaults)
        self.defaults_error = error_label()
        self.save = QPushButton("Save")
        self.cancel = QPushButton("Cancel")
        self.at_a_time.choose(settings.at_a_time)
        self.appearance.choose(settings.appearance)
        self._lay_out()
        self.browse.clicked.connect(self._browse)
        self.folder.textChanged.connect(lambda _text: self._show_folder_fault(""))
        self.save.clicked.connect(self.try_save)
        self.cancel.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        self.folder.setAccessibleName("Videos folder")
        self.folder.setPlaceholderText(
            str(folders(replace(self._settings, videos_folder="")).videos)
        )
        self.browse.setAccessibleName("Choose the videos folder")
        self.save.setProperty("kind", "primary")
        self.save.setDefault(True)
        folder_row = QHBoxLayout()
        folder_row.addWidget(self.folder, 1)
        folder_row.addWidget(self.browse)
        pair = QHBoxLayout()
        pair.setSpacing(tokens.SPACE_L)
        pair.addWidget(self.appearance, 1)
        pair.addWidget(self.at_a_time, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(tokens.SPACE_XL,) * 4)
        column.setSpacing(tokens.SPACE_S)
        column.addWidget(Label("Settings", "title"))
        column.addSpacing(tokens.SPACE_S)
        column.addWidget(Label("Folder for finished videos", "small"))
        column.addLayout(folder_row)
        column.addWidget(self.folder_error)
        column.addSpacing(tokens.SPACE_S)
        column.addLayout(pair)
        column.addSpacing(tokens.SPACE_S)
        column.addWidget(Line())
        column.addSpacing(tokens.SPACE_S)
        column.addWidget(Label("A new video starts with", "strong"))
        column.addWidget(self.defaults)
        column.addWidget(self.defaults_error)
        column.addSpacing(tokens.SPACE_L)
        column.addStretch(1)
        column.addLayout(buttons)

    def settings(self) -> Settings:
        """The settings as they stand in the fields; raises InvalidRequest for a bad length."""
        wanted = checked(self.defaults.apply_to(Request(prompt="-")))
        return replace(
            self._settings,
            videos_folder=self.folder.text().strip(),
            at_a_time=self.at_a_time.value(),
            appearance=self.appearance.value(),
            defaults=replace(
                self._settings.defaults,
                seconds=wanted.seconds,
                aspect=wanted.aspect,
                resolution=wanted.resolution,
                fps=wanted.fps,
                look=wanted.look,
                voice=wanted.voice,
                captions=wanted.captions,
            ),
        )

    def try_save(self) -> None:
        """Save and close, or say beside the field what is wrong."""
        self.defaults_error.say("")
        self.defaults.length.mark(False)
        try:
            settings = self.settings()
        except InvalidRequest as fault:
            self.defaults_error.say(str(fault))
            self.defaults.by_field[fault.field].mark(True, str(fault))
            return
        if settings.videos_folder and (fault := folder_fault(folders(settings).videos)):
            self._show_folder_fault(fault)
            self.folder.setFocus()
            return
        try:
            save_settings(settings)
        except StoreError as fault:
            self._show_folder_fault(str(fault))
            return
        self.saved.emit(settings)
        self.accept()

    def _show_folder_fault(self, sentence: str) -> None:
        style.set_property(self.folder, "wrong", bool(sentence))
        self.folder.setAccessibleDescription(sentence)
        self.folder_error.say(sentence)

    def _browse(self) -> None:
        start = self.folder.text() or self.folder.placeholderText()
        if chosen := QFileDialog.getExistingDirectory(self, "Folder for finished videos", start):
            self.folder.setText(chosen)


def folder_fault(folder: Path) -> str:
    """Why nothing can be written there, or an empty text; tried, for rights do not tell."""
    if not folder.is_absolute():
        return "Write the whole path of the folder, or choose it."
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return ""
    except OSError as fault:
        reason = os.strerror(fault.errno) if fault.errno else "unknown reason"
        return f"This folder cannot be written ({reason}). Choose another one."
