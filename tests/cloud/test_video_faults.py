"""Every fault on the way to a bought clip: it is made after retries, or fails in plain words.

Always: the server's count of creates is what our books say, nothing is bought twice, nothing
partial has a final name, and the key is nowhere.
"""

from collections.abc import Iterator, Sequence
from datetime import date

import pytest

from tests.cloud.desk import RATES, Desk, near
from tests.servers import faults
from tests.servers.jobs import CANCELLED, EXPIRED, FAILED, Plan
from tests.servers.proxy import Fault, FaultProxy, faults_before
from tests.servers.site import Site
from tests.servers.videos import EVERY_WAY, LITELLM, RESELLER, SGLANG, Videos, Ways
from vidgen_desktop.core.buying.purchase import Decision, PurchaseState
from vidgen_desktop.core.buying.rates import Rate, Unit
from vidgen_desktop.core.errors import ProviderError, UnknownPurchase, VidgenError
from vidgen_desktop.core.money import PriceSource
from vidgen_desktop.providers.shaped_video import ShapedClips
from vidgen_desktop.setups import ProviderKind

CREATE, LOOK, CONTENT = "/v1/videos", "/v1/videos/[^/]+", "/v1/videos/[^/]+/content"
DONE, LOST, NOTHING = PurchaseState.DONE, PurchaseState.UNKNOWN, PurchaseState.FAILED
PRICE = 81_000  # 8 s, and a request: RATES
UNPRICED = (Rate(Unit.PICTURE, 10_000, "these tests", date(2026, 11, 1)),)  # of clips: nothing


@pytest.fixture
def proxy(site: Site) -> Iterator[FaultProxy]:
    with faults_before(site.url) as proxy:
        yield proxy


@pytest.fixture
def videos(site: Site) -> Videos:
    videos = Videos(site)
    videos.jobs.plan = Plan(looks=1)
    return videos


def maker(desk: Desk, proxy: FaultProxy, rates: Sequence[Rate] = RATES) -> ShapedClips:
    setup = near(f"{proxy.url}/v1", ProviderKind.SHAPED)
    return ShapedClips(setup, desk.key, "film-1", desk.media, rates)


def check(
    desk: Desk, videos: Videos, fault: VidgenError | None, states: list[PurchaseState]
) -> None:
    """Books, files and words are right."""
    assert desk.states == states, fault
    desk.check_books(videos.jobs.per_key())
    desk.check_nothing_partial(whole=fault is None)
    if fault is not None:
        assert "Studio" in fault.message
        assert fault.advice


@pytest.mark.parametrize("ways", EVERY_WAY, ids=lambda ways: ways.name)
def test_every_kind_of_server_delivers_once(
    desk: Desk, site: Site, proxy: FaultProxy, ways: Ways
) -> None:
    videos = Videos(site, ways)
    videos.jobs.plan = Plan(looks=2, too_early=1)

    fault = desk.film(maker(desk, proxy))

    check(desk, videos, fault, desk.states)
    assert desk.states[-1] is DONE
    assert len(videos.jobs.made) == 1
    assert desk.spent == PRICE


@pytest.mark.parametrize(
    "fault",
    [faults.BUSY, faults.BROKEN, faults.MAINTENANCE, faults.dropped_before, faults.dropped_after,
     faults.cut, faults.malformed, faults.rubbish, faults.empty, faults.drip],
)  # fmt: skip
@pytest.mark.parametrize("path", [LOOK, CONTENT], ids=["while looking", "while fetching"])
def test_what_strikes_after_the_purchase_is_outlived(
    desk: Desk, videos: Videos, proxy: FaultProxy, path: str, fault: Fault
) -> None:
    proxy.next(fault, "GET", path)

    ended = desk.film(maker(desk, proxy))

    assert ended is None, ended
    check(desk, videos, ended, [DONE])
    assert len(videos.jobs.made) == proxy.reached("POST", CREATE) == 1
    assert desk.spent == PRICE


@pytest.mark.parametrize(
    "fault", [faults.dropped_after, faults.cut, faults.malformed, faults.rubbish, faults.empty]
)
def test_a_lost_answer_is_found_in_the_list(
    desk: Desk, videos: Videos, proxy: FaultProxy, fault: Fault
) -> None:
    proxy.next(fault, "POST", CREATE)

    ended = desk.film(maker(desk, proxy))

    check(desk, videos, ended, [DONE])
    assert ended is None
    assert len(videos.jobs.made) == proxy.reached("POST", CREATE) == 1


@pytest.mark.parametrize("ways", [LITELLM, SGLANG, RESELLER], ids=lambda ways: ways.name)
def test_an_answer_that_stays_lost_is_not_bought_again(
    desk: Desk, site: Site, proxy: FaultProxy, ways: Ways
) -> None:
    videos = Videos(site, ways)
    videos.jobs.plan = Plan(looks=1)
    if not ways.takes_forms:  # let it learn first that JSON is wanted
        proxy.next(lambda e: e.send(e.forward()), "POST", CREATE)
    proxy.next(faults.dropped_after, "POST", CREATE)

    first, second = desk.film(maker(desk, proxy)), desk.film(maker(desk, proxy))

    assert isinstance(first, UnknownPurchase)
    assert isinstance(second, UnknownPurchase)
    check(desk, videos, first, [*desk.states[:-1], LOST])
    assert len(videos.jobs.made) == 1
    assert desk.spent == 0

    desk.store.decide(desk.purchases[-1].id, Decision.BUY_AGAIN)
    assert desk.film(maker(desk, proxy)) is None
    assert len(videos.jobs.made) == 2  # by the person's own word


@pytest.mark.parametrize("fault", [faults.BUSY, faults.BUSY_WITHOUT_A_TIME, faults.BROKEN])
def test_a_definite_no_buys_nothing(
    desk: Desk, videos: Videos, proxy: FaultProxy, fault: Fault
) -> None:
    proxy.next(fault, "POST", CREATE, times=100)

    ended = desk.film(maker(desk, proxy))

    assert isinstance(ended, ProviderError)
    assert set(desk.states) == {NOTHING}
    check(desk, videos, ended, desk.states)
    assert not videos.jobs.made
    assert desk.spent == 0


@pytest.mark.parametrize("fault", [faults.MAINTENANCE, faults.dropped_before])
def test_a_request_that_may_have_arrived_waits_for_the_person(
    desk: Desk, videos: Videos, proxy: FaultProxy, fault: Fault
) -> None:
    proxy.next(fault, "POST", CREATE)

    ended = desk.film(maker(desk, proxy))

    assert isinstance(ended, UnknownPurchase)
    check(desk, videos, ended, [LOST])
    assert not videos.jobs.made


@pytest.mark.parametrize("ways", EVERY_WAY, ids=lambda ways: ways.name)
@pytest.mark.parametrize("end", [FAILED, CANCELLED, EXPIRED])
def test_a_job_that_ends_badly_says_why_and_is_not_polled_on(
    desk: Desk, site: Site, proxy: FaultProxy, ways: Ways, end: str
) -> None:
    videos = Videos(site, ways)
    videos.jobs.plan = Plan(looks=1, end=end, why="The prompt was too dark")

    ended = desk.film(maker(desk, proxy))

    assert isinstance(ended, ProviderError)
    assert "The prompt was too dark" in ended.message
    check(desk, videos, ended, [NOTHING] * len(desk.states))
    assert len(videos.jobs.made) == videos.jobs.made[0].looks == 1


def test_a_job_that_never_ends_has_a_limit_and_is_asked_for_again(
    desk: Desk, videos: Videos, proxy: FaultProxy
) -> None:
    videos.jobs.plan = Plan(looks=None)
    setup = near(f"{proxy.url}/v1", ProviderKind.SHAPED, wait=0.6)
    impatient = ShapedClips(setup, desk.key, "film-1", desk.media, RATES)

    ended = desk.film(impatient)

    assert isinstance(ended, ProviderError)
    check(desk, videos, ended, [PurchaseState.SUBMITTED])
    videos.jobs.made[0].state = "completed"
    assert desk.film(impatient) is None
    assert len(videos.jobs.made) == 1
    assert desk.states == [DONE]


def test_a_clip_costs_its_price_when_it_was_ordered_where_nobody_knows_it_any_more(
    desk: Desk, videos: Videos, proxy: FaultProxy
) -> None:
    videos.jobs.plan = Plan(looks=None)
    setup = near(f"{proxy.url}/v1", ProviderKind.SHAPED, wait=0.6)
    desk.film(ShapedClips(setup, desk.key, "film-1", desk.media, RATES))
    videos.jobs.made[0].state = "completed"
    assert desk.film(maker(desk, proxy, UNPRICED)) is None
    [entry] = desk.ledger
    assert (entry.micros, entry.source) == (PRICE, PriceSource.COMPUTED)


@pytest.mark.parametrize("rates", [RATES, UNPRICED], ids=["priced", "at an unknown price"])
def test_a_job_that_the_service_forgets_is_not_ordered_again(
    desk: Desk, videos: Videos, proxy: FaultProxy, rates: Sequence[Rate]
) -> None:
    proxy.next(lambda e: e.send(e.forward()), "GET", LOOK)
    proxy.next(faults.refuse(404, {"detail": "Video not found"}), "GET", LOOK, times=100)
    videos.jobs.plan = Plan(looks=None)

    first = desk.film(maker(desk, proxy, rates))
    videos.jobs.made[0].is_forgotten = True
    second = desk.film(maker(desk, proxy, rates))

    assert isinstance(first, UnknownPurchase)
    assert isinstance(second, UnknownPurchase)
    check(desk, videos, first, [LOST])
    assert len(videos.jobs.made) == 1


@pytest.mark.parametrize(
    "told", [(80, 40, 10), (50, None, "20%"), (-5, 900, "soon"), (float("nan"), 1e400, [])]
)
def test_progress_that_goes_backwards_or_mad_does_not(
    desk: Desk, videos: Videos, proxy: FaultProxy, told: tuple[object, ...]
) -> None:
    videos.jobs.plan = Plan(looks=4, progress=told)

    assert desk.film(maker(desk, proxy)) is None

    assert desk.progress == sorted(desk.progress)
    assert all(0 <= fraction <= 1 for fraction in desk.progress)


def test_rubbish_that_stays_is_told_and_paid_once(
    desk: Desk, videos: Videos, proxy: FaultProxy
) -> None:
    proxy.next(faults.rubbish, "GET", CONTENT, times=100)

    first = desk.film(maker(desk, proxy))
    proxy.rules.clear()

    assert isinstance(first, UnknownPurchase)
    check(desk, videos, first, [PurchaseState.UNKNOWN])
    assert desk.film(maker(desk, proxy)) is None  # fetched when it can be, not bought again
    check(desk, videos, None, [DONE])
    assert len(videos.jobs.made) == 1
    assert desk.spent == PRICE
