"""One provider: fill in, add, test, see its models, remove."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from vidgen_desktop import keys
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import Role
from vidgen_desktop.core.errors import InvalidRequest, VidgenError
from vidgen_desktop.core.model_info import ModelInfo
from vidgen_desktop.core.service import GenerationService
from vidgen_desktop.setups import KIND_TITLES, ProviderSetup, check_setup
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.look import style, tokens
from vidgen_desktop.ui.parts.labels import ElidedLabel, Label
from vidgen_desktop.ui.parts.page_parts import BackButton, begin_form
from vidgen_desktop.ui.parts.verdict import Verdict
from vidgen_desktop.ui.questions import RemoveProviderQuestion
from vidgen_desktop.ui.settings.key_words import KeyFacts, key_facts
from vidgen_desktop.ui.settings.model_list import ModelList
from vidgen_desktop.ui.settings.provider_fields import ProviderFields
from vidgen_desktop.ui.settings.provider_kinds import KINDS, ROLES, begun, free_id

TESTING = "Asking {}…"


@dataclass(frozen=True, slots=True)
class Tried:
    """What a test found: the service's sentence, and its models by role."""

    sentence: str
    models: Mapping[Role, Sequence[ModelInfo]]


class ProviderForm(QWidget):
    """`kept` carries a setup to be put into the settings; the key goes to the keychain from
    here and nowhere else. Whatever waits (keychain, service) is done in the background.
    """

    kept = Signal(object)  # ProviderSetup
    tested = Signal(str, bool)  # its id, and whether it works
    removed = Signal(str)
    left = Signal()

    def __init__(self, service: GenerationService, errands: Background) -> None:
        super().__init__()
        self._service = service
        self._errands = errands
        self._setup: ProviderSetup | None = None
        self._others: Sequence[ProviderSetup] = ()
        self._token = CancelToken()
        self._shown = 0  # answers for what was shown earlier are dropped
        self.heading = ElidedLabel("", "title")
        self.hint = Label("", "secondary", wrap=True)
        self.fields = ProviderFields()
        self.verdict = Verdict()
        self.models = ModelList()
        self.back = BackButton("providers")
        self.remove = QPushButton("Remove…")
        self.test = QPushButton("Test")
        self.add = QPushButton("Add")
        self._dress()
        self._lay_out()
        self._connect()

    def _dress(self) -> None:
        self.remove.setProperty("kind", "quiet")
        self.remove.setAccessibleName("Remove this provider")
        self.test.setAccessibleName("Test this provider")
        self.add.setProperty("kind", "primary")
        self.models.hide()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens.SPACE_S)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        buttons.addWidget(self.test)
        buttons.addWidget(self.add)
        column = begin_form(self, self.back)
        for widget in (self.heading, self.hint, self.fields):
            column.addWidget(widget)
        column.addLayout(buttons)
        column.addWidget(self.verdict)
        column.addWidget(self.models, 1)
        column.addStretch(0)

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        self.add.clicked.connect(self.try_keep)
        self.test.clicked.connect(self.try_keep)
        self.remove.clicked.connect(self._ask_remove)
        for field in (self.fields.key, self.fields.address, self.fields.title):
            field.returnPressed.connect(self.try_keep)

    def show_setup(self, setup: ProviderSetup, others: Sequence[ProviderSetup]) -> None:
        """Show a provider; one without an id is to be added."""
        self.leave()
        self._setup, self._others = setup, others
        self.heading.setText(setup.name if setup.id else f"Add {KIND_TITLES[setup.kind]}")
        self.hint.setText(KINDS[setup.kind].hint)
        self.fields.show_setup(setup)
        self._show_known(known=bool(setup.id))
        self.verdict.clear()
        self.models.hide()
        self._read_key()

    def _show_known(self, *, known: bool) -> None:
        style.set_property(self.add, "kind", "primary")
        self.add.setText("Save" if known else "Add")
        self.add.setAccessibleName(f"{self.add.text()} this provider")
        self.test.setVisible(known)
        self.remove.setVisible(known)

    def begin(self) -> None:
        """Put the cursor where the person begins."""
        self.fields.first().setFocus()

    def leave(self) -> None:
        """Nothing that is under way for this form is wanted any more."""
        self._shown += 1
        self._token.cancel()
        self._token = CancelToken()
        self._show_busy(False)
        self.fields.key.clear()

    def try_keep(self) -> None:
        """Put it into the settings with its key and ask the service, or say what is wrong."""
        if self._setup is None or not self.add.isEnabled():
            return
        setup = self.fields.setup()
        if not setup.id:
            setup = replace(setup, id=free_id(setup, self._others))
        try:
            check_setup(setup)
        except InvalidRequest as fault:
            self.fields.mark(fault.field, str(fault))
            self.verdict.say_fault(fault)
            return
        self._show_busy(True)
        self.verdict.say_busy(TESTING.format(setup.name))
        typed, shown = self.fields.take_key(), self._shown
        self._errands.ask(
            lambda: keep_key(setup, typed),
            lambda facts: self._keep(shown, setup, facts),
            lambda fault: self._refuse(shown, fault),
            owner=self,
        )

    def _keep(self, shown: int, setup: ProviderSetup, facts: KeyFacts) -> None:
        if shown != self._shown:
            return
        self._setup = setup
        self._others = [*(one for one in self._others if one.id != setup.id), setup]
        self.fields.show_setup(setup)
        self.fields.show_key(facts)
        self.heading.setText(setup.name)
        self._show_known(known=True)
        self.kept.emit(setup)
        service, token = self._service, self._token
        self._errands.ask(
            lambda: tried(service, setup.id, token),
            lambda answer: self._answered(shown, setup, answer),
            lambda fault: self._failed(shown, setup, fault),
            owner=self,
        )

    def _answered(self, shown: int, setup: ProviderSetup, answer: Tried) -> None:
        if shown != self._shown:
            return
        self._show_busy(False)
        self.verdict.say_good(answer.sentence)
        style.set_property(self.add, "kind", "plain")  # the next thing is to be done elsewhere
        self.models.set_models(answer.models)
        self.tested.emit(setup.id, True)

    def _failed(self, shown: int, setup: ProviderSetup, fault: VidgenError) -> None:
        if shown == self._shown:
            self._refuse(shown, fault)
            self.tested.emit(setup.id, False)

    def _refuse(self, shown: int, fault: VidgenError) -> None:
        if shown != self._shown:
            return
        self._show_busy(False)
        self.models.hide()
        self.verdict.say_fault(fault)
        if isinstance(fault, InvalidRequest):
            self.fields.mark(fault.field, str(fault))

    def _show_busy(self, busy: bool) -> None:
        for widget in (self.add, self.test, self.remove, self.fields):
            widget.setEnabled(not busy)

    def _read_key(self) -> None:
        setup, shown = self._setup, self._shown
        if setup is None:
            return
        known = setup if setup.id else replace(setup, id=free_id(setup, self._others))

        def show(facts: KeyFacts) -> None:
            if shown == self._shown:
                self.fields.show_key(facts)

        self._errands.ask(lambda: key_facts(known), show, owner=self)

    def _ask_remove(self) -> None:
        setup = self._setup
        if setup is None or not RemoveProviderQuestion(self, setup.name).ask():
            return
        shown = self._shown
        self._show_busy(True)
        self._errands.ask(
            lambda: keys.forget_key(setup),
            lambda _where: self._gone(shown, setup),
            lambda fault: self._refuse(shown, fault),
            owner=self,
        )

    def _gone(self, shown: int, setup: ProviderSetup) -> None:
        if shown == self._shown:
            self._setup = begun(setup.kind)
            self.removed.emit(setup.id)


def keep_key(setup: ProviderSetup, typed: str) -> KeyFacts:
    """Keep a key, if one was typed. May wait for the keychain; raises InvalidRequest."""
    if typed:
        keys.remember_key(setup, typed)
    return key_facts(setup)


def tried(service: GenerationService, provider: str, token: CancelToken) -> Tried:
    """Test a provider and list its models; raises what is wrong, in words."""
    sentence = service.test_provider(provider, token)
    roles = service.roles(provider)
    models = {role: service.models(provider, role, token) for role in ROLES if role in roles}
    return Tried(sentence, models)
