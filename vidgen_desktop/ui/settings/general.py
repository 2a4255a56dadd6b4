"""Settings, general: folder, appearance, how many at a time, what new videos begin with."""

import os
import tempfile
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from vidgen_desktop.config import Appearance, Settings, folders
from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.core.model import Request
from vidgen_desktop.core.validate import checked
from vidgen_desktop.ui.look import style, tokens
from vidgen_desktop.ui.new_video.prompt_choices import PromptChoices, SizeChoice
from vidgen_desktop.ui.parts.check import Check
from vidgen_desktop.ui.parts.choice import Choice
from vidgen_desktop.ui.parts.labels import Label, Line, error_label
from vidgen_desktop.ui.settings.provider_fields import captioned

APPEARANCES = (
    ("As the system", Appearance.SYSTEM),
    ("Light", Appearance.LIGHT),
    ("Dark", Appearance.DARK),
)
MOST_AT_A_TIME = 4
RESUME_FREE = "Resume interrupted videos by itself when nothing needs to be bought"
RESUME_MEANS = "Otherwise Vidgen asks first, each time it starts"


class GeneralPage(QWidget):
    """Faults stand beside their fields; `apply` says whether there was one."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.folder = QLineEdit(settings.videos_folder)
        self.browse = QPushButton("Choose…")
        self.folder_error = error_label()
        self.at_a_time = Choice(
            "Videos made at a time", [(str(n), n) for n in range(1, MOST_AT_A_TIME + 1)]
        )
        self.appearance = Choice("Appearance", APPEARANCES)
        self.defaults = PromptChoices(settings.defaults, SizeChoice())
        self.defaults_error = error_label()
        self.resume_free = Check(RESUME_FREE, RESUME_MEANS)
        self.resume_free.setChecked(settings.resume_free)
        self.at_a_time.choose(settings.at_a_time)
        self.appearance.choose(settings.appearance)
        self.folder.setPlaceholderText(str(folders(replace(settings, videos_folder="")).videos))
        self._lay_out()
        self.browse.clicked.connect(self._browse)
        self.folder.textChanged.connect(lambda _text: self.show_folder_fault(""))

    def _lay_out(self) -> None:
        self.folder.setAccessibleName("Videos folder")
        self.browse.setAccessibleName("Choose the videos folder")
        pair = QHBoxLayout()
        pair.setSpacing(tokens.SPACE_L)
        pair.addWidget(self.appearance, 1)
        pair.addWidget(self.at_a_time, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        column.addWidget(Label("General", "title"))
        column.addSpacing(tokens.SPACE_S)
        column.addLayout(captioned("Folder for finished videos", self.folder, self.browse))
        column.addWidget(self.folder_error)
        column.addSpacing(tokens.SPACE_S)
        column.addLayout(pair)
        column.addWidget(self.resume_free)
        column.addSpacing(tokens.SPACE_S)
        column.addWidget(Line())
        column.addSpacing(tokens.SPACE_S)
        column.addWidget(Label("A new video starts with", "strong"))
        column.addWidget(self.defaults)
        column.addWidget(self.defaults_error)
        column.addStretch(1)

    def apply(self, settings: Settings) -> Settings | None:
        """The settings with what stands in the fields, or None and a sentence beside one."""
        self.defaults_error.say("")
        self.defaults.length.mark(False)
        try:
            changed = self._applied(settings)
        except InvalidRequest as fault:
            self.defaults_error.say(str(fault))
            self.defaults.by_field[fault.field].mark(True, str(fault))
            return None
        if changed.videos_folder and (fault := folder_fault(folders(changed).videos)):
            self.show_folder_fault(fault)
            self.folder.setFocus()
            return None
        return changed

    def _applied(self, settings: Settings) -> Settings:
        wanted = checked(self.defaults.apply_to(Request(prompt="-")))
        return replace(
            settings,
            videos_folder=self.folder.text().strip(),
            at_a_time=self.at_a_time.value(),
            appearance=self.appearance.value(),
            resume_free=self.resume_free.isChecked(),
            defaults=replace(
                settings.defaults,
                seconds=wanted.seconds,
                aspect=wanted.aspect,
                resolution=wanted.resolution,
                fps=wanted.fps,
                look=wanted.look,
                voice=wanted.voice,
                captions=wanted.captions,
            ),
        )

    def show_folder_fault(self, sentence: str) -> None:
        """Say what is wrong with the folder; nothing takes it back."""
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
