"""Clips from OpenRouter: aimock's idea of it, and our own with every fault."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.providers.video.ordering import SCENE, Studio, setup_at
from tests.servers import faults
from tests.servers.aimock import Aimock, cannot_film, films
from tests.servers.canary import Canary
from tests.servers.films import film, picture
from tests.servers.jobs import Plan
from tests.servers.proxy import FaultProxy, faults_before
from tests.servers.shaped import video_model
from tests.servers.site import Answer, Asked, Site, open_site, told
from tests.servers.videos import Videos, Ways
from vidgen_desktop.core.buying.purchase import PurchaseState
from vidgen_desktop.core.cancel import Cancelled, CancelToken
from vidgen_desktop.core.casting import Role
from vidgen_desktop.core.errors import BudgetExceeded, ProviderError, UnknownPurchase
from vidgen_desktop.core.filming import Filming
from vidgen_desktop.core.model_info import ModelInfo
from vidgen_desktop.core.money import PriceSource
from vidgen_desktop.keys import Key, Where
from vidgen_desktop.media.tool import FfmpegTool
from vidgen_desktop.providers.openrouter_video import OpenRouterClips, capabilities, models
from vidgen_desktop.setups import ProviderKind

MODEL = "minimax/h3"
CREATE = ("POST", "/api/v1/videos")
OPENROUTER = Ways("openrouter", takes_forms=False, progress="none", deletes="", lists=False)


class ListedModels:
    """The list of models, which may change."""

    def __init__(self, site: Site, *models: dict[str, object]) -> None:
        self.listed = list(models)
        site.on("GET", "/api/v1/videos/models", self._list)

    def _list(self, _asked: Asked) -> Answer:
        return told({"data": self.listed})


class House:
    def __init__(self, site: Site, proxy: FaultProxy, key: str) -> None:
        self.site, self.proxy = site, proxy
        self.models = ListedModels(
            site,
            video_model(MODEL, shutdown_date="2027-02-01"),
            video_model("needs/nothing", generate_audio=True, supported_sizes=["720x1280"]),
        )
        self.videos = Videos(site, OPENROUTER, prefix="/api/v1/videos")
        self.setup = setup_at(f"{proxy.url}/api/v1", ProviderKind.OPENROUTER)
        self.key = Key(key, Where.SESSION)

    def clips(self, model: str = MODEL) -> OpenRouterClips:
        return OpenRouterClips(self.setup, self.key, model, FfmpegTool())

    @property
    def made(self) -> int:
        return len(self.videos.jobs.made)


@pytest.fixture
def house(canary: Canary) -> Iterator[House]:
    site = Site(canary.key)
    with open_site(site), faults_before(site.url) as proxy:
        yield House(site, proxy, canary.key)


class KnownClips(OpenRouterClips):
    """aimock lists no models, so what one can do is given."""

    def about(self, token: CancelToken) -> ModelInfo:
        token.check()
        filming = Filming(seconds=(4, 8), aspects=("16:9",), resolutions=("720p",))
        return ModelInfo(self.model, self.model, frozenset({Role.VIDEO}), filming=filming)


def test_aimock_delivers_a_clip_whose_cost_it_tells(
    aimock: Aimock, canary: Canary, studio: Studio
) -> None:
    aimock.add(films(film(), cost=0.288, model=MODEL))
    setup = setup_at(f"{aimock.url}/api/v1", ProviderKind.OPENROUTER)
    clips = KnownClips(setup, Key(canary.key, Where.SESSION), MODEL, FfmpegTool())
    take = clips.make(studio.order(), studio.work())
    assert Path(take.path).read_bytes() == film()
    assert aimock.taken("/api/v1/videos") == 1
    bought = studio.purse.purchases[0]
    assert (bought.state, bought.cost_micros) == (PurchaseState.DONE, 288_000)
    assert bought.source is PriceSource.REPORTED


def test_aimock_fails_a_clip_and_says_why(aimock: Aimock, canary: Canary, studio: Studio) -> None:
    aimock.add(cannot_film("Nothing to see here", model=MODEL))
    setup = setup_at(f"{aimock.url}/api/v1", ProviderKind.OPENROUTER)
    clips = KnownClips(setup, Key(canary.key, Where.SESSION), MODEL, FfmpegTool())
    with pytest.raises(ProviderError, match="Nothing to see here"):
        clips.make(studio.order(), studio.work())
    assert aimock.taken("/api/v1/videos") == 1
    assert studio.purse.states == [PurchaseState.FAILED]


def test_only_what_the_model_lists_is_asked_for(house: House, studio: Studio) -> None:
    house.clips().make(studio.order(), studio.work())
    sent = house.videos.jobs.made[0].fields
    assert (sent["duration"], sent["resolution"], sent["aspect_ratio"]) == (4, "720p", "16:9")
    assert "size" not in sent
    assert "generate_audio" not in sent
    assert sent["session_id"] == studio.purse.purchases[0].key
    house.clips("needs/nothing").make(studio.order(sound=True), studio.work())
    other = house.videos.jobs.made[1].fields
    assert (other["size"], other["generate_audio"]) == ("720x1280", True)


def test_pictures_go_along_as_what_they_are(house: House, studio: Studio) -> None:
    mine, look = studio.folder / "mine.png", studio.folder / "look.png"
    for path in (mine, look):
        path.write_bytes(picture())
    clips = house.clips()
    clips.make(studio.order(replace(SCENE, picture=str(mine))), studio.work())
    clips.make(studio.order(reference=str(look)), studio.work())
    framed, led = (job.fields for job in house.videos.jobs.made)
    assert framed["frame_images"][0]["frame_type"] == "first_frame"
    assert framed["frame_images"][0]["image_url"]["url"].startswith("data:image/jpeg;base64,")
    assert "input_references" not in framed
    assert led["input_references"][0]["type"] == "image_url"
    assert "frame_images" not in led


def test_the_service_tells_prices_lengths_and_the_last_day(house: House) -> None:
    found = models(house.setup, house.key, CancelToken())
    one = capabilities(house.setup, house.key, MODEL, CancelToken())
    assert one in found
    assert one.filming
    assert one.filming.seconds == (4, 5, 8)
    assert one.filming.first_frame
    assert one.rates[0].micros == 100_000
    assert one.shutdown is not None
    assert one.shutdown.year == 2027


def test_a_model_that_is_gone_is_told_before_anything_is_bought(
    house: House, studio: Studio
) -> None:
    with pytest.raises(ProviderError, match="no video model “gone/model”"):
        house.clips("gone/model").make(studio.order(), studio.work())
    assert not studio.purse.purchases


def test_nothing_is_bought_beyond_the_limit(house: House, studio: Studio) -> None:
    studio.purse.limit = 399_999
    with pytest.raises(BudgetExceeded):
        house.clips().make(studio.order(), studio.work())
    assert house.made == 0


@pytest.mark.parametrize(
    "fault", [faults.dropped_after, faults.malformed, faults.empty, faults.rubbish]
)
def test_a_lost_answer_is_unknown_until_the_person_decides(
    fault: faults.Fault, house: House, studio: Studio
) -> None:
    house.proxy.next(fault, *CREATE)
    clips = house.clips()
    with pytest.raises(UnknownPurchase):
        clips.make(studio.order(), studio.work())
    with pytest.raises(UnknownPurchase):
        clips.make(studio.order(), studio.work())
    assert house.made == 1
    studio.purse.look_again(studio.purse.purchases[0])
    with pytest.raises(UnknownPurchase, match="does not show"):
        clips.make(studio.order(), studio.work())
    studio.purse.give_up(studio.purse.purchases[0])
    clips.make(studio.order(), studio.work())
    assert house.made == 2


def test_a_list_of_models_that_has_changed_buys_nothing_twice(house: House, studio: Studio) -> None:
    house.clips().make(studio.order(), studio.work())
    house.models.listed = [video_model(MODEL, supported_durations=[3, 10])]
    house.clips().make(studio.order(), studio.work())
    assert house.made == 1
    assert studio.purse.states == [PurchaseState.DONE]


def test_what_was_ordered_is_fetched_though_the_model_has_gone(
    house: House, studio: Studio
) -> None:
    house.videos.jobs.plan = Plan(looks=3)
    studio.cancel_at(1)
    with pytest.raises(Cancelled):
        house.clips().make(studio.order(), studio.work())
    house.models.listed = []
    later = Studio(studio.folder, studio.purse)
    house.clips().make(later.order(), later.work())
    assert house.made == 1
    assert studio.purse.states == [PurchaseState.DONE]
    with pytest.raises(ProviderError, match="has no video model"):
        house.clips().make(later.order(seed=8), later.work())  # another clip


def test_no_credit_is_told_in_words(house: House, studio: Studio) -> None:
    house.proxy.next(faults.refuse(402, {"error": {"message": "Add credits"}}), *CREATE)
    with pytest.raises(ProviderError, match="no credit left") as fault:
        house.clips().make(studio.order(), studio.work())
    assert "Add credit" in fault.value.advice
    assert studio.purse.states == [PurchaseState.FAILED]


def test_a_cancelled_job_goes_on_there_and_is_asked_for_again(house: House, studio: Studio) -> None:
    house.videos.jobs.plan = Plan(looks=3)
    studio.cancel_at(1)
    with pytest.raises(Cancelled):
        house.clips().make(studio.order(), studio.work())
    assert studio.purse.states == [PurchaseState.SUBMITTED]
    later = Studio(studio.folder, studio.purse)
    house.clips().make(later.order(), later.work())
    assert house.made == 1
    assert studio.purse.states == [PurchaseState.DONE]
