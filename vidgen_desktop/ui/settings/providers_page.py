"""Settings, providers: what is set up, what can be added, and the form of one."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout

from vidgen_desktop.config import Settings
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.nearby import ServerHere
from vidgen_desktop.core.service import GenerationService
from vidgen_desktop.setups import KIND_TITLES, ProviderKind, ProviderSetup
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.look import tokens
from vidgen_desktop.ui.parts.labels import Label
from vidgen_desktop.ui.parts.page_parts import ListPage
from vidgen_desktop.ui.settings.provider_form import ProviderForm
from vidgen_desktop.ui.settings.provider_kinds import KINDS, begun, detail
from vidgen_desktop.ui.settings.provider_rows import RowButton
from vidgen_desktop.ui.settings.servers_here import ServersHere, not_yet

EMPTY = (
    "Vidgen's own engine works without any. Add one to have scripts written, scenes filmed and "
    "narration spoken by real models."
)
WORKS = ("Works", "good")
SOME = "Who can write, film and speak for you. You choose among them under Qualities."


class ProvidersPage(ListPage):
    """The list of providers; those that are set up lead to their forms, kinds to empty ones."""

    proved = Signal()  # a provider has passed its test

    def __init__(self, service: GenerationService, errands: Background, settings: Settings) -> None:
        self.form = ProviderForm(service, errands)
        super().__init__(self.form, settings)
        self._service = service
        self._errands = errands
        self._token = CancelToken()
        self._has_looked = False
        self._found: Sequence[ServerHere] = ()
        self._states: dict[str, tuple[str, str]] = {}
        self.rows: dict[str, RowButton] = {}
        self.kinds: dict[ProviderKind, RowButton] = {}
        self.here: ServersHere | None = None
        self.form.kept.connect(self._keep)
        self.form.removed.connect(self._remove)
        self.form.left.connect(self.show_list)
        self.form.tested.connect(self._tested)
        self.show_list()

    def show_list(self) -> None:
        """Show what is set up and what can be added."""
        self.form.leave()
        setups = self._settings.providers
        column = self._list.begin("Providers", SOME if setups else EMPTY)
        self.rows = {}
        for setup in setups:
            row = RowButton(KINDS[setup.kind].icon, setup.name, detail(setup))
            row.say(*self._states.get(setup.id, ("", "small")))
            row.clicked.connect(lambda _on=False, one=setup: self.show_setup(one))
            self.rows[setup.id] = row
            column.addWidget(row)
        if setups:
            column.addSpacing(tokens.SPACE_M)
        self.here = None
        if found := not_yet(self._found, setups):
            self.here = ServersHere(found, setups)
            self.here.wanted.connect(self._add)
            column.addWidget(self.here)
        column.addWidget(Label("Add another" if setups else "Add one", "strong"))
        grid = QGridLayout()
        grid.setSpacing(tokens.SPACE_S)
        self.kinds = {}
        for at, (kind, words) in enumerate(KINDS.items()):
            button = RowButton(words.icon, KIND_TITLES[kind], words.about)
            button.setAccessibleName(f"Add {KIND_TITLES[kind]}")
            button.clicked.connect(lambda _on=False, one=kind: self.show_setup(begun(one)))
            self.kinds[kind] = button
            grid.addWidget(button, at, 0)
        column.addLayout(grid)
        column.addStretch(1)
        self._show_filled_list()

    def showEvent(self, event: QShowEvent) -> None:
        """Look once for servers on this computer, when the person comes to this page."""
        super().showEvent(event)
        if not self._has_looked:
            self._has_looked = True
            service, token = self._service, self._token
            self._errands.ask(lambda: service.servers_here(token), self._take_found, owner=self)

    def leave(self) -> None:
        """Nothing that is under way is wanted any more."""
        self._token.cancel()
        self.form.leave()

    def _take_found(self, found: Sequence[ServerHere]) -> None:
        self._found = found
        if self._stack.currentWidget() is self._list:
            self.show_list()

    def _add(self, setups: Sequence[ProviderSetup]) -> None:
        """They have answered just now."""
        self._states |= {setup.id: WORKS for setup in setups}
        providers = (*self._settings.providers, *setups)
        self.changed.emit(replace(self._settings, providers=providers))
        self.proved.emit()

    def show_setup(self, setup: ProviderSetup) -> None:
        """Show the form of one, set up or not."""
        self.form.show_setup(setup, self._settings.providers)
        self._show_filled_form()
        self.form.begin()
        self.busyChanged.emit(True)

    def _keep(self, setup: ProviderSetup) -> None:
        others = self._settings.providers
        if any(one.id == setup.id for one in others):
            providers = tuple(setup if one.id == setup.id else one for one in others)
        else:
            providers = (*others, setup)
        self.changed.emit(replace(self._settings, providers=providers))

    def _remove(self, provider: str) -> None:
        providers = tuple(one for one in self._settings.providers if one.id != provider)
        self._states.pop(provider, None)
        self.changed.emit(replace(self._settings, providers=providers))
        self.show_list()

    def _tested(self, provider: str, works: bool) -> None:
        self._states[provider] = WORKS if works else ("Does not work", "error")
        self.busyChanged.emit(not works)
        if works:
            self.proved.emit()
