"""Who makes the video: the built-in engine, or one of the person's named qualities."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal

from vidgen_desktop.config import Defaults, Settings
from vidgen_desktop.core.casting import BUILTIN_CAST, Quality, same_name
from vidgen_desktop.core.model import Request
from vidgen_desktop.setups import ProviderKind
from vidgen_desktop.ui.new_video.prompt_choices import PartOfRequest

BUILTIN_NAME = "Built-in"
BUILTIN_QUALITY = Quality(BUILTIN_NAME, BUILTIN_CAST)


@dataclass(frozen=True, slots=True)
class Lead:
    """An entry that is no quality, but leads to a page of the settings."""

    text: str
    page: str
    kind: ProviderKind | None = None


CHANGE = Lead("Change qualities…", "qualities")
FIRST_STEPS = (
    Lead("Add OpenRouter…", "providers", ProviderKind.OPENROUTER),
    Lead("Add another provider…", "providers"),
)


class QualityChoice(PartOfRequest):
    """The last entries lead to the settings (`leadTaken`) and are never what is chosen."""

    FIELDS = ("cast",)

    leadTaken = Signal(object)  # Lead
    picked = Signal(str)  # the name, by hand

    def __init__(self) -> None:
        super().__init__("Quality", [(BUILTIN_NAME, BUILTIN_QUALITY)])
        self._usual_speed = 1.0
        self._offered: Sequence[Quality] = (BUILTIN_QUALITY,)
        self._before = 0
        self.box.activated.connect(self._activated)
        self.set_settings(Settings())

    def set_settings(self, settings: Settings) -> None:
        """Offer the qualities of the settings, keeping the chosen one where it is still there."""
        before = self.quality.name
        self._usual_speed = settings.defaults.speed
        self._offered = (BUILTIN_QUALITY, *settings.qualities)
        options: list[tuple[str, object]] = [(one.name, one) for one in self._offered]
        leads = (CHANGE,) if settings.providers or settings.qualities else FIRST_STEPS
        self.box.blockSignals(True)
        self._values.clear()  # what was chosen is found again by its name
        self.offer([*options, *((lead.text, lead) for lead in leads)])
        self.box.blockSignals(False)
        self.choose_named(before)

    def choose_named(self, name: str) -> None:
        """Choose a quality by its name; built-in where there is none of that name."""
        self.choose(
            next((one for one in self._offered if same_name(one.name, name)), BUILTIN_QUALITY)
        )
        self._before = self.box.currentIndex()

    @property
    def quality(self) -> Quality:
        """What is chosen."""
        chosen = self.value()
        return chosen if isinstance(chosen, Quality) else BUILTIN_QUALITY

    def set_defaults(self, defaults: Defaults) -> None:
        """Speak as fast as the person likes it, where the quality says nothing of it."""
        self._usual_speed = defaults.speed

    def apply_to(self, request: Request) -> Request:
        """The request, to be made by these."""
        quality = self.quality
        speed = self._usual_speed if quality.cast.voice.is_builtin else quality.speed
        return replace(request, cast=quality.cast, speed=speed)

    def _activated(self, index: int) -> None:
        lead = self.value_at(index)
        if isinstance(lead, Lead):
            self.box.setCurrentIndex(self._before)
            if self.box.is_open:  # and not when the arrow keys come by
                self.leadTaken.emit(lead)
        elif index != self._before:
            self._before = index
            self.picked.emit(self.quality.name)
