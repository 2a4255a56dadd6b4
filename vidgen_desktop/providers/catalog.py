"""All kinds of providers: what each can do, and how its parts are opened for a video.

Nothing here imports a library of the network before a provider is opened or asked.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from vidgen_desktop.core.buying.rates import Rate
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import Cast, Choice, Role
from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.core.media_port import MediaTool
from vidgen_desktop.core.model_info import ModelInfo, told_apart
from vidgen_desktop.core.ports import ClipMaker, Narrator, ScriptWriter
from vidgen_desktop.core.run.context import Providers
from vidgen_desktop.keys import Key, environment_names, key_for
from vidgen_desktop.providers.absent import Absent
from vidgen_desktop.providers.builtin.clips import BuiltinClips
from vidgen_desktop.providers.builtin.music import BuiltinComposer
from vidgen_desktop.providers.builtin.narrator import BuiltinNarrator
from vidgen_desktop.providers.builtin.writer import BuiltinWriter
from vidgen_desktop.providers.opening import CLIPS, LISTS, NARRATORS, WRITERS, At
from vidgen_desktop.redaction import redact
from vidgen_desktop.setups import KIND_TITLES, ProviderKind, ProviderSetup

FIELD = "cast"  # of a request

_DUTIES = {
    Role.TEXT: "write scripts",
    Role.VIDEO: "film videos",
    Role.PICTURE: "draw pictures",
    Role.VOICE: "speak",
}
RatesOf = Callable[[ProviderSetup, Role, str], Iterable[Rate]]


def _no_rates(_setup: ProviderSetup, _role: Role, _model: str) -> Iterable[Rate]:
    return ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A kind of provider as a person sees it. `needs_key` says whether its own service refuses
    everybody without one; `has_models` whether there is one to be chosen.
    """

    about: str
    needs_key: bool = True
    has_models: bool = True


LISTINGS = {
    ProviderKind.OPENAI: Listing("Scripts, pictures and voices, with a key of OpenAI's."),
    ProviderKind.OPENROUTER: Listing(
        "Scripts, pictures, videos and voices of many makers, with one key."
    ),
    ProviderKind.SHAPED: Listing(
        "A server with an API in the shape of OpenAI's, such as Ollama, Kokoro, SGLang or LiteLLM.",
        needs_key=False,
    ),
    ProviderKind.FAL: Listing("Videos of many makers, with a key of fal's."),
    ProviderKind.COMFYUI: Listing(
        "Videos by your own ComfyUI, with your workflow.", needs_key=False, has_models=False
    ),
}


def roles_of(kind: ProviderKind) -> frozenset[Role]:
    """What a kind of provider can do."""
    found = {role for known, role in CLIPS if known is kind}
    if kind in WRITERS:
        found.add(Role.TEXT)
    if kind in NARRATORS:
        found.add(Role.VOICE)
    return frozenset(found)


def needs_key(setup: ProviderSetup) -> bool:
    """Whether nothing can be asked of it without a key. Other addresses may do without."""
    return LISTINGS[setup.kind].needs_key and setup.is_own_address


def check_cast(cast: Cast, setups: Sequence[ProviderSetup]) -> None:
    """Raise InvalidRequest unless every choice names a provider of the settings that can have
    the role, and a model where it has several. Asks nobody.
    """
    if cast.clips_by not in {Role.VIDEO, Role.PICTURE}:
        raise InvalidRequest(
            "Scenes can be filmed as videos or drawn as pictures only.",
            "Choose one of them.",
            field=FIELD,
        )
    for role, choice in cast.choices():
        if not choice.is_builtin:
            setup_for(role, choice, setups)


def setup_for(role: Role, choice: Choice, setups: Sequence[ProviderSetup]) -> ProviderSetup:
    """The setup behind a choice; raises as `check_cast`."""
    setup = next((one for one in setups if one.id == choice.provider), None)
    if setup is None:
        raise InvalidRequest(
            f"{_called(choice.provider)}, which this video was to be made with, is not in the "
            "settings any more.",
            "Add it again under the same short name, or choose another provider.",
            field=FIELD,
        )
    check_role(setup, role)
    if LISTINGS[setup.kind].has_models and not choice.model.strip():
        raise InvalidRequest(
            f"No model of {setup.name} was chosen that is to {_DUTIES[role]}.",
            f"The command “vidgen providers models {setup.id}” lists those there are.",
            field=FIELD,
        )
    return setup


def check_role(setup: ProviderSetup, role: Role) -> None:
    """Raise InvalidRequest for a role that this kind of provider does not have."""
    if role not in roles_of(setup.kind):
        raise InvalidRequest(
            f"{setup.name} cannot {_DUTIES[role]}.",
            "Choose another provider for this.",
            field=FIELD,
        )


def _called(provider: str) -> str:
    """What people call a provider of which only the short name is left."""
    kinds = [kind for kind in ProviderKind if kind.value == provider]
    return KIND_TITLES[kinds[0]] if kinds else f"“{provider}”"


def key_of(setup: ProviderSetup) -> Key | None:
    """Its key; None where it needs none. Raises InvalidRequest where it needs one and has none.

    May wait for the keychain: not for the main thread of the window.
    """
    key = key_for(setup)
    if key is None and needs_key(setup):
        raise InvalidRequest(
            f"{setup.name} has no key yet.",
            f"Enter it in the settings. In a terminal: “vidgen providers key {setup.id}”, or the "
            f"environment variable {environment_names(setup)[-1]}.",
            field=FIELD,
        )
    return key


def check_keys(cast: Cast, setups: Sequence[ProviderSetup]) -> None:
    """Raise InvalidRequest unless each of the cast has the key it needs. May wait."""
    for role, choice in cast.choices():
        if not choice.is_builtin:
            key_of(setup_for(role, choice, setups))


def builtin_parts(media: MediaTool) -> Providers:
    """The built-in ones. They keep what they have learned: open them once."""
    return Providers(BuiltinWriter(), BuiltinClips(media), BuiltinNarrator(), BuiltinComposer())


@dataclass(frozen=True)
class Opener:
    """Opens the parts of casts; a role that the built-in one has is given to `builtin`.

    Asks the keychain, and no service. Every verb raises InvalidRequest where a choice cannot
    be opened.
    """

    setups: Sequence[ProviderSetup]
    media: MediaTool
    builtin: Providers
    rates: RatesOf = _no_rates

    def cast(self, cast: Cast) -> Providers:
        """Who makes a video with this cast; the built-in composer always."""
        return Providers(
            writer=self.writer(cast.text),
            clips=self.clips(cast.clips, cast.clips_by),
            narrator=self.narrator(cast.voice),
            composer=self.builtin.composer,
        )

    def kept(self, cast: Cast) -> Providers:
        """For work that is all done: nobody outside needs to be there any more."""

        def absent(choice: Choice) -> Absent | None:
            return None if choice.is_builtin else Absent(choice)

        return Providers(
            writer=absent(cast.text) or self.builtin.writer,
            clips=absent(cast.clips) or self.builtin.clips,
            narrator=absent(cast.voice) or self.builtin.narrator,
            composer=self.builtin.composer,
        )

    def writer(self, choice: Choice) -> ScriptWriter:
        """Who writes."""
        if choice.is_builtin:
            return self.builtin.writer
        at = self._at(Role.TEXT, choice)
        return WRITERS[at.setup.kind](at)

    def clips(self, choice: Choice, role: Role) -> ClipMaker:
        """Who films or draws."""
        if choice.is_builtin:
            return self.builtin.clips
        at = self._at(role, choice)
        return CLIPS[at.setup.kind, role](at)

    def narrator(self, choice: Choice) -> Narrator:
        """Who speaks."""
        if choice.is_builtin:
            return self.builtin.narrator
        at = self._at(Role.VOICE, choice)
        return NARRATORS[at.setup.kind](at)

    def _at(self, role: Role, choice: Choice) -> At:
        setup = setup_for(role, choice, self.setups)
        rates = tuple(self.rates(setup, role, choice.model))
        key = self._keys.of(setup)
        return At(setup, key, choice.model, self.media, self.builtin.clips, rates)

    @cached_property
    def _keys(self) -> "_Keys":
        return _Keys()


class _Keys:
    """Asks for each provider's key once, however many roles it has."""

    def __init__(self) -> None:
        self._known: dict[str, Key | None] = {}

    def of(self, setup: ProviderSetup) -> Key | None:
        """The key, as `key_of`."""
        if setup.id not in self._known:
            self._known[setup.id] = key_of(setup)
        return self._known[setup.id]


def models_of(
    setup: ProviderSetup, role: Role, key: Key | None, token: CancelToken
) -> Sequence[ModelInfo]:
    """The service's models for a role, by title; no two are called the same.

    Raises InvalidRequest for a role it does not have, ProviderError or Cancelled.
    """
    check_role(setup, role)
    ask = LISTS[setup.kind, role]()
    found = ask(setup, key, token)
    # They are shown and written down: a service that repeats a key in a name has it in none.
    return told_apart([model for model in found if redact(model.id) == model.id])
