"""Pictures that are bought and filmed: sizes, answers of every kind, faults, and the money."""

import base64
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.providers.video.ordering import SCENE, Studio, setup_at
from tests.servers import faults
from tests.servers.canary import Canary
from tests.servers.films import film, picture
from tests.servers.proxy import FaultProxy, faults_before
from tests.servers.site import Answer, Asked, Site, open_site, told
from vidgen_desktop.core.buying.purchase import PurchaseState
from vidgen_desktop.core.buying.rates import Rate, Unit
from vidgen_desktop.core.choices import Aspect, Resolution
from vidgen_desktop.core.errors import ProviderError, ProviderFault, UnknownPurchase
from vidgen_desktop.core.model import Take, VideoFormat
from vidgen_desktop.core.money import PriceSource
from vidgen_desktop.core.ports import ClipOrder, Work
from vidgen_desktop.keys import Key, Where
from vidgen_desktop.media.tool import FfmpegTool
from vidgen_desktop.providers.builtin.clips import BuiltinClips
from vidgen_desktop.providers.drawing.sizes import sizes_for
from vidgen_desktop.providers.shaped_pictures import ShapedPictures

DONE, FAILED, UNKNOWN = PurchaseState.DONE, PurchaseState.FAILED, PurchaseState.UNKNOWN
CREATE = ("POST", "/v1/images/generations")
DAY = date(2026, 11, 1)
TOKEN_RATES = (
    Rate(Unit.MILLION_TOKENS_IN, 5_000_000, "tests", DAY),
    Rate(Unit.MILLION_PICTURE_TOKENS_IN, 8_000_000, "tests", DAY),
    Rate(Unit.MILLION_PICTURE_TOKENS_OUT, 30_000_000, "tests", DAY),
)
THREE_CENTS = (Rate(Unit.PICTURE, 30_000, "tests", DAY),)
PNG = picture()


class Camera:
    """A camera that notes what it is given to film."""

    name = "camera"
    parallel = 1

    def __init__(self) -> None:
        self.orders: list[ClipOrder] = []

    def make(self, order: ClipOrder, work: Work) -> Take:
        self.orders.append(order)
        work.progress(0.5)
        work.progress(1.0)
        return Take(order.scene.number, str(order.out), str(order.poster), 3.5, self.name)

    @property
    def filmed(self) -> bytes:
        return Path(self.orders[-1].scene.picture or "").read_bytes()


@dataclass
class Atelier:
    """An image server, a proxy before it, and pictures that know only the proxy."""

    site: Site
    proxy: FaultProxy
    key: str
    answer: Callable[[dict[str, Any]], Answer]
    drawn: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    camera: Camera = field(default_factory=Camera)

    def pictures(self, *rates: Rate, model: str = "flux-dev") -> ShapedPictures:
        setup, key = setup_at(f"{self.proxy.url}/v1"), Key(self.key, Where.SESSION)
        return ShapedPictures(setup, key, model, FfmpegTool(), self.camera, rates)

    def draw(self, asked: Asked) -> Answer:
        self.drawn.append((asked.path.rpartition("/")[2], asked.fields()))
        return self.answer(self.drawn[-1][1])


def drawn(data: bytes, **more: object) -> Answer:
    return told({"created": 1, "data": [{"b64_json": base64.b64encode(data).decode()}], **more})


@contextmanager
def opened(key: str) -> Iterator[Atelier]:
    site = Site(key)
    with open_site(site), faults_before(site.url) as proxy:
        atelier = Atelier(site, proxy, key, lambda _: drawn(PNG))
        site.on("POST", "/v1/images/(?:generations|edits)", atelier.draw)
        yield atelier


@pytest.fixture
def atelier(canary: Canary) -> Iterator[Atelier]:
    with opened(canary.key) as atelier:
        yield atelier


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    (tmp_path / "scratch").mkdir()
    return Studio(tmp_path)


def bomb() -> bytes:
    """A PNG of a few bytes that says it has a billion pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def test_a_picture_is_bought_once_and_the_camera_moves_over_it(
    atelier: Atelier, studio: Studio
) -> None:
    media = FfmpegTool()
    atelier.camera = BuiltinClips(media)  # type: ignore[assignment]
    order = studio.order(replace(SCENE, seconds=0.5), format=VideoFormat(320, 180, 24))
    take = atelier.pictures(*THREE_CENTS).make(order, studio.work())
    assert take.provider == "studio/flux-dev"
    info = media.probe(Path(take.path), studio.work())
    assert (info.width, info.height, info.frames) == (320, 180, 12)
    assert Path(take.poster).exists()
    [(_, fields)] = atelier.drawn
    assert fields["prompt"].startswith("A honeybee dances on a comb, lit from the side.")
    assert "no text, letters" in fields["prompt"]
    assert (fields["size"], fields["n"]) == ("1344x768", 1)
    assert studio.told == sorted(studio.told)
    [bought] = studio.purse.purchases
    assert (bought.state, bought.cost_micros, bought.wanted.step) == (DONE, 30_000, "clip/1")
    assert not list(studio.folder.rglob("*.part"))


def test_openais_pictures_are_billed_by_their_tokens(atelier: Atelier, studio: Studio) -> None:
    usage = {
        "input_tokens": 1250,
        "input_tokens_details": {"text_tokens": 50, "image_tokens": 1200},
        "output_tokens": 1400,
        "output_tokens_details": {"text_tokens": 0, "image_tokens": 1400},
    }
    atelier.answer = lambda _: drawn(PNG, usage=usage)
    atelier.pictures(*TOKEN_RATES, model="gpt-image-2.5-flare").make(studio.order(), studio.work())
    [(_, fields)] = atelier.drawn
    assert (fields["size"], fields["quality"]) == ("1536x864", "medium")
    assert "response_format" not in fields
    [bought] = studio.purse.purchases
    assert bought.cost_micros == 50 * 5 + 1200 * 8 + 1400 * 30
    assert bought.wanted.estimate_micros == pytest.approx(44_000, rel=0.1)
    assert atelier.camera.filmed == PNG


def test_a_price_that_the_service_reports_wins(atelier: Atelier, studio: Studio) -> None:
    atelier.answer = lambda _: drawn(PNG, usage={"cost": 0.0123})
    atelier.pictures(*THREE_CENTS).make(studio.order(), studio.work())
    assert studio.purse.spent == 12_300
    assert studio.purse.purchases[0].source is PriceSource.REPORTED


def test_nothing_is_bought_for_a_scene_with_the_persons_own_picture(
    atelier: Atelier, studio: Studio
) -> None:
    own = replace(SCENE, picture="own.png")
    atelier.pictures(*THREE_CENTS).make(studio.order(own), studio.work())
    assert atelier.camera.orders[0].scene.picture == "own.png"
    assert not studio.purse.purchases


def test_a_picture_behind_a_link_is_fetched(atelier: Atelier, studio: Studio) -> None:
    atelier.site.on("GET", "/files/1.png", lambda _: Answer(200, PNG, "image/png"))
    link = f"{atelier.proxy.url}/files/1.png"
    atelier.answer = lambda _: told({"data": [{"url": link, "b64_json": None}]})
    atelier.proxy.next(faults.cut, "GET", "/files/.*")
    pictures = atelier.pictures(*THREE_CENTS)
    for _ in range(2):
        pictures.make(studio.order(), studio.work())
        assert atelier.camera.filmed == PNG
    assert len(atelier.drawn) == 1
    assert studio.purse.states == [DONE]


def test_a_link_that_leads_nowhere_is_told_of_and_bought_anew_only_at_a_word(
    atelier: Atelier, studio: Studio
) -> None:
    atelier.answer = lambda _: told({"data": [{"url": f"{atelier.proxy.url}/gone.png"}]})
    pictures = atelier.pictures(*THREE_CENTS)
    for _ in range(2):
        with pytest.raises(UnknownPurchase, match=r"Studio has nothing at this address.*paid for"):
            pictures.make(studio.order(), studio.work())
    assert len(atelier.drawn) == 1
    atelier.answer = lambda _: drawn(PNG)
    studio.purse.give_up(studio.purse.purchases[0])
    pictures.make(studio.order(), studio.work())
    assert studio.purse.states == [FAILED, DONE]


@pytest.mark.parametrize("link", ["http://169.254.169.254/x.png", "https://127.0.0.1/x.png"])
def test_a_link_into_the_persons_own_network_is_not_followed(
    link: str, atelier: Atelier, studio: Studio
) -> None:
    atelier.answer = lambda _: told({"data": [{"url": link}]})
    with pytest.raises(ProviderError, match="was not opened"):
        atelier.pictures(*THREE_CENTS).make(studio.order(), studio.work())
    assert studio.purse.states == [FAILED]
    assert studio.purse.spent == 30_000


@pytest.mark.parametrize(
    "answer",
    [
        drawn(b"<!doctype html><p>Sorry" * 9),
        drawn(PNG[: len(PNG) // 2]),
        drawn(bomb()),
        drawn(film(0.2, "64x64")),
        told({"data": [{"b64_json": "%%%"}]}),
        told({"data": []}),
    ],
    ids=["html", "half", "bomb", "film", "no-base64", "nothing"],
)
def test_rubbish_is_told_of_and_was_paid_for(
    answer: Answer, atelier: Atelier, studio: Studio
) -> None:
    atelier.answer = lambda _: answer
    pictures = atelier.pictures(*THREE_CENTS)
    with pytest.raises(ProviderError, match="Studio sent") as fault:
        pictures.make(studio.order(), studio.work())
    assert fault.value.fault is ProviderFault.BAD_ANSWER
    assert studio.purse.states == [FAILED]
    assert studio.purse.spent == 30_000
    assert not atelier.camera.orders
    atelier.answer = lambda _: drawn(PNG)
    pictures.make(studio.order(), studio.work())
    assert len(atelier.drawn) == 2


def test_what_a_server_refuses_is_asked_in_another_way(atelier: Atelier, studio: Studio) -> None:
    def fussy(fields: dict[str, Any]) -> Answer:
        if "response_format" in fields:
            return told({"detail": "Unknown parameter: response_format"}, 422)
        if fields["size"] != "1024x1024":
            return told({"error": {"message": "Invalid size. Use 1024x1024."}}, 400)
        return drawn(PNG)

    atelier.answer = fussy
    atelier.pictures(*THREE_CENTS).make(studio.order(), studio.work())
    assert studio.purse.states == [FAILED, FAILED, FAILED, DONE]
    assert studio.purse.spent == 30_000


def test_a_refused_subject_is_told_at_once(atelier: Atelier, studio: Studio) -> None:
    refused = told({"error": {"message": "Blocked.", "code": "moderation_blocked"}}, 400)
    atelier.answer = lambda _: refused
    with pytest.raises(ProviderError, match="Studio refused the content"):
        atelier.pictures(*THREE_CENTS).make(studio.order(), studio.work())
    assert studio.purse.states == [FAILED]
    assert len(atelier.drawn) == 1


@pytest.mark.parametrize(
    ("model", "verb"), [("gpt-image-2.5-flare", "edits"), ("sdxl", "generations")]
)
def test_the_reference_picture_goes_to_models_that_take_one(
    model: str, verb: str, atelier: Atelier, studio: Studio
) -> None:
    own = studio.folder / "me.png"
    own.write_bytes(picture("64x64"))
    pictures = atelier.pictures(*TOKEN_RATES, model=model)
    pictures.make(studio.order(reference=str(own)), studio.work())
    [(asked, fields)] = atelier.drawn
    assert asked == verb
    assert ("image" in fields) == (verb == "edits")
    if verb == "edits":
        assert fields["image"].startswith(b"\xff\xd8")
        assert "picture that is given along" in fields["prompt"]


@pytest.mark.parametrize(
    "fault",
    [faults.cut, faults.malformed, faults.empty, faults.dropped_after, faults.MAINTENANCE],
    ids=["cut", "malformed", "empty", "lost", "503"],
)
def test_a_lost_answer_is_not_asked_for_again(
    fault: faults.Fault, atelier: Atelier, studio: Studio
) -> None:
    atelier.proxy.next(fault, *CREATE)
    for _ in range(2):
        with pytest.raises(UnknownPurchase):
            atelier.pictures(*THREE_CENTS).make(studio.order(), studio.work())
    assert len(atelier.proxy.seen) == 1
    assert studio.purse.states == [UNKNOWN]
    assert not atelier.camera.orders


def test_a_busy_server_is_asked_again(atelier: Atelier, studio: Studio) -> None:
    atelier.proxy.next(faults.BUSY, *CREATE)
    atelier.pictures(*THREE_CENTS).make(studio.order(), studio.work())
    assert studio.purse.states == [FAILED, DONE]
    assert len(atelier.drawn) == 1


def test_what_was_bought_before_a_crash_is_not_bought_again(
    atelier: Atelier, studio: Studio
) -> None:
    for seed in (7, 7, 8):
        atelier.pictures(*THREE_CENTS).make(studio.order(seed=seed), studio.work())
    assert len(atelier.drawn) == 2  # another seed is another picture
    assert studio.purse.states == [DONE, DONE]


def test_key_words_are_told_with_what_is_said(atelier: Atelier, studio: Studio) -> None:
    scene = replace(SCENE, visual="bees, dance, way")
    atelier.pictures().make(studio.order(scene), studio.work())
    words = atelier.drawn[0][1]["prompt"]
    assert "“Bees dance to show the way.”" in words
    assert "called “Bees”" in words


@pytest.mark.parametrize(
    ("model", "aspect", "resolution", "best"),
    [
        ("gpt-image-2.5-flare", Aspect.WIDE, Resolution.HD, (1536, 864)),
        ("gpt-image-2.6-sunburst", Aspect.TALL, Resolution.FULL_HD, (1152, 2048)),
        ("gpt-image-2", Aspect.SQUARE, Resolution.HD, (1024, 1024)),
        ("gpt-image-1.5", Aspect.WIDE, Resolution.FULL_HD, (1536, 1024)),
        ("gpt-image-1-mini", Aspect.TALL, Resolution.HD, (1024, 1536)),
        ("flux-dev", Aspect.TALL, Resolution.HD, (768, 1344)),
    ],
)
def test_the_size_suits_model_and_shape(
    model: str, aspect: Aspect, resolution: Resolution, best: tuple[int, int]
) -> None:
    assert sizes_for(model, VideoFormat.of(aspect, resolution, 24))[0] == best
