"""The quick form: one run of an attack as a test."""

import os

import pytest

from tests.durability.attack import Attack, run

SEED = 5  # of what is random: a test must not differ from one time to the next

only_here = pytest.mark.skipif(os.name == "nt", reason="other signals end a program there")
quick = (pytest.mark.slow, only_here)


def withstood(attack: Attack, *numbers: int) -> None:
    """Nothing was wrong in the runs with these numbers."""
    for number in numbers:
        verdict = run(attack, number, SEED).verdict
        assert not verdict.faults, f"{attack.name} {number}: {verdict.faults}"
        assert verdict.struck, f"{attack.name} {number} came too late"


def named(attacks: tuple[Attack, ...], name: str) -> Attack:
    """The attack of this name."""
    return next(one for one in attacks if one.name == name)
