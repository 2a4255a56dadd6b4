"""Clips from fal's queue, with its real cancel."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.providers.video.ordering import SCENE, Studio, setup_at
from tests.servers import faults
from tests.servers.canary import Canary
from tests.servers.fal import Fal
from tests.servers.films import film, picture
from tests.servers.jobs import FAILED, Plan
from tests.servers.proxy import FaultProxy, faults_before
from tests.servers.site import Answer, Asked, Site, open_site, told
from vidgen_desktop.core.buying.purchase import PurchaseState
from vidgen_desktop.core.buying.rates import Unit
from vidgen_desktop.core.cancel import Cancelled, CancelToken
from vidgen_desktop.core.casting import Cast, Choice, Role
from vidgen_desktop.core.errors import ProviderError, UnknownPurchase
from vidgen_desktop.engine.learning import learn_prices
from vidgen_desktop.keys import Key, Where, environment_names
from vidgen_desktop.media.tool import FfmpegTool
from vidgen_desktop.providers.catalog import models_of
from vidgen_desktop.providers.fal_video import FalClips, capabilities, models
from vidgen_desktop.providers.price_book import PriceBook
from vidgen_desktop.providers.prices import price_table
from vidgen_desktop.providers.told import ToldModels
from vidgen_desktop.providers.trial import tried
from vidgen_desktop.setups import ProviderKind

TEXT = "fal-ai/wan/v3/text-to-video"
PICTURE = "fal-ai/wan/v3/image-to-video"
STATUS = "/fal-ai/wan/requests/[^/]+/status"


def schema(**fields: dict[str, Any]) -> dict[str, Any]:
    """An endpoint's OpenAPI, as the Platform API hands it out."""
    needed = ["prompt", *(name for name in ("image_url",) if name in fields)]
    body = {"application/json": {"schema": {"$ref": "#/components/schemas/In"}}}
    inputs = {"type": "object", "required": needed, "properties": {"prompt": {}, **fields}}
    return {
        "paths": {"/": {"post": {"requestBody": {"content": body}}}},
        "components": {"schemas": {"In": inputs}},
    }


class Platform:
    """fal's Platform API: models with their schemas, and prices."""

    def __init__(self, site: Site) -> None:
        shared = {
            "duration": {"type": "string", "enum": ["5", "10"]},
            "aspect_ratio": {"anyOf": [{"enum": ["auto", "16:9", "9:16"]}, {"type": "null"}]},
            "resolution": {"enum": ["480p", "720p"]},
            "seed": {"type": "integer"},
        }
        self.models = {TEXT: schema(**shared), PICTURE: schema(image_url={}, **shared)}
        site.on("GET", "/v1/models", self._list)
        site.on("GET", "/v1/models/pricing", self._prices)

    def _list(self, asked: Asked) -> Answer:
        named = asked.query.get("endpoint_id")
        kind = asked.query.get("category", "")
        entries = [
            {"endpoint_id": name, "metadata": {"display_name": "Wan 3.0"}, "openapi": openapi}
            for name, openapi in self.models.items()
            if named in {None, name} and kind in name
        ]
        return told({"models": entries, "has_more": False, "next_cursor": None})

    def _prices(self, asked: Asked) -> Answer:
        price = {"unit_price": 0.3, "unit": "second", "currency": "USD"}
        return told({"prices": [{"endpoint_id": asked.query["endpoint_id"], **price}]})


class House:
    def __init__(self, site: Site, proxy: FaultProxy, key: str, *, stops: bool) -> None:
        self.site, self.proxy = site, proxy
        Platform(site)
        self.fal = Fal(site, stops=stops)
        self.setup = setup_at(proxy.url, ProviderKind.FAL)
        self.key = Key(key, Where.SESSION)

    def clips(self, model: str = TEXT) -> FalClips:
        return FalClips(self.setup, self.key, model, FfmpegTool())

    @property
    def made(self) -> int:
        return len(self.fal.jobs.made)


@pytest.fixture(params=[True])
def house(canary: Canary, request: pytest.FixtureRequest) -> Iterator[House]:
    site = Site(canary.key)
    with open_site(site), faults_before(site.url) as proxy:
        yield House(site, proxy, canary.key, stops=request.param)


def test_a_clip_is_asked_for_in_the_models_own_words(house: House, studio: Studio) -> None:
    take = house.clips().make(studio.order(), studio.work())
    assert Path(take.path).read_bytes() == film()
    sent = house.fal.jobs.made[0].fields
    assert (sent["duration"], sent["aspect_ratio"], sent["resolution"]) == ("5", "16:9", "720p")
    assert "generate_audio" not in sent
    assert "negative_prompt" not in sent
    assert house.site.heard[0].headers["authorization"].startswith("Key ")
    assert studio.purse.states == [PurchaseState.DONE]
    assert studio.purse.spent == 1_500_000
    assert house.made == 1


def test_a_model_that_begins_with_a_picture_gets_one_or_says_so(
    house: House, studio: Studio
) -> None:
    with pytest.raises(ProviderError, match="from pictures only"):
        house.clips(PICTURE).make(studio.order(), studio.work())
    assert not studio.purse.purchases
    mine = studio.folder / "mine.png"
    mine.write_bytes(picture())
    house.clips(PICTURE).make(studio.order(replace(SCENE, picture=str(mine))), studio.work())
    assert house.fal.jobs.made[0].fields["image_url"].startswith("data:image/jpeg;base64,")


def test_models_and_what_they_can_do_come_from_the_service(house: House) -> None:
    assert [one.id for one in models(house.setup, house.key, CancelToken())] == [TEXT, PICTURE]
    one = capabilities(house.setup, house.key, TEXT, CancelToken())
    assert one.filming
    assert one.filming.seconds == (5, 10)
    assert one.filming.aspects == ("16:9", "9:16")
    assert not one.filming.first_frame
    assert one.rates[0].micros == 300_000
    with pytest.raises(ProviderError, match="has no model"):
        capabilities(house.setup, house.key, "fal-ai/gone", CancelToken())


@pytest.mark.parametrize(
    ("status", "detail", "said"),
    [
        (401, "No user found for Key ID and Secret", "Studio did not accept the key."),
        (403, "User is locked. Reason: Exhausted balance.", "Studio has no credit left for this."),
        (403, "User is locked. Reason: Admin lock.", "It said: User is locked. Reason: Admin lock"),
    ],
)
def test_a_test_says_in_words_why_fal_does_not_let_us(
    status: int, detail: str, said: str, canary: Canary
) -> None:
    site, key = Site(), Key(canary.key, Where.SESSION)
    site.on("GET", "/fal-ai/any/requests/.*", lambda _: told({"detail": detail}, status))
    with open_site(site), pytest.raises(ProviderError, match=said):
        tried(
            setup_at(site.url, ProviderKind.FAL), key, [Role.VIDEO], lambda _: [], [], CancelToken()
        )


def test_models_that_fal_calls_the_same_are_told_apart_by_who_chooses(house: House) -> None:
    found = models_of(house.setup, Role.VIDEO, house.key, CancelToken())
    assert [one.title for one in found] == [f"Wan 3.0 ({TEXT})", f"Wan 3.0 ({PICTURE})"]


def test_the_units_that_fal_bills_are_what_is_written_down(house: House, studio: Studio) -> None:
    house.fal.units = 5.042
    house.clips().make(studio.order(), studio.work())
    assert studio.purse.spent == 1_512_600


def test_what_the_model_itself_refuses_counts_as_billed(house: House, studio: Studio) -> None:
    house.fal.jobs.plan = Plan(looks=1, end=FAILED, why="The prompt was flagged")
    with pytest.raises(ProviderError, match="flagged"):
        house.clips().make(studio.order(), studio.work())
    assert studio.purse.states == [PurchaseState.FAILED]
    assert studio.purse.spent == 1_500_000


@pytest.mark.parametrize(
    "fault",
    [faults.BUSY, faults.BROKEN, faults.MAINTENANCE, faults.malformed, faults.dropped_after],
)
def test_looking_is_tried_again(fault: faults.Fault, house: House, studio: Studio) -> None:
    house.proxy.next(fault, "GET", STATUS)
    house.clips().make(studio.order(), studio.work())
    assert house.made == 1
    assert studio.purse.spent == 1_500_000


def test_a_lost_answer_is_unknown(house: House, studio: Studio) -> None:
    house.proxy.next(faults.dropped_after, "POST", "/fal-ai/.*")
    for _ in range(2):
        with pytest.raises(UnknownPurchase):
            house.clips().make(studio.order(), studio.work())
    assert house.made == 1


@pytest.mark.parametrize(
    ("house", "looks", "state", "spent"),
    [
        (True, 1, PurchaseState.FAILED, 1_500_000),  # it had begun by our own last look
        (True, 2, PurchaseState.FAILED, 1_500_000),
        (False, 2, PurchaseState.SUBMITTED, 0),
    ],
    indirect=["house"],
    ids=["early", "running", "ignored"],
)
def test_a_cancel_is_put_to_fal_and_what_is_true_is_written(
    house: House, looks: int, state: PurchaseState, spent: int, studio: Studio
) -> None:
    house.fal.jobs.plan = Plan(looks=None)
    studio.cancel_at(looks)
    with pytest.raises(Cancelled):
        house.clips().make(studio.order(), studio.work())
    assert house.site.count("PUT", "/fal-ai/wan/requests/[^/]+/cancel") >= 1
    assert studio.purse.states == [state]
    assert studio.purse.spent == spent
    assert house.made == 1


def test_an_estimate_knows_the_price_that_fal_tells_of_the_chosen_model(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its list of models tells none. Within a day it is not asked again."""
    monkeypatch.setenv(environment_names(house.setup)[0], house.key.reveal())
    known = ToldModels(tmp_path / "models.json")
    cast = Cast(clips=Choice(house.setup.id, TEXT))
    learn_prices(known, [house.setup], cast, CancelToken())
    learn_prices(known, [house.setup], cast, CancelToken())

    book = PriceBook(price_table(tmp_path / "none.toml"), known)
    (rate,) = book.rates(house.setup, Role.VIDEO, TEXT)
    assert (rate.unit, rate.micros) == (Unit.SECOND, 300_000)
    assert house.site.count("GET", "/v1/models/pricing") == 1
