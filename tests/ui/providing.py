"""The part of the service that knows providers, as it behaves: keys count, services answer."""

import threading
import wave
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from vidgen_desktop import keys
from vidgen_desktop.config import Settings
from vidgen_desktop.core.buying.rates import EstimateLine
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import BUILTIN_CHOICE, Cast, Choice, Quality, Role, Suggestion
from vidgen_desktop.core.errors import InvalidRequest, ProviderError, ProviderFault, VidgenError
from vidgen_desktop.core.model import Estimate, Request, Voice, now
from vidgen_desktop.core.model_info import ModelInfo
from vidgen_desktop.core.nearby import ServerHere
from vidgen_desktop.setups import ProviderKind, ProviderSetup

VOICES = (Voice("en-gb", "Anna", "en-GB"), Voice("de", "Karl", "de"))
RIGHT_KEY = "sk-or-v1-canary0123456789abcdef"
WRITES, FILMS, SPEAKS = "maker/writer-3", "maker/film-2", "maker/voice-1"
ALL_ROLES = frozenset({Role.TEXT, Role.VIDEO, Role.VOICE})
SECONDS_PER_SCENE = 5
SCENES = 4


def models() -> dict[Role, tuple[ModelInfo, ...]]:
    """What the service lists; one of them ends soon."""
    soon = now().date() + timedelta(days=20)
    return {
        Role.TEXT: (
            ModelInfo(WRITES, "Writer 3", ALL_ROLES),
            ModelInfo("maker/writer-2", "Writer 2", ALL_ROLES, shutdown=soon),
        ),
        Role.VIDEO: (ModelInfo(FILMS, "Film 2 <b>fast</b>", ALL_ROLES),),
        Role.VOICE: (ModelInfo(SPEAKS, "Voice 1", ALL_ROLES),),
    }


@dataclass
class FakeProviders:
    """`use` takes settings over, as the engine does. `clip_price` is in micro-dollars, None
    where nobody knows it; `away` is what every service answers while it is set.
    """

    settings: Settings = field(default_factory=Settings, kw_only=True)
    price: int = field(default=0, kw_only=True)  # of each clip of the built-in engine
    clip_price: int | None = field(default=150_000, kw_only=True)
    told_price: int | None = field(default=None, kw_only=True)  # of a clip, once it is learned
    old_prices: bool = field(default=False, kw_only=True)
    estimate_seconds: float | None = field(default=40.0, kw_only=True)
    away: VidgenError | None = field(default=None, kw_only=True)
    here: Sequence[ServerHere] = field(default=(), kw_only=True)
    learned: list[Cast] = field(default_factory=list[Cast], kw_only=True)
    prices_hang: bool = field(default=False, kw_only=True)
    voices_hang: bool = field(default=False, kw_only=True)
    voices_asked: list[CancelToken] = field(default_factory=list[CancelToken], kw_only=True)
    previews: list[tuple[Choice, str, float]] = field(
        default_factory=list[tuple[Choice, str, float]], kw_only=True
    )
    asked_in: set[threading.Thread] = field(default_factory=set[threading.Thread], kw_only=True)

    def use(self, settings: Settings) -> None:
        self.settings = settings

    def roles(self, provider: str) -> frozenset[Role]:
        kind = self._setup(provider).kind
        return ALL_ROLES if kind is ProviderKind.OPENROUTER else frozenset({Role.TEXT})

    def test_provider(self, provider: str, token: CancelToken) -> str:
        self._ask(provider, token)
        return f"{self._setup(provider).name} accepts the key. It has 2 models that write."

    def models(self, provider: str, role: Role, token: CancelToken) -> Sequence[ModelInfo]:
        self._ask(provider, token)
        return models().get(role, ())

    def suggested_qualities(self, token: CancelToken) -> Sequence[Suggestion]:
        token.check()
        able = [one.id for one in self.settings.providers if one.kind is ProviderKind.OPENROUTER]
        if not able:
            near = [one.id for one in self.settings.providers][:1]
            drafts = [Quality("Draft", Cast(Choice(one, WRITES)), suggested=True) for one in near]
            return tuple(Suggestion(one, "Draft is free.") for one in drafts)
        text, film, voice = (Choice(able[0], name) for name in (WRITES, FILMS, SPEAKS))
        casts = {"Draft": Cast(text), "Standard": Cast(text, film), "Best": Cast(text, film, voice)}
        return tuple(
            Suggestion(Quality(name, cast, suggested=True), f"{name} costs what it costs.")
            for name, cast in casts.items()
        )

    def servers_here(self, token: CancelToken) -> Sequence[ServerHere]:
        token.check()
        return self.here

    def voices(
        self, choice: Choice = BUILTIN_CHOICE, token: CancelToken | None = None
    ) -> Sequence[Voice]:
        if choice.is_builtin:
            return VOICES
        if self.voices_hang:
            assert token is not None
            self.voices_asked.append(token)
            token.wait(60.0)
        return (Voice("nova", "Nova", "en"), Voice("onyx", "Onyx", "en"))

    def preview_voice(self, choice: Choice, voice: str, speed: float, token: CancelToken) -> Path:
        if not choice.is_builtin:
            self._ask(choice.provider, token)
        self.previews.append((choice, voice, speed))
        path = self.folder / "sample.wav"
        with wave.open(str(path), "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(22_050)
            out.writeframes(bytes(4_410))
        return path

    def learn_prices(self, cast: Cast, token: CancelToken) -> None:
        token.check()
        self.learned.append(cast)
        if self.prices_hang:
            token.wait(60.0)
        if self.told_price is not None:
            self.clip_price = self.told_price

    def estimate(self, request: Request, *, revised: bool = False) -> Estimate:
        if revised or request.cast.clips.is_builtin:
            return Estimate(self.price * SCENES, self.estimate_seconds)
        count = round(request.seconds / SECONDS_PER_SCENE)
        cost = None if self.clip_price is None else self.clip_price * count
        provider = request.cast.clips.provider
        lines = (
            EstimateLine(Role.TEXT, provider, "The script", 2_000),
            EstimateLine(Role.VIDEO, provider, f"About {count} clips of 5 s", cost),
        )
        micros = sum(line.micros or 0 for line in lines)
        return Estimate(micros, self.estimate_seconds, lines, cost is None, self.old_prices)

    @property
    def folder(self) -> Path:
        raise NotImplementedError

    def _setup(self, provider: str) -> ProviderSetup:
        for setup in self.settings.providers:
            if setup.id == provider:
                return setup
        raise InvalidRequest(f"There is no provider “{provider}”.", field="provider")

    def _ask(self, provider: str, token: CancelToken) -> None:
        """Answer as a service does: to those who have the right key."""
        self.asked_in.add(threading.current_thread())
        token.check()
        setup = self._setup(provider)
        if self.away is not None:
            raise self.away
        key = keys.key_for(setup)
        if setup.kind is ProviderKind.OPENROUTER and (key is None or key.reveal() != RIGHT_KEY):
            raise ProviderError(
                f"{setup.name} did not accept the key.",
                "Enter the right key in the settings.",
                fault=ProviderFault.REFUSED,
            )
