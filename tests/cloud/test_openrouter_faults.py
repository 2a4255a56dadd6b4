"""OpenRouter, as aimock plays it, behind every fault: no cancel, no list, but a cost."""

from collections.abc import Iterator

import pytest

from tests.cloud.desk import Desk, near
from tests.servers import aimock as say
from tests.servers import faults
from tests.servers.aimock import Aimock
from tests.servers.films import film
from tests.servers.proxy import Fault, FaultProxy, faults_before
from vidgen_desktop.core.buying.purchase import Decision, PurchaseState
from vidgen_desktop.core.errors import ProviderError, UnknownPurchase
from vidgen_desktop.core.money import PriceSource
from vidgen_desktop.keys import Key, Where
from vidgen_desktop.providers.openrouter_video import OpenRouterClips
from vidgen_desktop.setups import ProviderKind

MODEL = "films/one"
CREATE = "/api/v1/videos"
LOOK, CONTENT = f"{CREATE}/(?!models)[^/]+", f"{CREATE}/[^/]+/content"
DONE, LOST, NOTHING = PurchaseState.DONE, PurchaseState.UNKNOWN, PurchaseState.FAILED


@pytest.fixture
def proxy(aimock: Aimock) -> Iterator[FaultProxy]:
    aimock.add(say.films(film(8.0), cost=0.42, model=MODEL))
    with faults_before(aimock.url) as proxy:
        yield proxy


def maker(desk: Desk, proxy: FaultProxy) -> OpenRouterClips:
    setup = near(f"{proxy.url}/api/v1", ProviderKind.OPENROUTER)
    return OpenRouterClips(setup, desk.key, MODEL, desk.media)


@pytest.mark.parametrize(
    "fault",
    [faults.BUSY, faults.MAINTENANCE, faults.cut, faults.malformed, faults.dropped_after],
    ids=["429", "503 with HTML", "cut", "malformed", "dropped"],
)
@pytest.mark.parametrize("path", [LOOK, CONTENT], ids=["while looking", "while fetching"])
def test_what_strikes_after_the_purchase_is_outlived(
    desk: Desk, proxy: FaultProxy, aimock: Aimock, path: str, fault: Fault
) -> None:
    proxy.next(fault, "GET", path)

    ended = desk.film(maker(desk, proxy))

    assert ended is None, ended
    assert desk.states == [DONE]
    assert [(entry.micros, entry.source) for entry in desk.ledger] == [
        (420_000, PriceSource.REPORTED)
    ]
    assert aimock.taken(CREATE) == proxy.reached("POST", CREATE) == 1
    desk.check_nothing_partial(whole=True)


@pytest.mark.parametrize(
    ("fault", "arrives"),
    [(faults.MAINTENANCE, False), (faults.dropped_after, True), (faults.malformed, True)],
    ids=["503 with HTML", "dropped", "malformed"],
)
def test_a_lost_answer_is_left_to_the_person(
    desk: Desk, proxy: FaultProxy, aimock: Aimock, fault: Fault, *, arrives: bool
) -> None:
    proxy.next(fault, "POST", CREATE)

    first, second = desk.film(maker(desk, proxy)), desk.film(maker(desk, proxy))

    assert isinstance(first, UnknownPurchase)
    assert isinstance(second, UnknownPurchase)
    assert desk.states == [LOST]
    assert desk.spent == 0
    assert aimock.taken(CREATE) == int(arrives)
    desk.check_nothing_partial(whole=False)

    desk.store.decide(desk.purchases[0].id, Decision.BUY_AGAIN)
    assert desk.film(maker(desk, proxy)) is None
    assert aimock.taken(CREATE) == int(arrives) + 1
    assert desk.spent == 420_000


def test_a_job_that_fails_costs_nothing_and_says_why(
    desk: Desk, proxy: FaultProxy, aimock: Aimock
) -> None:
    aimock.reset()
    aimock.add(say.cannot_film("The prompt was flagged", model=MODEL))

    ended = desk.film(maker(desk, proxy))

    assert isinstance(ended, ProviderError)
    assert "The prompt was flagged" in ended.message
    assert desk.states == [NOTHING]
    assert desk.spent == 0
    assert aimock.taken(CREATE) == 1


def test_a_wrong_key_is_named_as_one(desk: Desk, proxy: FaultProxy, aimock: Aimock) -> None:
    desk.key = Key("a-wrong-key-of-somebody", Where.SESSION)

    ended = desk.film(maker(desk, proxy))

    assert isinstance(ended, ProviderError)
    assert "did not accept the key" in ended.message
    assert DONE not in desk.states
    assert aimock.taken(CREATE) == 0
