"""Draft, Standard and Best from what a person has set up: the smallest set that makes sense.

Nothing but prices, roles and what models can film decides; a name of today's best model would be
wrong tomorrow. What is dearer is taken to be better, up to a limit: the estimate shows it before
anything is bought.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from vidgen_desktop.core.buying.rates import Rate, Unit, price_of
from vidgen_desktop.core.casting import BUILTIN_CHOICE, Cast, Choice, Quality, Role, Suggestion
from vidgen_desktop.core.model_info import ModelInfo
from vidgen_desktop.core.money import show_micros
from vidgen_desktop.providers.video.shape import lines_of
from vidgen_desktop.setups import ProviderKind, ProviderSetup, looks_near

DRAFT, STANDARD, BEST = "Draft", "Standard", "Best"

_LINES = 720  # of a video that is worth looking at
# What a role is compared by: a script, five seconds of video, a picture, a minute of speech.
_MEASURES: Mapping[Role, Sequence[Mapping[Unit, float]]] = {
    Role.TEXT: ({Unit.MILLION_TOKENS_IN: 2000, Unit.MILLION_TOKENS_OUT: 2000, Unit.REQUEST: 1},),
    Role.VIDEO: ({Unit.SECOND: 5, Unit.REQUEST: 1},),
    Role.PICTURE: (
        {Unit.PICTURE: 1, Unit.REQUEST: 1},
        {Unit.MILLION_TOKENS_IN: 200, Unit.MILLION_PICTURE_TOKENS_OUT: 1100, Unit.REQUEST: 1},
    ),
    Role.VOICE: (
        {Unit.MILLION_CHARACTERS: 900, Unit.REQUEST: 1},
        {Unit.SECOND: 60, Unit.REQUEST: 1},
        {Unit.MILLION_TOKENS_IN: 300, Unit.MILLION_TOKENS_OUT: 1500, Unit.REQUEST: 1},
    ),
}
# Micro-dollars of that: what a plain model costs about, and the most for a good one.
_PLAIN_TEXT = 1_500
_MOST = {Role.TEXT: 40_000, Role.VIDEO: 1_500_000, Role.PICTURE: 200_000, Role.VOICE: 30_000}
# OpenRouter lists hundreds of text models; these makers' keep to a form that is asked for.
_MAKERS = ("openai/", "anthropic/", "google/", "mistralai/", "deepseek/", "qwen/", "x-ai/")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A model for a role. `micros` is what its measure costs; None: nobody knows."""

    setup: ProviderSetup
    model: ModelInfo
    micros: int | None
    is_near: bool

    @property
    def choice(self) -> Choice:
        return Choice(self.setup.id, self.model.id)


@dataclass(frozen=True, slots=True)
class _Wish:
    """Who is to do what; None: the built-in one."""

    text: _Candidate | None
    clips: _Candidate | None
    by: Role
    voice: _Candidate | None

    @property
    def cast(self) -> Cast:
        return Cast(_choice(self.text), _choice(self.clips), _choice(self.voice), self.by)

    @property
    def reason(self) -> str:
        drawn = self.by is Role.PICTURE
        clips = ("pictures", "for a picture") if drawn else ("film", "for 5 seconds")
        parts = [
            _part("Script", self.text, "for a script"),
            _part(clips[0], self.clips, clips[1]),
            _part("voice", self.voice, "for a minute"),
        ]
        return "; ".join(parts) + "."


Models = Mapping[tuple[str, Role], Sequence[ModelInfo]]
RatesOf = Callable[[ProviderSetup, Role, str], Iterable[Rate]]


def suggested_qualities(
    setups: Sequence[ProviderSetup], models: Models, rates: RatesOf, today: date
) -> tuple[Suggestion, ...]:
    """As many of the three as differ. `models` are the services' own lists, by short name and
    role; `rates` says what a model costs.
    """
    found = {role: _candidates(role, setups, models, rates, today) for role in Role}
    plain_text = _near(found[Role.TEXT]) or _about(found[Role.TEXT], _PLAIN_TEXT)
    cheap_voice = _near(found[Role.VOICE]) or _cheapest(found[Role.VOICE])
    good_text, good_voice = _dearest(Role.TEXT, found), _dearest(Role.VOICE, found)
    picture = _near(found[Role.PICTURE]) or _cheapest(found[Role.PICTURE])
    film = _near(found[Role.VIDEO]) or _cheapest(found[Role.VIDEO])
    good_film = _dearest(Role.VIDEO, found)
    good_picture = _dearest(Role.PICTURE, found)
    wished = {
        DRAFT: _Wish(plain_text, None, Role.VIDEO, cheap_voice),
        STANDARD: _Wish(
            plain_text, picture or film, Role.PICTURE if picture else Role.VIDEO, cheap_voice
        ),
        BEST: _Wish(
            good_text,
            good_film or good_picture,
            Role.VIDEO if good_film or not good_picture else Role.PICTURE,
            good_voice,
        ),
    }
    suggestions: list[Suggestion] = []
    seen = {Cast()}
    for name, wish in wished.items():
        if wish.cast not in seen and (wish.clips or name == DRAFT):
            seen.add(wish.cast)
            quality = Quality(name, wish.cast, suggested=True)
            suggestions.append(Suggestion(quality, wish.reason))
    return tuple(suggestions)


def _candidates(
    role: Role, setups: Sequence[ProviderSetup], models: Models, rates: RatesOf, today: date
) -> list[_Candidate]:
    """Those that could have the role; without those that are about to end, where others stay."""
    found = [
        _Candidate(
            setup, model, _micros(role, setup, tuple(rates(setup, role, model.id))), _is_near(setup)
        )
        for setup in setups
        for model in models.get((setup.id, role), ())
        if _is_fit(role, setup, model)
        and not (role is Role.VIDEO and _does_else(setup, model, models))
    ]
    lasting = [one for one in found if not one.model.ending(today)]
    return lasting or found


def _does_else(setup: ProviderSetup, model: ModelInfo, models: Models) -> bool:
    """Whether the same server lists it for another role: one that tells no roles lists all."""
    others = (models.get((setup.id, role), ()) for role in Role if role is not Role.VIDEO)
    return any(model.id == one.id for found in others for one in found)


def _is_fit(role: Role, setup: ProviderSetup, model: ModelInfo) -> bool:
    if setup.kind is ProviderKind.OPENROUTER and role is Role.TEXT:
        return model.id.startswith(_MAKERS) and ":" not in model.id  # such as ":free"
    filming = model.filming
    if role is not Role.VIDEO or filming is None:
        return True
    lines = [min(size) for size in filming.sizes]
    lines += [found for name in filming.resolutions if (found := lines_of(name))]
    return not filming.needs_frame and (not lines or max(lines) >= _LINES)


def _micros(role: Role, setup: ProviderSetup, rates: Sequence[Rate]) -> int | None:
    if not rates and _is_near(setup):
        return 0
    told = (price_of(rates, measure) for measure in _MEASURES[role])
    return next((micros for micros in told if micros is not None), None)


def _is_near(setup: ProviderSetup) -> bool:
    return looks_near(setup.host)


def _near(found: Sequence[_Candidate]) -> _Candidate | None:
    """One that costs nothing, on this computer or its network."""
    return next((one for one in found if one.is_near and not one.micros), None)


def _priced(found: Sequence[_Candidate]) -> list[tuple[int, _Candidate]]:
    """What has a price. For nothing, services give what is slow or goes away."""
    return [(one.micros, one) for one in found if one.micros]


def _cheapest(found: Sequence[_Candidate]) -> _Candidate | None:
    priced = _priced(found)
    return min(priced, key=_by_price)[1] if priced else next(iter(found), None)


def _about(found: Sequence[_Candidate], micros: int) -> _Candidate | None:
    """The one whose price is nearest."""
    priced = _priced(found)
    if not priced:
        return next(iter(found), None)
    return min(priced, key=lambda pair: abs(pair[0] - micros))[1]


def _dearest(role: Role, found: Mapping[Role, Sequence[_Candidate]]) -> _Candidate | None:
    """The dearest that is not too dear; else the cheapest."""
    payable = [pair for pair in _priced(found[role]) if pair[0] <= _MOST[role]]
    return max(payable, key=_by_price)[1] if payable else _cheapest(found[role])


def _by_price(pair: tuple[int, _Candidate]) -> int:
    return pair[0]


def _choice(found: _Candidate | None) -> Choice:
    return found.choice if found else BUILTIN_CHOICE


def _part(what: str, found: _Candidate | None, unit: str) -> str:
    if found is None:
        return f"{what}: built in"
    if found.micros is None:
        price = "nobody tells its price"
    elif found.micros:
        price = f"about {show_micros(found.micros)} {unit}"
    else:
        price = "free"
    return f"{what}: {found.model.title} by {found.setup.name} ({price})"
