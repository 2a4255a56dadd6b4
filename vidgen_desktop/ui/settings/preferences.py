"""The settings as the window has them: opened, changed, stored, and told of."""

from contextlib import suppress
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from vidgen_desktop.config import Settings, save_settings
from vidgen_desktop.core.errors import VidgenError
from vidgen_desktop.core.service import GenerationService
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.settings.dialog import SettingsDialog


class Preferences(QObject):
    """`changed` carries stored settings and whether the defaults of new videos are others.

    What waits for a keychain or a service has threads of its own: a keychain that asks the
    person must not keep the library from being read.
    """

    changed = Signal(object, bool)  # Settings
    logAsked = Signal()
    reportAsked = Signal()
    restoreAsked = Signal()

    def __init__(self, service: GenerationService, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._service = service
        self._window = window
        self.settings = settings
        self.errands = Background(self, threads=4)

    def name_of(self, provider: str) -> str:
        """What people call a provider, by its id."""
        found = (one.name for one in self.settings.providers if one.id == provider)
        return next(found, provider)

    def open(self, page: str = "general", field: str = "") -> SettingsDialog:
        """Show the settings on a page."""
        dialog = SettingsDialog(self._service, self.errands, self.settings, self._window)
        dialog.saved.connect(self.take)
        dialog.help.logAsked.connect(self.logAsked)
        dialog.help.reportAsked.connect(self.reportAsked)
        dialog.help.restoreAsked.connect(self.restoreAsked)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        dialog.show_page(page, field)
        return dialog

    def redress(self) -> None:
        """Draw the icons of the settings, if they are open, in the scheme's colours."""
        for dialog in self._window.findChildren(SettingsDialog):
            dialog.redress()

    def change(self, **fields: Any) -> None:
        """Change and store some; raises StoreError."""
        settings = replace(self.settings, **fields)
        save_settings(settings)
        self.take(settings)

    def keep_volume(self, volume: float) -> None:
        """Store the volume, if it is another one and can be stored: it is not worth a question."""
        if volume != self.settings.volume:
            with suppress(VidgenError):
                self.change(volume=volume)

    def take(self, settings: Settings) -> None:
        """Make settings true that are stored already."""
        before, self.settings = self.settings, settings
        self.changed.emit(settings, settings.defaults != before.defaults)

    def close(self) -> None:
        """Wait for what is under way; for the end of the window."""
        self.errands.close()
