"""The providers a person sets up: what is accepted, and what is said of the rest."""

import math

import pytest

from vidgen_desktop.config import (
    ProviderKind,
    ProviderSetup,
    Settings,
    load_settings,
    save_settings,
)
from vidgen_desktop.core.buying.purchase import Limits
from vidgen_desktop.core.casting import Cast, Choice, Quality, Role
from vidgen_desktop.core.errors import InvalidRequest
from vidgen_desktop.setups import check_setup, check_setups


def shaped(address: str, *, by_person: bool = True) -> ProviderSetup:
    return ProviderSetup("mine", ProviderKind.SHAPED, address=address, entered_by_person=by_person)


@pytest.mark.parametrize("kind", [k for k in ProviderKind if k is not ProviderKind.SHAPED])
def test_each_service_works_at_its_own_address(kind: ProviderKind) -> None:
    check_setup(ProviderSetup("mine", kind))


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/v1",
        "https://example.org:8443/v1/",
        "http://127.0.0.1:11434/v1",
        "http://localhost:1234",
        "http://[::1]:8080/v1",
        "http://192.168.1.7:8000/v1",
        "http://10.0.0.2",
        "http://[fd00::7]:80",
        "http://100.100.1.2:8000",
        "http://gpu-box:8000/v1",
        "http://studio.local/v1",
    ],
)
def test_what_a_person_enters_may_be_near_or_encrypted(address: str) -> None:
    check_setup(shaped(address))


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "needs an address"),
        ("example.org/v1", "begin with https"),
        ("127.0.0.1:11434/v1", "begin with http://"),
        ("localhost:11434", "begin with http://"),
        ("gpu-box:8000/v1", "begin with http://"),
        ("192.168.1.7:8000/v1", "begin with http://"),
        ("ftp://example.org", "begin with https"),
        ("file:///etc/passwd", "begin with https"),
        ("http://0.0.0.0:8880/v1", "enter 127.0.0.1 in its place"),
        ("https://[::]:8880/v1", "enter 127.0.0.1 in its place"),
        ("https:///v1", "no host"),
        ("http://example.org/v1", "unprotected"),
        ("http://8.8.8.8/v1", "unprotected"),
        ("http://169.254.169.254/latest", "unprotected"),
        ("https://me:canary-key-123456@example.org", "a name or a password"),
        ("https://example.org/v1?key=canary-key-123456", "after \\? or #"),
        ("https://example.org:99999/v1", "wrong port"),
        ("https://[::1/v1", "no host"),
        ("https://exa mple.org", "letters in it"),
        ("https://example.org/" + "a" * 400, "letters in it"),
    ],
)
def test_an_address_that_cannot_be_used_is_told_without_being_repeated(
    address: str, said: str
) -> None:
    with pytest.raises(InvalidRequest, match=said) as told:
        check_setup(shaped(address))
    assert told.value.field == "address"
    assert told.value.advice
    assert "canary" not in str(told.value)


def test_near_addresses_are_for_the_person_to_enter() -> None:
    for address in ("http://127.0.0.1:11434", "https://192.168.1.7", "https://gpu-box/v1"):
        with pytest.raises(InvalidRequest, match="did not enter it yourself"):
            check_setup(shaped(address, by_person=False))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"id": "Mine"}, "id"),
        ({"id": ""}, "id"),
        ({"id": "builtin"}, "id"),
        ({"parallel": 0}, "parallel"),
        ({"parallel": 1000}, "parallel"),
        ({"wait_seconds": 1.0}, "wait_seconds"),
        ({"wait_seconds": math.inf}, "wait_seconds"),
        ({"wait_seconds": math.nan}, "wait_seconds"),
    ],
)
def test_other_fields_are_checked_by_name(fields: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidRequest) as told:
        check_setup(ProviderSetup(**{"id": "mine", "kind": ProviderKind.FAL, **fields}))
    assert told.value.field == field


def test_a_short_name_is_given_once() -> None:
    one = ProviderSetup("mine", ProviderKind.FAL)
    with pytest.raises(InvalidRequest, match="two providers called “mine”"):
        check_setups([one, ProviderSetup("other", ProviderKind.OPENAI), one])


def test_providers_qualities_and_limits_come_back_as_they_were() -> None:
    settings = Settings(
        providers=(
            ProviderSetup("router", ProviderKind.OPENROUTER, parallel=3),
            shaped("http://127.0.0.1:11434/v1"),
        ),
        qualities=(
            Quality(
                "Best", Cast(Choice("router", "m"), Choice("mine", "p"), clips_by=Role.PICTURE)
            ),
        ),
        limits=Limits(per_video=2_000_000, confirm_above=500_000),
    )
    save_settings(settings)
    assert load_settings() == settings
