"""Pictures by OpenRouter: asked for as the model lists it, billed as the service says."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.providers.test_shaped_pictures import Camera
from tests.providers.video.ordering import Studio, setup_at
from tests.servers import faults
from tests.servers.canary import Canary
from tests.servers.films import picture
from tests.servers.images import Images, image_model, price
from tests.servers.proxy import FaultProxy, faults_before
from tests.servers.site import Site, open_site, told
from vidgen_desktop.core.buying.purchase import PurchaseState
from vidgen_desktop.core.buying.rates import Rate, Unit
from vidgen_desktop.core.cancel import CancelToken
from vidgen_desktop.core.casting import Role
from vidgen_desktop.core.errors import ProviderError, UnknownPurchase
from vidgen_desktop.core.model import VideoFormat
from vidgen_desktop.core.money import PriceSource
from vidgen_desktop.keys import Key, Where
from vidgen_desktop.media.tool import FfmpegTool
from vidgen_desktop.providers import openrouter_pictures
from vidgen_desktop.providers.openrouter_pictures import OpenRouterPictures
from vidgen_desktop.setups import ProviderKind

CREATE = ("POST", "/api/v1/images")
PLAIN = image_model("paint/plain")
RICH = image_model(
    "paint/rich",
    resolution={"type": "enum", "values": ["1K", "2K", "4K"]},
    quality={"type": "enum", "values": ["low", "medium", "high"]},
    input_references={"type": "range", "min": 0, "max": 4},
)
EDITOR = image_model("paint/editor", input_references={"type": "range", "min": 1, "max": 1})


@dataclass
class Atelier:
    """The service behind a proxy, and pictures that know only the proxy."""

    images: Images
    site: Site
    proxy: FaultProxy
    key: Key
    camera: Camera

    def pictures(self, model: str = "paint/rich", *rates: Rate) -> OpenRouterPictures:
        return OpenRouterPictures(self.setup, self.key, model, FfmpegTool(), self.camera, rates)

    @property
    def setup(self):
        return setup_at(f"{self.proxy.url}/api/v1", ProviderKind.OPENROUTER, title="OpenRouter")


@contextmanager
def opened(key: str) -> Iterator[Atelier]:
    site = Site(key)
    with open_site(site), faults_before(site.url) as proxy:
        images = Images(site, PLAIN, RICH, EDITOR)
        yield Atelier(images, site, proxy, Key(key, Where.SESSION), Camera())


@pytest.fixture
def atelier(canary: Canary) -> Iterator[Atelier]:
    with opened(canary.key) as atelier:
        yield atelier


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    (tmp_path / "scratch").mkdir()
    return Studio(tmp_path)


def test_a_picture_is_bought_once_for_what_the_service_says_and_filmed(
    atelier: Atelier, studio: Studio
) -> None:
    take = atelier.pictures().make(studio.order(), studio.work())
    atelier.pictures().make(studio.order(), studio.work())  # kept, not bought again
    assert take.provider == "studio/paint/rich"
    (asked,) = atelier.images.drawn
    assert asked["aspect_ratio"] == "16:9"
    assert (asked["resolution"], asked["quality"], asked["n"]) == ("1K", "medium", 1)
    assert atelier.camera.filmed == picture("1376x768")
    (bought,) = studio.purse.purchases
    assert (bought.state, bought.cost_micros) == (PurchaseState.DONE, 40_000)
    assert bought.source is PriceSource.REPORTED


def test_nothing_is_asked_for_that_a_model_does_not_list(
    atelier: Atelier, studio: Studio, tmp_path: Path
) -> None:
    example = tmp_path / "look.png"
    example.write_bytes(picture())
    tall = studio.order(reference=str(example), format=VideoFormat(1080, 1920, 24))
    atelier.pictures("paint/plain").make(tall, studio.work())
    atelier.pictures("paint/rich").make(tall, studio.work())
    plain, rich = atelier.images.drawn
    assert set(plain) == {"model", "prompt", "n", "aspect_ratio"}
    assert plain["aspect_ratio"] == "9:16"
    assert rich["resolution"] == "2K"  # for a video of 1080 lines
    (given,) = rich["input_references"]
    assert given["image_url"]["url"].startswith("data:image/jpeg;base64,")
    assert "Keep the look" in rich["prompt"]
    assert "Keep the look" not in plain["prompt"]


def test_the_estimate_is_by_the_models_price(atelier: Atelier, studio: Studio) -> None:
    listed = {"paint/plain": [[price(0.03, variant="1k"), price(0.06, variant="2k")]]}
    atelier.images.prices = listed
    (model,) = (
        one
        for one in openrouter_pictures.models(atelier.setup, atelier.key, CancelToken())
        if one.id == "paint/plain"
    )
    atelier.proxy.next(faults.dropped_after, *CREATE)
    with pytest.raises(UnknownPurchase):
        atelier.pictures("paint/plain", *model.rates).make(studio.order(), studio.work())
    assert studio.purse.purchases[0].wanted.estimate_micros == 30_000
    assert len(atelier.images.drawn) == 1  # it arrived, and nobody asks for it again
    with pytest.raises(UnknownPurchase):
        atelier.pictures("paint/plain", *model.rates).make(studio.order(), studio.work())
    assert len(atelier.images.drawn) == 1


def test_models_are_listed_with_the_highest_price_of_those_who_offer_them(
    atelier: Atelier,
) -> None:
    atelier.images.prices = {
        "paint/plain": [[price(0.03, "megapixel")], [price(0.02, "megapixel")]],
        "paint/rich": [
            [
                price(0.00003, "token"),
                price(0.000005, "token", "input_text"),
                price(0.1, "image", "input_image"),
            ]
        ],
    }
    plain, rich = openrouter_pictures.models(atelier.setup, atelier.key, CancelToken())
    assert (plain.title, rich.title) == ("Paint/Plain", "Paint/Rich")  # the editor needs a picture
    assert {rate.unit: rate.micros for rate in plain.rates} == {Unit.PICTURE: 31_800}
    assert {rate.unit: rate.micros for rate in rich.rates} == {
        Unit.MILLION_PICTURE_TOKENS_OUT: 30_000_000,
        Unit.MILLION_TOKENS_IN: 5_000_000,
    }
    assert all(model.roles == {Role.PICTURE} for model in (plain, rich))


def test_prices_that_cannot_be_had_do_not_keep_the_models_back(atelier: Atelier) -> None:
    found = openrouter_pictures.models(atelier.setup, atelier.key, CancelToken())
    assert [one.id for one in found] == ["paint/plain", "paint/rich"]
    assert not any(one.rates for one in found)


def test_a_service_without_the_list_has_no_image_models(canary: Canary) -> None:
    site, key = Site(canary.key), Key(canary.key, Where.SESSION)
    with open_site(site):
        setup = setup_at(f"{site.url}/api/v1", ProviderKind.OPENROUTER)
        assert openrouter_pictures.models(setup, key, CancelToken()) == ()


def test_a_model_that_is_gone_is_told_before_anything_is_bought(
    atelier: Atelier, studio: Studio
) -> None:
    with pytest.raises(ProviderError, match="no image model “paint/gone”"):
        atelier.pictures("paint/gone").make(studio.order(), studio.work())
    assert not studio.purse.purchases


def test_a_refusal_costs_nothing_and_says_why(atelier: Atelier, studio: Studio) -> None:
    refusal = {"error": {"message": "Prohibited content", "code": 400}}
    atelier.images.instead.append(told(refusal, 400))
    with pytest.raises(ProviderError, match="Prohibited content"):
        atelier.pictures().make(studio.order(), studio.work())
    assert studio.purse.states == [PurchaseState.FAILED]
    assert studio.purse.spent == 0


@pytest.mark.parametrize("fault", [faults.cut, faults.malformed, faults.empty])
def test_a_lost_answer_is_never_asked_for_again_by_itself(
    atelier: Atelier, studio: Studio, fault: faults.Fault
) -> None:
    atelier.proxy.next(fault, *CREATE)
    with pytest.raises((UnknownPurchase, ProviderError)):
        atelier.pictures().make(studio.order(), studio.work())
    assert len(atelier.images.drawn) == 1
    assert studio.purse.states[-1] in (PurchaseState.UNKNOWN, PurchaseState.DONE)
