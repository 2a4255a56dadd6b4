"""Money is counted in whole micro-dollars and shown in words people use."""

from decimal import Decimal

import pytest

from vidgen_desktop.core.money import show_above, show_micros, to_micros


@pytest.mark.parametrize(
    ("micros", "shown"),
    [(0, "free"), (1_200_000, "$1.20"), (10_000, "$0.01"), (400, "$0.0004")],
)
def test_amounts_for_people(micros: int, shown: str):
    assert show_micros(micros) == shown


@pytest.mark.parametrize(
    ("dollars", "micros"),
    [
        ("0.62", 620_000),
        ("0.0000015", 2),
        ("0.0000014", 1),
        ("0.0000004", 1),
        ("1E-40", 1),
        ("0", 0),
        ("3000", 3_000_000_000),
    ],
)
def test_amounts_are_rounded_half_up_and_never_to_nothing(dollars: str, micros: int):
    assert to_micros(Decimal(dollars)) == micros


@pytest.mark.parametrize(
    ("micros", "limit", "said"),
    [
        (1_200_000, 1_000_000, ("$1.20", "$1.00")),
        (1_000_400, 1_000_000, ("$1.0004", "$1.00")),
        (1_003_000, 1_001_000, ("$1.003", "$1.001")),
        (40, 0, ("$0.0001", "$0.00")),
    ],
)
def test_what_is_above_a_limit_is_seen_to_be(micros: int, limit: int, said: tuple[str, str]):
    assert show_above(micros, limit) == said
