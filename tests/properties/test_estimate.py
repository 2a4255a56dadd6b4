"""An estimate is the sum of its lines, never less than nothing, and says what it does not know."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.profiles import examples
from vidgen_desktop.core.buying.consent import without
from vidgen_desktop.core.buying.estimate import Terms, estimate
from vidgen_desktop.core.buying.rates import Rate, Unit, price_of
from vidgen_desktop.core.casting import BUILTIN_CHOICE, Cast, Choice, Role
from vidgen_desktop.core.model import Request, Scene, Storyboard

TODAY = date(2026, 11, 21)
choices = st.sampled_from([BUILTIN_CHOICE, Choice("cloud", "m")])
casts = st.builds(
    Cast, choices, choices, choices, clips_by=st.sampled_from([Role.VIDEO, Role.PICTURE])
)
rates = st.lists(
    st.builds(
        Rate,
        st.sampled_from(Unit),
        st.integers(0, 10**8),
        st.just("seen"),
        st.dates(date(2026, 1, 1), TODAY),
    ),
    max_size=4,
)
terms = st.builds(Terms, rates, st.lists(st.integers(-1, 20), max_size=3), st.booleans())
texts = st.text(max_size=80)
requests = st.builds(
    Request,
    prompt=texts,
    seconds=st.floats(5, 600),
    speed=st.floats(0.5, 2),
    voice=st.sampled_from(["auto", "none"]),
    pictures=st.lists(st.just("/own.jpg"), max_size=3).map(tuple),
    language=st.sampled_from([None, "en", "zh-Hant", "ja"]),
    cast=casts,
)
pictures = st.sampled_from([None, "/own.jpg"])


@st.composite
def boards(draw: st.DrawFn) -> Storyboard | None:
    """The scenes, if they are planned already."""
    if draw(st.booleans()):
        return None
    count = draw(st.integers(0, 5))
    scenes = [
        Scene(n, draw(texts), "", draw(st.floats(0.5, 60)), picture=draw(pictures))
        for n in range(1, count + 1)
    ]
    return Storyboard("t", "en", tuple(scenes))


@given(requests, st.fixed_dictionaries(dict.fromkeys(Role, terms)), boards())
@examples(150)
def test_an_estimate_is_the_sum_of_its_lines(
    request: Request, known: dict[Role, Terms], board: Storyboard | None
) -> None:
    found = estimate(request, lambda role, _: known[role], board, TODAY)
    assert all(line.micros is None or line.micros >= 0 for line in found.lines)
    assert found.micros == sum(line.micros or 0 for line in found.lines)
    assert found.unpriced is any(line.micros is None for line in found.lines)
    steps = [line.step for line in found.lines if line.step]
    assert len(set(steps)) == len(steps)
    if request.cast.is_builtin:
        assert (found.micros, found.lines) == (0, ())
    # What is done need not be bought again: the rest costs the rest.
    for done in (set[str](), set(steps[:1]), set(steps)):
        left = without(found, done)
        gone = sum(line.micros or 0 for line in found.lines if line.step in done)
        assert left.micros == found.micros - gone >= 0


@given(rates, st.dictionaries(st.sampled_from(Unit), st.floats(0, 1e6), max_size=4))
@examples(150)
def test_a_price_is_rounded_up_to_a_whole_micro_dollar(
    known: list[Rate], amounts: dict[Unit, float]
) -> None:
    price = price_of(known, amounts)
    assert price is None or price >= 0
    more = price_of(known, {unit: amount * 2 for unit, amount in amounts.items()})
    assert (price is None) is (more is None)
    assert price is None or more is None or price <= more
