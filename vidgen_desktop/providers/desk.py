"""Answers what a person asks of the providers they have set up: models, voices, samples."""

import hashlib
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, runtime_checkable

import msgspec

from vidgen_desktop.core.buying.purchase import Purse
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import Choice, Quality, Role, Suggestion
from vidgen_desktop.core.errors import InvalidRequest, ProviderError, VidgenError
from vidgen_desktop.core.media_port import MediaTool
from vidgen_desktop.core.model import Scene, Speech, Voice, now
from vidgen_desktop.core.model_info import ModelInfo
from vidgen_desktop.core.ports import Narrator, Work
from vidgen_desktop.core.run.context import Providers
from vidgen_desktop.providers.catalog import (
    Opener,
    RatesOf,
    check_role,
    key_of,
    models_of,
    roles_of,
)
from vidgen_desktop.providers.suggesting import suggested_qualities
from vidgen_desktop.providers.trial import Use, tried
from vidgen_desktop.providers.voice.samples import sample
from vidgen_desktop.setups import ProviderSetup, check_setup

FRESH_SECONDS = 300.0  # a list of models is believed for so long
_AUTO = "auto"
_NO_LANGUAGE = "en"  # where a voice speaks whatever it is given


@dataclass(frozen=True, slots=True)
class _Listed:
    at: float
    models: Sequence[ModelInfo]


@dataclass
class Desk:
    """`setups` are asked for each time: the person may change them. `rates` says what a model
    costs, `remember` is told what services say of theirs. Usable from any thread but the
    window's: services and the keychain take their time.
    """

    setups: Callable[[], Sequence[ProviderSetup]]
    media: MediaTool
    builtin: Providers
    rates: RatesOf
    remember: Callable[[ProviderSetup, Role, Sequence[ModelInfo]], None]
    fresh_seconds: float = FRESH_SECONDS
    _lists: dict[tuple[ProviderSetup, Role], _Listed] = field(
        default_factory=dict[tuple[ProviderSetup, Role], _Listed], init=False
    )
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    def setup(self, provider: str) -> ProviderSetup:
        """The setup of this short name; raises InvalidRequest where there is none."""
        known = self.setups()
        for setup in known:
            if setup.id == provider:
                return setup
        names = ", ".join(setup.id for setup in known)
        raise InvalidRequest(
            f"There is no provider “{provider}” in the settings.",
            f"There are: {names}." if names else "Add one first.",
            field="provider",
        )

    def roles(self, provider: str) -> frozenset[Role]:
        """What a provider of the settings can do."""
        return roles_of(self.setup(provider).kind)

    def opener(self) -> Opener:
        """Opens casts by the settings as they now are."""
        return Opener(self.setups(), self.media, self.builtin, self.rates)

    def models(self, provider: str, role: Role, token: CancelToken) -> Sequence[ModelInfo]:
        """The models that a service lists for a role, as of some minutes ago.

        Raises InvalidRequest, ProviderError or Cancelled.
        """
        setup = self.setup(provider)
        check_role(setup, role)
        known = self._known(setup, role)
        if known is not None:
            return known
        found = models_of(setup, role, key_of(setup), token)
        self.remember(setup, role, found)
        with self._lock:
            self._lists[setup, role] = _Listed(time.monotonic(), found)
        return found

    def test(self, provider: str, qualities: Iterable[Quality], token: CancelToken) -> str:
        """Ask a provider who we are to it, and whether it has what the qualities use: a sentence
        or two if all is well.

        Raises InvalidRequest, ProviderError or Cancelled, with a sentence that says what is wrong.
        """
        setup = self.setup(provider)
        check_setup(setup)
        uses = [
            Use(role, choice.model, quality.name)
            for quality in qualities
            for role, choice in quality.cast.choices()
            if choice.provider == provider
        ]
        self.forget()

        def models(role: Role) -> Sequence[ModelInfo]:
            return self.models(provider, role, token)

        return tried(setup, key_of(setup), roles_of(setup.kind), models, uses, token)

    def _known(self, setup: ProviderSetup, role: Role) -> Sequence[ModelInfo] | None:
        """What was listed a short while ago, if it was: asks nobody."""
        with self._lock:
            listed = self._lists.get((setup, role))
        if listed is None or time.monotonic() - listed.at > self.fresh_seconds:
            return None
        return listed.models

    def forget(self) -> None:
        """Ask anew: a key or an account has changed."""
        with self._lock:
            self._lists.clear()

    def suggested(self, token: CancelToken) -> Sequence[Suggestion]:
        """Draft, Standard and Best from what is set up, as far as there is something.

        Where nothing is because nobody could be asked, raises what the first one said.
        """
        models: dict[tuple[str, Role], Sequence[ModelInfo]] = {}
        faults: list[VidgenError] = []
        for setup in self.setups():
            for role in roles_of(setup.kind):
                try:
                    models[setup.id, role] = self.models(setup.id, role, token)
                except (InvalidRequest, ProviderError) as fault:
                    faults.append(fault)
        today = now().astimezone().date()
        found = suggested_qualities(self.setups(), models, self.rates, today)
        if faults and not found:
            raise faults[0]
        return found

    def voices(self, choice: Choice, token: CancelToken | None = None) -> Sequence[Voice]:
        """The voices of a narrator; empty where its service lists none, and any id will do.

        Raises InvalidRequest, ProviderError or Cancelled.
        """
        return self.opener().narrator(choice).voices(token)

    def preview(
        self,
        choice: Choice,
        voice: str,
        speed: float,
        folder: Path,
        purse: Purse,
        token: CancelToken,
    ) -> Path:
        """A short sample of a voice ("auto" or an id) as a WAV file below `folder`, where it
        stays: the same is not bought twice.

        Raises InvalidRequest, ProviderError, BudgetExceeded, UnknownPurchase or Cancelled.
        """
        narrator = self.opener().narrator(choice)
        chosen = _chosen(narrator, voice, token)
        where = "" if choice.is_builtin else self.setup(choice.provider).base
        asked = [where, narrator.name, chosen.id, chosen.language, speed]
        name = hashlib.sha256(msgspec.json.encode(asked)).hexdigest()[:24]
        out = folder / name / "sample.wav"
        if not out.is_file():
            out.parent.mkdir(parents=True, exist_ok=True)
            _speak(narrator, chosen, speed, out, Work(token, out.parent, purse=purse))
        return out


@runtime_checkable
class _Previewing(Protocol):
    """A narrator whose samples are bought, and say so."""

    def preview(self, voice: Voice, speed: float, out: Path, work: Work) -> Speech:
        """Speak a sentence or two."""
        ...


def _speak(narrator: Narrator, voice: Voice, speed: float, out: Path, work: Work) -> None:
    if isinstance(narrator, _Previewing):
        narrator.preview(voice, speed, out, work)
    else:
        scene = Scene(0, sample(voice.language), "", 0.0)
        narrator.speak(scene, voice, speed, out, work)


def _chosen(narrator: Narrator, wanted: str, token: CancelToken) -> Voice:
    language = next(
        (voice.language for voice in narrator.voices(token) if voice.id == wanted), _NO_LANGUAGE
    )
    found = narrator.voice_for(language, wanted, token)
    if found is None or wanted not in (_AUTO, found.id):  # narrators take another instead
        raise InvalidRequest(
            f"There is no voice “{wanted}”.",
            "The command “vidgen voices” lists those there are.",
            field="voice",
        )
    return found
