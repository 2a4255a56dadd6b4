"""Settings, qualities: named casts, those that are suggested, and the form of one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from vidgen_desktop.config import Settings
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import (
    BUILTIN_CAST,
    Cast,
    Choice,
    Quality,
    Role,
    Suggestion,
)
from vidgen_desktop.core.errors import VidgenError
from vidgen_desktop.core.service import GenerationService
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.look import icons, texts
from vidgen_desktop.ui.new_video.quality_choice import BUILTIN_NAME
from vidgen_desktop.ui.parts.labels import Label, set_tip
from vidgen_desktop.ui.parts.page_parts import ListPage
from vidgen_desktop.ui.parts.verdict import Verdict
from vidgen_desktop.ui.settings.provider_rows import RowButton
from vidgen_desktop.ui.settings.quality_form import QualityForm
from vidgen_desktop.ui.settings.suggested import has_no_choice, with_suggested

NO_PROVIDERS = (
    "A quality says who writes, films and speaks a video. The built-in one needs no account; add "
    "a provider to have others."
)
SOME = "A quality says who writes, films and speaks a video. New videos offer them by name."
SUGGEST, ASKING = "Suggest some", "Asking the providers…"
NOTHING_NEW = "There is nothing to suggest that you do not have already."
PREFERRED = "Standard"


class QualitiesPage(ListPage):
    """The list of qualities; each leads to its form."""

    providersAsked = Signal()

    def __init__(self, service: GenerationService, errands: Background, settings: Settings) -> None:
        self.form = QualityForm(service, errands)
        super().__init__(self.form, settings)
        self._service = service
        self._errands = errands
        self._token = CancelToken()
        self._reasons: dict[Quality, str] = {}
        self.rows: dict[str, RowButton] = {}
        self.add = QPushButton("Add a quality")
        self.suggest = QPushButton(SUGGEST)
        self.add_provider = QPushButton("Add a provider")
        self.verdict = Verdict()
        self._connect()
        self.show_list()

    def _connect(self) -> None:
        self.form.kept.connect(self._keep)
        self.form.removed.connect(self._remove)
        self.form.left.connect(self.show_list)

    def leave(self) -> None:
        """Nothing that is under way is wanted any more."""
        self._token.cancel()
        self._token = CancelToken()
        self.form.leave()

    def show_list(self) -> None:
        """Show all qualities."""
        self.form.leave()
        has_providers = bool(self._settings.providers)
        column = self._list.begin("Qualities", SOME if has_providers else NO_PROVIDERS)
        below = "This computer · free, without a network"
        builtin = RowButton("film", BUILTIN_NAME, below, leads_on=False)
        self.rows = {BUILTIN_NAME: builtin}
        column.addWidget(builtin)
        for quality in self._settings.qualities:
            row = RowButton("quality", quality.name, self._summary(quality.cast))
            row.clicked.connect(lambda _on=False, one=quality: self.show_quality(one))
            self.rows[quality.name] = row
            column.addWidget(row)
            if reason := self._reasons.get(quality):
                set_tip(row, reason)
                column.addWidget(Label(reason, "small", wrap=True))
        column.addLayout(self._buttons(has_providers=has_providers))
        self.verdict = Verdict()
        column.addWidget(self.verdict)
        column.addStretch(1)
        self._show_filled_list()

    def _buttons(self, *, has_providers: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        if has_providers:
            self.add = QPushButton("Add a quality")
            self.suggest = QPushButton(SUGGEST)
            self.suggest.setToolTip("Draft, Standard and Best from what is set up")
            icons.dress(self.add, "new", "secondary")
            self.add.clicked.connect(self.show_new)
            self.suggest.clicked.connect(self._suggest)
            shown = (self.add, self.suggest)
        else:
            self.add_provider = QPushButton("Add a provider")
            icons.dress(self.add_provider, "new", "secondary")
            self.add_provider.clicked.connect(self.providersAsked)
            shown = (self.add_provider,)
        for button in shown:
            row.addWidget(button)
        row.addStretch(1)
        return row

    def show_new(self) -> None:
        """Show an empty form."""
        self._show(Quality("", BUILTIN_CAST), known=False)

    def show_quality(self, quality: Quality) -> None:
        """Show the form of one."""
        self._show(quality, known=True)

    def _show(self, quality: Quality, *, known: bool) -> None:
        taken = [one.name for one in self._settings.qualities if one.name != quality.name]
        self.form.show_quality(quality, self._settings.providers, taken, known=known)
        self._show_filled_form()
        self.form.name.setFocus()
        self.busyChanged.emit(True)

    def suggest_for_new(self) -> None:
        """A provider works: have the usual three, and begin new videos with one of them."""
        self._ask_suggestions(self._take_quietly, lambda _fault: None)

    def _suggest(self) -> None:
        self.suggest.setEnabled(False)
        self.verdict.say_busy(ASKING)
        self._ask_suggestions(self._take, self._fail)

    def _ask_suggestions(
        self,
        then: Callable[[Sequence[Suggestion]], None],
        failed: Callable[[VidgenError], None],
    ) -> None:
        service, token = self._service, self._token
        self._errands.ask(
            lambda: tuple(service.suggested_qualities(token)), then, failed, owner=self
        )

    def _take_quietly(self, suggested: Sequence[Suggestion]) -> None:
        before = self._settings
        settings, changed = with_suggested(before, suggested)
        self._remember(suggested)
        if not changed:
            return
        if has_no_choice(before):
            names = [one.name for one in settings.qualities]
            usual = PREFERRED if PREFERRED in names else names[0]
            settings = replace(settings, quality=usual)
        self.changed.emit(settings)

    def _take(self, suggested: Sequence[Suggestion]) -> None:
        settings, changed = with_suggested(self._settings, suggested)
        self._remember(suggested)
        if changed:
            self.changed.emit(settings)
        else:
            self.show_list()
        self.suggest.setEnabled(True)
        self.verdict.say_good(f"Suggested: {', '.join(changed)}." if changed else NOTHING_NEW)

    def _remember(self, suggested: Sequence[Suggestion]) -> None:
        """Why they are as they are, for as long as the settings are open: prices change."""
        self._reasons = {one.quality: one.reason for one in suggested}

    def _fail(self, fault: VidgenError) -> None:
        self.suggest.setEnabled(True)
        self.verdict.say_fault(fault)

    def _keep(self, before: str, quality: Quality) -> None:
        known = self._settings.qualities
        if before:
            qualities = tuple(quality if one.name == before else one for one in known)
        else:
            qualities = (*known, quality)
        usual = quality.name if before and self._settings.quality == before else None
        settings = replace(self._settings, qualities=qualities)
        self.changed.emit(settings if usual is None else replace(settings, quality=usual))

    def _remove(self, name: str) -> None:
        qualities = tuple(one for one in self._settings.qualities if one.name != name)
        usual = "" if self._settings.quality == name else self._settings.quality
        self.changed.emit(replace(self._settings, qualities=qualities, quality=usual))
        self.show_list()

    def _summary(self, cast: Cast) -> str:
        names = {one.id: one.name for one in self._settings.providers}
        return summary(cast, names)


def summary(cast: Cast, names: Mapping[str, str]) -> str:
    """Who does what, in one line."""
    filmed = "Scenes" if cast.clips_by is Role.VIDEO else "Pictures"
    parts = (("Script", cast.text), (filmed, cast.clips), ("Voice", cast.voice))
    return texts.SEPARATOR.join(f"{what}: {whom(choice, names)}" for what, choice in parts)


def whom(choice: Choice, names: Mapping[str, str]) -> str:
    """A model by the last part of its name, or the provider where it has none."""
    if choice.is_builtin:
        return "built-in"
    provider = names.get(choice.provider, choice.provider)
    return choice.model.rpartition("/")[2] or provider
