"""The price table: what it says, whose comes first, and what is said of a broken one."""

from datetime import date
from pathlib import Path

import pytest

from vidgen_desktop.core.buying.rates import Rate, Unit
from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.providers.prices import price_table
from vidgen_desktop.setups import ProviderKind, ProviderSetup

OPENAI = ProviderSetup("openai", ProviderKind.OPENAI)
FAL = ProviderSetup("my-fal", ProviderKind.FAL)
SERVER = ProviderSetup("studio", ProviderKind.SHAPED, address="https://video.example/v1")
NOTED = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("setup", "model", "expected"),
    [
        (
            OPENAI,
            "gpt-6.1-sol",
            {
                Unit.MILLION_TOKENS_IN: 2_000_000,
                Unit.MILLION_TOKENS_CACHED: 100_000,
                Unit.MILLION_TOKENS_OUT: 10_000_000,
            },
        ),
        (OPENAI, "gpt-4o-mini-tts", {Unit.SECOND: 250}),
        (FAL, "bytedance/seedance-2.0/text-to-video", {Unit.SECOND: 303_400}),
        (FAL, "bytedance/seedance-2.0/fast/image-to-video", {Unit.SECOND: 241_900}),
        (SERVER, "xai/Grok-Imagine-Video", {Unit.SECOND: 70_000}),
        (SERVER, "grok-imagine-1.5-lite", {Unit.SECOND: 30_000}),
        (SERVER, "gpt-6.1-sol", {}),
        (OPENAI, "gpt-6.1-sol-mini", {}),
    ],
)
def test_the_programs_own_table(
    setup: ProviderSetup, model: str, expected: dict[Unit, int]
) -> None:
    rates = price_table().rates(setup, model)
    assert {rate.unit: rate.micros for rate in rates} == expected
    assert all(rate.dated == NOTED and rate.origin for rate in rates)


def test_the_persons_own_prices_come_first_and_alone(tmp_path: Path) -> None:
    own = tmp_path / "prices.toml"
    own.write_text(
        '[[price]]\nprovider = "Studio"\nmodels = ["grok-*"]\nsource = "my contract"\n'
        "dated = 2026-10-02\nrequest = 0.5\n\n"
        '[[price]]\nprovider = "openai"\nmodels = ["gpt-6.1-sol"]\ndated = 2026-10-02\n'
        'million_tokens_out = "7.5"\n',
        encoding="utf-8",
    )
    table = price_table(own)
    assert table.rates(SERVER, "grok-imagine") == (
        Rate(Unit.REQUEST, 500_000, "my contract", date(2026, 10, 2)),
    )
    assert [rate.unit for rate in table.rates(OPENAI, "gpt-6.1-sol")] == [Unit.MILLION_TOKENS_OUT]
    assert table.rates(OPENAI, "gpt-6-luna") == price_table().rates(OPENAI, "gpt-6-luna")


def test_without_an_own_file_the_programs_is_used(tmp_path: Path) -> None:
    assert price_table(tmp_path / "none.toml") == price_table()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[price]", "line 1"),
        ('price = "x"', "something else"),
        ('[prices]\nx = "1"', "something else"),
        ('[[price]]\nmodels = ["m"]', "does not name its provider"),
        ('[[price]]\nprovider = "x"\nmodels = "m"', "does not list its models"),
        ('[[price]]\nprovider = "x"\nmodels = ["m"]\nsecond = 1', "has no date"),
        ('[[price]]\nprovider = "x"\nmodels = ["m"]\ndated = 2026-10-02', "has no price"),
        ('[[price]]\nprovider = "x"\nmodels = ["m"]\ndated = 2026-10-02\nminute = 1', "“minute”"),
        ('[[price]]\nprovider = "x"\nmodels = ["m"]\ndated = 2026-10-02\nsecond = -1', "-1 is no"),
        ('[[price]]\nprovider = "x"\nmodels = ["m"]\ndated = 2026-10-02\nsecond = nan', "no price"),
        ('[[price]]\nprovider = "x"\nmodels = ["m"]\ndated = 2026-10-02\nsecond = "a"', "“a”"),
        (
            '[[price]]\nprovider = "x"\nmodels = ["m"]\ndated = 2026-10-02\nsecond = true',
            "no price",
        ),
    ],
)
def test_a_broken_file_is_named_and_nothing_guessed(tmp_path: Path, text: str, said: str) -> None:
    own = tmp_path / "prices.toml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidRequest) as refused:
        price_table(own)
    assert str(own) in refused.value.message
    assert said in refused.value.message


def test_what_is_no_text_at_all_is_told_too(tmp_path: Path) -> None:
    own = tmp_path / "prices.toml"
    own.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InvalidRequest, match="cannot be read"):
        price_table(own)
