"""What the engine says a video costs, and when it asks first; nobody is asked over a network."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from vidgen_desktop.config import ProviderKind, ProviderSetup, Settings
from vidgen_desktop.core.buying.purchase import Limits, PurchaseState, Wanted
from vidgen_desktop.core.casting import Cast, Choice
from vidgen_desktop.core.errors import ConsentNeeded, InvalidRequest
from vidgen_desktop.core.model import Request, Scene, Status, Storyboard, Take, now
from vidgen_desktop.core.money import PriceSource
from vidgen_desktop.engine import Engine, open_engine

STUDIO = ProviderSetup("studio", ProviderKind.SHAPED, address="https://video.example/v1")
SETTINGS = Settings(providers=(STUDIO,), limits=Limits(confirm_above=2_000_000))
REQUEST = Request("Bees dance. They show the way.", cast=Cast(clips=Choice("studio", "film")))
PRICES = """
[[price]]
provider = "studio"
models = ["film"]
source = "my contract"
dated = 2020-01-01
second = "0.10"
"""


@pytest.fixture
def engine(own_home: Path) -> Iterator[Engine]:
    own_home.mkdir(parents=True, exist_ok=True)
    (own_home / "prices.toml").write_text(PRICES)
    with closing(open_engine(SETTINGS)) as engine:
        yield engine


def test_the_persons_own_prices_make_the_estimate(engine: Engine) -> None:
    found = engine.estimate(REQUEST)
    assert found.micros == 3_000_000  # five clips of six seconds
    assert found.old_prices
    assert not found.unpriced
    assert engine.estimate(REQUEST, revised=True).micros == 0
    assert engine.estimate(replace(REQUEST, cast=Cast())).lines == ()


def test_above_the_limit_the_person_is_asked_and_agrees_to_an_amount(engine: Engine) -> None:
    for agreed in (None, 2_999_999):
        with pytest.raises(ConsentNeeded, match=r"about \$3\.00\. You want to be asked"):
            engine.submit(REQUEST, agreed)
    assert engine.store.count() == 0
    assert engine.submit(REQUEST, 3_000_000).status is Status.PENDING


def test_a_resume_asks_only_for_what_is_still_to_be_bought(engine: Engine, tmp_path: Path) -> None:
    store = engine.store
    made = engine.submit(REQUEST, 3_000_000).id
    store.claim(made)
    scenes = tuple(Scene(n, "Bees.", "a bee", 10.0) for n in (1, 2, 3, 4))
    store.save_storyboard(made, Storyboard("Bees", "en", scenes))
    assert engine.remaining(made).micros == 4_000_000
    store.save_take(made, Take(1, str(tmp_path / "1.mp4"), "", 10.0, "studio/film"))
    bought = store.prepare(made, Wanted("clip/2", "studio", "film", "x", 1_000_000, "f"), Limits())
    store.settle(bought.id, PurchaseState.DONE, 1_000_000, PriceSource.REPORTED)
    assert [line.step for line in engine.remaining(made).lines] == ["clip/3", "clip/4"]
    store.fail(made, "provider", "It broke.", now())
    assert engine.resume(made).status is Status.PENDING

    engine.use(replace(SETTINGS, limits=Limits(confirm_above=1_999_999)))
    store.claim(made)
    store.fail(made, "provider", "It broke.", now())
    with pytest.raises(ConsentNeeded):
        engine.resume(made)
    assert engine.resume(made, 2_000_000).status is Status.PENDING


def test_a_price_file_that_cannot_be_read_stops_what_would_be_bought_by_it(
    engine: Engine, own_home: Path
) -> None:
    (own_home / "prices.toml").write_text("[[price]\n")
    with pytest.raises(InvalidRequest, match=r"prices.toml cannot be read"):
        engine.submit(REQUEST, 10**9)
    assert engine.submit(replace(REQUEST, cast=Cast())).status is Status.PENDING
