"""What a video will cost: reckoned by hand here, and compared."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from vidgen_desktop.core.buying.estimate import Terms, estimate
from vidgen_desktop.core.buying.rates import EstimateLine, Rate, Unit, price_of
from vidgen_desktop.core.casting import BUILTIN_CHOICE, Cast, Choice, Role
from vidgen_desktop.core.model import Estimate, Request, Scene, Storyboard

TODAY = date(2026, 11, 21)
CLOUD = Choice("cloud", "m")
BOARD = Storyboard(
    "Bees",
    "en",
    (
        Scene(1, "x" * 100, "a", 4.2),
        Scene(2, "", "b", 6.0),
        Scene(3, "y" * 50, "c", 5.0, picture="/own.jpg"),
    ),
)


def rate(unit: Unit, micros: int, dated: date = TODAY) -> Rate:
    return Rate(unit, micros, "seen", dated)


FILM = Terms((rate(Unit.SECOND, 100_000),), lengths=(5, 10))
TEXT = Terms((rate(Unit.MILLION_TOKENS_IN, 2_000_000), rate(Unit.MILLION_TOKENS_OUT, 10_000_000)))
VOICE = Terms((rate(Unit.MILLION_CHARACTERS, 620_000),))
PICTURE = Terms((rate(Unit.PICTURE, 40_000),))


def reckon(
    cast: Cast, known: dict[Role, Terms], board: Storyboard | None = BOARD, **wishes: Any
) -> Estimate:
    request = replace(Request("Bees", seconds=30.0, cast=cast), **wishes)
    return estimate(request, lambda role, _: known.get(role, Terms()), board, TODAY)


@pytest.mark.parametrize("board", [None, BOARD])
def test_the_built_in_engine_costs_nothing_and_knows_its_price(board: Storyboard | None) -> None:
    assert reckon(Cast(), {}, board) == Estimate(0, None)


def test_clips_cost_the_lengths_that_the_model_makes() -> None:
    found = reckon(Cast(clips=CLOUD), {Role.VIDEO: FILM})
    assert found.lines == (
        EstimateLine(Role.VIDEO, "cloud", "5 s of video", 500_000, 1, "clip/1"),
        EstimateLine(Role.VIDEO, "cloud", "10 s of video", 1_000_000, 2, "clip/2"),
        EstimateLine(Role.VIDEO, "cloud", "5 s of video", 500_000, 3, "clip/3"),
    )
    assert found.micros == 2_000_000


def test_a_model_of_any_length_is_paid_by_whole_seconds() -> None:
    found = reckon(Cast(clips=CLOUD), {Role.VIDEO: Terms(FILM.rates)})
    assert [line.what for line in found.lines] == [f"{n} s of video" for n in (4, 6, 5)]


def test_own_pictures_stay_here_where_the_model_takes_none() -> None:
    terms = Terms(FILM.rates, (5, 10), takes_pictures=False)
    assert [line.scene for line in reckon(Cast(clips=CLOUD), {Role.VIDEO: terms}).lines] == [1, 2]


def test_pictures_cost_by_the_picture_and_own_ones_nothing() -> None:
    cast = Cast(clips=CLOUD, clips_by=Role.PICTURE)
    found = reckon(cast, {Role.PICTURE: PICTURE})
    assert [(line.what, line.micros) for line in found.lines] == [("A picture", 40_000)] * 2


def test_pictures_by_tokens_cost_as_many_as_their_size_has() -> None:
    terms = Terms(
        (
            rate(Unit.MILLION_TOKENS_IN, 5_000_000),
            rate(Unit.MILLION_PICTURE_TOKENS_OUT, 30_000_000),
        )
    )
    found = reckon(Cast(clips=CLOUD, clips_by=Role.PICTURE), {Role.PICTURE: terms})
    # 1280 x 720 counts as a megapixel: 1,100 tokens at $30 and 200 at $5 a million.
    assert found.lines[0].micros == 33_000 + 1_000


def test_a_voice_costs_by_the_letter_and_silence_nothing() -> None:
    found = reckon(Cast(voice=CLOUD), {Role.VOICE: VOICE})
    assert [(line.scene, line.micros) for line in found.lines] == [(1, 62), (3, 31)]
    assert reckon(Cast(voice=CLOUD), {Role.VOICE: VOICE}, voice="none").lines == ()


def test_a_voice_may_cost_by_the_second() -> None:
    found = reckon(Cast(voice=CLOUD), {Role.VOICE: Terms((rate(Unit.SECOND, 250),))}, speed=2.0)
    assert found.lines[0].micros == 834  # 100 letters in 3.33 s, rounded up


def test_script_and_storyboard_cost_by_the_token() -> None:
    found = reckon(Cast(text=CLOUD), {Role.TEXT: TEXT})
    # 4 and 150 letters of 0.35 tokens; 900 asked and 1,200 thought; 130 for each of 3 scenes.
    script = 2.0 * (900 + 1.4) + 10.0 * (1200 + 52.5)
    storyboard = 2.0 * (900 + 52.5) + 10.0 * (1200 + 390)
    assert [line.micros for line in found.lines] == [
        pytest.approx(script, abs=1),
        pytest.approx(storyboard, abs=1),
    ]


def test_before_the_plan_the_length_says_how_much() -> None:
    found = reckon(
        Cast(text=CLOUD, clips=CLOUD, voice=CLOUD),
        {Role.TEXT: TEXT, Role.VIDEO: FILM, Role.VOICE: VOICE},
        board=None,
        seconds=55.0,
    )
    clips, voice = found.lines[2:]
    assert clips == EstimateLine(Role.VIDEO, "cloud", "About 10 clips of 10 s", 10_000_000)
    letters = 55 * 0.9 * 15
    assert voice.micros == pytest.approx(letters * 0.62, abs=1)
    assert all(line.scene is None for line in found.lines)
    assert found.micros == sum(line.micros or 0 for line in found.lines)


def test_a_long_script_of_ones_own_makes_a_longer_and_dearer_video() -> None:
    short = reckon(Cast(clips=CLOUD), {Role.VIDEO: FILM}, board=None)
    long = reckon(Cast(clips=CLOUD), {Role.VIDEO: FILM}, board=None, prompt="A word. " * 300)
    assert long.micros > 4 * short.micros
    silent = reckon(
        Cast(clips=CLOUD), {Role.VIDEO: FILM}, board=None, prompt="A word. " * 300, voice="none"
    )
    assert silent.micros > 4 * short.micros


def test_chinese_needs_fewer_signs_and_more_tokens() -> None:
    known = {Role.VOICE: VOICE, Role.TEXT: TEXT}
    cast = Cast(text=CLOUD, voice=CLOUD)
    english = reckon(cast, known, board=None, prompt="蜜蜂", language="en")
    chinese = reckon(cast, known, board=None, prompt="蜜蜂")
    assert chinese.lines[-1].micros == pytest.approx(30 * 0.9 * 4.5 * 0.62, abs=1)
    assert (english.lines[-1].micros or 0) > 3 * (chinese.lines[-1].micros or 0)


def test_an_unknown_price_is_said_and_not_guessed() -> None:
    found = reckon(Cast(text=CLOUD, clips=CLOUD), {Role.VIDEO: FILM})
    assert found.unpriced
    assert [line.micros for line in found.lines[:2]] == [None, None]
    assert found.micros == 2_000_000
    half = Terms((rate(Unit.MILLION_TOKENS_IN, 2_000_000),))
    assert reckon(Cast(text=CLOUD), {Role.TEXT: half}).unpriced


@pytest.mark.parametrize(("days", "is_old"), [(60, False), (61, True)])
def test_old_prices_are_said_to_be(days: int, *, is_old: bool) -> None:
    dated = date.fromordinal(TODAY.toordinal() - days)
    terms = Terms((rate(Unit.SECOND, 1, dated),))
    assert reckon(Cast(clips=CLOUD), {Role.VIDEO: terms}).old_prices is is_old


def test_a_price_of_nothing_is_a_price() -> None:
    found = reckon(Cast(clips=CLOUD), {Role.VIDEO: Terms((rate(Unit.REQUEST, 0),))})
    assert (found.micros, found.unpriced) == (0, False)


def test_the_built_in_choice_has_no_terms() -> None:
    asked: list[Role] = []

    def terms(role: Role, choice: Choice) -> Terms:
        assert choice != BUILTIN_CHOICE
        asked.append(role)
        return Terms()

    estimate(Request("x", cast=Cast(voice=CLOUD)), terms, BOARD, TODAY)
    assert asked == [Role.VOICE]


class TestPrices:
    def test_are_rounded_up_but_not_by_the_arithmetic(self) -> None:
        per_token = [rate(Unit.MILLION_TOKENS_IN, 100_000)]
        assert price_of(per_token, {Unit.MILLION_TOKENS_IN: 1}) == 1
        assert price_of(per_token, {Unit.MILLION_TOKENS_IN: 30}) == 3
        assert price_of([rate(Unit.SECOND, 300_000)], {Unit.SECOND: 0.1 + 0.2}) == 90_000

    def test_of_special_tokens_are_those_of_plain_ones_where_none_is_told(self) -> None:
        plain = [rate(Unit.MILLION_TOKENS_IN, 1_000_000), rate(Unit.MILLION_TOKENS_OUT, 2_000_000)]
        assert price_of(plain, {Unit.MILLION_TOKENS_CACHED: 5}) == 5
        assert price_of(plain, {Unit.MILLION_PICTURE_TOKENS_OUT: 5}) == 10

    def test_of_the_request_stand_alone_or_beside_others(self) -> None:
        asked = {Unit.SECOND: 5.0, Unit.REQUEST: 1.0}
        assert price_of([rate(Unit.REQUEST, 7)], asked) == 7
        assert price_of([rate(Unit.SECOND, 2)], asked) == 10
        assert price_of([rate(Unit.SECOND, 2), rate(Unit.REQUEST, 7)], asked) == 17
        assert price_of([rate(Unit.PICTURE, 2)], asked) is None
        assert price_of([], asked) is None
