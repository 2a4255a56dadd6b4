"""Clips from servers in the shape of /v1/videos, with all their deviations and faults."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.providers.video.ordering import SCENE, TEN_CENTS, Studio, setup_at
from tests.servers import faults
from tests.servers.canary import Canary
from tests.servers.films import film, picture
from tests.servers.jobs import CANCELLED, DONE, EXPIRED, FAILED, Plan
from tests.servers.proxy import Exchange, FaultProxy, faults_before
from tests.servers.site import Site, open_site
from tests.servers.videos import EVERY_WAY, LITELLM, OPENAI, SGLANG, VLLM_OMNI, Videos, Ways
from vidgen_desktop.core.buying.purchase import PurchaseState
from vidgen_desktop.core.cancel import Cancelled
from vidgen_desktop.core.errors import ProviderError, UnknownPurchase
from vidgen_desktop.core.money import PriceSource
from vidgen_desktop.keys import Key, Where
from vidgen_desktop.media.tool import FfmpegTool
from vidgen_desktop.providers.shaped_video import ShapedClips

CREATE = ("POST", "/v1/videos")
LOOK = "/v1/videos/[^/]+"
CONTENT = "/v1/videos/[^/]+/content"


class House:
    """A server, the proxy before it, and a clip maker that knows only the proxy."""

    def __init__(self, site: Site, proxy: FaultProxy, ways: Ways, key: str) -> None:
        self.site = site
        self.proxy = proxy
        self.videos = Videos(site, ways)
        self.key = Key(key, Where.SESSION)

    def clips(self, **more: object) -> ShapedClips:
        setup = replace(setup_at(f"{self.proxy.url}/v1"), **more)
        return ShapedClips(setup, self.key, "wan-3", FfmpegTool(), TEN_CENTS)

    @property
    def made(self) -> int:
        return len(self.videos.jobs.made)


@contextmanager
def opened(ways: Ways, canary: Canary) -> Iterator[House]:
    site = Site(canary.key)
    with open_site(site), faults_before(site.url) as proxy:
        yield House(site, proxy, ways, canary.key)


@pytest.fixture
def house(canary: Canary) -> Iterator[House]:
    with opened(OPENAI, canary) as house:
        yield house


@pytest.mark.parametrize("ways", EVERY_WAY, ids=lambda ways: ways.name)
def test_every_kind_of_server_delivers_one_clip_for_one_create(
    ways: Ways, canary: Canary, studio: Studio
) -> None:
    with opened(ways, canary) as house:
        take = house.clips().make(studio.order(), studio.work())
        assert house.made == 1
        assert house.videos.jobs.made[0].fields["seconds"] == "4"
    assert Path(take.path).read_bytes() == film()
    assert take.seconds == pytest.approx(5.0, abs=0.1)
    assert studio.told == sorted(studio.told)
    assert studio.purse.having(PurchaseState.DONE)[0].cost_micros == 400_000
    assert studio.purse.spent == 400_000
    assert not studio.left_behind


@pytest.mark.parametrize(
    ("ways", "end"),
    list(itertools.product([OPENAI, SGLANG, VLLM_OMNI, LITELLM], [FAILED, CANCELLED, EXPIRED])),
    ids=lambda value: getattr(value, "name", value),
)
def test_a_job_that_comes_to_nothing_is_told_in_words_and_costs_nothing(
    ways: Ways, end: str, canary: Canary, studio: Studio
) -> None:
    with opened(ways, canary) as house:
        house.videos.jobs.plan = Plan(looks=1, end=end, why="The model ran out of memory")
        with pytest.raises(ProviderError, match="ran out of memory") as fault:
            house.clips().make(studio.order(), studio.work())
        assert house.made == 1
    assert "Studio" in fault.value.message
    assert studio.purse.states == [PurchaseState.FAILED]
    assert studio.purse.spent == 0
    assert not studio.order().out.exists()


@pytest.mark.parametrize(
    "fault",
    [
        faults.BUSY,
        faults.BUSY_WITHOUT_A_TIME,
        faults.BROKEN,
        faults.MAINTENANCE,
        faults.malformed,
        faults.empty,
        faults.dropped_before,
        faults.dropped_after,
        faults.refuse(404, {"detail": "Video not found"}),
    ],
    ids=["busy", "busy-no-time", "500", "503", "malformed", "empty", "dropped", "lost", "404"],
)
def test_looking_at_a_job_is_tried_again(fault: faults.Fault, house: House, studio: Studio) -> None:
    house.proxy.next(fault, "GET", LOOK)
    house.clips().make(studio.order(), studio.work())
    assert house.made == 1
    assert studio.purse.spent == 400_000


@pytest.mark.parametrize(
    "fault",
    [faults.cut, faults.drip, faults.rubbish, faults.empty, faults.BROKEN, faults.MAINTENANCE],
    ids=lambda fault: getattr(fault, "__name__", "fault"),
)
def test_a_download_is_tried_again_and_nothing_is_bought_for_it(
    fault: faults.Fault, house: House, studio: Studio
) -> None:
    house.proxy.next(fault, "GET", CONTENT)
    take = house.clips().make(studio.order(), studio.work())
    assert Path(take.path).read_bytes() == film()
    assert house.made == 1
    assert not studio.left_behind


def test_content_that_is_asked_for_too_early_is_asked_for_again(
    house: House, studio: Studio
) -> None:
    house.videos.jobs.plan = Plan(looks=1, too_early=2)
    take = house.clips().make(studio.order(), studio.work())
    assert Path(take.path).read_bytes() == film()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"<!doctype html><p>Sorry" * 50, "cannot be used"),
        (picture(), "not a video"),
        (film(0.1), "0."),
        (film(size="32x32"), "32×32"),
    ],
    ids=["html", "picture", "short", "tiny"],
)
def test_rubbish_is_told_of_and_has_been_paid_for(
    content: bytes, why: str, house: House, studio: Studio
) -> None:
    house.videos.jobs.plan = Plan(looks=1, content=content)
    with pytest.raises(UnknownPurchase, match=why) as told:
        house.clips().make(studio.order(), studio.work())
    assert "made and paid for" in told.value.message
    assert ".part" not in told.value.message
    assert house.made == 1
    assert studio.purse.states == [PurchaseState.UNKNOWN]
    assert studio.purse.spent == 400_000
    assert not studio.order().out.exists()
    assert not studio.left_behind


def test_progress_that_goes_back_is_not_shown(house: House, studio: Studio) -> None:
    house.videos.jobs.plan = Plan(looks=5, progress=(10, 60, 20, "nonsense", 101))
    house.clips().make(studio.order(), studio.work())
    assert studio.told == sorted(studio.told)
    assert studio.told[-1] == pytest.approx(1.0)


def test_a_job_that_never_ends_reaches_the_persons_limit_and_can_be_gone_on_with(
    house: House, studio: Studio
) -> None:
    house.videos.jobs.plan = Plan(looks=None)
    with pytest.raises(ProviderError, match="has not finished"):
        house.clips(wait_seconds=0.6).make(studio.order(), studio.work())
    assert studio.purse.states == [PurchaseState.SUBMITTED]
    job = house.videos.jobs.made[0]
    job.plan = Plan(looks=1)
    house.clips().make(studio.order(), studio.work())
    assert house.made == 1
    assert studio.purse.states == [PurchaseState.DONE]


@pytest.mark.parametrize("fault", [faults.dropped_after, faults.malformed, faults.rubbish])
def test_a_lost_answer_is_found_in_the_list_by_our_key(
    fault: faults.Fault, house: House, studio: Studio
) -> None:
    house.proxy.next(fault, *CREATE)
    house.clips().make(studio.order(), studio.work())
    assert house.made == 1
    assert studio.purse.states == [PurchaseState.DONE]
    assert house.proxy.reached(*CREATE) == 1


@pytest.mark.parametrize("ways", [VLLM_OMNI, LITELLM], ids=lambda ways: ways.name)
def test_a_lost_answer_that_cannot_be_found_is_unknown_and_not_sent_again(
    ways: Ways, canary: Canary, studio: Studio
) -> None:
    with opened(ways, canary) as house:
        house.proxy.next(faults.dropped_after, *CREATE)
        with pytest.raises(UnknownPurchase):
            house.clips().make(studio.order(), studio.work())
        with pytest.raises(UnknownPurchase):
            house.clips().make(studio.order(), studio.work())
        assert house.made == 1
    assert studio.purse.states == [PurchaseState.UNKNOWN]


def test_a_create_of_an_earlier_run_is_found_by_our_key_before_the_person_is_asked(
    house: House, studio: Studio
) -> None:
    house.proxy.next(faults.dropped_after, *CREATE)
    house.proxy.next(faults.BROKEN, "GET", "/v1/videos", times=99)
    with pytest.raises(UnknownPurchase):
        house.clips().make(studio.order(), studio.work())
    house.proxy.rules.clear()
    house.clips().make(studio.order(), studio.work())
    assert house.made == 1
    assert studio.purse.states == [PurchaseState.DONE]


def test_a_create_that_surely_never_arrived_is_no_purchase(house: House, studio: Studio) -> None:
    clips = house.clips()
    clips.make(studio.order(), studio.work())
    house.proxy.next(faults.dropped_before, *CREATE)
    other = studio.order(replace(SCENE, visual="A meadow"))
    with pytest.raises(ProviderError, match="broke"):
        clips.make(other, studio.work())
    assert studio.purse.states == [PurchaseState.DONE, PurchaseState.FAILED]
    assert house.made == 1
    clips.make(other, studio.work())
    assert house.made == 2


@pytest.mark.parametrize("fault", [faults.BUSY, faults.BUSY_WITHOUT_A_TIME])
def test_a_definite_no_is_asked_again_as_a_purchase_of_its_own(
    fault: faults.Fault, house: House, studio: Studio
) -> None:
    house.proxy.next(fault, *CREATE, times=2)
    house.clips().make(studio.order(), studio.work())
    failed, done = PurchaseState.FAILED, PurchaseState.DONE
    assert studio.purse.states == [failed, failed, done]
    assert house.made == 1
    assert studio.purse.spent == 400_000


def test_a_gateway_that_refuses_may_have_let_it_through(house: House, studio: Studio) -> None:
    clips = house.clips()
    clips.make(studio.order(replace(SCENE, visual="A meadow")), studio.work())
    house.proxy.next(faults.MAINTENANCE, *CREATE)
    with pytest.raises(ProviderError, match="Studio"):
        clips.make(studio.order(), studio.work())
    assert studio.purse.states[-1] is PurchaseState.FAILED  # the list of jobs proves it
    assert house.made == 1


def test_a_wrong_key_is_told_before_anything_is_bought(house: House, studio: Studio) -> None:
    house.key = Key("another-key-0123", Where.SESSION)
    with pytest.raises(ProviderError, match="did not accept the key"):
        house.clips().make(studio.order(), studio.work())
    assert house.made == 0
    assert studio.purse.spent == 0


def test_what_was_fetched_before_the_end_is_not_asked_for_again(
    house: House, studio: Studio
) -> None:
    house.clips().make(studio.order(), studio.work())
    studio.order().out.unlink()
    house.videos.jobs.made[0].is_forgotten = True
    take = house.clips().make(studio.order(), studio.work())
    assert Path(take.path).read_bytes() == film()


def test_what_was_fetched_and_is_no_clip_is_fetched_again(house: House, studio: Studio) -> None:
    house.clips().make(studio.order(), studio.work())
    studio.order().out.unlink()
    (kept,) = studio.bought
    kept.write_bytes(film()[:2000])
    take = house.clips().make(studio.order(), studio.work())
    assert Path(take.path).read_bytes() == film()


def test_what_was_ordered_before_is_only_fetched(house: House, studio: Studio) -> None:
    house.clips().make(studio.order(), studio.work())
    studio.forget()
    take = house.clips().make(studio.order(), studio.work())
    assert Path(take.path).read_bytes() == film()
    assert house.made == 1
    assert studio.purse.spent == 400_000


def test_a_clip_that_is_paid_and_gone_is_not_bought_again_by_itself(
    house: House, studio: Studio
) -> None:
    house.clips().make(studio.order(), studio.work())
    studio.forget()
    house.videos.jobs.made[0].is_forgotten = True
    for _ in range(2):  # looking again costs nothing
        with pytest.raises(UnknownPurchase, match="no longer has"):
            house.clips().make(studio.order(), studio.work())
    assert house.made == 1
    studio.purse.give_up(studio.purse.purchases[0])
    house.clips().make(studio.order(), studio.work())
    assert house.made == 2
    assert studio.purse.spent == 800_000


@pytest.mark.parametrize("how", ["its job has expired", "its link is refused"])
def test_a_clip_that_is_paid_and_has_expired_can_be_given_up(
    house: House, studio: Studio, how: str
) -> None:
    house.clips().make(studio.order(), studio.work())
    studio.forget()
    if how == "its job has expired":
        house.videos.jobs.made[0].state = EXPIRED
    else:
        house.proxy.next(faults.refuse(403), "GET", "/v1/videos/.*/content")
    with pytest.raises(UnknownPurchase, match="made and paid for"):
        house.clips().make(studio.order(), studio.work())
    assert studio.purse.purchases[0].is_undelivered
    studio.purse.give_up(studio.purse.purchases[0])
    house.clips().make(studio.order(), studio.work())
    assert house.made == 2


@pytest.mark.parametrize(
    ("ways", "state"),
    [
        (VLLM_OMNI, PurchaseState.FAILED),
        (SGLANG, PurchaseState.FAILED),
        (LITELLM, PurchaseState.SUBMITTED),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_a_cancel_reaches_the_server_and_the_purchase_says_what_is_true(
    ways: Ways, state: PurchaseState, canary: Canary, studio: Studio
) -> None:
    with opened(ways, canary) as house:
        house.videos.jobs.plan = Plan(looks=None)
        studio.cancel_at(2)
        with pytest.raises(Cancelled):
            house.clips().make(studio.order(), studio.work())
        job = house.videos.jobs.made[0]
        assert (job.is_forgotten or job.state == CANCELLED) is (state is PurchaseState.FAILED)
        assert house.made == 1
    assert studio.purse.states == [state]
    # What was under way there is counted as bought: nobody says that it is not.
    assert studio.purse.spent == (400_000 if state is PurchaseState.FAILED else 0)
    assert not studio.order().out.exists()


def test_a_cancel_while_the_order_is_under_way_finds_the_job_and_ends_it(
    house: House, studio: Studio
) -> None:
    def cancelled(exchange: Exchange) -> None:
        exchange.forward()
        studio.token.cancel()
        exchange.client.recv(1)

    house.videos.jobs.plan = Plan(looks=None)
    house.proxy.next(cancelled, *CREATE)
    with pytest.raises(Cancelled):
        house.clips().make(studio.order(), studio.work())
    assert house.made == 1
    assert house.videos.jobs.made[0].is_forgotten
    assert studio.purse.states == [PurchaseState.FAILED]


def test_a_clip_that_was_done_when_it_was_cancelled_is_paid_and_kept_for_later(
    house: House, studio: Studio
) -> None:
    house.videos.jobs.plan = Plan(looks=2)
    studio.cancel_at(1)
    with pytest.raises(Cancelled):
        house.clips().make(studio.order(), studio.work())
    assert studio.purse.states == [PurchaseState.DONE]
    again = Studio(studio.folder, studio.purse)
    assert house.clips().make(again.order(), again.work())
    assert house.made == 1


def test_a_server_nearby_without_a_price_is_free(house: House, studio: Studio) -> None:
    setup = setup_at(f"{house.proxy.url}/v1")
    ShapedClips(setup, house.key, "wan-3", FfmpegTool()).make(studio.order(), studio.work())
    assert studio.purse.purchases[0].source is PriceSource.FREE
    assert studio.purse.spent == 0


def test_the_persons_picture_is_the_first_frame(house: House, studio: Studio) -> None:
    mine = studio.folder / "mine.png"
    mine.write_bytes(picture())
    scene = replace(SCENE, picture=str(mine))
    house.clips().make(studio.order(scene), studio.work())
    sent = house.videos.jobs.made[0].fields["input_reference"]
    assert sent.startswith(b"\xff\xd8\xff")
    assert house.videos.jobs.made[0].fields["size"] == "1280x720"


def test_the_persons_clip_is_sent_nowhere(house: House, studio: Studio) -> None:
    mine = studio.folder / "mine.mp4"
    mine.write_bytes(film())
    take = house.clips().make(studio.order(replace(SCENE, picture=str(mine))), studio.work())
    assert take.provider == "builtin"
    assert not house.site.heard
    assert not studio.purse.purchases


def test_two_scenes_learn_only_once_that_a_server_wants_json(
    canary: Canary, studio: Studio
) -> None:
    json_only = Ways("json", takes_forms=False)
    with opened(json_only, canary) as house:
        clips = house.clips()
        clips.make(studio.order(), studio.work())
        clips.make(studio.order(replace(SCENE, visual="A meadow")), studio.work())
        assert house.made == 2
        assert house.proxy.reached(*CREATE) == 3
    assert studio.purse.states == [
        PurchaseState.FAILED,
        PurchaseState.DONE,
        PurchaseState.DONE,
    ]
    assert studio.purse.spent == 800_000
    assert DONE in {job.state for job in house.videos.jobs.made}
