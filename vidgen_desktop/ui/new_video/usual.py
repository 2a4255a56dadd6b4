"""What new videos begin with, kept as the person chooses it in the panel for a new one."""

from typing import Any

from PySide6.QtCore import QObject, Signal

from vidgen_desktop.core.errors import VidgenError
from vidgen_desktop.ui.new_video.quality_choice import Lead
from vidgen_desktop.ui.prompt_panel import PromptPanel
from vidgen_desktop.ui.settings.preferences import Preferences
from vidgen_desktop.ui.settings.provider_kinds import begun


class Usual(QObject):
    """Stores choices as settings, and leads to where a provider or a quality is set up."""

    failed = Signal(object)  # VidgenError

    def __init__(self, prompt: PromptPanel, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._prompt = prompt
        self._preferences = preferences
        prompt.more.keepAsked.connect(lambda: self._keep(defaults=prompt.more.defaults()))
        prompt.quality.picked.connect(lambda name: self._keep(quality=name))
        prompt.quality.leadTaken.connect(self._take_lead)

    def _keep(self, **fields: Any) -> None:
        try:
            self._preferences.change(**fields)
        except VidgenError as fault:
            self.failed.emit(fault)

    def _take_lead(self, lead: Lead) -> None:
        """Lead from the list of qualities to where another one begins."""
        dialog = self._preferences.open(lead.page)
        if lead.kind is not None:
            dialog.providers.show_setup(begun(lead.kind))
