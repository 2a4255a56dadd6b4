"""What a video will cost, before anything is bought.

Before the scenes are planned it is reckoned from the length and the prompt, afterwards from the
scenes. Whoever buys reckons again, more exactly, and it is that which is reserved.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from vidgen_desktop.core.buying.rates import EstimateLine, Rate, Unit, price_of
from vidgen_desktop.core.casting import Choice, Role
from vidgen_desktop.core.model import Estimate, Request, Storyboard
from vidgen_desktop.core.timeline import reading_seconds

SCENE_SECONDS = 5.5  # of a scene, as a rule
SPOKEN = 0.9  # of a video's length is narration, as a rule
_LETTERS, _SIGNS = 15.0, 4.5  # spoken in a second; signs are Chinese, Japanese and Korean
_SIGN_LANGUAGES = ("zh", "ja", "ko", "yue")
_FIRST_SIGN = "\u3040"
_TOKENS_PER_LETTER, _TOKENS_PER_SIGN = 0.35, 1.2
_TOKENS_ASKED = 900  # what a model is told before the person's own words
_TOKENS_THOUGHT = 1200  # before it answers
_TOKENS_PER_SCENE = 130  # of a storyboard
_TOKENS_PER_MEGAPIXEL = 1100  # of a picture
_WORDS_OF_PICTURE = 200  # tokens that describe it
_TOKENS_SPOKEN = 25  # in a second of speech
_NEARLY = 0.95  # of a length is long enough


@dataclass(frozen=True, slots=True)
class Terms:
    """What is known of a model: its prices, the lengths of its clips in seconds (empty: any),
    and whether it films the person's own pictures, too.
    """

    rates: Sequence[Rate] = ()
    lengths: Sequence[int] = ()
    takes_pictures: bool = True


@dataclass(frozen=True, slots=True)
class _Scene:
    """A scene as it is or may become; `number` is None while it is one of many alike."""

    seconds: float
    letters: float
    own_picture: bool = False
    number: int | None = None


@dataclass(frozen=True, slots=True)
class _Sum:
    """The lines so far, and the prices that went into them."""

    lines: list[EstimateLine] = field(default_factory=list[EstimateLine])
    used: list[Rate] = field(default_factory=list[Rate])

    def add(self, line: EstimateLine, rates: Iterable[Rate]) -> None:
        self.lines.append(line)
        self.used.extend(rates)


def estimate(
    request: Request,
    terms_for: Callable[[Role, Choice], Terms],
    storyboard: Storyboard | None,
    today: date,
) -> Estimate:
    """What the request will cost; the built-in engine costs nothing and has no lines."""
    scenes = _planned(storyboard) if storyboard is not None else _likely(request)
    cast, found = request.cast, _Sum()
    if not cast.text.is_builtin:
        _texts(found, request, cast.text, terms_for(Role.TEXT, cast.text), scenes)
    if not cast.clips.is_builtin:
        terms = terms_for(cast.clips_by, cast.clips)
        _clips(found, request, terms, scenes, planned=storyboard is not None)
    if not cast.voice.is_builtin and request.voice != "none":
        _voices(found, request, cast.voice, terms_for(Role.VOICE, cast.voice), scenes)
    return Estimate(
        micros=sum(line.micros or 0 for line in found.lines),
        seconds=None,
        lines=tuple(found.lines),
        unpriced=any(line.micros is None for line in found.lines),
        old_prices=any(rate.is_old(today) for rate in found.used),
    )


def _planned(storyboard: Storyboard) -> list[_Scene]:
    return [
        _Scene(scene.seconds, len(scene.narration), scene.picture is not None, scene.number)
        for scene in storyboard.scenes
    ]


def _likely(request: Request) -> list[_Scene]:
    """Scenes of one length, as many as such a video has. Own words are kept, however long."""
    pace = (_SIGNS if _has_signs(request) else _LETTERS) * request.speed
    own = float(len(request.prompt))
    wanted = request.seconds * SPOKEN * pace
    letters = own if request.cast.text.is_builtin else max(wanted, own)
    if request.voice == "none":
        spoken = reading_seconds(request.prompt) if letters == own else request.seconds * SPOKEN
    else:
        spoken = letters / pace
    seconds = max(request.seconds, spoken / SPOKEN)
    # Rather a scene too many than a dearer video than was said.
    likely = max(1, math.ceil(seconds / SCENE_SECONDS))
    count = max(likely, min(len(request.pictures), int(seconds // 2)))
    return [
        _Scene(seconds / count, letters / count, at < len(request.pictures)) for at in range(count)
    ]


def _texts(
    found: _Sum, request: Request, choice: Choice, terms: Terms, scenes: Sequence[_Scene]
) -> None:
    per_letter = _TOKENS_PER_SIGN if _has_signs(request) else _TOKENS_PER_LETTER
    script = sum(scene.letters for scene in scenes) * per_letter
    asked = (
        ("enhance", "The script", len(request.prompt) * per_letter, script),
        ("plan", "The storyboard", script, len(scenes) * _TOKENS_PER_SCENE),
    )
    for step, what, given, answer in asked:
        amounts = {
            Unit.MILLION_TOKENS_IN: _TOKENS_ASKED + given,
            Unit.MILLION_TOKENS_OUT: _TOKENS_THOUGHT + answer,
            Unit.REQUEST: 1.0,
        }
        micros = price_of(terms.rates, amounts)
        line = EstimateLine(Role.TEXT, choice.provider, what, micros, step=step)
        found.add(line, terms.rates)


def _clips(
    found: _Sum, request: Request, terms: Terms, scenes: Sequence[_Scene], *, planned: bool
) -> None:
    role, choice = request.cast.clips_by, request.cast.clips
    drawn = role is Role.PICTURE
    stays_here = drawn or not terms.takes_pictures  # the built-in engine films own pictures
    bought = [scene for scene in scenes if not (scene.own_picture and stays_here)]
    prices = [price_of(terms.rates, _clip(request, terms, scene)) for scene in bought]
    if planned:
        for scene, micros in zip(bought, prices, strict=True):
            length = _bought_seconds(terms, scene.seconds)
            what = "A picture" if drawn else f"{length} s of video"
            step = f"clip/{scene.number}"
            line = EstimateLine(role, choice.provider, what, micros, scene.number, step)
            found.add(line, terms.rates)
    elif bought:
        many = f"About {len(bought)}" if len(bought) > 1 else "1"
        thing = "picture" if drawn else "clip"
        length = "" if drawn else f" of {_bought_seconds(terms, bought[0].seconds)} s"
        what = f"{many} {thing}{'s' if len(bought) > 1 else ''}{length}"
        whole = None if None in prices else sum(price or 0 for price in prices)
        found.add(EstimateLine(role, choice.provider, what, whole), terms.rates)


def _clip(request: Request, terms: Terms, scene: _Scene) -> dict[Unit, float]:
    """What is billed for a clip or a picture."""
    if request.cast.clips_by is not Role.PICTURE:
        return {Unit.SECOND: _bought_seconds(terms, scene.seconds), Unit.REQUEST: 1.0}
    if any(rate.unit is Unit.PICTURE for rate in terms.rates):
        return {Unit.PICTURE: 1.0, Unit.REQUEST: 1.0}
    pixels = request.format.width * request.format.height
    return {
        Unit.MILLION_TOKENS_IN: _WORDS_OF_PICTURE,
        Unit.MILLION_PICTURE_TOKENS_OUT: max(1.0, pixels / 1e6) * _TOKENS_PER_MEGAPIXEL,
        Unit.REQUEST: 1.0,
    }


def _voices(
    found: _Sum, request: Request, choice: Choice, terms: Terms, scenes: Sequence[_Scene]
) -> None:
    pace = (_SIGNS if _has_signs(request) else _LETTERS) * request.speed
    per_letter = _TOKENS_PER_SIGN if _has_signs(request) else _TOKENS_PER_LETTER
    units = {rate.unit for rate in terms.rates}

    def amounts(letters: float, requests: int) -> dict[Unit, float]:
        if Unit.MILLION_CHARACTERS in units:
            return {Unit.MILLION_CHARACTERS: letters, Unit.REQUEST: requests}
        if Unit.SECOND in units:
            return {Unit.SECOND: letters / pace, Unit.REQUEST: requests}
        return {
            Unit.MILLION_TOKENS_IN: letters * per_letter,
            Unit.MILLION_TOKENS_OUT: letters / pace * _TOKENS_SPOKEN,
            Unit.REQUEST: requests,
        }

    spoken = [scene for scene in scenes if scene.letters > 0]
    for scene in (one for one in spoken if one.number is not None):
        micros = price_of(terms.rates, amounts(scene.letters, 1))
        step = f"voice/{scene.number}"
        line = EstimateLine(Role.VOICE, choice.provider, "Its voice", micros, scene.number, step)
        found.add(line, terms.rates)
    if spoken and spoken[0].number is None:
        micros = price_of(terms.rates, amounts(sum(one.letters for one in spoken), len(spoken)))
        found.add(EstimateLine(Role.VOICE, choice.provider, "The voice", micros), terms.rates)


def _bought_seconds(terms: Terms, seconds: float) -> int:
    """The shortest length that the model makes and that is enough, or else its longest."""
    least = seconds * _NEARLY
    known = sorted(length for length in terms.lengths if length > 0)
    if not known:
        return max(1, math.ceil(least))
    return next((length for length in known if length >= least), known[-1])


def _has_signs(request: Request) -> bool:
    if request.language:
        return request.language.lower().split("-")[0] in _SIGN_LANGUAGES
    letters = [char for char in request.prompt if char.isalpha()]
    return sum(char >= _FIRST_SIGN for char in letters) * 2 > len(letters)
