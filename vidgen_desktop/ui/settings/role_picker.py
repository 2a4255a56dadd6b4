"""Who has a role in a quality: a provider, and one of its models."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import BUILTIN, BUILTIN_CHOICE, Role
from vidgen_desktop.core.casting import Choice as Chosen
from vidgen_desktop.core.errors import VidgenError
from vidgen_desktop.core.model_info import ModelInfo
from vidgen_desktop.core.service import GenerationService
from vidgen_desktop.setups import ProviderKind, ProviderSetup
from vidgen_desktop.ui.background import Background
from vidgen_desktop.ui.look import tokens
from vidgen_desktop.ui.parts.choice import Choice
from vidgen_desktop.ui.settings.model_box import ModelBox

PROVIDER_WIDTH = 190
GONE = "{} (removed)"
Roles = Mapping[str, frozenset[Role]]  # by the providers' ids


class RolePicker(QWidget):
    """The built-in engine and all providers that can have the role; models come later."""

    changed = Signal()

    def __init__(self, name: str, service: GenerationService, errands: Background) -> None:
        super().__init__()
        self._service = service
        self._errands = errands
        self._role = Role.TEXT
        self._providers: Sequence[ProviderSetup] = ()
        self._asked = ("", Role.TEXT)
        self._token = CancelToken()
        self.provider = Choice(name, [("Built-in", BUILTIN)])
        self.provider.setFixedWidth(PROVIDER_WIDTH)
        self.model = ModelBox(f"Model for {name.lower()}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_M)
        row.addWidget(self.provider, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.model, 1, Qt.AlignmentFlag.AlignTop)
        policy = self.model.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.model.setSizePolicy(policy)
        self.provider.chosen.connect(self._provider_chosen)
        self.model.chosen.connect(self.changed)

    @property
    def choice(self) -> Chosen:
        """Who has the role."""
        provider = self.provider.value()
        if provider == BUILTIN:
            return BUILTIN_CHOICE
        return Chosen(provider, "" if self._is_modelless(provider) else self.model.model)

    def show_choice(
        self, role: Role, choice: Chosen, providers: Sequence[ProviderSetup], roles: Roles
    ) -> None:
        """Offer those who can have this role, with the present one chosen."""
        self._role, self._providers = role, providers
        able = [(one.name, one.id) for one in providers if role in roles.get(one.id, ())]
        known = {identity for _, identity in able} | {BUILTIN}
        gone = [] if choice.provider in known else [(GONE.format(choice.provider), choice.provider)]
        self.provider.blockSignals(True)
        self.provider.offer([("Built-in", BUILTIN), *able, *gone])
        self.provider.choose(choice.provider)
        self.provider.blockSignals(False)
        self._read_models(choice.model)

    def set_role(self, role: Role, roles: Roles) -> None:
        """Film instead of draw, or the other way round."""
        if role is not self._role:
            can = role in roles.get(self.provider.value(), ())
            choice = Chosen(self.provider.value()) if can else BUILTIN_CHOICE
            self.show_choice(role, choice, self._providers, roles)

    def leave(self) -> None:
        """The models are not wanted any more."""
        self._token.cancel()
        self._token = CancelToken()
        self._asked = ("", self._role)

    def _provider_chosen(self) -> None:
        self._read_models("")
        self.changed.emit()

    def _read_models(self, model: str) -> None:
        self.leave()
        provider, role, token = self.provider.value(), self._role, self._token
        has_models = provider != BUILTIN and not self._is_modelless(provider)
        self.model.setVisible(has_models)
        self.model.offer((), model)
        if not has_models:
            return
        self._asked = asked = (provider, role)
        self.model.wait()

        def only_if_wanted(do: Callable[[], None]) -> None:
            if asked == self._asked:
                do()

        def show(models: Sequence[ModelInfo]) -> None:
            only_if_wanted(lambda: self.model.offer(models, self.model.model))

        def fail(fault: VidgenError) -> None:
            only_if_wanted(lambda: self.model.fail(fault))

        service = self._service
        self._errands.ask(
            lambda: tuple(service.models(provider, role, token)), show, fail, owner=self
        )

    def _is_modelless(self, provider: str) -> bool:
        kinds = [one.kind for one in self._providers if one.id == provider]
        return ProviderKind.COMFYUI in kinds
