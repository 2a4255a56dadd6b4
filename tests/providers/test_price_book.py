"""Whose price counts, and what services told before."""

from datetime import date
from pathlib import Path

import pytest

from vidgen_desktop.core.buying.estimate import Terms
from vidgen_desktop.core.buying.rates import Rate, Unit
from vidgen_desktop.core.casting import Choice, Role
from vidgen_desktop.core.choices import Resolution
from vidgen_desktop.core.filming import Filming, Price
from vidgen_desktop.core.model import Request
from vidgen_desktop.core.model_info import ModelInfo
from vidgen_desktop.core.money import PriceSource
from vidgen_desktop.providers.price_book import PriceBook
from vidgen_desktop.providers.prices import price_table
from vidgen_desktop.providers.tariff import Bill, Tariff, reported_in
from vidgen_desktop.providers.told import ToldModels
from vidgen_desktop.setups import ProviderKind, ProviderSetup

OPENAI = ProviderSetup("openai", ProviderKind.OPENAI)
OPENROUTER = ProviderSetup("openrouter", ProviderKind.OPENROUTER)
OWN = ProviderSetup("own", ProviderKind.SHAPED, address="http://127.0.0.1:8000/v1")
TODAY = date(2026, 11, 21)
TOLD = Rate(Unit.SECOND, 90_000, "the service", TODAY)


def film(micros: int = 90_000) -> ModelInfo:
    prices = (Price(micros, "720p"), Price(2 * micros, "1080p"))
    return ModelInfo(
        "wan-3.0",
        "Wan",
        frozenset({Role.VIDEO}),
        rates=(TOLD,),
        filming=Filming(seconds=(5, 8), prices=prices, first_frame=False),
    )


@pytest.fixture
def told(tmp_path: Path) -> ToldModels:
    return ToldModels(tmp_path / "data" / "models.json")


def test_what_the_service_tells_comes_before_the_table(told: ToldModels) -> None:
    book = PriceBook(price_table(), told)
    assert book.rates(OPENROUTER, Role.VIDEO, "wan-3.0")[0].micros == 100_000
    told.remember(OPENROUTER, Role.VIDEO, [film()])
    assert book.rates(OPENROUTER, Role.VIDEO, "wan-3.0") == (TOLD,)
    assert book.rates(OPENAI, Role.VIDEO, "wan-3.0")[0].micros == 100_000


def test_a_variant_that_is_only_routed_otherwise_has_the_prices_of_its_model(
    told: ToldModels,
) -> None:
    book = PriceBook(price_table(), told)
    writer = ModelInfo("maker/writer", "Writer", frozenset({Role.TEXT}), rates=(TOLD,))
    told.remember(OPENROUTER, Role.TEXT, [writer])
    assert book.rates(OPENROUTER, Role.TEXT, "maker/writer:nitro") == (TOLD,)
    assert book.terms(OPENROUTER, Role.TEXT, "maker/writer:floor", Request("x")).rates == (TOLD,)
    for other in ("maker/writer:online", "maker/writer:free", ":nitro"):
        assert book.rates(OPENROUTER, Role.TEXT, other) == ()
    assert book.rates(OPENAI, Role.TEXT, "maker/writer:nitro") == ()


def test_an_estimate_knows_lengths_and_the_price_of_the_resolution(told: ToldModels) -> None:
    told.remember(OPENROUTER, Role.VIDEO, [film()])
    book = PriceBook(price_table(), told)
    terms = book.terms(
        OPENROUTER, Role.VIDEO, "wan-3.0", Request("x", resolution=Resolution.FULL_HD)
    )
    assert [rate.micros for rate in terms.rates] == [180_000]
    assert (terms.lengths, terms.takes_pictures) == ((5, 8), False)


def test_own_servers_are_free_until_they_have_a_price(told: ToldModels) -> None:
    book = PriceBook(price_table(), told)
    [rate] = book.terms(OWN, Role.VOICE, "kokoro", Request("x")).rates
    assert (rate.unit, rate.micros) == (Unit.REQUEST, 0)
    assert book.terms(OWN, Role.VIDEO, "wan-3.0", Request("x")).rates[0].micros == 100_000


def test_whoever_is_no_longer_set_up_has_no_prices(told: ToldModels) -> None:
    find = PriceBook(price_table(), told).terms_for([OPENAI], Request("x"))
    assert find(Role.TEXT, Choice("gone", "gpt-6-luna")) == Terms()
    assert find(Role.TEXT, Choice("openai", "gpt-6-luna")).rates


def test_what_was_told_outlives_the_program(tmp_path: Path, told: ToldModels) -> None:
    assert not told.is_fresh(OPENROUTER, Role.VIDEO)
    told.remember(OPENROUTER, Role.VIDEO, [film()])
    again = ToldModels(tmp_path / "data" / "models.json")
    assert again.about(OPENROUTER, Role.VIDEO, "wan-3.0") == film()
    assert again.is_fresh(OPENROUTER, Role.VIDEO)
    assert not again.is_fresh(OPENROUTER, Role.TEXT)
    again.remember(OPENROUTER, Role.VIDEO, [film(7)])
    assert told.about(OPENROUTER, Role.VIDEO, "other") is None
    assert again.about(OPENROUTER, Role.VIDEO, "wan-3.0") == film(7)


@pytest.mark.parametrize("text", ["", "{", '{"models": 1}', "\x00"])
def test_a_spoilt_file_is_as_good_as_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "models.json"
    path.write_text(text)
    told = ToldModels(path)
    assert told.about(OPENROUTER, Role.VIDEO, "wan-3.0") is None
    told.remember(OPENROUTER, Role.VIDEO, [film()])
    assert ToldModels(path).about(OPENROUTER, Role.VIDEO, "wan-3.0") == film()


class TestTariff:
    def test_says_what_it_does_not_know(self) -> None:
        known = Tariff(OPENROUTER, (Rate(Unit.SECOND, 10, "", TODAY),))
        assert not known.bill({Unit.SECOND: 5}).unpriced
        assert known.bill({Unit.SECOND: 5, Unit.MILLION_TOKENS_IN: 5}).unpriced
        assert Tariff(OPENROUTER).bill({Unit.SECOND: 5}).unpriced
        assert Tariff(OPENROUTER).bill({}) == Bill(0, PriceSource.UNKNOWN, unpriced=True)

    def test_of_an_own_server_knows_that_it_is_free(self) -> None:
        assert not Tariff(OWN).bill({Unit.SECOND: 5}).unpriced

    @pytest.mark.parametrize(
        ("told", "micros"),
        [
            ({"cost": "0.0072"}, 7_200),
            ({"cost": 7.2e-3, "currency": "usd"}, 7_200),
            ({"cost": 0.0072, "currency": None}, 7_200),
            ({"cost": 0.05, "currency": "CNY"}, None),
            ({"cost": 0.05, "currency": 156}, None),
            ({"cost": -1}, None),
            ({"cost": "NaN"}, None),
            ({"cost": "$0.05"}, None),
            ({}, None),
        ],
    )
    def test_only_dollars_are_taken_from_a_service(
        self, told: dict[str, object], micros: int | None
    ) -> None:
        expected = None if micros is None else Bill(micros, PriceSource.REPORTED)
        assert reported_in(told) == expected
